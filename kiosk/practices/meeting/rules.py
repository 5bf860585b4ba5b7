"""A meeting: it is opened, people come and go, there are breaks, it is closed.

A meeting that was left open is closed before another begins. Agenda and floor are practices of their own.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, assert_never, get_args

from msgspec import Meta, Struct

from kiosk.errors import Refused
from kiosk.language import words
from kiosk.practices.meeting.events import (
    Arrived,
    BreakBegan,
    BreakBeganTo,
    BreakEnded,
    Departed,
    MeetingClosed,
    MeetingOpened,
    MeetingOpenedInZone,
    OwnEvent,
)
from kiosk.practices.messages import Command, Event
from kiosk.practices.room import Room
from kiosk.practices.roster.events import GuestJoined, MemberJoined
from kiosk.terms import (
    Entry,
    PersonId,
    Stamp,
    Title,
    local,
    local_date,
    minute_text,
    said_time,
    wall_ms,
    wall_text,
)
from kiosk.zones import agreed_moment, is_zone, next_bearing, offset_at

_, ngettext = words("meeting")

LEFT_OPEN = timedelta(hours=6)
"""A meeting of an earlier day without an entry for so long was left open, not held past midnight."""
LONGEST_BREAK = timedelta(hours=12)
"""A longer one is a slip: an hour that has just passed, and comes again tomorrow."""

Hour = Annotated[str, Meta(pattern=r"^([01]?[0-9]|2[0-3]):[0-5][0-9]$")]


class Open(Command, tag="meeting.open"):
    """Open a meeting. `said` is the local date and time that the room agreed on, `2026-11-22T19:02`."""

    WHEN = "between"
    title: Title = ""
    said: str = ""


class Close(Command, tag="meeting.close"):
    """Close the meeting; the minutes are written and sealed."""

    WHEN = "left-open"


class Arrive(Command, tag="meeting.arrive"):
    """Mark that a person came into the room, or came back."""

    person: PersonId


class Depart(Command, tag="meeting.leave"):
    """Mark that a person left the room."""

    person: PersonId


class Pause(Command, tag="meeting.break"):
    """Begin a break, until the time that the room agreed on: `20:15`."""

    until: Hour


class Resume(Command, tag="meeting.resume"):
    """End the break."""

    WHEN = "break"


class Sitting(Struct):
    """The open meeting. `n` is its first entry; `here` in order of arrival; `been` everybody who was here.

    `break_ends` is the moment at which a break ends, in UTC; `zone` the name of the time zone. Both are ""
    for entries of earlier versions.
    """

    number: int
    title: str
    n: int
    at: str
    date: str
    offset: int
    boot: str
    up: int
    here: list[str] = []
    been: list[str] = []
    break_until: str = ""
    break_began: str = ""
    break_ends: str = ""
    zone: str = ""


class Past(Struct):
    """A closed meeting: `first` and `last` are its first and last entry."""

    number: int
    title: str
    date: str
    first: int
    last: int


class State(Struct):
    last: int = 0
    open: Sitting | None = None
    past: list[Past] = []


OwnCommand = Open | Close | Arrive | Depart | Pause | Resume
COMMANDS: tuple[type[Command], ...] = get_args(OwnCommand)
HeardEvent = MemberJoined | GuestJoined
HEARS: tuple[type[Event], ...] = get_args(HeardEvent)


def decide(state: State, room: Room, command: OwnCommand, stamp: Stamp) -> OwnEvent:
    match command:
        case Open():
            return _open(state, room, command, stamp)
        case Close():
            return MeetingClosed(meeting=_sitting(state).number)
        case Arrive():
            if not room.known(command.person):
                raise Refused(_("Nobody is known as {person}.").format(person=command.person))
            if command.person in _sitting(state).here:
                raise Refused(_("{name} is already here.").format(name=room.name(command.person)))
            return Arrived(person=command.person)
        case Depart():
            if command.person not in _sitting(state).here:
                raise Refused(_("{name} is not here.").format(name=room.name(command.person)))
            return Departed(person=command.person)
        case Pause():
            hour, minute = command.until.split(":")
            until = f"{int(hour):02d}:{minute}"
            return _pause(until, stamp)
        case Resume():
            if not _sitting(state).break_until:
                raise Refused(_("There is no break to end."))
            return BreakEnded()
        case _:
            assert_never(command)


def _pause(until: str, stamp: Stamp) -> BreakBeganTo:
    ends = next_bearing(until, stamp)
    if ends - wall_ms(stamp.at) > LONGEST_BREAK // timedelta(milliseconds=1):
        raise Refused(_("{hour} is over: a break until then would last until tomorrow.").format(hour=until))
    return BreakBeganTo(until=until, ends=wall_text(ends))


def _open(state: State, room: Room, command: Open, stamp: Stamp) -> MeetingOpened:
    said, means, date, offset = "", "", local_date(stamp.at, stamp.offset), stamp.offset
    if command.said:
        agreed = said_time(command.said)
        moment = agreed_moment(agreed, stamp)
        said, means, date = minute_text(agreed), wall_text(moment), agreed.date().isoformat()
        offset = offset_at(moment, stamp)
    return MeetingOpenedInZone(
        meeting=state.last + 1,
        title=command.title,
        date=date,
        offset=offset,
        said=said,
        due=room.due(date),
        zone=stamp.zone if is_zone(stamp.zone) else "",
        means=means,
    )


def called(number: int, title: str) -> str:
    """Return what people call a meeting: its title, or its number where it has none."""
    return title or _("meeting {number}").format(number=number)


def _sitting(state: State) -> Sitting:
    if state.open is None:
        raise Refused(_("No meeting is open."))
    return state.open


def fold(state: State, event: OwnEvent | HeardEvent, entry: Entry) -> None:
    if isinstance(event, MeetingOpened):
        state.last = event.meeting
        state.open = Sitting(
            number=event.meeting,
            title=event.title,
            n=entry.n,
            at=entry.at,
            date=event.date,
            offset=event.offset,
            boot=entry.boot,
            up=entry.up,
            zone=event.zone if isinstance(event, MeetingOpenedInZone) else "",
        )
        return
    sitting = state.open
    if sitting is None:
        return
    match event:
        case MeetingClosed():
            state.past.append(Past(sitting.number, sitting.title, sitting.date, sitting.n, entry.n))
            state.open = None
        case Arrived():
            _enter(sitting, event.person)
        case MemberJoined():
            if event.here:
                _enter(sitting, event.member)
        case GuestJoined():
            if event.here:
                _enter(sitting, event.guest)
        case Departed():
            sitting.here.remove(event.person)
        case BreakBegan():
            sitting.break_until, sitting.break_began = event.until, entry.at
            sitting.break_ends = event.ends if isinstance(event, BreakBeganTo) else ""
        case BreakEnded():
            sitting.break_until = sitting.break_began = sitting.break_ends = ""
        case _:
            assert_never(event)


def _enter(sitting: Sitting, person: str) -> None:
    sitting.here.append(person)
    if person not in sitting.been:
        sitting.been.append(person)


def stays(state: State, event: OwnEvent) -> None:
    """Keep the highest number of a meeting, even after an undo: no number is used twice."""
    match event:
        case MeetingOpened():
            state.last = max(state.last, event.meeting)
        case MeetingClosed() | Arrived() | Departed() | BreakBegan() | BreakEnded():
            pass
        case _:
            assert_never(event)


def can_undo(state: State, event: OwnEvent) -> None:
    match event:
        case MeetingOpened():
            raise Refused(_("An opened meeting is not undone: close it instead."))
        case MeetingClosed() | Arrived() | Departed() | BreakBegan() | BreakEnded():
            pass
        case _:
            assert_never(event)


def left_open(state: State, last: Stamp, now: Stamp) -> bool:
    """True if the open meeting is of another day and people recorded nothing for six hours.

    `last` is when they last did (`Assembly.heard`). If no clock is sure, the answer is False: the kiosk asks
    people, and does not act on a doubt. Within one boot the hours are those since boot, so that setting the
    clock changes nothing.
    """
    if state.open is None or now.clock == "unsure":
        return False
    if now.boot == last.boot:
        quiet = timedelta(milliseconds=now.up - last.up)
    elif last.clock != "unsure":
        quiet = timedelta(milliseconds=wall_ms(now.at) - wall_ms(last.at))
    else:
        return False
    return local_date(now.at, now.offset) != state.open.date and quiet >= LEFT_OPEN


def break_left(sitting: Sitting, now: Stamp) -> int | None:
    """Return the milliseconds until the break ends, below 0 when it should be over; None without a break."""
    if not sitting.break_until:
        return None
    if sitting.break_ends:
        return wall_ms(sitting.break_ends) - wall_ms(now.at)
    # Of an earlier version: the hour alone, on the next day if it had passed.
    began = local(sitting.break_began, sitting.offset)
    hour, minute = (int(part) for part in sitting.break_until.split(":"))
    back = began.replace(hour=hour, minute=minute, second=0, microsecond=0)
    back = back if back >= began else back + timedelta(days=1)
    return (back - local(now.at, now.offset)) // timedelta(milliseconds=1)
