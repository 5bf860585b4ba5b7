"""What is recorded about a meeting: its beginning and end, who comes and goes, breaks."""

from __future__ import annotations

from typing import get_args

from kiosk.practices.messages import Event, Origin
from kiosk.terms import Date, Moment, MomentOrNone, PersonId, Title


class MeetingOpened(Event, tag="meeting.opened/1"):
    """A meeting began. `said` is the local date and time that people confirmed, `2026-11-22T19:02`, or ""."""

    meeting: int
    date: Date
    title: Title = ""
    offset: int = 0
    said: str = ""
    due: list[Origin] = []


class MeetingOpenedInZone(MeetingOpened, tag="meeting.opened/2"):
    """A meeting began, in the time zone of this name, "" for none. `means` is the moment of `said` in UTC.

    `offset` is that of the moment which people confirmed.
    """

    zone: str = ""
    means: MomentOrNone = ""


class MeetingClosed(Event, tag="meeting.closed/1"):
    """A meeting ended; its minutes are written from the entries since it was opened."""

    meeting: int


class Departed(Event, tag="person.departed/1"):
    """A person left the room."""

    person: PersonId


class BreakBegan(Event, tag="break.began/1"):
    """A break began, until a local time, `20:15`; all clocks are paused."""

    until: str


class BreakBeganTo(BreakBegan, tag="break.began/2"):
    """A break began; `ends` is the moment in UTC at which the wall shows `until`."""

    ends: Moment


class BreakEnded(Event, tag="break.ended/1"):
    """The break ended."""


class Arrived(Event, tag="person.arrived/1"):
    person: PersonId


OwnEvent = (
    MeetingOpened
    | MeetingOpenedInZone
    | MeetingClosed
    | Arrived
    | Departed
    | BreakBegan
    | BreakBeganTo
    | BreakEnded
)
EVENTS: tuple[type[Event], ...] = get_args(OwnEvent)
