"""A meeting through the night in which the clocks change, in Berlin: breaks, minutes, the room's time."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from devices.fakes import VirtualClock
from kiosk.desk.desk import Desk
from kiosk.follow.status import seen
from kiosk.minutes.build import build
from kiosk.minutes.source import Source, of_folder
from kiosk.practices.agenda import timing
from kiosk.practices.agenda.commands import Add as AddItem
from kiosk.practices.agenda.commands import Open as OpenItem
from kiosk.practices.floor.commands import Ask
from kiosk.practices.meeting.events import BreakBeganTo, MeetingOpenedInZone
from kiosk.practices.meeting.rules import Close, Open, Pause, Resume, break_left
from kiosk.practices.record.events import ClockAttestedInZone
from kiosk.practices.record.rules import AttestClock
from kiosk.practices.roles.rules import Held, standing_of
from kiosk.telling.pages import Pages
from kiosk.terms import Stamp, local, wall_ms
from tests.practices.play import Play

VECTORS = Path(__file__).parents[2] / "vectors"
MINUTE = 60_000
AUTUMN, SPRING = "2026-10-24T22:00:00.000Z", "2027-03-27T22:00:00.000Z"
"""Midnight before the one night, eleven before the other."""


def night(folder: Path, at: str) -> Play:
    """Return an assembly in Berlin at a moment."""
    play = Play(folder)
    play.desk.close()
    play.clock = VirtualClock(wall=wall_ms(at), zone="Europe/Berlin")
    play.clock.follows_server = True
    play.folder = folder / "berlin"
    play.desk = Desk.found(play.folder, "Maple Street 4", play.clock, play.entropy, "kiosk test")
    return play


def until(play: Play, at: str) -> None:
    """Let time pass until a moment."""
    play.clock.advance(wall_ms(at) - play.clock.wall())


def shown(play: Play) -> str:
    """Return what the wall's clock shows."""
    now = play.desk.stamp()
    return local(now.at, now.offset).strftime("%H:%M")


def left(play: Play) -> int:
    """Return the whole minutes until the break ends."""
    sitting = play.state.meeting.open
    assert sitting is not None
    return (break_left(sitting, play.desk.stamp()) or 0) // MINUTE


def test_a_break_until_the_second_ten_past_two(tmp_path: Path) -> None:
    """At 02:50 summer time, 02:10 is twenty minutes away."""
    play = night(tmp_path, AUTUMN)
    play.open_meeting("Ana", "Bahar")
    until(play, "2026-10-25T00:50:00.000Z")
    assert shown(play) == "02:50"
    event = play.ask(Pause(until="2:10")).event
    assert isinstance(event, BreakBeganTo)
    assert (event.until, event.ends) == ("02:10", "2026-10-25T01:10:00.000Z")
    assert left(play) == 19
    now = play.desk.stamp()
    assert 19 * MINUTE < seen(play.desk.assembly, play.desk.name, now).back < 20 * MINUTE
    until(play, "2026-10-25T01:09:00.000Z")
    assert (shown(play), left(play)) == ("02:09", 1)
    play.restart()
    assert left(play) == 1


def test_a_break_until_the_first_ten_past_two(tmp_path: Path) -> None:
    """At 02:05 summer time, 02:10 is five minutes away."""
    play = night(tmp_path, AUTUMN)
    play.open_meeting("Ana")
    until(play, "2026-10-25T00:05:00.000Z")
    play.ask(Pause(until="02:10"))
    assert left(play) == 4


def through_the_night(folder: Path) -> Play:
    """Play a meeting from 01:30 to the second 02:35, with a break, and close it."""
    play = night(folder, "2026-10-24T23:30:00.000Z")
    play.open_meeting("Ana", "Bahar")
    play.ask(AttestClock(said="2026-10-25T01:30:03"))
    play.ask(AddItem(title="The roof", planned=1800))
    play.ask(OpenItem(item=1))
    until(play, "2026-10-25T00:45:00.000Z")
    play.ask(Pause(until="2:10"))
    until(play, "2026-10-25T01:12:00.000Z")
    play.ask(Resume())
    until(play, "2026-10-25T01:35:00.000Z")
    assert shown(play) == "02:35"
    play.ask(Close())
    return play


def said_by_the_wall(of: Desk | Source) -> None:
    """Check that the minutes of that night say what the wall showed."""
    minutes = build(of, 1)
    assert (minutes.date, minutes.began, minutes.ended) == ("2026-10-25", "01:30", "02:35")
    pause = minutes.practices["meeting"].breaks[0]
    assert (pause.began, pause.until, pause.ended) == ("02:45", "02:10", "02:12")
    assert minutes.practices["agenda"].items[0].closed == "02:35"


def test_minutes_end_when_the_wall_said_so(tmp_path: Path) -> None:
    """Each hour in them is the one that the wall showed, in the same night, and when made again in spring."""
    play = through_the_night(tmp_path)
    said_by_the_wall(play.desk)
    until(play, "2027-06-01T12:00:00.000Z")
    said_by_the_wall(play.desk)
    play.restart()
    said_by_the_wall(play.desk)


def test_a_frozen_night_reads_as_it_was() -> None:
    """The journal of such a night, as the first version with offsets wrote it."""
    said_by_the_wall(of_folder(VECTORS / "golden" / "night"))


def test_the_envelope_says_the_offset_when_it_changes(tmp_path: Path) -> None:
    """Once at the founding, once in that night; the journal's screen shows each hour as it was."""
    play = night(tmp_path, "2026-10-25T00:58:00.000Z")
    play.open_meeting("Ana")
    until(play, "2026-10-25T01:02:00.000Z")
    play.restart()
    play.add("Bahar")
    play.add("Chidi")
    said = [line.split(b'"east":')[1][:3] if b'"east":' in line else b"" for line in play.desk.journal.read()]
    assert said == [b"120", b"", b"", b"60,", b""]
    pages, offsets = Pages(play.desk.journal, play.desk.name), play.desk.assembly.offsets
    hours = [f"{local(pages.told(n).at, offsets.at(n)):%H:%M}" for n in range(5)]
    assert hours == ["02:58", "02:58", "02:58", "02:02", "02:02"]


def test_an_hour_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    """Neither the room's clock nor a break can be half past two in the night in which it is left out."""
    play = night(tmp_path, SPRING)
    sentence = "There is no 02:30 on 2027-03-28: the clocks leave it out. Say another time."
    assert play.refused(Open(said="2027-03-28 02:30")) == sentence
    play.open_meeting("Ana")
    until(play, "2027-03-28T00:50:00.000Z")
    assert shown(play) == "01:50"
    assert play.refused(AttestClock(said="2027-03-28 02:30")) == sentence
    assert play.refused(Pause(until="2:30")) == sentence
    play.ask(Pause(until="3:10"))
    assert left(play) == 19


def test_the_time_that_people_say_has_the_offset_of_its_day(tmp_path: Path) -> None:
    """A machine that believes in January, and people who say that it is July: local time is that of July."""
    play = night(tmp_path, "2026-01-15T12:00:00.000Z")
    event = play.ask(Open(said="2026-07-15 19:02")).event
    assert isinstance(event, MeetingOpenedInZone)
    assert (event.offset, event.zone, event.means) == (120, "Europe/Berlin", "2026-07-15T17:02:00.000Z")
    now = play.desk.stamp()
    assert (shown(play), now.clock, now.offset) == ("19:02", "people", 120)
    play.restart()
    assert shown(play) == "19:02"
    attested = play.ask(AttestClock(said="2026-12-24 18:00")).event
    assert isinstance(attested, ClockAttestedInZone)
    assert (attested.offset, attested.means) == (60, "2026-12-24T17:00:00.000Z")
    assert shown(play) == "18:00"


@pytest.mark.parametrize(("first", "said"), [("00:40", "02:40"), ("01:40", "02:40")])
def test_an_hour_that_comes_twice_is_the_nearest(tmp_path: Path, first: str, said: str) -> None:
    """Half past two said at half past two is now, before and after the change."""
    play = night(tmp_path, AUTUMN)
    play.open_meeting("Ana")
    until(play, f"2026-10-25T{first}:20.000Z")
    event = play.ask(AttestClock(said=f"2026-10-25 {said}")).event
    assert isinstance(event, ClockAttestedInZone)
    assert event.means == f"2026-10-25T{first}:20.000Z"


def test_a_time_that_is_agreed_keeps_its_seconds(tmp_path: Path) -> None:
    """Who says yes to the time on the wall does not set the clock."""
    play = night(tmp_path, "2026-11-22T18:02:41.300Z")
    play.ask(Open(said="2026-11-22T19:02:41"))
    assert play.desk.stamp().at == "2026-11-22T18:02:42.300Z"
    play.ask(AttestClock(said="2026-11-22T19:02:40"))
    assert play.desk.stamp().at == "2026-11-22T18:02:43.300Z"
    play.ask(AttestClock(said="2026-11-22T19:04"))
    assert play.desk.stamp().at == "2026-11-22T18:04:01.000Z"


def test_the_end_that_is_predicted_is_on_the_wall_of_that_hour(tmp_path: Path) -> None:
    """Three hours from one o'clock are three o'clock in this night, and nobody is late."""
    play = night(tmp_path, "2026-10-24T23:00:00.000Z")
    play.open_meeting("Ana")
    play.ask(AddItem(title="All night", planned=10_800))
    now = play.desk.stamp()
    end = timing.predicted_end(play.state.agenda, now)
    assert end is not None
    assert (f"{end:%H:%M}", timing.lateness(play.state.agenda, now)) == ("03:00", 0)
    until(play, "2026-10-25T01:10:00.000Z")
    now = play.desk.stamp()
    end, planned = timing.predicted_end(play.state.agenda, now), timing.planned_end(play.state.agenda, now)
    assert (end, planned) == (datetime(2026, 10, 25, 5, 10), datetime(2026, 10, 25, 3))
    assert timing.lateness(play.state.agenda, now) == 130
    play.ask(Pause(until="4:30"))
    assert timing.predicted_end(play.state.agenda, play.desk.stamp()) == datetime(2026, 10, 25, 7, 30)


def test_a_term_ends_at_midnight_of_its_last_day(tmp_path: Path) -> None:
    """Accepted in summer, it ends at midnight of a winter's day, not an hour before."""
    held = Held("bell", "m001", "001", "2026-07-01", "2026-12-01", offset=120)

    def now(at: str) -> Stamp:
        return Stamp(at, "1f2e3d4c", 1, "ok", 60, "Europe/Berlin")

    assert standing_of(held, "", now("2026-12-01T22:59:59.999Z")) == "valid"
    assert standing_of(held, "", now("2026-12-01T23:00:00.000Z")) == "expired"


def test_people_speak_through_the_change(tmp_path: Path) -> None:
    """What is recorded before and after it folds to the same state after a restart."""
    play = night(tmp_path, "2026-10-25T00:59:00.000Z")
    ana, bahar = play.open_meeting("Ana", "Bahar")
    play.ask(Ask(person=ana))
    until(play, "2026-10-25T01:01:00.000Z")
    play.ask(Ask(person=bahar))
    before = play.state
    play.restart()
    assert play.state == before
