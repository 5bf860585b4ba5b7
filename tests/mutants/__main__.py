"""How many small mistakes would the tests notice? `make mutants`: not a test, and no part of CI.

A seeded sample of changes (`tests.mutants.changes`) is made to the modules of the journal, the lot, the floor
and the agenda, one at a time, in copies of the work tree. The tests that mirror the module should notice
each, or the others of its package. Changes that no test noticed are listed, then a tally per package.
`equivalent.txt` in this folder names the changes that change nothing, and why.

    .venv/bin/python -m tests.mutants --seed 8 --count 300 --log /tmp/mutants.log kiosk/practices/floor

With a log, an interrupted run goes on where it was, and a second run tries only what lived.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Queue

from tests.mutants.changes import Change, changes

ROOT = Path(__file__).parents[2]
PACKAGES = ("kiosk/journal", "kiosk/practices/lot", "kiosk/practices/floor", "kiosk/practices/agenda")
TESTS = ("tests/journal", "tests/practices")
EQUIVALENT = Path(__file__).with_name("equivalent.txt")
COPIED = ("kiosk", "screens", "devices", "tests", "docs", "pyproject.toml", "README.md")
PYTEST = ("-x", "-q", "-n", "0", "-p", "no:cacheprovider", "--timeout", "40")
PATIENCE = 240
"""Seconds that the tests of one change may take. A change that makes them hang counts as noticed, but is
tried again later: the machine may have been busy.
"""
SLOW = ("test_damage", "test_faults", "test_statistics", "test_killing", "test_shell", "test_hostile")
"""Slow tests: run only for the module of their name."""

GOLDEN = ROOT / "tests" / "journal" / "test_golden.py"
"""It mirrors the modules of all events: their names and defaults are frozen in journals."""


def mirrored(module: Path) -> list[list[str]]:
    """Return the tests of a module, then the others of its package."""
    package = ROOT / "tests" / module.parent.relative_to("kiosk")
    own = sorted(package.glob(f"test_{module.stem}*.py"))
    if module.stem == "events":
        own.append(GOLDEN)
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

    def fate(self, change: Change) -> str:
        """Return "noticed" if a test fails with this change, "late" if they do not end, "lived" if all pass.

        The tree is as before afterwards.
        """
        file = self._folder / change.module
        before = file.read_text()
        for old in (file.parent / "__pycache__").glob(f"{file.stem}.*.pyc"):
            old.unlink()  # Python tells it from a later source by second and size alone
        file.write_text(change.source)
        try:
            return next(
                (fate for tests in mirrored(change.module) if (fate := self._run(tests)) != "lived"), "lived"
            )
        finally:
            file.write_text(before)

    def _run(self, tests: list[str]) -> str:
        assert self._worker.stdin is not None
        assert self._worker.stdout is not None
        self._worker.stdin.write(json.dumps([*PYTEST, *tests]) + "\n")
        self._worker.stdin.flush()
        return self._worker.stdout.readline().strip()

    def close(self) -> None:
        """End the process."""
        self._worker.communicate()


def main(words: Sequence[str]) -> int:
    """Return 0 when at least 95 % of the changes that change something were noticed."""
    asked = argparse.ArgumentParser(prog="python -m tests.mutants")
    asked.add_argument("--seed", type=int, default=8)
    asked.add_argument("--count", type=int, default=300)
    asked.add_argument("--processes", type=int, default=2)
    asked.add_argument("--log", type=Path, default=os.devnull, help="noticed there: not tried again")
    asked.add_argument("where", nargs="*", default=PACKAGES)
    wish = asked.parse_args(words)
    every = [
        change for place in wish.where for file in sorted(_files(ROOT / place)) for change in changes(file)
    ]
    chosen = sample(every, wish.seed, wish.count)
    before = wish.log.read_text().splitlines() if wish.log.exists() else []
    noticed = {line.removeprefix("noticed: ") for line in before if line.startswith("noticed: ")}
    rest = [change for change in chosen if named(change) not in noticed]
    print(f"{len(chosen)} of {len(every)} changes; {len(rest)} to try", flush=True)
    with wish.log.open("a") as log:
        for number, (change, fate) in enumerate(_tried(rest, wish.processes), 1):
            print(f"{fate}: {named(change)}", file=log, flush=True)
            print(f"{number} {fate}: {named(change)}", file=sys.stderr, flush=True)
            if fate != "lived":
                noticed.add(named(change))
    return _print_tally(chosen, noticed)


def sample(every: Sequence[Change], seed: int, count: int) -> list[Change]:
    """Return `count` changes by the digest of their names: new code then does not move the whole sample."""
    return sorted(every, key=lambda it: hashlib.sha256(f"{seed} {named(it)}".encode()).digest())[:count]


def _print_tally(chosen: Sequence[Change], noticed: set[str]) -> int:
    """Print what lived, and how many did in each package. Return 1 if more than 5 % lived."""
    equivalent = {line.partition("  # ")[0] for line in EQUIVALENT.read_text().splitlines()}
    tally: Counter[tuple[str, str]] = Counter()
    for change in sorted(chosen):
        fate = "noticed" if named(change) in noticed else "same" if named(change) in equivalent else "lived"
        for where in (str(change.module.parent), "together"):
            tally[where, fate] += 1
        if fate == "lived":
            print(f"{change.module}:{change.line}: {change.what}")
    for where in sorted({place for place, _ in tally}):
        killed, same, lived = (tally[where, fate] for fate in ("noticed", "same", "lived"))
        print(
            f"{where}: {killed + same + lived} tried, {killed} noticed, {same} change nothing, {lived} lived"
        )
    lived, killed = tally["together", "lived"], tally["together", "noticed"]
    return int(lived > (lived + killed) * 0.05)


def named(change: Change) -> str:
    """Return a change's name in `equivalent.txt`, without line numbers, which would not last."""
    return f"{change.module}: {change.what}"


def _tried(chosen: Sequence[Change], processes: int) -> Iterator[tuple[Change, str]]:
    """Yield each change, and its fate."""
    with tempfile.TemporaryDirectory(prefix="kiosk-mutants-") as name:
        trees: Queue[Tree] = Queue()
        for number in range(processes):
            trees.put(Tree(Path(name, str(number))))

        def tried(change: Change) -> str:
            tree = trees.get()
            try:
                return tree.fate(change)
            finally:
                trees.put(tree)

        with ThreadPoolExecutor(processes) as pool:
            yield from zip(chosen, pool.map(tried, chosen), strict=True)
        while not trees.empty():
            trees.get().close()


def _files(place: Path) -> list[Path]:
    found = [place] if place.is_file() else list(place.glob("*.py"))
    return [file.relative_to(ROOT) for file in found]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
