"""The floor: who asked to speak, who speaks, and for how long.

First come, first served; a point of order comes before contributions. Facilitators call the speaking list
a stack; it is a queue. Remaining time is a pure function of the clock: nothing here ticks. It is not the
agenda, and it judges nobody: it counts turns and time, and shows totals.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from kiosk.errors import Refused
from kiosk.language import words
from kiosk.practices.contract import Command, Event
from kiosk.practices.room import BreakBegan, ItemOpened, MeetingClosed, MeetingOpened, Room
from kiosk.terms import Entry, PersonId, PersonOrNobody, Stamp

_, ngettext = words("floor")

SpeakKind = Literal["contribution", "order"]
RANK: dict[str, int] = {"order": 0, "contribution": 1}
TurnLength = Annotated[int, Meta(ge=1, le=86_400)]


class Ask(Command, tag="floor.ask"):
    """Somebody asks to speak: a contribution, or a point of order."""

    person: PersonId
    kind: SpeakKind = "contribution"


class Withdraw(Command, tag="floor.withdraw"):
    """Somebody no longer wants to speak."""

    person: PersonId
    kind: SpeakKind = "contribution"


class Begin(Command, tag="turn.begin"):
    """This person speaks now; `after` is who is believed to be speaking until now, "" for nobody."""

    person: PersonId
    after: PersonOrNobody = ""


class End(Command, tag="turn.end"):
    """The turn is over and nobody follows yet."""

    person: PersonId


class PauseTurn(Command, tag="turn.pause"):
    """The clock of this person's turn stands still."""

    person: PersonId


class ResumeTurn(Command, tag="turn.resume"):
    """The clock of this person's turn runs on."""

    person: PersonId


class Extend(Command, tag="turn.extend"):
    """The room gives this person more time."""

    person: PersonId
    seconds: TurnLength = 60


class Asked(Event, tag="floor.asked/1"):
    person: PersonId
    speak: SpeakKind = "contribution"


class Withdrew(Event, tag="floor.withdrew/1"):
    person: PersonId
    speak: SpeakKind = "contribution"


class TurnBegan(Event, tag="turn.began/1"):
    """`planned` seconds; whoever spoke before has finished."""

    person: PersonId
    speak: SpeakKind
    planned: int


class TurnEnded(Event, tag="turn.ended/1"):
    person: PersonId


class TurnPaused(Event, tag="turn.paused/1"):
    person: PersonId


class TurnResumed(Event, tag="turn.resumed/1"):
    person: PersonId


class TurnExtended(Event, tag="turn.extended/1"):
    person: PersonId
    seconds: int


class Waiting(Struct):
    """A place on the speaking list; `n` is the entry that gave it."""

    person: str
    kind: SpeakKind
    n: int


class Turn(Struct):
    """Who speaks. `before` ms were spoken until `up` in boot `boot`; the clock runs unless `paused`."""

    person: str
    kind: SpeakKind
    planned: int
    boot: str
    up: int
    before: int = 0
    paused: bool = False
    rebooted: bool = False


class State(Struct):
    """`turns` and `spoken` (ms) count contributions of the open meeting, per person."""

    waiting: list[Waiting] = []
    turn: Turn | None = None
    turns: dict[str, int] = {}
    spoken: dict[str, int] = {}


COMMANDS = (Ask, Withdraw, Begin, End, PauseTurn, ResumeTurn, Extend)
EVENTS = (Asked, Withdrew, TurnBegan, TurnEnded, TurnPaused, TurnResumed, TurnExtended)
HEARS = (MeetingOpened, MeetingClosed, ItemOpened, BreakBegan)


def decide(state: State, room: Room, command: Command, stamp: Stamp) -> Event:
    match command:
        case Ask():
            return _ask(state, room, command)
        case Withdraw():
            if not any(w.person == command.person and w.kind == command.kind for w in state.waiting):
                raise Refused(_("{name} is not on the list.").format(name=room.name(command.person)))
            return Withdrew(person=command.person, speak=command.kind)
        case Begin():
            return _begin(state, room, command)
        case End():
            _speaking(state, room, command.person)
            return TurnEnded(person=command.person)
        case PauseTurn():
            if _runs(_speaking(state, room, command.person), stamp):
                return TurnPaused(person=command.person)
            raise Refused(_("The clock already stands still."))
        case ResumeTurn():
            if not _runs(_speaking(state, room, command.person), stamp):
                return TurnResumed(person=command.person)
            raise Refused(_("The clock is already running."))
        case Extend():
            _speaking(state, room, command.person)
            return TurnExtended(person=command.person, seconds=command.seconds)
        case _:
            raise AssertionError(command)


def _ask(state: State, room: Room, command: Ask) -> Event:
    name = room.name(command.person)
    if not room.known(command.person):
        raise Refused(_("Nobody is known as {name}.").format(name=name))
    if command.person not in room.present():
        raise Refused(_("{name} is not here: mark the arrival first.").format(name=name))
    if any(w.person == command.person and w.kind == command.kind for w in state.waiting):
        raise Refused(_("{name} is already waiting.").format(name=name))
    return Asked(person=command.person, speak=command.kind)


def _begin(state: State, room: Room, command: Begin) -> Event:
    speaking = state.turn.person if state.turn else ""
    name = room.name(command.person)
    if command.after != speaking:
        if speaking:
            raise Refused(_("{name} is speaking now: look again.").format(name=room.name(speaking)))
        raise Refused(_("{name} has already finished: look again.").format(name=room.name(command.after)))
    if command.person not in room.present():
        raise Refused(_("{name} is not here.").format(name=name))
    place = next((w for w in queue(state, room.present()) if w.person == command.person), None)
    if place is None:
        raise Refused(_("{name} is not on the list.").format(name=name))
    return TurnBegan(person=command.person, speak=place.kind, planned=room.turn_seconds())


def _speaking(state: State, room: Room, person: str) -> Turn:
    """The running turn, if it is the believed person's: a key pressed twice or late is refused."""
    if state.turn is None:
        raise Refused(_("Nobody is speaking."))
    if state.turn.person != person:
        raise Refused(_("{name} is speaking now: look again.").format(name=room.name(state.turn.person)))
    return state.turn


def fold(state: State, event: Event, entry: Entry) -> None:
    match event:
        case Asked():
            state.waiting.append(Waiting(event.person, event.speak, entry.n))
        case Withdrew():
            _leave_list(state, event.person, event.speak)
        case TurnBegan():
            _finish(state, entry)
            _leave_list(state, event.person, event.speak)
            state.turn = Turn(event.person, event.speak, event.planned, entry.boot, entry.up)
        case TurnEnded():
            _finish(state, entry)
        case TurnPaused() | BreakBegan():
            _stand_still(state, entry)
        case TurnResumed():
            if state.turn:
                state.turn.boot, state.turn.up = entry.boot, entry.up
                state.turn.paused = state.turn.rebooted = False
        case TurnExtended():
            if state.turn:
                state.turn.planned += event.seconds
        case ItemOpened():
            _finish(state, entry)
            state.waiting = [w for w in state.waiting if w.kind == "order"]
        case MeetingOpened() | MeetingClosed():
            state.waiting, state.turn, state.turns, state.spoken = [], None, {}, {}
        case _:
            raise AssertionError(event)


def _leave_list(state: State, person: str, kind: str) -> None:
    state.waiting = [w for w in state.waiting if (w.person, w.kind) != (person, kind)]


def _stand_still(state: State, entry: Entry) -> None:
    turn = state.turn
    if turn and not turn.paused:
        turn.before += max(0, entry.up - turn.up) if turn.boot == entry.boot else 0
        turn.paused = True


def _finish(state: State, entry: Entry) -> None:
    """A contribution is counted when it ends; a point of order never counts as one."""
    _stand_still(state, entry)
    turn = state.turn
    if turn and turn.kind == "contribution":
        state.turns[turn.person] = state.turns.get(turn.person, 0) + 1
        state.spoken[turn.person] = state.spoken.get(turn.person, 0) + turn.before
    state.turn = None


def rebooted(state: State, last: Entry) -> None:
    """A turn that ran when the power went comes back paused, with the time it had."""
    if state.turn and not state.turn.paused:
        _stand_still(state, last)
        state.turn.rebooted = True


def queue(state: State, present: list[str]) -> list[Waiting]:
    """The speaking list in the order in which people will speak: points of order, then first come."""
    here = set(present)
    return sorted((w for w in state.waiting if w.person in here), key=lambda w: (RANK[w.kind], w.n))


def _runs(turn: Turn, now: Stamp) -> bool:
    return not turn.paused and turn.boot == now.boot


def elapsed(turn: Turn, now: Stamp, last: Stamp) -> int:
    """Milliseconds spoken in this turn. `last` is the stamp of the last entry: after a reboot the time
    stands still there until people resume."""
    if turn.paused:
        return turn.before
    until = now if turn.boot == now.boot else last
    return turn.before + (max(0, until.up - turn.up) if until.boot == turn.boot else 0)


def stands_still(turn: Turn, now: Stamp) -> bool:
    """Paused by people, or by a power cut that nobody has answered yet."""
    return not _runs(turn, now)


def phase_of(left: float, planned: float) -> str:
    """The phase of a turn with `left` of `planned` seconds: "speaking", "wrap up", "last" or "over".

    Wrap up begins at 15 s or a quarter, whichever is more; then the last 10 s; then it is over.
    A turn without a planned length has no end to come near: it is always "speaking".
    """
    if planned <= 0:
        return "speaking"
    if left <= 0:
        return "over"
    if left <= 10:
        return "last"
    return "wrap up" if left <= max(15, planned / 4) else "speaking"


class Heard(Struct, frozen=True):
    """How voice circulates tonight: `heard` of `present` people; the three longest hold `share` percent."""

    heard: int
    present: int
    share: int


def heard(state: State, present: list[str]) -> Heard:
    """Totals only. The share is that of the three who spoke longest, in percent of all speaking time."""
    total = sum(state.spoken.values())
    longest = sum(sorted(state.spoken.values(), reverse=True)[:3])
    return Heard(
        len(state.turns), len(set(present) | set(state.turns)), round(100 * longest / total) if total else 0
    )
