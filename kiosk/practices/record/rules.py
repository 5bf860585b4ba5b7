"""The record itself: its founding, what was undone, what time the room confirmed.

`kiosk.journal` signs and keeps the lines; this practice is what the assembly sees of them.
"""

from __future__ import annotations

from datetime import datetime
from typing import assert_never, get_args

from msgspec import Struct

from kiosk.errors import Refused
from kiosk.language import words
from kiosk.practices.meeting.events import MeetingOpened, MeetingOpenedInZone
from kiosk.practices.messages import Command, Event, event_kind
from kiosk.practices.record.events import (
    ClockAttested,
    ClockAttestedInZone,
    FindingSeen,
    Founded,
    KeyChanged,
    LeftOut,
    OwnEvent,
    Recovered,
    Signed,
    Undone,
)
from kiosk.practices.room import Room
from kiosk.terms import Entries, Entry, Stamp, minute_text, said_time, wall_ms, wall_text
from kiosk.zones import agreed_moment, offset_at

_, ngettext = words("record")


class Undo(Command, tag="undo"):
    """Undo the last act; `believes` is the entry that the sender saw, 0 for the last one."""

    WHEN = "always"
    believes: Entries = 0


class AttestClock(Command, tag="clock.attest"):
    """Confirm what time it is, as the room says: `2026-11-22T19:02`, local, or with seconds."""

    WHEN = "always"
    said: str


class SignUnsigned(Command, tag="journal.sign"):
    """Sign the last `count` entries, which have no signature yet and which people have checked."""

    WHEN = "ever"
    count: Entries


class LeaveOut(Command, tag="entries.leave-out"):
    """Go on without the `count` entries that this kiosk does not understand."""

    WHEN = "ever"
    count: Entries


class SeeFinding(Command, tag="finding.see"):
    """Mark that people have looked at what the wall says is wrong; this does not repair it."""

    WHEN = "ever"


class Attested(Struct, frozen=True):
    """A confirmed time: in boot `boot`, at `up` ms, it was `wall` ms since 1970."""

    boot: str = ""
    up: int = 0
    wall: int = 0


class State(Struct):
    """`trusted` is the latest wall time that could be trusted, as text; "" before any.

    `key` is the vkey of the current signing key.
    """

    assembly: str = ""
    origin: str = ""
    key: str = ""
    founded_at: str = ""
    attested: Attested = Attested()
    trusted: str = ""
    recovered: int = 0
    undone: int = 0


OwnCommand = Undo | AttestClock | SignUnsigned | LeaveOut | SeeFinding
COMMANDS: tuple[type[Command], ...] = get_args(OwnCommand)
HeardEvent = MeetingOpened
HEARS: tuple[type[Event], ...] = (MeetingOpened,)
OF_THE_JOURNAL = frozenset(
    event_kind(event) for event in (Founded, Recovered, Signed, KeyChanged, LeftOut, FindingSeen)
)
"""What the journal records about itself: not acts of a meeting, so they cannot be undone."""
ATTESTING = frozenset((event_kind(ClockAttested), event_kind(ClockAttestedInZone)))


def decide(state: State, room: Room, command: OwnCommand, stamp: Stamp) -> OwnEvent:
    match command:
        case Undo():
            last = room.journal.last_act()
            if last is None:
                raise Refused(_("There is nothing to undo."))
            n, kind = last
            if command.believes not in (0, n):
                raise Refused(_("Something else was recorded meanwhile: look again, then undo."))
            room.journal.check_undo(n)
            return Undone(of=n, was=kind)
        case AttestClock():
            said = said_time(command.said)
            moment = agreed_moment(said, stamp)
            offset = offset_at(moment, stamp)
            return ClockAttestedInZone(said=minute_text(said), offset=offset, means=wall_text(moment))
        case SignUnsigned():
            return _sign(room, command)
        case LeaveOut():
            return _leave_out(room, command)
        case SeeFinding():
            damage = room.journal.damage()
            if not damage:
                raise Refused(_("Nothing is wrong with the record."))
            return FindingSeen(finding=damage[0], count=len(damage))
        case _:
            assert_never(command)


def _leave_out(room: Room, command: LeaveOut) -> OwnEvent:
    left_out = room.journal.left_out()
    if not left_out.waiting:
        raise Refused(_("No entry waits to be left out."))
    if command.count != left_out.waiting:
        raise Refused(_("Something else was found meanwhile: look again, then go on."))
    passed = left_out.naming()
    return LeftOut(ranges=passed.ranges, kinds=passed.kinds)


def _sign(room: Room, command: SignUnsigned) -> OwnEvent:
    waiting = room.journal.unsigned()
    if room.journal.damage():
        raise Refused(room.journal.damage()[0])
    if not waiting:
        raise Refused(_("Every entry is signed already."))
    if room.journal.locked():
        raise Refused(_("The journal's key is locked: give its passphrase first."))
    if command.count != waiting:
        raise Refused(_("Something else was recorded meanwhile: look again, then sign."))
    return Signed(count=waiting)


def fold(state: State, event: OwnEvent | HeardEvent, entry: Entry) -> None:
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
            if isinstance(event, ClockAttestedInZone | MeetingOpenedInZone) and event.means:
                state.attested = Attested(boot=entry.boot, up=entry.up, wall=wall_ms(event.means))
            elif event.said:
                state.attested = anchor(event.said, event.offset, entry)
        case _:
            assert_never(event)


def anchor(said: str, offset: int, entry: Entry) -> Attested:
    """Return what the time `said` (local, `offset` minutes east) means for the clock of this boot."""
    seconds = (said_time(said) - datetime(1970, 1, 1)).total_seconds()
    return Attested(boot=entry.boot, up=entry.up, wall=int(seconds) * 1000 - offset * 60_000)


def can_undo(state: State, event: OwnEvent) -> None:
    match event:
        case ClockAttested():
            raise Refused(_("Say the right time instead."))
        case Founded() | Recovered() | Signed() | KeyChanged() | Undone() | LeftOut() | FindingSeen():
            raise Refused(_("This entry belongs to the journal itself and stays."))
        case _:
            assert_never(event)
