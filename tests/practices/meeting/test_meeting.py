"""A meeting: opened, attended, interrupted, closed."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from kiosk.practices import record, roster
from kiosk.practices.meeting.events import MeetingOpened
from kiosk.practices.meeting.rules import Arrive, Close, Depart, Open, Past, Pause, Resume, break_left, called
from kiosk.practices.messages import Command
from kiosk.practices.record.rules import AttestClock, Undo
from kiosk.practices.rules.rules import SetTurn
from kiosk.terms import local
from tests.practices.play import DAY, Play

HOUR = 3_600_000


@pytest.fixture
def play(tmp_path: Path) -> Play:
    """Return a meeting with Ana and Bahar, opened on 22 November 2026 at 19:42."""
    play = Play(tmp_path)
    play.open_meeting("Ana", "Bahar")
    return play


def test_a_break_does_not_last_until_tomorrow(play: Play) -> None:
    """It is 19:42: an hour that has just passed is a slip; one after midnight is not."""
    sentence = "19:41 is over: a break until then would last until tomorrow."
    assert play.refused(Pause(until="19:41")) == sentence
    play.ask(Pause(until="0:15"))


def test_a_meeting_is_opened_and_closed(play: Play) -> None:
    """Numbers count up; a past meeting gives its entries."""
    assert play.desk.room.meeting() == 1
    play.ask(Close())
    assert play.desk.room.meeting() == 0
    play.ask(Open(title="The roof"))
    play.ask(Close())
    assert play.state.meeting.past == [
        Past(1, "", "2026-11-22", 1, 4),
        Past(2, "The roof", "2026-11-22", 5, 6),
    ]
    assert [called(past.number, past.title) for past in play.state.meeting.past] == ["meeting 1", "The roof"]


def test_people_arrive_leave_and_come_back(play: Play) -> None:
    """Present are those here now, in order of arrival; earlier attendance is kept for the minutes."""
    play.ask(Depart(person="m001"))
    assert play.desk.room.present() == ["m002"]
    play.ask(Arrive(person="m001"))
    guest = play.guest("Visitor")
    sitting = play.state.meeting.open
    assert sitting is not None
    assert sitting.here == ["m002", "m001", guest]
    assert sitting.been == ["m001", "m002", guest]


def test_nobody_is_here_when_a_meeting_begins(play: Play) -> None:
    """Attendance begins empty."""
    play.next_meeting()
    assert play.desk.room.present() == []


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (Open(), "The meeting of 2026-11-22 is still open: close it first."),
        (Arrive(person="m001"), "Ana is already here."),
        (Arrive(person="m009"), "Nobody is known as m009."),
        (Depart(person="m009"), "m009 is not here."),
        (Resume(), "There is no break to end."),
        (Pause(until="25:00"), '"25:00" is not written as it has to be here.'),
    ],
)
def test_what_a_meeting_refuses(play: Play, asked: Command, sentence: str) -> None:
    """Each refusal is one sentence."""
    assert play.refused(asked) == sentence


@pytest.mark.parametrize("asked", [Close(), Arrive(person="m001"), Depart(person="m001"), Resume()])
def test_between_meetings_nobody_comes_or_goes(play: Play, asked: Command) -> None:
    """Commands of a meeting are refused when there is none."""
    play.ask(Close())
    assert play.refused(asked) == "No meeting is open. Open one first."


@pytest.mark.parametrize(
    "asked",
    [Close(), Arrive(person="m001"), Undo(), AttestClock(said="2026-11-22T20:00"), SetTurn(seconds=60)],
)
def test_in_a_break_only_resuming_works(play: Play, asked: Command) -> None:
    """Other commands are refused with the hour of return."""
    play.ask(Pause(until="1:05"))
    assert play.desk.room.on_break()
    assert play.refused(asked) == "It is a break until 01:05: resume first."
    play.ask(Resume())
    assert not play.desk.room.on_break()


@pytest.mark.parametrize(
    ("until", "back"),
    [("20:15", datetime(2026, 11, 22, 20, 15)), ("0:10", datetime(2026, 11, 23, 0, 10))],
)
def test_a_break_ends_at_the_next_such_hour(play: Play, until: str, back: datetime) -> None:
    """A past hour is one after midnight; without a break there is none."""
    sitting = play.state.meeting.open
    assert sitting is not None
    assert break_left(sitting, play.desk.stamp()) is None
    play.ask(Pause(until=until))
    sitting = play.state.meeting.open
    assert sitting is not None
    now = play.desk.stamp()
    assert local(now.at, now.offset) + timedelta(milliseconds=break_left(sitting, now) or 0) == back


def test_the_room_says_what_day_it_is(play: Play) -> None:
    """The attested time is the meeting's date, and the time from then on."""
    play.ask(Close())
    event = play.ask(Open(said="2026-12-01 19:02")).event
    assert isinstance(event, MeetingOpened)
    assert (event.date, event.said) == ("2026-12-01", "2026-12-01T19:02")
    assert play.desk.stamp().at == "2026-12-01T18:02:01.000Z"
    assert play.desk.stamp().clock == "people"


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("tonight", "Say the date and time like this: 2026-11-22 19:02."),
        ("2026-02-30T19:02", "Say the date and time like this: 2026-11-22 19:02."),
        ("0026-11-22T19:02", "It cannot be the year 26: look again."),
        ("9999-12-31T23:59", "It cannot be the year 9999: look again."),
    ],
)
def test_a_time_that_cannot_be_is_refused(play: Play, said: str, sentence: str) -> None:
    """No entry is written that would be read as another date, or none."""
    play.ask(Close())
    assert play.refused(Open(said=said)) == sentence


def test_an_opened_meeting_is_not_undone_a_closed_one_is(play: Play) -> None:
    """Undoing the close brings back the meeting with everybody in it; opening cannot be undone."""
    play.ask(Close())
    play.ask(Undo())
    assert play.desk.room.present() == ["m001", "m002"]
    play.ask(Undo())
    play.ask(Undo())
    assert play.refused(Undo()) == "An opened meeting is not undone: close it instead."


def test_who_leaves_the_assembly_still_leaves_the_room(play: Play) -> None:
    """After leaving the roster a person is still present until marked as gone."""
    play.ask(roster.rules.Leave(member="m001"))
    assert play.desk.room.present() == ["m001", "m002"]
    play.ask(Depart(person="m001"))
    assert play.refused(Arrive(person="m001")) == "Nobody is known as m001."


class TestLeftOpen:
    """A meeting that was never closed."""

    def test_it_is_closed_before_anything_else(self, play: Play) -> None:
        """On another day, after six quiet hours, only closing is accepted."""
        play.clock.advance(20 * HOUR)
        for asked in (Arrive(person="m001"), Pause(until="20:15")):
            assert play.refused(asked) == "The meeting of 2026-11-22 was left open: close it."
        assert play.refused(Open()) == "The meeting of 2026-11-22 is still open: close it first."
        play.ask(Close())
        play.ask(Open())

    def test_it_is_closed_out_of_a_break(self, play: Play) -> None:
        """It can be closed in a break, without resuming first."""
        play.ask(Pause(until="20:15"))
        play.clock.advance(DAY)
        play.ask(Close())

    def test_a_meeting_past_midnight_is_not_left_open(self, play: Play) -> None:
        """Another day alone is not enough while people still act."""
        play.clock.advance(4 * HOUR)
        play.ask(Depart(person="m001"))
        play.clock.advance(5 * HOUR)
        play.ask(Depart(person="m002"))

    def test_a_quiet_day_is_not_left_open(self, play: Play) -> None:
        """Six quiet hours alone are not enough either."""
        play.ask(Close())
        play.clock.step(-12 * HOUR)
        play.clock.reboot()
        play.ask(Open(said="2026-11-22T08:00"))
        play.clock.advance(10 * HOUR)
        play.ask(Arrive(person="m001"))

    def test_it_is_found_after_a_power_cut_that_left_a_torn_entry(self, play: Play) -> None:
        """The recovery is the machine's entry and does not count as people acting."""
        play.clock.advance(DAY)
        play.desk.close()
        with (play.folder / "journal" / "entries").open("ab") as entries:
            entries.write(b'{"at"')
        play.restart(reboot=True)
        assert play.state.record.recovered == 1
        assert play.desk.left_open(play.desk.stamp())

    def test_a_clock_that_is_set_right_in_a_meeting_closes_nothing(self, tmp_path: Path) -> None:
        """Opened in 1970 and synchronised ten minutes later, the meeting counts the hours of this boot."""
        play = Play(tmp_path)
        play.clock.follows_server = False
        play.clock.step(-play.clock.wall())
        play.open_meeting("Ana")
        play.clock.advance(HOUR // 6)
        play.clock.follows_server = True
        play.clock.step(1_795_372_920_000)
        assert play.desk.stamp().clock == "ok"
        play.ask(Depart(person="m001"))

    def test_a_clock_nobody_believes_says_nothing(self, play: Play) -> None:
        """The kiosk asks for the time; once the room has said it, the old meeting must be closed first."""
        play.clock.follows_server = False
        play.clock.advance(DAY)
        play.restart(reboot=True)
        assert not play.desk.left_open(play.desk.stamp())
        play.ask(record.rules.AttestClock(said="2026-11-24T19:00"))
        assert play.desk.left_open(play.desk.stamp())
