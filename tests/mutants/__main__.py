"""How many small mistakes would the tests notice? `make mutants`: not a test, and no part of CI.

A seeded sample of changes (`tests.mutants.changes`) is made to the modules of the journal, the lot, the floor
and the agenda, one at a time, in copies of the work tree; each is to be noticed by the tests that mirror its
module, then by the others of its package. What nobody noticed is listed. `equivalent.txt` beside this file
names the changes that change nothing, and why.

    .venv/bin/python -m tests.mutants --seed 8 --count 300 kiosk/practices/floor
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Queue
from random import Random

from tests.mutants.changes import Change, changes

ROOT = Path(__file__).parents[2]
PACKAGES = ("kiosk/journal", "kiosk/practices/lot", "kiosk/practices/floor", "kiosk/practices/agenda")
TESTS = ("tests/journal", "tests/practices")
EQUIVALENT = Path(__file__).with_name("equivalent.txt")
COPIED = ("kiosk", "screens", "devices", "tests", "docs", "pyproject.toml", "README.md")
PYTEST = ("-x", "-q", "-n", "0", "-p", "no:cacheprovider", "--timeout", "40")
PATIENCE = 90
"""Seconds that the tests of one change may take; a change that makes them hang is noticed."""
SLOW = ("test_damage", "test_faults", "test_statistics", "test_killing", "test_shell", "test_hostile")
"""Tests that play much: only where their name is the module's."""


def mirrored(module: Path) -> list[list[str]]:
    """The tests of a module, then the others of its package."""
    package = ROOT / "tests" / module.parent.relative_to("kiosk")
    own = sorted(package.glob(f"test_{module.stem}*.py"))
    others = [test for test in sorted(package.glob("test_*.py")) if test not in own and test.stem not in SLOW]
    beside = sorted(package.parent.glob(f"test_{package.name}.py"))
    stages = [own, [*beside, *others]]
    return [[str(test.relative_to(ROOT)) for test in stage] for stage in stages if stage]


class Tree:
    """A copy of the work tree with a process that runs tests in it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir()
        for name in COPIED:
            copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
            copy(ROOT / name, folder / name)
        environment = os.environ | {"PYTHONPATH": str(folder)}
        warm = [sys.executable, "-m", "pytest", "-q", "--collect-only", "-p", "no:cacheprovider", *TESTS]
        subprocess.run(warm, cwd=folder, env=environment, capture_output=True, check=True)
        self._worker = subprocess.Popen(
            [sys.executable, folder / "tests" / "mutants" / "worker.py", str(PATIENCE)],
            cwd=folder,
            env=environment | {"PYTHONDONTWRITEBYTECODE": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def noticed(self, change: Change) -> bool:
        """True if a test fails, or does not end, with this change. The tree is as before afterwards."""
        file = self._folder / change.module
        before = file.read_text()
        for old in (file.parent / "__pycache__").glob(f"{file.stem}.*.pyc"):
            old.unlink()  # it is told from a later source by second and size alone
        file.write_text(change.source)
        try:
            return any(self._failed(tests) for tests in mirrored(change.module))
        finally:
            file.write_text(before)

    def _failed(self, tests: list[str]) -> bool:
        assert self._worker.stdin is not None
        assert self._worker.stdout is not None
        self._worker.stdin.write(json.dumps([*PYTEST, *tests]) + "\n")
        self._worker.stdin.flush()
        return self._worker.stdout.readline() == "True\n"

    def close(self) -> None:
        """End the process."""
        self._worker.communicate()


def main(words: Sequence[str]) -> int:
    """Returns 0 when at least 95 % of the changes that change something were noticed."""
    asked = argparse.ArgumentParser(prog="python -m tests.mutants")
    asked.add_argument("--seed", type=int, default=8)
    asked.add_argument("--count", type=int, default=300)
    asked.add_argument("--processes", type=int, default=2)
    asked.add_argument("where", nargs="*", default=PACKAGES)
    wish = asked.parse_args(words)
    files = [file for place in wish.where for file in sorted(_files(ROOT / place))]
    every = [change for file in files for change in changes(file)]
    chosen = Random(wish.seed).sample(every, min(wish.count, len(every)))
    equivalent = {line.partition("  # ")[0] for line in EQUIVALENT.read_text().splitlines()}
    print(f"{len(chosen)} of {len(every)} changes", flush=True)
    lived = [change for change, killed in _tried(chosen, wish.processes) if not killed]
    same = [change for change in lived if named(change) in equivalent]
    for change in sorted(set(lived) - set(same)):
        print(f"{change.module}:{change.line}: {change.what}")
    left, counted = len(lived) - len(same), len(chosen) - len(same)
    print(f"{counted - left} of {counted} were noticed; {len(same)} more change nothing.")
    return int(left > counted * 0.05)


def named(change: Change) -> str:
    """A change as `equivalent.txt` names it: line numbers would not last."""
    return f"{change.module}: {change.what}"


def _tried(chosen: Sequence[Change], processes: int) -> Iterator[tuple[Change, bool]]:
    """Each change, and whether it was noticed; a line on the error stream says how far this is."""
    with tempfile.TemporaryDirectory(prefix="kiosk-mutants-") as name:
        trees: Queue[Tree] = Queue()
        for number in range(processes):
            trees.put(Tree(Path(name, str(number))))

        def tried(change: Change) -> bool:
            tree = trees.get()
            try:
                return tree.noticed(change)
            finally:
                trees.put(tree)

        with ThreadPoolExecutor(processes) as pool:
            for number, result in enumerate(zip(chosen, pool.map(tried, chosen), strict=True), 1):
                sys.stderr.write(f"{number} {'noticed' if result[1] else 'LIVES'}: {named(result[0])}\n")
                yield result
        while not trees.empty():
            trees.get().close()


def _files(place: Path) -> list[Path]:
    found = [place] if place.is_file() else list(place.glob("*.py"))
    return [file.relative_to(ROOT) for file in found]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
