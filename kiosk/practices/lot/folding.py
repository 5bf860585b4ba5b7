"""Fold the entries of a draw into its state; say which can be undone, and what stays after an undo.

It reads no clock, no names, no secret. A draw's number is never given again, even if its freeze was undone.
"""

from __future__ import annotations

from typing import assert_never, get_args

from msgspec.structs import replace

from kiosk.errors import Refused
from kiosk.language import words
from kiosk.practices.lot import rotation
from kiosk.practices.lot.events import (
    Aborted,
    Committed,
    Corrected,
    Declined,
    DrawnQuickly,
    DrawnQuicklyBefore,
    DuringDraw,
    Frozen,
    FrozenBefore,
    LotAccepted,
    LotAcceptedBefore,
    OwnEvent,
    Revealed,
    RevealedBefore,
    Thrown,
    Unfrozen,
    WordSaid,
)
from kiosk.practices.lot.pool import digest
from kiosk.practices.lot.result import Correction
from kiosk.practices.lot.state import Answer, Draw, Line, Past, Promise, State
from kiosk.practices.meeting.events import MeetingClosed, MeetingOpened
from kiosk.practices.messages import Event
from kiosk.practices.room import Room
from kiosk.practices.roster.events import MemberJoined, MemberLeft
from kiosk.practices.rules.asked import rules
from kiosk.terms import Entry

_, ngettext = words("lot")

HeardEvent = MeetingOpened | MeetingClosed | MemberJoined | MemberLeft
HEARS: tuple[type[Event], ...] = get_args(HeardEvent)


def fold(state: State, event: OwnEvent | HeardEvent, entry: Entry) -> None:
    match event:
        case MeetingOpened():
            state.rotation.meeting = event.meeting
        case MemberJoined():
            state.rotation.joined[event.member] = entry.n
        case MemberLeft():
            state.rotation.joined.pop(event.member, None)
        case MeetingClosed():
            if state.draw is not None and (state.draw.label or state.draw.aborted):
                _put_away(state)
        case FrozenBefore() if state.draw is not None and state.draw.number == event.draw:
            stays(state, event)
            reopened = state.draw
            reopened.pool_text, reopened.days, reopened.titles = event.pool, event.days, event.titles
            reopened.meetings, reopened.staggered, reopened.cycles = (
                event.meetings,
                event.staggered,
                event.cycles,
            )
            reopened.frozen, reopened.last = True, entry.n
            reopened.one_hat = isinstance(event, Frozen)
        case FrozenBefore() | DrawnQuicklyBefore():
            stays(state, event)
            _put_away(state)
            state.draw = Draw(
                event.draw, entry.n, entry.n, entry.at, event.pool, days=event.days, titles=event.titles
            )
            draw = state.draw
            draw.meetings, draw.staggered, draw.cycles = event.meetings, event.staggered, event.cycles
            draw.one_hat = isinstance(event, Frozen | DrawnQuickly)
            if isinstance(event, DrawnQuicklyBefore):
                rotation.began(state.rotation, event.cycles, entry.n)
                state.draw.label, state.draw.kiosk = "C", event.kiosk
                state.draw.source, state.draw.fault = event.source, event.fault
        case _:
            if state.draw is not None:
                state.draw.last = entry.n
                _fold_draw(state.draw, event)
                _fold_rotation(state.rotation, state.draw, event, entry.n)


def _fold_rotation(state: rotation.Rotation, draw: Draw, event: DuringDraw, n: int) -> None:
    """Apply the result and the answers to the cycles that the draw counts in."""
    match event:
        case Revealed() | RevealedBefore():
            rotation.began(state, draw.cycles, n)
        case LotAccepted() | LotAcceptedBefore():
            rotation.accepted(state, draw.cycles, event.person, _counts(state, draw, event.person, n))
        case Declined():
            if event.uses and (_counts(state, draw, event.person, n) or not draw.one_hat):
                rotation.declined(state, draw.cycles, event.person)
        case Unfrozen() | Committed() | WordSaid() | Thrown() | Corrected() | Aborted():
            pass
        case _:
            assert_never(event)


def _counts(state: rotation.Rotation, draw: Draw, person: str, n: int) -> bool:
    """Return whether a person's answer counts in the present cycle, and begin the next where it is due.

    Draws frozen before lot/3 began theirs at the reveal: only who came first answers for the one before.
    """
    first = draw.came_first(person)
    if not draw.one_hat:
        return not first
    return rotation.answered(state, draw.cycles, first or not draw.pool.first, n)


def _put_away(state: State) -> None:
    """Move the latest draw to the past ones."""
    if state.draw is not None:
        state.past.append(Past(state.draw.number, state.draw.n, state.draw.last, state.draw.label))
        state.draw = None


def _fold_draw(draw: Draw, event: DuringDraw) -> None:
    """Apply an event to the draw that is going on."""
    match event:
        case Unfrozen():
            draw.frozen = draw.committed = False
        case Committed():
            draw.committed = True
            draw.promises.append(Promise(digest(draw.pool_text.encode()), event.commitment))
            draw.source, draw.fault = event.source, event.fault
        case WordSaid():
            draw.lines.append(Line("word", event.word))
        case Thrown():
            draw.lines.append(Line("throw", event.symbols))
        case Corrected():
            _correct(draw, event)
        case Revealed() | RevealedBefore():
            draw.label, draw.kiosk, draw.trouble = event.label, event.kiosk, event.trouble
            if isinstance(event, Revealed):
                draw.doubt, draw.tells_corrections = event.doubt, True
        case LotAccepted() | LotAcceptedBefore():
            draw.answers.append(Answer(event.role, event.person, True))
        case Declined():
            draw.answers.append(Answer(event.role, event.person, False))
        case Aborted():
            draw.aborted, draw.reason = True, event.reason
        case _:
            assert_never(event)


def _correct(draw: Draw, event: Corrected) -> None:
    """Replace the line typed last, and keep its old text and whether a throw was still to come."""
    before, left = draw.lines[-1], draw.left_to_throw
    draw.lines[-1] = replace(before, text=event.text, corrected=True)
    late = not left or not draw.left_to_throw or any(earlier.late for earlier in draw.corrections)
    draw.corrections.append(Correction(len(draw.lines), before.text, late))


def stays(state: State, event: OwnEvent) -> None:
    """Keep the highest number of a draw, even after an undo: no number is used twice."""
    match event:
        case FrozenBefore() | DrawnQuicklyBefore():
            state.last = max(state.last, int(event.draw))
        case (
            Unfrozen()
            | Committed()
            | WordSaid()
            | Thrown()
            | Corrected()
            | RevealedBefore()
            | Revealed()
            | LotAcceptedBefore()
            | LotAccepted()
            | Declined()
            | Aborted()
        ):
            pass
        case _:
            assert_never(event)


def can_undo(state: State, event: OwnEvent) -> None:
    """Raise Refused for what the room has seen of a draw; only an answer, or a freeze, can be undone."""
    match event:
        case Revealed() | RevealedBefore() | DrawnQuicklyBefore():
            raise Refused(_("A draw cannot be undone: only a decision can ask for another."))
        case Committed():
            raise Refused(_("The commitment was shown and stays: open the hat again, or give the draw up."))
        case WordSaid() | Thrown() | Corrected():
            raise Refused(_("What was thrown stays: correct the line if it was mistyped."))
        case Aborted():
            raise Refused(_("The draw was given up: begin a new one."))
        case FrozenBefore() | Unfrozen() | LotAcceptedBefore() | LotAccepted() | Declined():
            pass
        case _:
            assert_never(event)


class Answers:
    """Answers the questions of other practices about the draws (`asked.Draws`)."""

    def __init__(self, state: State, room: Room) -> None:
        self._state, self._room = state, room

    def rotates(self) -> bool:
        return rules(self._room).rotation().scope != "none" and bool(self._state.rotation.cycles)
