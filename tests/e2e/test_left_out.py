"""A wall on a terminal that meets entries of a later version in the middle of an evening."""

from __future__ import annotations

from pathlib import Path

import pytest

from devices.clock import SystemClock
from kiosk.desk.desk import unchecked
from kiosk.journal.journal import Journal
from tests.e2e.assembly import KIOSK, entries, found, recorded, sitting, sound
from tests.terminal import Terminal

pytestmark = pytest.mark.e2e


def test_the_room_goes_on_without_them(tmp_path: Path) -> None:
    """Asking to speak is refused with what to do; after F9, O and Y it is accepted."""
    folder = found(tmp_path / "data", sitting())
    journal = Journal.open(folder, lambda: unchecked(SystemClock()))
    journal.append("mandate.given/1", {"to": "m002", "role": "treasurer"}, unchecked(SystemClock()))
    size = journal.size
    journal.close()
    with Terminal([KIOSK, "--data", str(folder)], size=(80, 24)) as terminal:
        terminal.wait_for("1 entry is not understood by this kiosk. Go on without it?")
        terminal.wait_for("mandate given")
        terminal.keys("n")
        terminal.wait_for("Nothing is recorded until the room goes on: F9, then O, asks again.")
        terminal.wait_for("1 not understood")
        terminal.keys("f2", "a")
        terminal.wait_for("Who wants to speak?")  # until then a burst of letters is a badge
        terminal.type("bahar")
        terminal.keys("enter")
        terminal.wait_for("1 entry here is not understood by this kiosk. Look first, under more.")
        terminal.keys("escape")
        terminal.keys("f9")
        terminal.wait_for("1 entry: nothing is recorded until you look")
        terminal.keys("o")
        terminal.wait_for("Go on without it?")
        terminal.keys("y")
        terminal.wait_for("The room goes on without them. That is recorded.")
        terminal.wait_for(lambda screen: recorded(screen) == size + 1)
        terminal.keys("f2", "a")
        terminal.wait_for("Who wants to speak?")  # until then a burst of letters is a badge
        terminal.type("bahar")
        terminal.keys("enter")
        terminal.wait_for(lambda screen: recorded(screen) == size + 2)
    assert [entry["kind"] for entry in entries(folder)[size - 1 :]] == [
        "mandate.given/1",
        "entries.left-out/1",
        "floor.asked/1",
    ]
    sound(folder)
