"""A journal of a later version: what needs no understanding of its entries works, and nothing is lost."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.desk.desk import Desk
from kiosk.desk.fold import Assembly
from kiosk.desk.folding import pack
from kiosk.follow.watcher import Watched
from kiosk.journal.follower import Follower
from kiosk.journal.verify import verify
from kiosk.minutes.build import build
from kiosk.minutes.publish import publish, write
from kiosk.minutes.render import render
from kiosk.minutes.source import of_desk, of_folder
from kiosk.practices import floor, meeting
from kiosk.practices.record.events import LeftOut
from kiosk.practices.record.minutes import Record
from kiosk.practices.record.rules import LeaveOut
from kiosk.telling.pages import Pages
from tests.cli.conftest import Kiosk, data, kiosk  # noqa: F401  fixtures
from tests.journal.later import LEFT_OUT, clock_after, laid_out, later_version
from tests.minutes.kept import kept
from tests.practices.play import Play

SAID = "5 entries here are not understood by this kiosk. Look first, under more."
KINDS = ["bundle.made/1", "item.opened/1", "mandate.given/1", "rules.turn-set/1", "turn.began/2"]


@pytest.fixture
def later(tmp_path: Path) -> Iterator[Play]:
    """Return the frozen journal, opened by this version."""
    play = Play.__new__(Play)
    play.folder, play.clock = laid_out(tmp_path / "assembly"), clock_after()
    from devices.fakes import FixedEntropy

    play.entropy = FixedEntropy()
    play.desk = Desk.open(play.folder, play.clock, play.entropy)
    yield play
    play.desk.close()


def left_out(assembly: Assembly) -> list[int]:
    return [n for n in range(assembly.size) if n in assembly.left_out]


def test_it_opens_and_verifies(later: Play) -> None:
    """People, the meeting and requests, which this version understands, are there; nothing is damaged."""
    assert verify(later.folder).findings == []
    assert (later.desk.journal.findings, later.desk.journal.damage) == ([], [])
    assert left_out(later.desk.assembly) == LEFT_OUT
    assert [later.desk.name(f"m00{n}") for n in (1, 2, 3, 4)] == ["Ana", "Bahar", "Chris", "Jérôme"]
    assert [past.title for past in later.state.meeting.past] == ["Weekly meeting"]
    assert later.state.rules.turn_seconds == 120


def test_it_refuses_to_record_with_one_sentence(later: Play) -> None:
    """Every command is refused with what to do, in at most fifteen words."""
    assert len(SAID.split()) <= 15
    for command in (meeting.rules.Open(), floor.commands.Ask(person="m001"), meeting.rules.Close()):
        assert later.refused(command) == SAID


def test_every_entry_is_told(later: Play) -> None:
    """Entries that are not understood are described by their kind, also the undoing of such an entry."""
    told = [Pages(later.desk.journal, later.desk.name).told(n).sentence for n in range(19)]
    for n, kind in {10: "mandate given", 11: "bundle made", 13: "turn began"}.items():
        assert told[n] == f"Not understood by this kiosk: {kind}."
    assert all(told)
    assert "not understood" not in told[17].lower()


@pytest.mark.parametrize("gone_on", [False, True])
def test_minutes_are_made_and_say_what_they_do_not_tell(later: Play, gone_on: bool) -> None:
    """Minutes are made in every form, also away from the kiosk, and count what was not understood."""
    if gone_on:
        later.ask(LeaveOut(count=5))
    for source in (of_desk(later.desk), of_folder(later.folder)):
        minutes = build(source, 1)
        assert kept(minutes, Record).unknown == 5
        for form in ("markdown", "html", "text"):
            page = render(minutes, form).decode()
            assert "5 entries were not understood by the kiosk and are not told here." in page
        assert json.loads(render(minutes, "json"))["practices"]["record"]["unknown"] == 5
        assert render(minutes, "ics").startswith(b"BEGIN:VCALENDAR")
    published = publish(later.folder, later.desk, 1)
    write(later.folder.parent / "stick", published.files)
    assert "minutes.md.sig" in published.files


def test_a_second_screen_shows_it(later: Play) -> None:
    """The second screen shows the room and the number of entries that it does not understand."""
    watched = Watched(later.folder, later.clock)
    watched.look()
    assert (watched.seen().n, watched.seen().left_out) == (19, 5)
    later.ask(LeaveOut(count=5))
    watched.look()
    assert (watched.seen().n, watched.seen().left_out) == (20, 0)
    watched.close()


def test_commands_beside_it_work(later: Play, kiosk: Kiosk, data: Path) -> None:  # noqa: F811
    """Verify, export and minutes either do not fold or say what they leave out; a command is refused."""
    assert data == later.folder
    assert kiosk("verify").code == 0
    assert kiosk("export", "--to", str(data.parent / "out")).code == 0
    assert len((data.parent / "out" / "leaves").read_bytes().splitlines()) == 19
    assert "5 entries were not understood" in kiosk("minutes").out
    later.desk.close()
    said = kiosk("run", "-", stdin='{"do":"meeting.open"}')
    assert said.lines[0]["refused"] == SAID
    later.desk = Desk.open(later.folder, later.clock, later.entropy)


def test_the_room_goes_on_and_every_version_leaves_out_the_same(later: Play) -> None:
    """A version that knows a kind folds it until the room goes on, then no more; so do second screens."""
    with later_version():
        knowing = Assembly()
        knowing.replay(Follower(later.folder).poll())
        assert left_out(knowing) == LEFT_OUT[1:]
        assert knowing.state.rules.stand_aside == 0  # entry 17 undid it
    assert later.ask(LeaveOut(count=5)).event == LeftOut(ranges=[(10, 13), (15, 15)], kinds=KINDS)
    later.ask(meeting.rules.Open())
    later.ask(meeting.rules.Arrive(person="m001"))
    later.ask(floor.commands.Ask(person="m001"))
    ours = pack(later.state)
    later.restart()
    assert (pack(later.state), left_out(later.desk.assembly)) == (ours, LEFT_OUT)
    with later_version():
        follower = Follower(later.folder)
        entries = follower.poll()
        knowing = Assembly(follower.reading.passed)
        knowing.replay(entries)
        assert (pack(knowing.state), left_out(knowing)) == (ours, LEFT_OUT)
        watched = Watched(later.folder, later.clock)
        watched.look()
        assert pack(watched._assembly.state) == ours
        watched.close()
