"""Six people in a room, and how far a ceremony of theirs has come. It tests nothing itself."""

from __future__ import annotations

from kiosk.practices.lot.commands import Commit, Freeze, Reveal, Throw
from kiosk.practices.lot.state import Draw
from tests.practices.play import Play

ROLES = {"facilitator": 1, "timekeeper": 1}


def draw(play: Play) -> Draw:
    """The draw that is going on, or was the last."""
    now = play.state.lot.draw
    assert now is not None
    return now


def throw_all(play: Play) -> None:
    """Twelve dice, four at a time: log2(6 * 5) + 20 bits are ten, made even."""
    for four in ("4 1 5 2", "6631", "4,2,5,3"):
        play.ask(Throw(symbols=four))


def drawn(play: Play) -> Draw:
    """A whole ceremony up to the reveal."""
    play.ask(Freeze(roles=ROLES))
    play.ask(Commit())
    throw_all(play)
    play.ask(Reveal())
    return draw(play)
