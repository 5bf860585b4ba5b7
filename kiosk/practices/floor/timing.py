"""How long the speaker has spoken, and whether anybody is being timed: pure functions of the clock.

Nothing here ticks, so nothing drifts. A turn is measured by the time since boot, so setting the wall clock
changes nothing. After a reboot it is paused at the time of the last entry.
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
"""What a clock shows of a turn: its phase, "paused", or "order" for a point of order."""
LAST = 10
"""Seconds before its end at which the last phase of a turn begins."""
REMIND = 30_000
"""Milliseconds without a speaker in an open item, after which the wall says that nobody is timed."""


def runs(turn: Turn, now: Stamp) -> bool:
    return not turn.paused and turn.boot == now.boot


def elapsed(turn: Turn, now: Stamp, last: Stamp) -> int:
    """Return the milliseconds spoken in this turn. `last` is the stamp of the last entry: after a reboot the
    turn is paused there until people resume it."""
    if turn.paused:
        return turn.before
    until = now if turn.boot == now.boot else last
    return turn.before + (max(0, until.up - turn.up) if until.boot == turn.boot else 0)


def stands_still(turn: Turn, now: Stamp) -> bool:
    """True if the turn was paused by people, or by a power cut after which nobody resumed it."""
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
    """Return the seconds of a turn: the item's own length, else the rules'; 0 where nobody is timed."""
    how = manner(state)
    return (how.turn or rules(room).turn_seconds()) if how.timed else 0


def quiet(state: State, now: Stamp) -> int:
    """Return the milliseconds since the last turn, the opening of the item or the last break; 0 in a turn."""
    if state.turn is not None:
        return 0
    return max(0, now.up - state.quiet_up if state.quiet_boot == now.boot else now.up)


def nobody_is_timed(state: State, room: Room, now: Stamp) -> bool:
    """True if the room should be reminded: an item with timed turns is open, and nobody speaks for REMIND."""
    if not agenda(room).open_item() or room.on_break() or not manner(state).timed:
        return False
    return quiet(state, now) >= REMIND
