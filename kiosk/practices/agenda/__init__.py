"""The agenda: what tonight is about, in which order, how long each point may take, and what became of it.

Items are adopted from a list (`importer` reads the files that people write), added, edited and reordered;
one is open at a time; what is not dealt with is skipped or carried to the next meeting. What comes back by
itself (reviews due, carried items) is there when the meeting opens. It is not the floor: who speaks is the
floor's; and it is not a proposal, though an item may be about one.
"""

from __future__ import annotations

from kiosk.practices.agenda.deciding import MOST_BYTES, decide
from kiosk.practices.agenda.events import (
    COMMANDS,
    EVENTS,
    KINDS,
    Add,
    Adopt,
    AgendaAdopted,
    Carry,
    Close,
    Draft,
    Edit,
    Extend,
    ItemAdded,
    ItemCarried,
    ItemClosed,
    ItemEdited,
    ItemExtended,
    ItemMoved,
    ItemPutBack,
    ItemRemoved,
    ItemSkipped,
    Kind,
    Move,
    Open,
    PutBack,
    Remove,
    Skip,
)
from kiosk.practices.agenda.naming import kind_word, status_word, title_of
from kiosk.practices.agenda.state import (
    HEARS,
    Item,
    Sitting,
    State,
    Status,
    find,
    fold,
    next_item,
    open_item,
    rebooted,
    stays,
)
from kiosk.practices.agenda.timing import lateness, left, planned_end, predicted_end, returns, spent, timebox
from kiosk.practices.room import Origin

__all__ = [
    "COMMANDS",
    "EVENTS",
    "HEARS",
    "KINDS",
    "MOST_BYTES",
    "Add",
    "Adopt",
    "AgendaAdopted",
    "Carry",
    "Close",
    "Draft",
    "Edit",
    "Extend",
    "Item",
    "ItemAdded",
    "ItemCarried",
    "ItemClosed",
    "ItemEdited",
    "ItemExtended",
    "ItemMoved",
    "ItemPutBack",
    "ItemRemoved",
    "ItemSkipped",
    "Kind",
    "Move",
    "Open",
    "PutBack",
    "Remove",
    "Sitting",
    "Skip",
    "State",
    "Status",
    "decide",
    "due",
    "find",
    "fold",
    "item",
    "kind_word",
    "lateness",
    "left",
    "next_item",
    "open_item",
    "planned_end",
    "predicted_end",
    "rebooted",
    "returns",
    "spent",
    "status_word",
    "stays",
    "timebox",
    "title_of",
]


def due(state: State, date: str) -> list[Origin]:
    """What was carried and comes back in the next meeting, whatever its date."""
    return list(state.carried)


def item(state: State) -> int:
    """The id of the open item, 0 for none."""
    now = open_item(state)
    return now.id if now else 0
