"""The roles: who holds one now, and until when: facilitator for tonight, media contact for a month.

A role begins when the person drawn for it says yes. It ends by itself: with the meeting, or with its last
day. Expiry is computed on reading and never recorded: `standing_of` returns valid, expired, or doubtful when
no clock can be trusted. The holder can give a role back at any time. Nothing is renewed silently: a role that
ended is only proposed for the next draw.

The draw is a practice of its own (`lot`), and a mandate is something else: a task given to a person.
"""

from __future__ import annotations

from datetime import date as calendar_date
from datetime import timedelta
from typing import assert_never, get_args

from msgspec import Struct
from msgspec.structs import replace

from kiosk.errors import Refused
from kiosk.language import words
from kiosk.practices.lot.events import LotAccepted
from kiosk.practices.meeting.events import MeetingClosed, MeetingOpened
from kiosk.practices.messages import Command, Event, Origin
from kiosk.practices.roles.asked import role_title
from kiosk.practices.roles.events import OwnEvent, Released
from kiosk.practices.room import Room
from kiosk.practices.roster.events import MemberLeft
from kiosk.terms import Entry, PersonId, Stamp, Standing, Token, day_after, standing, wall_text
from kiosk.zones import day_over

_, ngettext = words("roles")


class Release(Command, tag="role.release"):
    """Give a person's role back; the next draw fills it."""

    WHEN = "always"
    role: Token
    person: PersonId


class Held(Struct, frozen=True):
    """A role that a person holds. `since` and `until` are local dates, `until` is the last day.

    Without `until` it ends with a meeting: the last of `meetings`, this one counted, 0 for tonight's. `sure`
    is False where nobody could say what day it was when the term began. `shadow` held it before, and helps.
    """

    role: str
    person: str
    draw: str
    since: str
    until: str = ""
    title: str = ""
    sure: bool = True
    offset: int = 0
    meetings: int = 0
    shadow: str = ""


class Drawn(Struct, frozen=True):
    """A role that was drawn for one meeting: the draw, what people call the role, and who said yes."""

    draw: str
    title: str = ""
    people: tuple[str, ...] = ()


class Outgoing(Struct):
    """The people who held a role when draw `draw` gave it to others, and who are nobody's shadow yet."""

    draw: str
    people: list[str]


class State(Struct):
    """`held` in order of acceptance; `tonight` are roles drawn for this meeting only, `before` for the last.

    `ended` are roles whose meetings are over and that nobody has been drawn for since.
    """

    held: list[Held] = []
    tonight: dict[str, Drawn] = {}
    before: dict[str, Drawn] = {}
    ended: dict[str, Drawn] = {}
    outgoing: dict[str, Outgoing] = {}
    date: str = ""
    offset: int = 0
    sure: bool = False


OwnCommand = Release
COMMANDS: tuple[type[Command], ...] = (Release,)
HeardEvent = LotAccepted | MeetingOpened | MeetingClosed | MemberLeft
HEARS: tuple[type[Event], ...] = get_args(HeardEvent)


def decide(state: State, room: Room, command: OwnCommand, stamp: Stamp) -> OwnEvent:
    match command:
        case Release():
            if not any(held.role == command.role and held.person == command.person for held in state.held):
                sentence = _("{name} does not hold this role: {role}.")
                raise Refused(sentence.format(name=room.name(command.person), role=command.role))
            return Released(role=command.role, person=command.person)
        case _:
            assert_never(command)


def fold(state: State, event: OwnEvent | HeardEvent, entry: Entry) -> None:
    match event:
        case MeetingOpened():
            state.date, state.offset = event.date, event.offset
            state.sure = bool(event.said) or entry.clock != "unsure"
        case LotAccepted():
            _begin(state, event)
        case Released():
            state.held = [h for h in state.held if (h.role, h.person) != (event.role, event.person)]
        case MemberLeft():
            state.held = [held for held in state.held if held.person != event.member]
        case MeetingClosed():
            _close(state)
        case _:
            assert_never(event)


def _close(state: State) -> None:
    """End tonight's roles, and those whose last meeting this was."""
    state.before, state.tonight, state.outgoing = state.tonight, {}, {}
    going_on = []
    for held in state.held:
        if held.until:
            going_on.append(held)
        elif held.meetings > 1:
            going_on.append(replace(held, meetings=held.meetings - 1))
        elif held.meetings:
            people = state.ended[held.role].people if held.role in state.ended else ()
            state.ended[held.role] = Drawn(held.draw, held.title, (*people, held.person))
    state.held = going_on


def _begin(state: State, event: LotAccepted) -> None:
    """Begin a term. It replaces terms of an earlier draw for this meeting, and terms that are over."""
    shadow = _shadow(state, event) if event.shadow else ""
    until = ""
    if event.days:
        until = (calendar_date.fromisoformat(state.date) + timedelta(days=event.days)).isoformat()
    elif not event.meetings:
        tonight = state.tonight.get(event.role)
        people = tonight.people if tonight and tonight.draw == event.draw else ()
        state.tonight[event.role] = Drawn(event.draw, event.title, (*people, event.person))
    state.before.pop(event.role, None)
    state.ended.pop(event.role, None)
    state.held = [held for held in state.held if not _taken_over(state, held, event)]
    state.held.append(
        Held(
            role=event.role,
            person=event.person,
            draw=event.draw,
            since=state.date,
            until=until,
            title=event.title,
            sure=state.sure,
            offset=state.offset,
            meetings=event.meetings,
            shadow=shadow,
        )
    )


def _shadow(state: State, event: LotAccepted) -> str:
    """Return the earlier holder who helps now, "" for nobody; each helps once, and not the same person."""
    outgoing = state.outgoing.get(event.role)
    if outgoing is None or outgoing.draw != event.draw:
        ended = [held.person for held in state.held if _taken_over(state, held, event)]
        for drawn in (state.before.get(event.role), state.ended.get(event.role)):
            ended += drawn.people if drawn else ()
        outgoing = state.outgoing[event.role] = Outgoing(event.draw, list(dict.fromkeys(ended)))
    if event.person in outgoing.people:
        outgoing.people.remove(event.person)
    goes_on = (event.role, event.person)
    state.held = [
        replace(held, shadow="") if (held.role, held.shadow) == goes_on else held for held in state.held
    ]
    return outgoing.people.pop(0) if outgoing.people else ""


def _taken_over(state: State, held: Held, event: LotAccepted) -> bool:
    """True if a term ends with this acceptance: it was for tonight, or its last day is over."""
    if held.role != event.role or held.draw == event.draw or held.meetings:
        return False
    return held.until < state.date if held.until else True


def standing_of(held: Held, trusted: str, now: Stamp) -> Standing:
    """Return whether a term is valid, expired or doubtful; `trusted` is the latest trusted wall time."""
    if not held.until:
        return "valid"
    if not held.sure:
        return "doubtful"
    over = wall_text(day_over(held.until, now)) if now.zone else day_after(held.until, held.offset)
    return standing(over, trusted, now)


def holders(state: State, role: str) -> list[str]:
    """Return who has this role and did not give it back; the term may be over (see `standing_of`)."""
    return [held.person for held in state.held if held.role == role]


def soon(state: State, date: str, days: int) -> list[Held]:
    """Return the roles whose last day is within `days` of `date`, or past; the earliest first."""
    until = (calendar_date.fromisoformat(date) + timedelta(days=days)).isoformat()
    ending = (held for held in state.held if held.until and held.until <= until)
    return sorted(ending, key=lambda held: (held.until, held.role, held.person))


def due(state: State, _room: Room, date: str) -> list[Origin]:
    """Return the roles that come back in a meeting on `date`."""
    return to_be_drawn(state, date)


def to_be_drawn(state: State, date: str) -> list[Origin]:
    """Return the roles of the last meeting, and those whose term has ended by `date` (YYYY-MM-DD)."""
    ended = {held.role: Drawn(held.draw, held.title) for held in soon(state, date, 0)}
    wanted = {**state.before, **state.ended, **ended}
    return [
        Origin(kind="lot", n=int(drawn.draw), title=drawn.title or role_title(role))
        for role, drawn in wanted.items()
    ]


def called(origin: Origin) -> str:
    """Return the words for a role that is to be drawn again."""
    return _("To be drawn: {title}").format(title=origin.title or origin.n)
