"""The lists between which an assembly alternates: what the room calls them, and who chose which.

People choose for themselves, and nobody writes it down: names and choices are kept in memory for as long as
the meeting and the kiosk last, and asked again after a restart. The order they make is the floor's.
"""

from __future__ import annotations

from weakref import WeakKeyDictionary

from kiosk.cleaning import clean
from kiosk.desk.desk import Desk
from kiosk.practices import floor
from kiosk.practices.floor import order
from kiosk.practices.floor.order import Lists
from kiosk.practices.floor.state import Waiting

LONGEST = 24
"""Letters of the name of a list."""
_KEPT: WeakKeyDictionary[Desk, tuple[int, Lists]] = WeakKeyDictionary()


def lists_of(desk: Desk) -> Lists:
    """Those of the open meeting; without names and choices at its beginning, and after a restart."""
    meeting, kept = _KEPT.get(desk, (0, Lists()))
    if meeting != desk.state.floor.meeting or desk not in _KEPT:
        meeting, kept = desk.state.floor.meeting, Lists()
        _KEPT[desk] = meeting, kept
    return kept


def queue(desk: Desk) -> list[Waiting]:
    """The speaking list as the wall shows it, those who are here."""
    return order.queue(desk.state.floor, desk.room.present(), lists_of(desk))


def named(said: str) -> list[str]:
    """What a line with commas calls the lists, none twice: "newcomers, regulars"."""
    names = (" ".join(clean(name).split())[:LONGEST] for name in said.split(","))
    return list(dict.fromkeys(name for name in names if name))


def unnamed(desk: Desk) -> bool:
    """Whether lists take turns that nobody has named since the kiosk was started."""
    rule = floor.state.ruling(desk.state.floor)
    return floor.state.by_lists(rule.rule) and len(lists_of(desk).names) != rule.lists


def to_choose(desk: Desk, person: str) -> bool:
    """Whether somebody has to say on which list to wait."""
    rule = floor.state.ruling(desk.state.floor).rule
    return floor.state.by_lists(rule) and person not in lists_of(desk).chosen


def choose(desk: Desk, person: str, number: int) -> None:
    """Somebody chose a list, from 1; 0 for none of them."""
    lists_of(desk).chosen[person] = number


def call(desk: Desk, names: list[str]) -> None:
    """The room calls its lists so. With as many as before, whoever chose one stays on it."""
    lists = lists_of(desk)
    if len(names) < len(lists.names):
        lists.chosen.clear()
    lists.names = names
