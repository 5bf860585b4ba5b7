"""The roles: who holds one now, and until when: facilitator for tonight, media contact for a month.

A role begins when the person drawn for it says yes. It ends by itself: with the meeting, or with its last
day. Expiry is computed on reading and never recorded: `standing_of` returns valid, expired, or doubtful when
no clock can be trusted. The holder can give a role back at any time. Nothing is renewed silently: a role that
ended, and a seat that is vacant before that (`vacancies`), is only proposed for the next draw.

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
from kiosk.practices.lot.events import Aborted, DrawnQuickly, Frozen, LotAccepted, LotAcceptedBefore, Revealed
from kiosk.practices.meeting.events import MeetingClosed, MeetingOpened
from kiosk.practices.messages import Command, Event, Origin
from kiosk.practices.roles import vacancies
from kiosk.practices.roles.asked import role_title
from kiosk.practices.roles.events import OwnEvent, Released
from kiosk.practices.roles.vacancies import Drawing, Vacancy
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

    `ended` are roles whose meetings are over and that nobody has been drawn for since. `vacant` are seats
    that were given back, left, or not taken, by role; `holders` has everybody who ever held a role and
    is still a member, the latest last.
    """

    held: list[Held] = []
    tonight: dict[str, Drawn] = {}
    before: dict[str, Drawn] = {}
    ended: dict[str, Drawn] = {}
    outgoing: dict[str, Outgoing] = {}
    vacant: dict[str, list[Vacancy]] = {}
    drawing: Drawing | None = None
    holders: dict[str, list[str]] = {}
    date: str = ""
    offset: int = 0
    sure: bool = False


OwnCommand = Release
COMMANDS: tuple[type[Command], ...] = (Release,)
HeardEvent = (
    Frozen
    | DrawnQuickly
    | Revealed
    | Aborted
    | LotAcceptedBefore
    | LotAccepted
    | MeetingOpened
    | MeetingClosed
    | MemberLeft
)
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
        case Frozen() | DrawnQuickly():
            _settle(state, event.draw)
            state.drawing = vacancies.drawing(state.vacant, event)
        case Revealed() if state.drawing is not None:
            state.drawing.revealed = True
        case Aborted():
            state.drawing = None
        case Revealed():
            pass
        case LotAccepted() | LotAcceptedBefore():
            _begin(state, event)
        case Released():
            _vacate(state, [h for h in state.held if (h.role, h.person) == (event.role, event.person)])
        case MemberLeft():
            _vacate(state, [held for held in state.held if held.person == event.member])
            for people in state.holders.values():
                if event.member in people:
                    people.remove(event.member)
        case MeetingClosed():
            _close(state)
        case _:
            assert_never(event)


def _vacate(state: State, left: list[Held]) -> None:
    """End these terms before their time; their seats are vacant."""
    state.held = [held for held in state.held if held not in left]
    for held in left:
        seat = Vacancy(held.draw, held.title, until=held.until, meetings=held.meetings)
        state.vacant.setdefault(held.role, []).append(seat)


def _settle(state: State, draw: str) -> None:
    """Note the seats that nobody took in a draw that is over; `draw` is the one that goes on, "" for none."""
    if state.drawing is not None and state.drawing.draw != draw and state.drawing.revealed:
        vacancies.leave_open(state.vacant, state.drawing)
        state.drawing = None


def _close(state: State) -> None:
    """End tonight's roles, and those whose last meeting this was."""
    _settle(state, "")
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
    for role, seat in vacancies.closed(state.vacant, state.before):
        state.ended.setdefault(role, Drawn(seat.draw, seat.title))
    if state.drawing is not None:
        state.drawing = vacancies.goes_on(state.vacant, state.drawing)


def _begin(state: State, event: LotAccepted | LotAcceptedBefore) -> None:
    """Begin a term. It replaces terms of an earlier draw for this meeting, and terms that are over."""
    if isinstance(event, LotAccepted):
        shadow = event.shadow or ""
        _goes_on(state, event)
    else:
        shadow = _shadow(state, event) if event.shadow else ""
    vacancies.taken(state.vacant, state.drawing, event.role, event.draw)
    people = state.holders.setdefault(event.role, [])
    state.holders[event.role] = [*(person for person in people if person != event.person), event.person]
    until = ""
    if event.days:
        until = (calendar_date.fromisoformat(state.date) + timedelta(days=event.days)).isoformat()
    elif not event.meetings:
        tonight = state.tonight.get(event.role)
        others = tonight.people if tonight and tonight.draw == event.draw else ()
        state.tonight[event.role] = Drawn(event.draw, event.title, (*others, event.person))
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


def _shadow(state: State, event: LotAcceptedBefore) -> str:
    """Return the earlier holder who helps, "" for nobody; each helps once, and not the same person.

    So it was before `lot.accepted/2`, which names a person who is here.
    """
    outgoing = state.outgoing.get(event.role)
    if outgoing is None or outgoing.draw != event.draw:
        ended = [held.person for held in state.held if _taken_over(state, held, event)]
        for drawn in (state.before.get(event.role), state.ended.get(event.role)):
            ended += drawn.people if drawn else ()
        outgoing = state.outgoing[event.role] = Outgoing(event.draw, list(dict.fromkeys(ended)))
    if event.person in outgoing.people:
        outgoing.people.remove(event.person)
    _goes_on(state, event)
    return outgoing.people.pop(0) if outgoing.people else ""


def _goes_on(state: State, event: LotAccepted | LotAcceptedBefore) -> None:
    """End the help of a person who holds the role again."""
    again = (event.role, event.person)
    state.held = [
        replace(held, shadow="") if (held.role, held.shadow) == again else held for held in state.held
    ]


def _taken_over(state: State, held: Held, event: LotAccepted | LotAcceptedBefore) -> bool:
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


def wanted(state: State, date: str) -> dict[str, Drawn]:
    """Return by role what is to be drawn on `date` (YYYY-MM-DD): the roles of the last meeting, those whose
    term has ended by then, and those with a vacant seat."""
    found = {**state.before, **state.ended}
    for held in soon(state, date, 0):
        people = found[held.role].people if held.role in found else ()
        found[held.role] = Drawn(held.draw, held.title, (*people, held.person))
    for role, seats in state.vacant.items():
        found.setdefault(role, Drawn(seats[0].draw, seats[0].title))
    return found


def to_be_drawn(state: State, date: str) -> list[Origin]:
    """Return what is `wanted` on `date`, as reasons for which something comes back."""
    return [
        Origin(kind="lot", n=int(drawn.draw), title=drawn.title or role_title(role))
        for role, drawn in wanted(state, date).items()
    ]


def called(origin: Origin) -> str:
    """Return the words for a role that is to be drawn again."""
    return _("To be drawn: {title}").format(title=origin.title or origin.n)
