"""An evening at its busiest, made through the desk, for the benchmarks: 27 here, one speaks, five wait."""

from __future__ import annotations

import shutil
from pathlib import Path

from devices.clock import SystemClock
from devices.entropy import OsEntropy
from kiosk.desk import Desk
from kiosk.practices.floor import Ask, Begin
from kiosk.practices.meeting import Open
from kiosk.practices.roster import AddMember
from kiosk.practices.rules import SetTurn
from screens.moments import remember

NAMES = (
    "Amina Bahar Chris Dimitra Emeka Fatou Gül Hanna Ines Jérôme Kemal Leyla Marek Nadia Oyelaran Petra Quim "
    "Rie Samir Tess Ursula Viktor Wanda Ximena Yusuf Zoë Åsa"
).split()
WAITING = 5
LONG = 1_800
"""Seconds of the turn: the clock must run on, without warnings, for as long as anything is measured."""


def prepare(folder: Path) -> None:
    """Found the assembly anew in `folder`, open a meeting, and give the floor to somebody."""
    if folder.exists():
        shutil.rmtree(folder)
    desk = Desk.found(folder, "Maple Street 4", SystemClock(), OsEntropy(), "benchmark")
    try:
        desk.ask(SetTurn(seconds=LONG))
        desk.ask(Open(title="weekly meeting"))
        for name in NAMES:
            desk.ask(AddMember(name=name, here=True))
        speaker, *others = desk.room.present()
        desk.ask(Ask(person=speaker))
        desk.ask(Begin(person=speaker, after=""))
        for person in others[:WAITING]:
            desk.ask(Ask(person=person))
        remember(folder, "floor")
    finally:
        desk.close()
