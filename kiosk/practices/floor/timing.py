"""How long somebody has spoken, and whether anybody is being timed: pure functions of the clock.

Nothing here ticks, so nothing drifts. A turn follows the time since boot: whatever is done to the wall clock
changes nothing. After a reboot it stands still where the last entry saw it.
"""

from __future__ import annotations

from typing import Literal

from kiosk.practices.agenda.asked import agenda
from kiosk.practices.floor.state import State, Turn, manner
from kiosk.practices.room import Room
from kiosk.practices.rules.asked import rules
from kiosk.terms import Stamp

Phase = Literal["speaking", "wrap up", "last", "over"]
"""The phases of a turn, in their order."""
Showing = Phase | Literal["paused", "order"]
"""What a clock shows of a turn: its phase, that it stands still, or that it is a point of order."""
LAST = 10
"""Seconds before its end at which the last phase of a turn begins."""
REMIND = 30_000
"""Milliseconds of an open item in which nobody speaks, after which the wall says that nobody is timed."""


def runs(turn: Turn, now: Stamp) -> bool:
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
    return not runs(turn, now)


def begins(planned: float) -> dict[Phase, float]:
    """Return the seconds before the end of a turn at which each phase after the first begins, in order.

    Wrap up begins at 15 s or a quarter, whichever is more; then the last 10 s; then it is over.
    """
    return {"wrap up": max(15.0, planned / 4), "last": LAST, "over": 0}


def phase_of(left: float, planned: float) -> Phase:
    """Return the phase of a turn with `left` of `planned` seconds.

    A turn without a planned length has no end to come near: it is always "speaking".
    """
    reached: Phase = "speaking"
    if planned > 0:
        for phase, at in begins(planned).items():
            if left <= at:
                reached = phase
    return reached


def turn_length(state: State, room: Room) -> int:
    """Seconds that a turn has now: the item's own length, else the rule's; 0 where nobody is timed."""
    how = manner(state)
    return (how.turn or rules(room).turn_seconds()) if how.timed else 0


def quiet(state: State, now: Stamp) -> int:
    """Milliseconds since somebody was last speaking, in this item and since the last break."""
    if state.turn is not None:
        return 0
    return max(0, now.up - state.quiet_up if state.quiet_boot == now.boot else now.up)


def nobody_is_timed(state: State, room: Room, now: Stamp) -> bool:
    """Whether to remind the room: an item is open, people talk perhaps, and no turn has been begun."""
    if not agenda(room).open_item() or room.on_break() or not manner(state).timed:
        return False
    return quiet(state, now) >= REMIND
