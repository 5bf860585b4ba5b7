"""The next step of the turns: what SPACE does on the floor, and what the talking piece does.

A command names the speaker and the turn that were on the wall, so that a key pressed twice or late is
refused. Opening an item and ending a break are not steps of the list.
"""

from __future__ import annotations

from kiosk.desk.desk import Desk
from kiosk.practices.floor.commands import Begin, End, ResumeTurn
from kiosk.practices.floor.timing import stands_still
from screens.floor.lists import queue


def next_turn(desk: Desk) -> Begin | End | ResumeTurn | None:
    """Return the command that comes next, None if no person speaks or waits.

    In this order: resume a paused clock, end a question or an answer, begin the next turn, end the turn.
    """
    floor_state = desk.state.floor
    turn = floor_state.turn
    if turn is not None and stands_still(turn, desk.stamp()):
        return ResumeTurn(person=turn.person)
    if turn is not None and floor_state.held is not None:
        return End(person=turn.person, turn=turn.n)
    waiting = queue(desk)
    if waiting:
        first = waiting[0]
        speaking = turn.person if turn else ""
        return Begin(first.person, after=speaking, kind=first.kind, turn=turn.n if turn else 0)
    return End(person=turn.person, turn=turn.n) if turn is not None else None
