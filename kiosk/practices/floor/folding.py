"""Fold the entries of a meeting into the state of the floor.

A turn is counted when it ends. What follows from an act is worked out here and never recorded: a turn ends
because another begins, an answer follows a question. It decides nothing, and reads no clock.
"""

from __future__ import annotations

from typing import assert_never, get_args

from kiosk.practices.agenda.events import ItemOpened
from kiosk.practices.floor.events import (
    Asked,
    ItemSet,
    ListClosed,
    ListReopened,
    Lowered,
    MadeOrdinary,
    OwnEvent,
    Passed,
    RoundBegan,
    RuleSet,
    RuleSetBefore,
    TurnBegan,
    TurnEnded,
    TurnExtended,
    TurnHandedOver,
    TurnPaused,
    TurnPutBack,
    TurnResumed,
    Withdrew,
)
from kiosk.practices.floor.rounds import last_round
from kiosk.practices.floor.state import (
    CONTRIBUTIONS,
    KEPT,
    Evening,
    Manner,
    Round,
    Ruling,
    State,
    Turn,
    Waiting,
    interruptible,
    three_longest,
    waits,
)
from kiosk.practices.meeting.events import BreakBegan, BreakEnded, MeetingClosed, MeetingOpened
from kiosk.practices.messages import Event
from kiosk.practices.roster.events import MemberLeft
from kiosk.terms import Entry

RareEvent = (
    MemberLeft
    | BreakEnded
    | Passed
    | Lowered
    | TurnHandedOver
    | TurnPutBack
    | MadeOrdinary
    | RoundBegan
    | ListClosed
    | ListReopened
    | RuleSetBefore
    | RuleSet
    | ItemSet
)
HeardEvent = MeetingOpened | MeetingClosed | ItemOpened | BreakBegan | BreakEnded | MemberLeft
HEARS: tuple[type[Event], ...] = get_args(HeardEvent)


def fold(state: State, event: OwnEvent | HeardEvent, entry: Entry) -> None:
    match event:  # the most frequent first: this loop reads a journal of years
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
            state.left_round = last_round(state)  # the next round begins with those it did not reach
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
            _reset(state, 0)
        case MeetingOpened():
            _reset(state, event.meeting)
        case _:
            _fold_rare(state, event, entry)


def _fold_rare(state: State, event: RareEvent, entry: Entry) -> None:
    match event:
        case MemberLeft():
            state.voices.pop(event.member, None)
        case BreakEnded():
            state.quiet_boot, state.quiet_up = entry.boot, entry.up
        case Passed():
            if state.round and event.person in state.round.left:
                _asked(state.round, event.person)
                state.round.passed.append(event.person)
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
            state.round, state.rounds = _round(last_round(state), event, entry), event.round
            state.left_round, state.circle = None, event.seed or state.circle
        case ListClosed() | ListReopened():
            state.closed = isinstance(event, ListClosed)
        case RuleSetBefore():
            _set_rule(state, event)
        case ItemSet():
            _set_item(state, event)
        case _:
            assert_never(event)


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
        _asked(going, event.person)
        turn.round = True
    else:
        turn.asked = _leave_list(state, event.person, event.speak) or entry.n
    state.turn = turn


def _asked(going: Round, person: str) -> None:
    going.left.remove(person)
    going.asked.append(person)
    going.times[person] = going.times.get(person, 0) + 1


def _end(state: State, entry: Entry) -> None:
    """End the turn. After an interposed question the answer begins; after the answer the speaker goes on."""
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
    """Remove a place from the list; returns the entry that gave the place, 0 if there was none."""
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
    """End and count the turn of the speaker, and the turn that a question interrupted."""
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
    """Count a turn's time, unless it is a point of order; only a contribution counts as a turn."""
    person, kind = turn.person, turn.kind
    if kind == "order":
        return
    state.spoken[person] = state.spoken.get(person, 0) + turn.before
    if (by_person := state.said.get(state.item)) is None:
        by_person = state.said[state.item] = {}
    by_person[person] = by_person.get(person, 0) + turn.before
    state.first.setdefault(person, state.item)
    if kind in CONTRIBUTIONS:
        state.turns[person] = state.turns.get(person, 0) + 1
        state.last = person, kind


def _hand_over(state: State, event: TurnHandedOver, entry: Entry) -> None:
    finish(state, entry)
    speak = state.before.kind if state.before else "contribution"
    state.turn = Turn(event.to, speak, event.planned, entry.boot, entry.up, n=entry.n, asked=entry.n)


def _put_back(state: State, person: str, entry: Entry) -> None:
    """Give the person their place on the list again. The time spoken still counts; the turn does not."""
    if state.turn and state.turn.person == person:
        finish(state, entry)
    turn, state.before = state.before, None
    if turn is None or turn.person != person or turn.kind == "answer":
        return
    if turn.kind in CONTRIBUTIONS:
        state.turns[person] -= 1
        if not state.turns[person]:
            del state.turns[person]
    going = state.round
    if turn.round and going and person in going.asked and turn.n > going.n:
        going.asked.remove(person)
        going.times[person] -= 1
        going.left.insert(0, person)
    elif turn.round and going and person in going.left:
        pass  # asked in the next round, which has begun already
    elif not waits(state, person, turn.kind):
        state.waiting.append(Waiting(person, turn.kind, turn.asked))


def _make_ordinary(state: State, person: str, entry: Entry) -> None:
    n = _leave_list(state, person, "order")
    if not n and state.turn and (state.turn.person, state.turn.kind) == (person, "order"):
        n = state.turn.asked
        finish(state, entry)
        state.before = None
    if n and not waits(state, person, "contribution"):
        state.waiting.append(Waiting(person, "contribution", n))


def _round(last: Round | None, event: RoundBegan, entry: Entry) -> Round:
    whole = last is None or set(last.left).isdisjoint(event.people)
    times = {} if last is None or whole else last.times
    return Round(event.round, list(event.people), entry.n, times=dict(times))


def _set_rule(state: State, event: RuleSetBefore) -> None:
    new = Ruling(event.rule, event.lists, event.seed, isinstance(event, RuleSet))
    match event.scope:
        case "item":
            state.manners.setdefault(event.item, Manner()).ruling = new
            state.manners[event.item].seed = event.seed or state.manners[event.item].seed
        case "meeting":
            state.tonight, state.seed = new, event.seed or state.seed
        case "assembly":
            state.always = new


def _set_item(state: State, event: ItemSet) -> None:
    manner = state.manners.setdefault(event.item, Manner())
    manner.turn = manner.turn if event.turn is None else event.turn
    manner.timed = manner.timed if event.timed is None else event.timed
    manner.sides = manner.sides if event.sides is None else event.sides


def _look_back(state: State, meeting: int) -> None:
    """Keep the totals of the meeting, and that its speakers were heard last in it."""
    new = sum(person not in state.voices for person in state.spoken)
    seconds, turns = sum(state.spoken.values()) // 1000, sum(state.turns.values())
    evening = Evening(meeting, len(state.spoken), new, three_longest(state.spoken), turns, seconds)
    state.past.append(evening)
    del state.past[:-KEPT]
    state.voices |= dict.fromkeys(state.spoken, meeting)


def _reset(state: State, meeting: int) -> None:
    state.waiting, state.turn, state.turns, state.spoken = [], None, {}, {}
    state.held = state.before = state.round = state.tonight = None
    state.closed, state.last, state.meeting, state.item, state.seed = False, ("", ""), meeting, 0, ""
    state.left_round, state.circle = None, ""
    state.manners, state.rounds, state.said, state.first = {}, 0, {}, {}


def stays(state: State, event: OwnEvent) -> None:
    """Keep what was drawn for the first round of a meeting, even after an undo: nobody draws again."""
    if isinstance(event, RoundBegan):
        state.circle = event.seed or state.circle


def rebooted(state: State, last: Entry) -> None:
    """Pause a turn that ran when the power failed, at the time of the last entry."""
    if state.turn and not state.turn.paused:
        _stand_still(state, last)
        state.turn.rebooted = True
