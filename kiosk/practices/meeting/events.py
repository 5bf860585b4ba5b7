"""What is recorded of a sitting: its beginning and end, who comes and goes, breaks."""

from __future__ import annotations

from typing import get_args

from kiosk.practices.messages import Event, Origin
from kiosk.terms import Date, PersonId, Title


class MeetingOpened(Event, tag="meeting.opened/1"):
    """A sitting began. `said` is the local date and time that people attested, `2026-11-22T19:02`, or ""."""

    meeting: int
    date: Date
    title: Title = ""
    offset: int = 0
    said: str = ""
    due: list[Origin] = []


class MeetingClosed(Event, tag="meeting.closed/1"):
    """A sitting ended; its minutes are made from the entries since it was opened."""

    meeting: int


class Departed(Event, tag="person.departed/1"):
    """Somebody left the room."""

    person: PersonId


class BreakBegan(Event, tag="break.began/1"):
    """A break, until a local hour, `20:15`: clocks stand still."""

    until: str


class BreakEnded(Event, tag="break.ended/1"):
    """The break is over."""


class Arrived(Event, tag="person.arrived/1"):
    person: PersonId


OwnEvent = MeetingOpened | MeetingClosed | Arrived | Departed | BreakBegan | BreakEnded
EVENTS: tuple[type[Event], ...] = get_args(OwnEvent)
