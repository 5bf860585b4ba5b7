"""`kiosk follow`: a second screen that only shows."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from devices.clock import SystemClock
from devices.fakes import FixedEntropy
from kiosk.desk.desk import Desk
from kiosk.practices import agenda, floor, meeting, roster
from tests.cli.conftest import Kiosk

NASTY = "Rie\x1b]0;x\x07 \u202e漢字 [@click=app.quit]"


@pytest.fixture
def desk(founded: Path) -> Iterator[Desk]:
    """Yield the desk of the kiosk on the wall: a meeting of three people and one with a hostile name."""
    desk = Desk.open(founded, SystemClock(), FixedEntropy())
    desk.ask(meeting.rules.Open(title="Weekly"))
    for person in ("m001", "m002", "m003"):
        desk.ask(meeting.rules.Arrive(person=person))
    desk.ask(roster.rules.AddMember(name=NASTY, here=True))
    yield desk
    desk.close()


def test_between_meetings_it_says_so(kiosk: Kiosk, founded: Path) -> None:
    """Without a meeting there is one line."""
    assert "Maple Street 4 · no meeting is open" in kiosk("follow", "--once").out


def test_it_says_who_speaks_and_who_is_next(kiosk: Kiosk, desk: Desk) -> None:
    """The speaker with the clock, then the list in its order, for people and for programs."""
    for person in ("m001", "m002", "m003"):
        desk.ask(floor.commands.Ask(person=person))
    desk.ask(floor.commands.Ask(person="m002", kind="order"))
    desk.ask(floor.commands.Begin(person="m002"))
    lines = kiosk("follow", "--once").out.splitlines()
    assert lines[0].startswith("Maple Street 4 · Weekly  ")
    assert lines[1].startswith("! POINT OF ORDER  ")
    assert lines[1].endswith("  Bahar")
    assert lines[2] == "next: Ana Lima, Bahar, Jérôme"
    now = kiosk("follow", "--once", "--json").json
    assert (now["meeting"], now["speaking"]["person"]) == (1, "m002")
    assert [place["person"] for place in now["waiting"]] == ["m001", "m002", "m003"]


def test_a_break_is_said(kiosk: Kiosk, desk: Desk) -> None:
    """During a break the heading has the hour of return."""
    desk.ask(meeting.rules.Pause(until="23:59"))
    assert "break until 23:59" in kiosk("follow", "--once").out


def test_it_writes_nothing_and_takes_no_lock(kiosk: Kiosk, desk: Desk) -> None:
    """The running kiosk goes on, and no file changes."""
    before = {path: path.read_bytes() for path in desk.folder.rglob("*") if path.is_file()}
    assert kiosk("follow", "--once").code == 0
    assert {path: path.read_bytes() for path in desk.folder.rglob("*") if path.is_file()} == before
    desk.ask(floor.commands.Ask(person="m001"))


def test_a_view_in_lines(kiosk: Kiosk, desk: Desk) -> None:
    """The clock alone has no list; the agenda has its items, the open one marked."""
    desk.ask(agenda.commands.Add(title="Rent strike fund", planned=1_500))
    desk.ask(agenda.commands.Add(title="Boiler"))
    desk.ask(agenda.commands.Open(item=1))
    for person in ("m001", "m002"):
        desk.ask(floor.commands.Ask(person=person))
    desk.ask(floor.commands.Begin(person="m001"))
    assert "▶ SPEAKING" in kiosk("follow", "--once", "--view", "clock").out
    assert "next:" not in kiosk("follow", "--once", "--view", "clock").out
    assert "next: Bahar" in kiosk("follow", "--once", "--view", "list").out
    lines = kiosk("follow", "--once", "--view", "agenda").out.splitlines()
    assert lines[1:3] == ["▶ Rent strike fund  25 min", "- Boiler"]


def test_an_assembly_that_is_not_there(kiosk: Kiosk, data: Path) -> None:
    """Without an assembly, lines are refused in a sentence."""
    outcome = kiosk("follow", "--once")
    assert (outcome.code, outcome.out) == (1, "")
    assert "There is no assembly" in outcome.err


def test_wrong_words_are_refused(kiosk: Kiosk, founded: Path) -> None:
    """An unknown view, an invalid port, a code that cannot be typed or is easily guessed."""
    assert kiosk("follow", "--view", "everything").code == 2
    assert "0 to 65535" in kiosk("follow", "--serve", "70000").err
    for code in ("../x", "The-Room", "short", "a-b-c-d-e", "a-----", "a" * 41):
        outcome = kiosk("follow", "--serve", "0", "--code", code)
        assert (outcome.code, outcome.err) == (
            2,
            "A code has at least 6 small letters or figures, up to 40 with hyphens.\n",
        )
    assert "no address of this machine" in kiosk("follow", "--serve", "0", "--bind", "192.0.2.77").err


def test_a_pipe_gets_lines_as_they_are_recorded(desk: Desk) -> None:
    """Each recorded change is one JSON line in a pipe, until the reader leaves."""
    argv = [sys.executable, "-m", "kiosk", "follow", "--json", "--data", str(desk.folder)]
    with subprocess.Popen(argv, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert json.loads(process.stdout.readline())["waiting"] == []
        desk.ask(floor.commands.Ask(person="m003"))
        assert [place["name"] for place in json.loads(process.stdout.readline())["waiting"]] == ["Jérôme"]
        process.terminate()
