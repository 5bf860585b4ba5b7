"""A value that is new in its Literal is reported wherever the code tells the values apart."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import get_args

from kiosk.practices.agenda.events import Kind
from kiosk.practices.floor.events import Rule
from tests.practices.contract.places import FOLDERS, Place, places

HOUSE = Path(__file__).parents[3]
NEW = {
    "kiosk/practices/agenda/events.py": ("Kind", "film", get_args(Kind)),
    "kiosk/practices/floor/events.py": ("Rule", "shortest-first", get_args(Rule)),
}
"""The file of a Literal, its name, what is added to it, and what it has now."""


def with_new_values(copy: Path) -> None:
    """Copy the product, with one value more in each Literal, and with what mypy keeps of the original."""
    for folder in FOLDERS:
        shutil.copytree(HOUSE / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy2(HOUSE / "pyproject.toml", copy)
    if (HOUSE / ".mypy_cache").is_dir():
        shutil.copytree(HOUSE / ".mypy_cache", copy / ".mypy_cache")
    for file, (name, value, _values) in NEW.items():
        text = (copy / file).read_text()
        assert text.count(f"\n{name} = Literal[") == 1
        (copy / file).write_text(text.replace(f"\n{name} = Literal[", f'\n{name} = Literal["{value}", '))


def reported(tree: Path) -> list[tuple[str, int, str]]:
    """Return what mypy reports: file, line, and its words."""
    product = [word for folder in FOLDERS for word in ("-p", folder)]
    checked = subprocess.run(
        [sys.executable, "-m", "mypy", *product, "--no-error-summary"],
        cwd=tree,
        capture_output=True,
        text=True,
        timeout=170,
    )
    assert not checked.stderr
    found = [re.fullmatch(r"([^:]+):(\d+): error: (.*)", line) for line in checked.stdout.splitlines()]
    return [(line[1], int(line[2]), line[3]) for line in found if line]


def test_every_place_that_tells_the_values_apart_is_reported(tmp_path: Path) -> None:
    """Each match on the Literal; no table, list or chain of comparisons, which mypy would not report.

    One test for all Literals: mypy reads the product once, in about 10 s, or 40 s without its cache.
    """
    with_new_values(tmp_path)
    errors = reported(tmp_path)
    for _name, value, values in NEW.values():
        lines = [(file, line) for file, line, words in errors if f"'{value}'" in words]
        here = places(tmp_path, frozenset((*values, value)))
        assert [place for place in here if not _is_among(place, lines)] == []
        assert len(here) >= 5


def _is_among(place: Place, lines: list[tuple[str, int]]) -> bool:
    return any(file == place.file and place.first <= line <= place.last for file, line in lines)
