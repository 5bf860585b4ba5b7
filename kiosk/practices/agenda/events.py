"""What is recorded about the agenda. Lengths are seconds, times of day `19:30` local."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from msgspec import Meta, Struct

from kiosk.practices.messages import Event
from kiosk.terms import REASON, TITLE, Count, PersonOrNobody, Seconds, Title

Kind = Literal["discussion", "report", "proposal", "lot", "round", "break", "reflection"]
KINDS: tuple[Kind, ...] = get_args(Kind)

ItemId = Annotated[int, Meta(ge=1, le=100_000)]
"""The number of an item: counts up within a meeting, and is never used twice in it."""
ItemTitle = Annotated[str, Meta(min_length=1, max_length=TITLE, extra={"text": "line"})]
Note = Annotated[str, Meta(min_length=1, max_length=REASON, extra={"text": "line"})]
Hour = Annotated[str, Meta(pattern=r"^(([01]?[0-9]|2[0-3]):[0-5][0-9])?$")] | Literal[""]
"""A time of day, or "". The pattern must allow "" too: otherwise a command that gives "" would be refused."""
MoreSeconds = Annotated[int, Meta(ge=1, le=86_400)]


class Draft(Struct, forbid_unknown_fields=True, omit_defaults=True):
    """One item of an agenda as it is adopted: `presenter` is an id, or "" for nobody."""

    title: ItemTitle
    kind: Kind = "discussion"
    planned: Seconds = 0
    starts: Hour = ""
    presenter: PersonOrNobody = ""
    notes: list[Note] = []
    section: Title = ""


class AgendaAdopted(Event, tag="agenda.adopted/1"):
    """Items were adopted in this order; their ids are `first`, `first`+1, ..."""

    first: Count
    items: list[Draft]
    instead: bool = False


class AgendaAdoptedInstead(AgendaAdopted, tag="agenda.adopted/2"):
    """Items replace those that were never opened; version 1 also took items away that waited again."""


class ItemAdded(Event, tag="item.added/1"):
    item: Count
    draft: Draft
    before: Count = 0


class ItemEdited(Event, tag="item.edited/1"):
    """An item was changed. A field that was not changed is None, and left out."""

    item: Count
    title: str | None = None
    item_kind: Kind | None = None
    planned: int | None = None
    presenter: str | None = None
    starts: str | None = None
    notes: list[str] | None = None


class ItemMoved(Event, tag="item.moved/1"):
    item: Count
    before: Count = 0


class ItemRemoved(Event, tag="item.removed/1"):
    item: Count


class ItemClosed(Event, tag="item.closed/1"):
    item: Count


class ItemSkipped(Event, tag="item.skipped/1"):
    item: Count
    why: str = ""


class ItemPutBack(Event, tag="item.put-back/1"):
    item: Count


class ItemExtended(Event, tag="item.extended/1"):
    item: Count
    seconds: Count


class ItemCarried(Event, tag="item.carried/1"):
    item: Count
    why: str = ""


class Less(Struct, frozen=True, forbid_unknown_fields=True):
    """An item became `seconds` shorter."""

    item: Count
    seconds: Count


class AgendaSpread(Event, tag="agenda.spread/1"):
    """A delay of `late` minutes was spread over items that waited."""

    late: Count
    less: list[Less]


class ItemOpened(Event, tag="item.opened/1"):
    """An item was opened; the item before it is done.

    `proposal` is the number of the proposal that the item came back for, 0 for none.
    """

    item: Count
    proposal: Count = 0


Dealt = ItemOpened | ItemClosed | ItemSkipped | ItemPutBack | ItemCarried
"""Events that change which item is open, or what becomes of one."""

OwnEvent = (
    AgendaAdopted
    | AgendaAdoptedInstead
    | ItemAdded
    | ItemEdited
    | ItemMoved
    | ItemRemoved
    | ItemOpened
    | ItemClosed
    | ItemSkipped
    | ItemPutBack
    | ItemExtended
    | ItemCarried
    | AgendaSpread
)
EVENTS: tuple[type[Event], ...] = get_args(OwnEvent)
