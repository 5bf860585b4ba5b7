"""Chimes for the phases of a turn: once each, whatever screen is shown.

It reads the state and the time, and plays through the port. The clock on the wall flashes independently of
it; a kiosk that starts in the middle of a phase is silent until the next one.
"""

from __future__ import annotations

from typing import get_args

from kiosk.desk.desk import Desk
from kiosk.ports import Chime
from kiosk.practices.floor.timing import Phase, begins, elapsed, phase_of, stands_still

SOUND_OF: dict[Phase, str] = {"wrap up": "warning", "last": "end", "over": "over"}
"""The sound at the beginning of a phase."""
_ORDER = get_args(Phase)
NEVER = 60_000
AHEAD = 30_000
"""Milliseconds before a sound is due at which the chime prepares for it, once."""


class Ringing:
    """Remembers which phase of which turn was last heard."""

    def __init__(self, chime: Chime | None) -> None:
        self._chime = chime
        self._turn = 0
        self._phase: Phase = "speaking"
        self._ready = False

    def look(self, desk: Desk) -> int:
        """Ring for a phase that has begun; returns the ms until the next may begin, at most NEVER."""
        turn, stamp = desk.state.floor.turn, desk.stamp()
        if turn is None or self._chime is None:
            self._turn = 0
            return NEVER
        left = turn.planned * 1000 - elapsed(turn, stamp, desk.room.stamp())
        phase = phase_of(left / 1000, turn.planned)
        known, before = self._turn == turn.n, self._phase
        self._turn, self._phase = turn.n, phase
        if known and _ORDER.index(phase) > _ORDER.index(before):
            self._chime.play(SOUND_OF[phase])
        return NEVER if stands_still(turn, stamp) else self._wait(_until_next(left, turn.planned))

    def _wait(self, until: int) -> int:
        """Let the chime prepare for a phase due in `until` ms; returns the ms until the next look."""
        if self._ready or self._chime is None:
            return until
        if until > AHEAD:
            return until - AHEAD
        self._chime.get_ready()
        self._ready = True
        return until


def _until_next(left: int, planned: int) -> int:
    """Return the milliseconds until the next phase begins, with `left` ms of `planned` seconds."""
    if planned <= 0:
        return NEVER
    starts = [round(at * 1000) for at in begins(planned).values()]
    return min(NEVER, next((left - at for at in starts if left > at), NEVER))
