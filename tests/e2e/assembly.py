"""An assembly on disk for tests that open the kiosk: its folder, its port, its earlier entries.

`found` makes one through the command line, as fast as commands can be read, so that a test begins at the
moment it tests. From there the tests use keys. Entries are checked with `kiosk verify` only.
"""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.terminal import Screen

KIOSK = Path(sys.executable).with_name("kiosk")
NAMES = (
    "Amina Diallo",
    "Bahar Yılmaz",
    "Chris",
    "Dilan",
    "Eva Lindqvist",
    "Jérôme Martin",
    "Wilhelmina-Constanze von und zu Hohenfels",
)
"""Seven people, the last with a name of forty letters and one more."""

Command = Mapping[str, Any]


def folder_with_port(folder: Path) -> Path:
    """Make a data folder if needed, whose minutes are served at a free port; returns it."""
    folder.mkdir(parents=True, exist_ok=True)
    with socket.socket() as free:
        free.bind(("", 0))
        (folder / "kiosk.toml").write_text(f"port = {free.getsockname()[1]}\n")
    return folder


def kiosk(*words: str | Path, typed: str = "") -> subprocess.CompletedProcess[str]:
    """Run `kiosk WORDS`, with any exit code."""
    return subprocess.run(
        [KIOSK, *words], input=typed, capture_output=True, text=True, check=False, timeout=60
    )


def found(folder: Path, commands: Iterable[Command] = ()) -> Path:
    """Found Maple Street 4 in the folder and run the commands."""
    folder_with_port(folder)
    done = kiosk("init", "Maple Street 4", "--data", folder)
    assert done.returncode == 0, done.stderr
    return run(folder, commands)


def run(folder: Path, commands: Iterable[Command]) -> Path:
    """Run commands on the assembly in the folder."""
    lines = "".join(json.dumps(command) + "\n" for command in commands)
    if lines:
        done = kiosk("run", "-", "--data", folder, typed=lines)
        assert done.returncode == 0, done.stdout[-500:] + done.stderr
    return folder


def sitting(
    names: Sequence[str] = NAMES, items: Sequence[Command] = ({"title": "Check-in"},)
) -> list[Command]:
    """Return commands that open a meeting with these names present and the first of the items open."""
    return [
        {"do": "meeting.open"},
        *({"do": "roster.add", "name": name, "here": True} for name in names),
        {"do": "agenda.adopt", "items": list(items)},
        {"do": "item.open", "item": 1},
    ]


def entries(folder: Path) -> list[dict[str, Any]]:
    """Return every entry of the journal, checked as at an opening."""
    done = kiosk("journal", "--data", folder)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def sound(folder: Path) -> str:
    """Return what `kiosk verify` says of a journal that it finds sound."""
    done = kiosk("verify", "--data", folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def recorded(screen: Screen) -> int:
    """Return the number of entries in the top line; -1 while the line shows something else."""
    said = re.search(r"● ([\d,]+) recorded", screen[0])
    return int(said[1].replace(",", "")) if said else -1
