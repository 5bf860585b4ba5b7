"""The record itself: founding, undoing, and the time attested by the room."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.errors import Refused
from kiosk.practices import record
from kiosk.practices.record.events import Undone
from kiosk.practices.record.rules import AttestClock, SignUnsigned, Undo
from kiosk.practices.rules.rules import SetTurn
from tests.practices.play import DAY, Play


@pytest.fixture
def play(tmp_path: Path) -> Play:
    """Return an assembly that was founded a moment ago."""
    return Play(tmp_path)


def test_a_founded_assembly_has_a_name_and_a_journal(play: Play) -> None:
    """It has the typed name, a journal's name from name and key, and a short name for machines."""
    now = play.state.record
    assert (now.assembly, now.founded_at) == ("Maple Street 4", "2026-11-22T18:42:00.000Z")
    assert now.origin == play.desk.journal.origin
    assert play.desk.room.journal.slug() == "maple-street-4"


def test_acts_are_undone_from_the_last_one_back(play: Play) -> None:
    """Each undoing takes back the last act still in force, until none is left."""
    for seconds in (60, 90, 180):
        play.ask(SetTurn(seconds=seconds))
    turns = []
    for _act in range(3):
        play.ask(Undo())
        turns.append(play.state.rules.turn_seconds)
    assert turns == [90, 60, 120]
    assert play.state.record.undone == 3
    assert play.refused(Undo()) == "There is nothing to undo."


def test_an_undoing_is_an_entry_of_its_own(play: Play) -> None:
    """The entry names the undone entry and its kind; both stay in the journal."""
    n = play.ask(SetTurn(seconds=60)).n
    assert play.ask(Undo(believes=n)).event == Undone(of=n, was="rules.turn-set/1")
    assert play.desk.journal.size == n + 2


def test_an_undo_that_means_another_act_is_refused(play: Play) -> None:
    """When a key was pressed in between, the second U undoes no other act than the one shown."""
    first = play.ask(SetTurn(seconds=60)).n
    second = play.ask(SetTurn(seconds=90)).n
    sentence = "Something else was recorded meanwhile: look again, then undo."
    assert play.refused(Undo(believes=first)) == sentence
    play.ask(Undo(believes=second))
    assert play.refused(Undo(believes=second)) == sentence


def test_a_recovery_is_nobodys_act(play: Play) -> None:
    """After a power cut the last act of people can still be undone."""
    play.ask(SetTurn(seconds=60))
    play.desk.close()
    with (play.folder / "journal" / "entries").open("ab") as entries:
        entries.write(b"{")
    play.restart(reboot=True)
    assert play.state.record.recovered == 1
    play.ask(Undo())
    assert play.state.rules.turn_seconds == 120


def test_what_the_room_says_is_the_time_of_this_boot(play: Play) -> None:
    """Attested time runs with the time since boot, whatever the wall clock does; a reboot ends it."""
    play.clock.follows_server = False
    assert play.desk.stamp().clock == "unsure"
    play.ask(AttestClock(said="2026-12-24T18:00"))
    play.clock.step(-30 * 365 * DAY)
    play.clock.advance(59_000)
    stamp = play.desk.stamp()
    assert (stamp.at, stamp.clock) == ("2026-12-24T17:01:00.000Z", "people")
    play.restart()
    assert play.desk.stamp() == stamp
    play.restart(reboot=True)
    assert play.desk.stamp().clock == "unsure"


def test_what_was_said_of_the_time_is_said_anew_not_undone(play: Play) -> None:
    """An attested time cannot be undone, because later entries carry it; it is attested again."""
    play.ask(AttestClock(said="2026-12-24 18:00"))
    assert play.refused(Undo()) == "Say the right time instead."
    play.ask(AttestClock(said="2026-11-24 18:00"))
    assert play.desk.stamp().at == "2026-11-24T17:00:01.000Z"


@pytest.mark.parametrize("said", ["", "18:00", "2026-11-22", "22.11.2026 18:00", "2026-11-22T24:00"])
def test_a_time_is_said_in_full(play: Play, said: str) -> None:
    """The sentence shows the form."""
    assert play.refused(AttestClock(said=said)) == "Say the date and time like this: 2026-11-22 19:02."


def test_the_latest_trusted_time_never_goes_back(play: Play) -> None:
    """An entry under an untrusted clock does not move it in either direction."""
    play.ask(SetTurn(seconds=60))
    trusted = play.state.record.trusted
    play.clock.step(-DAY)
    play.ask(SetTurn(seconds=70))
    play.clock.step(800 * DAY)
    play.ask(SetTurn(seconds=80))
    assert play.state.record.trusted == trusted
    play.ask(Undo())
    assert play.state.record.trusted == trusted


def test_the_journals_own_entries_stay(play: Play) -> None:
    """The founding and a recovery cannot be undone."""
    with pytest.raises(Refused, match="belongs to the journal itself"):
        record.rules.can_undo(play.state.record, record.events.Recovered(bytes=1))


def test_unsigned_entries_are_signed_when_people_have_looked_at_them(tmp_path: Path) -> None:
    """Signing is refused while the key is locked or with a wrong count, and cannot be undone."""
    play = Play(tmp_path)
    assert play.refused(SignUnsigned(count=1)) == "Every entry is signed already."
    play.desk.journal.change_passphrase("eight rivers")
    play.restart()
    play.ask(SetTurn(seconds=60))
    play.ask(SetTurn(seconds=90))
    assert play.refused(SignUnsigned(count=2)) == "The journal's key is locked: give its passphrase first."
    play.desk.journal.unlock("eight rivers", shown=False)
    assert "meanwhile" in play.refused(SignUnsigned(count=1))
    play.ask(SignUnsigned(count=2))
    assert play.desk.journal.unsigned() == []
    play.ask(Undo())
    assert play.state.rules.turn_seconds == 60
