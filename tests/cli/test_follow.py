"""`kiosk follow`: a second screen that only looks."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from devices.clock import SystemClock
from devices.fakes import FixedEntropy
from kiosk.cli._seen import Place, Seen, Speaker, in_words, picture
from kiosk.desk import Desk
from kiosk.practices import floor, meeting, roster
from tests.cli.conftest import Kiosk
from tests.pty import Pty

NASTY = "Rie\x1b]0;x\x07 \u202e漢字 [@click=app.quit]"


@pytest.fixture
def desk(founded: Path) -> Iterator[Desk]:
    """The kiosk on the wall: a meeting with three people and somebody nasty."""
    desk = Desk.open(founded, SystemClock(), FixedEntropy())
    desk.ask(meeting.Open(title="Weekly"))
    for person in ("m001", "m002", "m003"):
        desk.ask(meeting.Arrive(person=person))
    desk.ask(roster.AddMember(name=NASTY, here=True))
    yield desk
    desk.close()


def test_between_meetings_it_says_so(kiosk: Kiosk, founded: Path) -> None:
    """Without a meeting there is one line."""
    assert "Maple Street 4 · no meeting is open" in kiosk("follow", "--once").out


def test_it_says_who_speaks_and_who_is_next(kiosk: Kiosk, desk: Desk) -> None:
    """The speaker with the clock, then the list in its order, for people and for programs."""
    for person in ("m001", "m002", "m003"):
        desk.ask(floor.Ask(person=person))
    desk.ask(floor.Ask(person="m002", kind="order"))
    desk.ask(floor.Begin(person="m002"))
    lines = kiosk("follow", "--once").out.splitlines()
    assert lines[0].startswith("Maple Street 4 · Weekly  ")
    assert lines[1].startswith("▶ SPEAKING  ")
    assert lines[1].endswith("  Bahar")
    assert lines[2] == "next: Ana Lima, Bahar, Jérôme"
    now = kiosk("follow", "--once", "--json").json
    assert (now["meeting"], now["speaking"]["person"]) == (1, "m002")
    assert [place["person"] for place in now["waiting"]] == ["m001", "m002", "m003"]


def test_a_break_is_said(kiosk: Kiosk, desk: Desk) -> None:
    """During a break the hour of return stands in the heading."""
    desk.ask(meeting.Pause(until="23:59"))
    assert "break until 23:59" in kiosk("follow", "--once").out


def test_it_writes_nothing_and_takes_no_lock(kiosk: Kiosk, desk: Desk) -> None:
    """The kiosk beside it goes on, and no file changes."""
    before = {path: path.read_bytes() for path in desk.folder.rglob("*") if path.is_file()}
    assert kiosk("follow", "--once").code == 0
    assert {path: path.read_bytes() for path in desk.folder.rglob("*") if path.is_file()} == before
    desk.ask(floor.Ask(person="m001"))


def test_the_second_screen_follows_what_is_recorded(desk: Desk) -> None:
    """On a terminal it shows the new speaker by itself, with no escape sequence of a person's, and leaves."""
    argv = [sys.executable, "-m", "kiosk", "follow", "--data", str(desk.folder)]
    with Pty(argv, size=(80, 24)) as pty:
        pty.wait_for("Weekly")
        for person in ("m001", "m004"):
            desk.ask(floor.Ask(person=person))
        desk.ask(floor.Begin(person="m001"))
        pty.wait_for("SPEAKING")
        pty.wait_for("NEXT")
        desk.ask(floor.Begin(person="m004", after="m001"))
        pty.wait_for("[ @ C L I C K")
        assert b"\x1b]0;x" not in pty.output
        assert "\u202e".encode() not in pty.output
        pty.keys("ctrl+c")
        assert pty.wait_end() == 0
        assert pty.output.rstrip().endswith(b"\x1b[?25h\x1b[?1049l")


def test_a_pipe_gets_lines_as_they_are_recorded(desk: Desk) -> None:
    """Into a pipe each recorded change is one JSON line, until the reader leaves."""
    argv = [sys.executable, "-m", "kiosk", "follow", "--json", "--data", str(desk.folder)]
    with subprocess.Popen(argv, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert json.loads(process.stdout.readline())["waiting"] == []
        desk.ask(floor.Ask(person="m003"))
        assert [place["name"] for place in json.loads(process.stdout.readline())["waiting"]] == ["Jérôme"]
        process.terminate()


TEXTS = st.text(max_size=70)
SPEAKERS = st.builds(
    Speaker,
    person=st.just("m001"),
    name=TEXTS,
    left=st.integers(-4_000_000, 4_000_000),
    planned=st.integers(0, 3_600_000),
    phase=st.sampled_from(["speaking", "wrap up", "last", "over", "paused"]),
)
SEENS = st.builds(
    Seen,
    n=st.integers(1, 9),
    time=st.just("19:02"),
    assembly=TEXTS,
    meeting=st.integers(0, 3),
    title=TEXTS,
    until=st.sampled_from(["", "20:15"]),
    item=TEXTS,
    left=st.none() | st.integers(-9_999, 9_999),
    speaking=st.none() | SPEAKERS,
    waiting=st.lists(
        st.builds(Place, person=st.just("m001"), name=TEXTS, kind=st.sampled_from(["contribution", "order"])),
        max_size=40,
    ),
)


@given(now=SEENS, columns=st.integers(40, 200), rows=st.integers(12, 60))
def test_every_picture_fits_the_terminal(now: Seen, columns: int, rows: int) -> None:
    """Whatever is shown, no line is wider and no picture higher than the terminal, and nothing steers it."""
    lines = picture(now, columns, rows)
    assert len(lines) <= rows
    assert all(cell_len(line) <= columns for line in lines)
    assert not set("".join(lines)) & set("\x1b\x9b\u202e\n\r\t")
    assert in_words(now)
