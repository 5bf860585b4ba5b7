"""What the journal records about itself, what was undone, and what time the room confirmed."""

from __future__ import annotations

from typing import get_args

from kiosk.practices.messages import Event
from kiosk.terms import Entries, MomentOrNone


class Founded(Event, tag="journal.founded/1"):
    """Entry 0: whose journal this is."""

    origin: str
    key: str
    assembly: str
    software: str


class Recovered(Event, tag="journal.recovered/1"):
    """A torn tail was set aside when the kiosk opened after a power cut."""

    bytes: int
    sha256: str = ""
    file: str = ""


class Signed(Event, tag="journal.signed/1"):
    """People checked the `count` unsigned entries before this one, which its signature covers."""

    count: Entries


class KeyChanged(Event, tag="journal.key-changed/1"):
    """Another key signs from the next entry on: `key` is its vkey."""

    key: str


class Undone(Event, tag="act.undone/1"):
    """The act of entry `of` was undone."""

    of: Entries
    was: str


class LeftOut(Event, tag="entries.left-out/1"):
    """Entries of these kinds within these ranges (ends included) are never folded, not by later versions."""

    ranges: list[tuple[Entries, Entries]]
    kinds: list[str]


class FindingSeen(Event, tag="finding.seen/1"):
    """People looked at what is wrong with the record: `count` things."""

    finding: str
    count: Entries


class ClockAttested(Event, tag="clock.attested/1"):
    """The room confirmed the time."""

    said: str
    offset: int = 0


class ClockAttestedInZone(ClockAttested, tag="clock.attested/2"):
    """The room confirmed the time; `means` is that moment in UTC, `offset` that of this moment."""

    means: MomentOrNone = ""


OwnEvent = (
    Founded
    | Recovered
    | Signed
    | KeyChanged
    | Undone
    | ClockAttested
    | ClockAttestedInZone
    | LeftOut
    | FindingSeen
)
EVENTS: tuple[type[Event], ...] = get_args(OwnEvent)
