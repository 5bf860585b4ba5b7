"""The next step of the floor as far as it is about turns: what SPACE does there, and the talking piece.

A command names who is believed to speak and the turn that is believed to run, so that a key pressed twice or
late is refused. Opening an item and ending a break are not steps of the list.
"""

from __future__ import annotations

from kiosk.desk.desk import Desk
from kiosk.practices.floor.commands import Begin, End, ResumeTurn
from kiosk.practices.floor.timing import stands_still
from screens.floor.lists import queue


def next_turn(desk: Desk) -> Begin | End | ResumeTurn | None:
    """A clock that stands still goes on, a question or an answer ends, the next one speaks, a turn is over.

    None where nobody speaks and nobody waits.
    """
    now = desk.state.floor
    turn = now.turn
    if turn is not None and stands_still(turn, desk.stamp()):
        return ResumeTurn(person=turn.person)
    if turn is not None and now.held is not None:
        return End(person=turn.person, turn=turn.n)
    waiting = queue(desk)
    if waiting:
        first = waiting[0]
        speaking = turn.person if turn else ""
        return Begin(first.person, after=speaking, kind=first.kind, turn=turn.n if turn else 0)
    return End(person=turn.person, turn=turn.n) if turn is not None else None
