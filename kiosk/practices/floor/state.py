"""What the floor knows: who waits, who speaks, by which rule, and how often each person has spoken tonight.

    asked -> waiting -> turn (held while an interposed question and its answer are heard) -> counted

All of it is of the open meeting, but for the standing rule, the totals of the last meetings (`past`), and
in which meeting each member was heard last (`voices`): that is bounded by the assembly.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from kiosk.practices.contract import Event
from kiosk.practices.floor.events import (
    Asked,
    Category,
    ItemSet,
    ListClosed,
    ListReopened,
    Lowered,
    MadeOrdinary,
    Passed,
    RoundBegan,
    Rule,
    RuleSet,
    SpeakKind,
    TurnBegan,
    TurnEnded,
    TurnExtended,
    TurnHandedOver,
    TurnPaused,
    TurnPutBack,
    TurnResumed,
    Withdrew,
)
from kiosk.practices.room import BreakBegan, BreakEnded, ItemOpened, MeetingClosed, MeetingOpened, MemberLeft
from kiosk.terms import Entry

HEARS = (MeetingOpened, MeetingClosed, ItemOpened, BreakBegan, BreakEnded, MemberLeft)
CONTRIBUTIONS = frozenset(("contribution", "pro", "contra"))
"""What counts as a turn; these are one class, in which a person waits at most once."""
KEPT = 26
"""So many meetings are looked back on: half a year of weekly ones."""


class Waiting(Struct):
    """A place on the speaking list; `n` is the entry that gave it.

    `lowered` is the entry at which the person let the others go first, 0 for never. A place in a round has
    `round`, and the entry that began it.
    """

    person: str
    kind: SpeakKind
    n: int
    category: Category = ""
    note: str = ""
    lowered: int = 0
    round: bool = False


class Turn(Struct):
    """Who speaks. `before` ms were spoken until `up` in boot `boot`; the clock runs unless `paused`.

    `kind` is what it was asked for, or "answer" after an interposed question. `planned` seconds, 0 where
    nobody is timed. Entry `n` began it, entry `asked` gave the place on the list; `round`: it was in a round.
    """

    person: str
    kind: SpeakKind | Literal["answer"]
    planned: int
    boot: str
    up: int
    before: int = 0
    paused: bool = False
    rebooted: bool = False
    n: int = 0
    asked: int = 0
    round: bool = False


class Ruling(Struct, frozen=True):
    """By which rule people come to speak; `lists` to alternate between, `seed` for an order by lot."""

    rule: Rule = "first-come"
    lists: int = 2
    seed: str = ""


class Manner(Struct):
    """How one item is spoken about. `turn` seconds, 0 for the assembly's rule; `ruling` of its own, or none.

    `seed` is kept for as long as the meeting lasts: an order by lot is not drawn a second time.
    """

    turn: int = 0
    timed: bool = True
    sides: bool = False
    ruling: Ruling | None = None
    seed: str = ""


class Round(Struct):
    """A round that goes on: `left` are still to be asked, in order; entry `n` began it."""

    number: int
    left: list[str]
    n: int
    backwards: bool = False


class Evening(Struct, frozen=True):
    """Totals of a meeting: how many were `heard`, `new` of them for the first time in this assembly; `share`
    percent of the time held by the three longest, `turns` contributions, `seconds` in all."""

    meeting: int
    heard: int
    new: int
    share: int
    turns: int
    seconds: int


class State(Struct):
    """`turns` counts contributions of the open meeting, `spoken` (ms) all but points of order, per person;
    `said` is `spoken` by item (0 before any was open), `first` the item in which somebody was heard first.

    `held` is the speaker whom a question interrupts. `before` is the turn that ended last, `last` the last
    contribution: who, and what kind. `quiet_up` in boot `quiet_boot` is since when nobody has been speaking.
    `item` and `meeting` are those opened last. `starters` began the rounds of this meeting, none twice.
    """

    waiting: list[Waiting] = []
    turn: Turn | None = None
    turns: dict[str, int] = {}
    spoken: dict[str, int] = {}
    held: Turn | None = None
    closed: bool = False
    before: Turn | None = None
    last: tuple[str, str] = ("", "")
    meeting: int = 0
    item: int = 0
    always: Ruling = Ruling()
    tonight: Ruling | None = None
    seed: str = ""
    manners: dict[int, Manner] = {}
    round: Round | None = None
    rounds: int = 0
    starters: list[str] = []
    said: dict[int, dict[str, int]] = {}
    first: dict[str, int] = {}
    quiet_boot: str = ""
    quiet_up: int = 0
    voices: dict[str, int] = {}
    past: list[Evening] = []


def manner(state: State) -> Manner:
    """How the item opened last is spoken about."""
    return state.manners.get(state.item) or Manner()


def ruling(state: State) -> Ruling:
    """The rule that holds now: the item's, else tonight's, else the assembly's."""
    return manner(state).ruling or state.tonight or state.always


def fold(state: State, event: Event, entry: Entry) -> None:
    match event:  # the most frequent first: a journal of years is read with it
        case Asked():
            place = Waiting(event.person, event.speak, entry.n, event.category, event.note)
            state.waiting.append(place)
        case TurnBegan():
            _begin(state, event, entry)
        case TurnEnded():
            _end(state, entry)
        case ItemOpened():
            finish(state, entry)
            state.waiting = [w for w in state.waiting if w.kind == "order"]
            state.item, state.closed, state.round = event.item, False, None
        case TurnPaused() | BreakBegan():
            _stand_still(state, entry)
        case TurnResumed():
            if state.turn:
                _run(state.turn, entry)
        case TurnExtended():
            if state.turn:
                state.turn.planned += event.seconds
        case Withdrew():
            _leave_list(state, event.person, event.speak)
        case MeetingClosed():
            finish(state, entry)
            _look_back(state, event.meeting)
            _anew(state, 0)
        case MeetingOpened():
            _anew(state, event.meeting)
        case _:
            _fold_rare(state, event, entry)


def _fold_rare(state: State, event: Event, entry: Entry) -> None:
    match event:
        case MemberLeft():
            state.voices.pop(event.member, None)
        case BreakEnded():
            state.quiet_boot, state.quiet_up = entry.boot, entry.up
        case Passed():
            if state.round and event.person in state.round.left:
                state.round.left.remove(event.person)
        case Lowered():
            for place in state.waiting:
                if place.person == event.person and place.kind == event.speak:
                    place.lowered = entry.n
        case TurnHandedOver():
            _hand_over(state, event, entry)
        case TurnPutBack():
            _put_back(state, event.person, entry)
        case MadeOrdinary():
            _make_ordinary(state, event.person, entry)
        case RoundBegan():
            state.round, state.rounds = _round(event, entry), event.round
            start = event.people[0]
            state.starters = [start] if start in state.starters else [*state.starters, start]
        case ListClosed() | ListReopened():
            state.closed = isinstance(event, ListClosed)
        case RuleSet():
            _set_rule(state, event)
        case ItemSet():
            _set_item(state, event)
        case _:
            raise AssertionError(event)


def _begin(state: State, event: TurnBegan, entry: Entry) -> None:
    speaking = state.turn
    if event.speak == "interposed" and interruptible(state):
        _stand_still(state, entry)
        state.held = speaking
    else:
        finish(state, entry)
    turn = Turn(event.person, event.speak, event.planned, entry.boot, entry.up, n=entry.n, asked=entry.n)
    going = state.round
    if going and event.speak == "contribution" and event.person in going.left:
        going.left.remove(event.person)
        turn.round = True
    else:
        turn.asked = _leave_list(state, event.person, event.speak) or entry.n
    state.turn = turn


def interruptible(state: State) -> bool:
    """Whether a question may be put to the speaker: to a contribution, and one at a time."""
    return state.turn is not None and state.held is None and state.turn.kind in CONTRIBUTIONS


def _end(state: State, entry: Entry) -> None:
    """After an interposed question comes its answer, after the answer the speaker goes on."""
    turn, held = state.turn, state.held
    if turn is None or held is None:
        finish(state, entry)
        return
    _stand_still(state, entry)
    _count(state, turn)
    if turn.kind == "interposed":
        state.turn = Turn(held.person, "answer", turn.planned, entry.boot, entry.up, n=entry.n)
    else:
        _run(held, entry)
        state.turn, state.held = held, None


def _leave_list(state: State, person: str, kind: str) -> int:
    """Takes a place off the list; gives the entry that gave it, 0 if there was none."""
    for at, place in enumerate(state.waiting):
        if place.person == person and place.kind == kind:
            del state.waiting[at]
            return place.n
    return 0


def _stand_still(state: State, entry: Entry) -> None:
    turn = state.turn
    if turn and not turn.paused:
        turn.before += max(0, entry.up - turn.up) if turn.boot == entry.boot else 0
        turn.paused = True


def _run(turn: Turn, entry: Entry) -> None:
    turn.boot, turn.up = entry.boot, entry.up
    turn.paused = turn.rebooted = False


def finish(state: State, entry: Entry) -> None:
    """Whoever speaks has finished, and whom a question interrupted too. It is counted when it ends."""
    _stand_still(state, entry)
    turn = state.turn
    state.quiet_boot, state.quiet_up = entry.boot, entry.up
    if turn is None:
        return
    _count(state, turn)
    if state.held:
        _count(state, state.held)
        turn, state.held = state.held, None
    state.before, state.turn = turn, None
    if turn.kind in CONTRIBUTIONS:  # a question to a speaker who has finished has nobody to answer it
        state.waiting = [place for place in state.waiting if place.kind != "interposed"]


def _count(state: State, turn: Turn) -> None:
    """A point of order is never counted, of the rest only a contribution as a turn."""
    person, kind = turn.person, turn.kind
    if kind == "order":
        return
    state.spoken[person] = state.spoken.get(person, 0) + turn.before
    if (said := state.said.get(state.item)) is None:
        said = state.said[state.item] = {}
    said[person] = said.get(person, 0) + turn.before
    state.first.setdefault(person, state.item)
    if kind in CONTRIBUTIONS:
        state.turns[person] = state.turns.get(person, 0) + 1
        state.last = person, kind


def _hand_over(state: State, event: TurnHandedOver, entry: Entry) -> None:
    finish(state, entry)
    speak = state.before.kind if state.before else "contribution"
    state.turn = Turn(event.to, speak, event.planned, entry.boot, entry.up, n=entry.n, asked=entry.n)


def _put_back(state: State, person: str, entry: Entry) -> None:
    """The place on the list as it was. Time that was spoken was spoken; the turn is not counted."""
    if state.turn and state.turn.person == person:
        finish(state, entry)
    turn, state.before = state.before, None
    if turn is None or turn.person != person or turn.kind == "answer":
        return
    if turn.kind in CONTRIBUTIONS:
        state.turns[person] -= 1
        if not state.turns[person]:
            del state.turns[person]
    if turn.round and state.round:
        state.round.left.insert(0, person)
    elif not waits(state, person, turn.kind):
        state.waiting.append(Waiting(person, turn.kind, turn.asked))


def waits(state: State, person: str, kind: str) -> bool:
    """Whether somebody waits in the class of this kind: at most once."""
    counts = kind in CONTRIBUTIONS
    return any(
        place.person == person and (place.kind == kind or (counts and place.kind in CONTRIBUTIONS))
        for place in state.waiting
    )


def _make_ordinary(state: State, person: str, entry: Entry) -> None:
    n = _leave_list(state, person, "order")
    if not n and state.turn and (state.turn.person, state.turn.kind) == (person, "order"):
        n = state.turn.asked
        finish(state, entry)
        state.before = None
    if n and not waits(state, person, "contribution"):
        state.waiting.append(Waiting(person, "contribution", n))


def _round(event: RoundBegan, entry: Entry) -> Round:
    return Round(event.round, list(event.people), entry.n, event.backwards)


def _set_rule(state: State, event: RuleSet) -> None:
    new = Ruling(event.rule, event.lists, event.seed)
    match event.scope:
        case "item":
            state.manners.setdefault(event.item, Manner()).ruling = new
            state.manners[event.item].seed = event.seed or state.manners[event.item].seed
        case "meeting":
            state.tonight, state.seed = new, event.seed or state.seed
        case "assembly":
            state.always = new


def _set_item(state: State, event: ItemSet) -> None:
    one = state.manners.setdefault(event.item, Manner())
    one.turn = one.turn if event.turn is None else event.turn
    one.timed = one.timed if event.timed is None else event.timed
    one.sides = one.sides if event.sides is None else event.sides


def _look_back(state: State, meeting: int) -> None:
    """What is kept of a meeting: totals, and in which meeting somebody was heard last."""
    new = sum(person not in state.voices for person in state.spoken)
    seconds, turns = sum(state.spoken.values()) // 1000, sum(state.turns.values())
    evening = Evening(meeting, len(state.spoken), new, three_longest(state.spoken), turns, seconds)
    state.past.append(evening)
    del state.past[:-KEPT]
    state.voices |= dict.fromkeys(state.spoken, meeting)


def three_longest(spoken: dict[str, int]) -> int:
    """The share of those three who spoke longest, in percent of all the time."""
    total = sum(spoken.values())
    return round(100 * sum(sorted(spoken.values(), reverse=True)[:3]) / total) if total else 0


def _anew(state: State, meeting: int) -> None:
    state.waiting, state.turn, state.turns, state.spoken = [], None, {}, {}
    state.held = state.before = state.round = state.tonight = None
    state.closed, state.last, state.meeting, state.item, state.seed = False, ("", ""), meeting, 0, ""
    state.manners, state.rounds, state.starters, state.said, state.first = {}, 0, [], {}, {}


def rebooted(state: State, last: Entry) -> None:
    """A turn that ran when the power went comes back paused, with the time it had."""
    if state.turn and not state.turn.paused:
        _stand_still(state, last)
        state.turn.rebooted = True
