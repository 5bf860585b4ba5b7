"""What follows an entry: tiles in public/, names as recorded, and the stop after damage."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import pytest

from kiosk.desk.desk import Desk
from kiosk.journal.background import Result
from kiosk.journal.verify_tiles import verify_tiles
from kiosk.practices import meeting, record, rules
from kiosk.practices.messages import Command
from kiosk.practices.rules.rules import SetTurn
from tests.practices.play import Play


@pytest.fixture
def play(tmp_path: Path) -> Play:
    """Return an assembly that was founded a moment ago."""
    return Play(tmp_path)


def test_the_background_check_reports_to_the_findings(play: Play) -> None:
    """Findings are in the journal's damage before they are reported."""
    entries = play.folder / "journal" / "entries"
    play.ask(SetTurn(seconds=60))
    play.ask(SetTurn(seconds=61))
    entries.write_bytes(entries.read_bytes().replace(b'"seconds":60', b'"seconds":66'))
    told = threading.Event()
    play.desk.check_in_background(lambda sentence: told.set(), delay=0)
    assert told.wait(60)
    assert "Entry 1 is damaged" in play.desk.journal.damage[0]
    assert play.desk.journal.findings == []


def test_a_name_that_is_put_back_mends_the_damage(play: Play) -> None:
    """Changed names are shown as ids and stop signatures until a check finds the right file."""
    play.add("Ana")
    play.add("Bo")
    play.desk.close()
    file = play.folder / "names.json"
    good = file.read_bytes()
    file.write_bytes(good.replace(b"Ana", b"Eve"))
    play.desk = Desk.open(play.folder, play.clock, play.entropy)
    assert (play.desk.name("m001"), play.desk.name("m002")) == ("m001", "Bo")
    assert play.desk.journal.damage == [
        "The name kept for m001 does not fit the journal: import it from a copy."
    ]
    play.ask(SetTurn(seconds=60))
    assert play.desk.journal.signed_size == 3
    file.write_bytes(good)
    play.desk.take_in(Result(play.desk.journal.size, []), play.desk.held())
    assert (play.desk.name("m001"), play.desk.journal.damage, play.desk.journal.withheld) == ("Ana", [], True)
    play.ask(record.rules.SignUnsigned(count=1))
    assert play.desk.journal.signed_size == play.desk.journal.size
    assert file.read_bytes() == good


def test_a_check_lifts_no_stop_that_came_while_it_ran(play: Play) -> None:
    """The running check may have read the bytes before the change; only the next check lifts the stop."""
    desk = play.desk
    play.ask(SetTurn(seconds=60))
    desk.journal.damaged("Entries 0 to 1 are others.")
    began, sound = desk.held(), Result(desk.journal.size, [])
    desk.journal.damaged("Entries 0 to 1 are others.")  # found again, with the same sentence
    desk.take_in(sound, began)
    assert desk.journal.damage == ["Entries 0 to 1 are others."]
    desk.take_in(sound, desk.held())
    assert desk.journal.damage == []


class TestPublishing:
    """Tiles in public/, where the assembly wants them."""

    def test_nothing_is_published_unless_the_assembly_wants_it(self, play: Play) -> None:
        """Without the rule a close publishes no tiles."""
        play.ask(meeting.rules.Open())
        play.ask(meeting.rules.Close())
        play.desk.close()
        assert not (play.folder / "public" / "checkpoint").exists()

    def test_what_a_cut_left_is_withdrawn_at_the_opening(self, play: Play) -> None:
        """Tiles that the assembly does not want are deleted at the opening, also where only some are left."""
        tile = play.folder / "public" / "tile" / "0" / "000.p" / "1"
        tile.parent.mkdir(parents=True)
        tile.write_bytes(bytes(32))
        play.restart()
        play.desk.close()
        assert not (play.folder / "public" / "tile").exists()

    def test_a_close_publishes(self, play: Play) -> None:
        """Once the rule is set each close publishes up to its own entry, and no other entry does."""
        public = play.folder / "public"
        play.ask(rules.rules.SetPublishing(tiles=True))
        play.ask(meeting.rules.Open())
        play.restart()
        assert not public.exists()
        for _meeting in range(2):
            play.ask(meeting.rules.Close())
            size = play.desk.journal.size
            play.ask(meeting.rules.Open())
            play.desk.close()
            report = verify_tiles(public)
            assert (report.findings, report.size) == ([], size)
            play.restart()

    @pytest.mark.parametrize("taken_back", [record.rules.Undo(), rules.rules.SetPublishing(tiles=False)])
    def test_what_is_no_longer_wanted_is_deleted(self, play: Play, taken_back: Command) -> None:
        """The tiles are deleted when the rule changes or is undone."""
        play.ask(meeting.rules.Open())
        play.ask(rules.rules.SetPublishing(tiles=True))
        asyncio.run(play.desk.submit(meeting.rules.Close()))
        if isinstance(taken_back, record.rules.Undo):
            play.ask(taken_back)
        play.desk.close()
        assert (play.folder / "public" / "tile").is_dir()
        play.restart()
        asyncio.run(play.desk.submit(taken_back))
        play.desk.close()
        assert not (play.folder / "public" / "tile").exists()

    def test_a_card_that_refuses_loses_nothing(self, play: Play) -> None:
        """Recording goes on although the card refuses the tiles, and one sentence names the trouble."""
        play.ask(rules.rules.SetPublishing(tiles=True))
        (play.folder / "public").write_text("in the way")
        play.ask(meeting.rules.Open())
        play.ask(meeting.rules.Close())
        play.desk.close()
        assert play.desk.journal.findings[-1].startswith("The tiles in public/ could not be brought up to")
