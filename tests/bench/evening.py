"""An evening at its busiest, made through `kiosk run`, for the benchmarks: 27 here, one speaks, five wait."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from tests.bench.ground import KIOSK

NAMES = (
    "Amina Bahar Chris Dimitra Emeka Fatou Gül Hanna Ines Jérôme Kemal Leyla Marek Nadia Oyelaran Petra Quim "
    "Rie Samir Tess Ursula Viktor Wanda Ximena Yusuf Zoë Åsa"
).split()
ITEMS = ("Rent strike fund", "Quiet hours", "Boiler")
WAITING = 5
LONG = 1_800
"""Seconds of the turn: the clock must run on, without warnings, for as long as anything is measured."""


def prepare(folder: Path) -> None:
    """Found the assembly again in `folder`, open a meeting and an item, and give a member the floor."""
    found(folder, _commands())


def found(folder: Path, commands: Iterable[dict[str, object]]) -> None:
    """Found the assembly again in `folder`, and carry the commands out."""
    if folder.exists():
        shutil.rmtree(folder)
    data = ("--data", str(folder))
    _run(["init", "Maple Street 4", *data], "")
    _run(["run", "-", *data], "".join(json.dumps(command) + "\n" for command in commands))


def _run(words: list[str], typed: str) -> None:
    done = subprocess.run([KIOSK, *words], input=typed, capture_output=True, text=True, check=False)
    if done.returncode:
        raise AssertionError(f"kiosk {words[0]}: {(done.stdout + done.stderr)[-500:]}")


def _commands() -> Iterator[dict[str, object]]:
    people = [f"m{n:03d}" for n in range(1, len(NAMES) + 1)]
    yield {"do": "rules.turn", "seconds": LONG}
    said = datetime.now().strftime("%Y-%m-%dT%H:%M")  # as a room says it; else the kiosk asks for the time
    yield {"do": "meeting.open", "title": "weekly meeting", "said": said}
    for name in NAMES:
        yield {"do": "roster.add", "name": name, "here": True}
    yield {"do": "agenda.adopt", "items": [{"title": title, "planned": 1_500} for title in ITEMS]}
    yield {"do": "item.open", "item": 1}
    for person in people[: 1 + WAITING]:
        yield {"do": "floor.ask", "person": person}
    yield {"do": "turn.begin", "person": people[0]}
