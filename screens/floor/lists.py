"""The alternating lists: their names, and who chose which.

People choose for themselves, and the choice is never recorded: names and choices are kept in memory for as
long as the meeting and the kiosk last, and asked again after a restart. `kiosk.practices.floor.order` makes
the order from them.
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
"""Most characters of a list's name."""
_KEPT: WeakKeyDictionary[Desk, tuple[int, Lists]] = WeakKeyDictionary()


def lists_of(desk: Desk) -> Lists:
    """Return the lists of the open meeting; empty at its beginning, and after a restart."""
    meeting, kept = _KEPT.get(desk, (0, Lists()))
    if meeting != desk.state.floor.meeting or desk not in _KEPT:
        meeting, kept = desk.state.floor.meeting, Lists()
        _KEPT[desk] = meeting, kept
    return kept


def queue(desk: Desk) -> list[Waiting]:
    """Return the speaking list in the order of the wall, without people who left."""
    return order.queue(desk.state.floor, desk.room.present(), lists_of(desk))


def named(text: str) -> list[str]:
    """Return the names in a line with commas, each once: "newcomers, regulars"."""
    names = (" ".join(clean(name).split())[:LONGEST] for name in text.split(","))
    return list(dict.fromkeys(name for name in names if name))


def unnamed(desk: Desk) -> bool:
    """True if lists alternate, and their names were not given since the kiosk started."""
    rule = floor.state.ruling(desk.state.floor)
    return floor.state.by_lists(rule.rule) and len(lists_of(desk).names) != rule.lists


def to_choose(desk: Desk, person: str) -> bool:
    """True if the person has to choose a list."""
    rule = floor.state.ruling(desk.state.floor).rule
    return floor.state.by_lists(rule) and person not in lists_of(desk).chosen


def choose(desk: Desk, person: str, number: int) -> None:
    """Note that a person chose a list, from 1; 0 for none of them."""
    lists_of(desk).chosen[person] = number


def call(desk: Desk, names: list[str]) -> None:
    """Name the lists. With at least as many as before, people keep the list they chose."""
    lists = lists_of(desk)
    if len(names) < len(lists.names):
        lists.chosen.clear()
    lists.names = names
