"""Six people in a room and the progress of their ceremony. It contains no tests."""

from __future__ import annotations

from kiosk.practices.lot.commands import Commit, Freeze, Reveal, Throw
from kiosk.practices.lot.state import Draw
from tests.practices.play import Play

ROLES = {"facilitator": 1, "timekeeper": 1}


def draw(play: Play) -> Draw:
    """Return the draw in progress, or the last one."""
    now = play.state.lot.draw
    assert now is not None
    return now


def throw_all(play: Play) -> None:
    """Throw twelve dice, four at a time; log2(6 * 5) + 20 bits need ten."""
    for four in ("4 1 5 2", "6631", "4,2,5,3"):
        play.ask(Throw(symbols=four))


def drawn(play: Play) -> Draw:
    """Play a whole ceremony up to the reveal; returns the draw."""
    play.ask(Freeze(roles=ROLES))
    play.ask(Commit())
    throw_all(play)
    play.ask(Reveal())
    return draw(play)
