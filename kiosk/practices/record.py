"""The record itself: how it was founded, what was taken back, what time the room said it was.

It is not the journal (`kiosk.journal` signs and keeps lines); it is what the assembly sees of it.
"""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from kiosk.errors import Refused
from kiosk.language import words
from kiosk.practices.contract import Command, Event, event_kind
from kiosk.practices.room import MeetingOpened, Room
from kiosk.terms import Entries, Entry, Stamp, said_time

_, ngettext = words("record")


class Undo(Command, tag="undo"):
    """Take back the last act; `believes` is the entry it was shown as (0: whatever is last)."""

    WHEN = "always"
    believes: Entries = 0


class AttestClock(Command, tag="clock.attest"):
    """The room says what time it is: `2026-11-22T19:02`, local."""

    WHEN = "always"
    said: str


class SignUnsigned(Command, tag="journal.sign"):
    """People have looked at the last `count` entries, which have no signature yet: sign them."""

    WHEN = "ever"
    count: Entries


class LeaveOut(Command, tag="entries.leave-out"):
    """The room goes on without the `count` entries that this kiosk does not understand."""

    WHEN = "ever"
    count: Entries


class SeeFinding(Command, tag="finding.see"):
    """People have looked at what the wall says is wrong; nothing is right again by that."""

    WHEN = "ever"


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
    """The signature of this entry covers the `count` before it, which had none and were looked at."""

    count: Entries


class KeyChanged(Event, tag="journal.key-changed/1"):
    """Another key signs from the next entry on: `key` is its vkey."""

    key: str


class Undone(Event, tag="act.undone/1"):
    """The act of entry `of` was taken back."""

    of: Entries
    was: str


class LeftOut(Event, tag="entries.left-out/1"):
    """Entries of these kinds within these ranges (ends included) are never folded, by no later version."""

    ranges: list[tuple[Entries, Entries]]
    kinds: list[str]


class FindingSeen(Event, tag="finding.seen/1"):
    """Somebody looked at what is wrong with the record, and at how many things."""

    finding: str
    count: Entries


class ClockAttested(Event, tag="clock.attested/1"):
    """The room said the time."""

    said: str
    offset: int = 0


class Attested(Struct, frozen=True):
    """An anchor: in boot `boot`, at `up` ms, it was `wall` ms since 1970."""

    boot: str = ""
    up: int = 0
    wall: int = 0


class State(Struct):
    """`trusted` is the latest wall time that could be believed, as text; "" before any.

    `key` is the vkey that signs now.
    """

    assembly: str = ""
    origin: str = ""
    key: str = ""
    founded_at: str = ""
    attested: Attested = Attested()
    trusted: str = ""
    recovered: int = 0
    undone: int = 0


COMMANDS = (Undo, AttestClock, SignUnsigned, LeaveOut, SeeFinding)
EVENTS = (Founded, Recovered, Signed, KeyChanged, Undone, ClockAttested, LeftOut, FindingSeen)
HEARS = (MeetingOpened,)
OF_THE_JOURNAL = frozenset(
    event_kind(event) for event in (Founded, Recovered, Signed, KeyChanged, LeftOut, FindingSeen)
)
"""What the journal says about itself: no act of the meeting, and nobody can take it back."""


def decide(state: State, room: Room, command: Command, stamp: Stamp) -> Event:
    match command:
        case Undo():
            last = room.last_act()
            if last is None:
                raise Refused(_("There is nothing to undo."))
            n, kind = last
            if command.believes not in (0, n):
                raise Refused(_("Something else was recorded meanwhile: look again, then undo."))
            room.check_undo(n)
            return Undone(of=n, was=kind)
        case AttestClock():
            moment = said_time(command.said)
            return ClockAttested(said=moment.strftime("%Y-%m-%dT%H:%M"), offset=stamp.offset)
        case SignUnsigned():
            return _sign(room, command)
        case LeaveOut():
            return _leave_out(room, command)
        case SeeFinding():
            damage = room.damage()
            if not damage:
                raise Refused(_("Nothing is wrong with the record."))
            return FindingSeen(finding=damage[0], count=len(damage))
        case _:
            raise AssertionError(command)


def _leave_out(room: Room, command: LeaveOut) -> Event:
    left_out = room.left_out()
    if not left_out.waiting:
        raise Refused(_("No entry waits to be left out."))
    if command.count != left_out.waiting:
        raise Refused(_("Something else was found meanwhile: look again, then go on."))
    passed = left_out.naming()
    return LeftOut(ranges=passed.ranges, kinds=passed.kinds)


def _sign(room: Room, command: SignUnsigned) -> Event:
    waiting = room.unsigned()
    if room.damage():
        raise Refused(room.damage()[0])
    if not waiting:
        raise Refused(_("Every entry is signed already."))
    if room.locked():
        raise Refused(_("The journal's key is locked: give its passphrase first."))
    if command.count != waiting:
        raise Refused(_("Something else was recorded meanwhile: look again, then sign."))
    return Signed(count=waiting)


def fold(state: State, event: Event, entry: Entry) -> None:
    match event:
        case Founded():
            state.assembly, state.origin, state.founded_at = event.assembly, event.origin, entry.at
            state.key = event.key
        case KeyChanged():
            state.key = event.key
        case Recovered():
            state.recovered += 1
        case Signed() | LeftOut() | FindingSeen():
            pass
        case Undone():
            state.undone += 1
        case ClockAttested() | MeetingOpened():
            if event.said:
                state.attested = anchor(event.said, event.offset, entry)
        case _:
            raise AssertionError(event)


def anchor(said: str, offset: int, entry: Entry) -> Attested:
    """What `said` (local time, `offset` minutes east) means for the clock of this boot."""
    seconds = (said_time(said) - datetime(1970, 1, 1)).total_seconds()
    return Attested(boot=entry.boot, up=entry.up, wall=int(seconds) * 1000 - offset * 60_000)


def can_undo(state: State, event: Event) -> None:
    match event:
        case ClockAttested():
            raise Refused(_("Say the right time instead."))
        case _:
            raise Refused(_("This entry belongs to the journal itself and stays."))
