"""What tests look at on the floor."""

from __future__ import annotations

from kiosk.practices import floor
from kiosk.practices.floor.order import Lists, queue, why
from kiosk.practices.floor.state import Turn
from kiosk.practices.floor.timing import elapsed
from tests.practices.play import Play


def listed(play: Play, lists: Lists | None = None) -> list[str]:
    """Return who will speak, in order."""
    return [place.person for place in queue(play.state.floor, play.desk.room.present(), lists)]


def kinds(play: Play) -> list[str]:
    """Return the kinds of the waiting contributions, in order."""
    return [place.kind for place in queue(play.state.floor, play.desk.room.present())]


def reasons(play: Play, lists: Lists | None = None) -> list[str]:
    """Return the reasons for the places."""
    state = play.state.floor
    line = queue(state, play.desk.room.present(), lists)
    return [why(state, place, lists) for place in line]


def turn(play: Play) -> Turn:
    """Return the running turn."""
    now = play.state.floor.turn
    assert now is not None
    return now


def spoken(play: Play) -> int:
    """Return the milliseconds of the running turn."""
    return elapsed(turn(play), play.desk.stamp(), play.desk.room.stamp())


def speaks(play: Play, person: str, seconds: int = 10) -> None:
    """Let a person ask, speak next and finish."""
    play.ask(floor.commands.Ask(person=person))
    now = play.state.floor.turn
    play.desk.ask(floor.commands.Begin(person=person, after=now.person if now else ""))
    play.clock.advance(1000 * seconds)
    play.desk.ask(floor.commands.End(person=person))
