"""Decide what is allowed on the floor now, and refuse the rest with a sentence.

An order by lot needs randomness, which `complete` adds once the command is allowed: one seed for an item or a
meeting, drawn once. Asking again gives the same order, and undoing it is refused: otherwise people could draw
until they like the order. Who begins the first round of a meeting is drawn too; an undo keeps that seed.
"""

from __future__ import annotations

from typing import assert_never

from msgspec.structs import replace

from kiosk.errors import Refused
from kiosk.language import words
from kiosk.practices.agenda.asked import agenda
from kiosk.practices.contract import Beside
from kiosk.practices.floor import rounds
from kiosk.practices.floor.commands import (
    Ask,
    Begin,
    BeginRound,
    CloseList,
    End,
    Extend,
    HandOver,
    Lower,
    MakeOrdinary,
    OwnCommand,
    Pass,
    PauseTurn,
    PutBack,
    ReopenList,
    ResumeTurn,
    SetItem,
    SetRule,
    TurnCommand,
    Withdraw,
)
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
    TurnBegan,
    TurnEnded,
    TurnExtended,
    TurnHandedOver,
    TurnPaused,
    TurnPutBack,
    TurnResumed,
    Withdrew,
)
from kiosk.practices.floor.order import queue
from kiosk.practices.floor.state import (
    CONTRIBUTIONS,
    Manner,
    State,
    Turn,
    by_lists,
    by_lot,
    interruptible,
    manner,
    waits,
)
from kiosk.practices.floor.timing import elapsed, runs, turn_length
from kiosk.practices.room import Room
from kiosk.terms import Stamp

_, ngettext = words("floor")

MOST_ITEMS = 300
"""Most items of a meeting with a manner of their own: no agenda holds more."""


def decide(state: State, room: Room, command: OwnCommand, stamp: Stamp) -> OwnEvent:
    match command:
        case Ask():
            return _ask(state, room, command)
        case Withdraw():
            _on_list(state, room, command.person, command.kind)
            return Withdrew(person=command.person, speak=command.kind)
        case Lower():
            return _lower(state, room, command)
        case MakeOrdinary():
            return _make_ordinary(state, room, command)
        case CloseList():
            if state.closed:
                raise Refused(_("The list is closed already."))
            return ListClosed()
        case ReopenList():
            if not state.closed:
                raise Refused(_("The list is open."))
            return ListReopened()
        case SetRule():
            return _rule(state, room, command)
        case SetItem():
            return _item(state, room, command)
        case BeginRound():
            return _round(state, room, command)
        case Pass():
            if state.round is None or command.person not in state.round.left:
                raise Refused(_("{name} is not asked in this round.").format(name=room.name(command.person)))
            return Passed(person=command.person)
        case _:
            return _turn(state, room, command, stamp)


def _turn(state: State, room: Room, command: TurnCommand, stamp: Stamp) -> OwnEvent:
    """Decide a command about the person who speaks."""
    match command:
        case Begin():
            return _begin(state, room, command)
        case End():
            turn = _speaking(state, room, command.person)
            if command.turn not in (0, turn.n):
                raise Refused(_("That has ended already: look again."))
            return TurnEnded(person=command.person)
        case PauseTurn():
            if runs(_speaking(state, room, command.person), stamp):
                return TurnPaused(person=command.person)
            raise Refused(_("The clock already stands still."))
        case ResumeTurn():
            if not runs(_speaking(state, room, command.person), stamp):
                return TurnResumed(person=command.person)
            raise Refused(_("The clock is already running."))
        case Extend():
            if not _speaking(state, room, command.person).planned:
                raise Refused(_("Nobody is timed in this item."))
            return TurnExtended(person=command.person, seconds=command.seconds)
        case HandOver():
            return _hand_over(state, room, command, stamp)
        case PutBack():
            return _put_back(state, room, command)
        case _:
            assert_never(command)


def _ask(state: State, room: Room, command: Ask) -> Asked:
    name, kind = room.name(command.person), command.kind
    if not room.known(command.person):
        raise Refused(_("Nobody is known as {name}.").format(name=name))
    if command.person not in room.present():
        raise Refused(_("{name} is not here: mark the arrival first.").format(name=name))
    if waits(state, command.person, kind):
        raise Refused(_("{name} is already waiting.").format(name=name))
    if command.category and kind != "order":
        raise Refused(_("Only a point of order is about something like that."))
    if kind in CONTRIBUTIONS and state.closed:
        raise Refused(_("The list is closed: reopen it first, or take a point of order."))
    if kind in ("pro", "contra") and not manner(state).sides:
        raise Refused(_("This item does not ask for speeches for and against."))
    if kind == "interposed":
        if not interruptible(state):
            raise Refused(_("A question is put to somebody who speaks, one at a time."))
        if state.turn and state.turn.person == command.person:
            raise Refused(_("{name} is speaking.").format(name=name))
    return Asked(person=command.person, speak=kind, category=command.category, note=command.note)


def _on_list(state: State, room: Room, person: str, kind: str) -> None:
    if not any(place.person == person and place.kind == kind for place in state.waiting):
        raise Refused(_("{name} is not on the list.").format(name=room.name(person)))


def _lower(state: State, room: Room, command: Lower) -> Lowered:
    _on_list(state, room, command.person, command.kind)
    line = queue(state, room.present())
    same = {"contribution", "pro", "contra"} if command.kind in CONTRIBUTIONS else {command.kind}
    ours = [place for place in line if place.kind in same and not place.round]
    if not ours or ours[-1].person == command.person:
        raise Refused(_("{name} is the last already.").format(name=room.name(command.person)))
    return Lowered(person=command.person, speak=command.kind)


def _make_ordinary(state: State, room: Room, command: MakeOrdinary) -> MadeOrdinary:
    turn, name = state.turn, room.name(command.person)
    speaks = turn is not None and (turn.person, turn.kind) == (command.person, "order")
    if not speaks and not any(w.person == command.person and w.kind == "order" for w in state.waiting):
        raise Refused(_("{name} has no point of order.").format(name=name))
    return MadeOrdinary(person=command.person)


def _rule(state: State, room: Room, command: SetRule) -> RuleSet:
    scope, item = command.scope, 0
    if scope != "assembly" and not room.meeting():
        raise Refused(_("No meeting is open: this rule would be the assembly's."))
    if scope == "item":
        item = _which(state, room, command.item)
        current = state.manners.get(item, Manner()).ruling
    else:
        current = state.tonight if scope == "meeting" else state.always
    if by_lot(command.rule) and scope == "assembly":
        raise Refused(_("An order by lot is drawn for an item or a meeting, never for good."))
    if (
        current
        and current.rule == command.rule
        and (not by_lists(current.rule) or current.lists == command.lists)
    ):
        raise Refused(_("That is the rule already."))
    return RuleSet(rule=command.rule, scope=scope, item=item, lists=command.lists)


def _which(state: State, room: Room, item: int) -> int:
    """Return the item, the open one for 0. Raises Refused if there is none, or too many have a manner."""
    if not (item or agenda(room).open_item()):
        raise Refused(_("No item is open: say which one."))
    if len(state.manners) >= MOST_ITEMS and (item or agenda(room).open_item()) not in state.manners:
        raise Refused(_("An agenda holds {most} items at most.").format(most=MOST_ITEMS))
    return item or agenda(room).open_item()


def _item(state: State, room: Room, command: SetItem) -> ItemSet:
    item = _which(state, room, command.item)
    current = state.manners.get(item, Manner())
    event = ItemSet(
        item=item,
        turn=None if command.turn == current.turn else command.turn,
        timed=None if command.timed == current.timed else command.timed,
        sides=None if command.sides == current.sides else command.sides,
    )
    if event == ItemSet(item=item):
        raise Refused(_("Nothing changes: it is like that already."))
    if event.turn and event.turn < 10:
        raise Refused(_("A turn is at least 10 seconds long."))
    return event


def _round(state: State, room: Room, command: BeginRound) -> RoundBegan:
    """Return the round: all people here, in the order of `rounds`; `complete` draws who begins the first."""
    number, here = state.rounds + 1, room.present()
    if command.round not in (0, number):
        raise Refused(_("Round {n} began already: look again.").format(n=command.round))
    left = [person for person in (state.round.left if state.round else []) if person in here]
    if left:
        sentence = _("The round is not over: {name} has not been asked yet. They can pass.")
        raise Refused(sentence.format(name=room.name(left[0])))
    if not here:
        raise Refused(_("Nobody is here."))
    last = rounds.last_round(state)
    if last is None:
        return RoundBegan(round=number, people=here)
    people = rounds.following(last, here, number)
    return RoundBegan(round=number, people=people, backwards=rounds.backwards(number))


def _begin(state: State, room: Room, command: Begin) -> TurnBegan:
    speaking = state.turn.person if state.turn else ""
    name = room.name(command.person)
    if command.after != speaking:
        if speaking:
            raise Refused(_("{name} is speaking now: look again.").format(name=room.name(speaking)))
        raise Refused(_("{name} has already finished: look again.").format(name=room.name(command.after)))
    if command.turn and (state.turn is None or command.turn != state.turn.n):
        raise Refused(_("That has ended already: look again."))
    if command.person not in room.present():
        raise Refused(_("{name} is not here.").format(name=name))
    line = [place for place in queue(state, room.present()) if place.person == command.person]
    place = next((waiting for waiting in line if command.kind in ("", waiting.kind)), None)
    if place is None:
        raise Refused(_("{name} is not on the list.").format(name=name))
    if state.held and place.kind != "order":
        sentence = _("{name} was interrupted and goes on first: end the question and the answer.")
        raise Refused(sentence.format(name=room.name(state.held.person)))
    return TurnBegan(person=command.person, speak=place.kind, planned=turn_length(state, room))


def _speaking(state: State, room: Room, person: str) -> Turn:
    """Return the running turn. Raises Refused unless it is `person`'s: a key was pressed twice or late."""
    if state.turn is None:
        raise Refused(_("Nobody is speaking."))
    if state.turn.person != person:
        raise Refused(_("{name} is speaking now: look again.").format(name=room.name(state.turn.person)))
    return state.turn


def _hand_over(state: State, room: Room, command: HandOver, stamp: Stamp) -> TurnHandedOver:
    turn, to = _speaking(state, room, command.person), room.name(command.to)
    if turn.kind not in CONTRIBUTIONS or state.held:
        raise Refused(_("Only a contribution can be handed over."))
    if command.to == command.person:
        raise Refused(_("{name} is speaking.").format(name=to))
    if command.to not in room.present():
        raise Refused(_("{name} is not here.").format(name=to))
    left = -(-(turn.planned * 1000 - elapsed(turn, stamp, room.stamp())) // 1000)
    if turn.planned and left <= 0:
        raise Refused(_("No time is left to hand over."))
    return TurnHandedOver(person=command.person, to=command.to, planned=max(0, left) if turn.planned else 0)


def _put_back(state: State, room: Room, command: PutBack) -> TurnPutBack:
    if state.held:
        raise Refused(_("Somebody was interrupted: end the question and the answer first."))
    turn = state.turn or state.before
    if turn is None or turn.kind == "interposed":
        raise Refused(_("Nobody has spoken who could go back to the list."))
    if turn.person != command.person:
        if state.turn:
            raise Refused(_("{name} is speaking now: look again.").format(name=room.name(turn.person)))
        raise Refused(_("{name} spoke last: look again.").format(name=room.name(turn.person)))
    return TurnPutBack(person=command.person)


def complete(state: State, event: OwnEvent, command: OwnCommand, beside: Beside) -> OwnEvent:
    """Return the event with the seed of an order by lot, or of a first round: a kept one, else a new one."""
    if isinstance(event, RoundBegan) and rounds.last_round(state) is None:
        drawn = replace(event, **_drawn(state.circle, beside))
        return replace(drawn, people=rounds.from_lowest(drawn.seed, state.meeting, event.people))
    if isinstance(event, RuleSet) and by_lot(event.rule):
        kept = state.seed if event.scope == "meeting" else state.manners.get(event.item, Manner()).seed
        return replace(event, **_drawn(kept, beside))
    return event


def _drawn(kept: str, beside: Beside) -> dict[str, str]:
    """Return the fields of an event that say what was drawn."""
    if kept:
        return {"seed": kept, "source": "kept"}
    drawn = beside.entropy.draw()
    return {"seed": drawn.bytes.hex(), "source": drawn.source, "fault": drawn.fault}


def can_undo(state: State, event: OwnEvent) -> None:
    if isinstance(event, RuleSet) and event.seed:
        raise Refused(_("An order by lot is not drawn again: set another rule instead."))
