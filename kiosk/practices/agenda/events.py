"""What people ask of an agenda, and what is recorded of it.

A command names the item it believes in; `item.open` also the item that is believed to be open, so a key that
is stale or pressed twice is refused. Lengths are seconds, times of day `19:30` local.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from kiosk.practices.contract import Command, Event
from kiosk.practices.room import ItemOpened
from kiosk.terms import REASON, TITLE, Count, PersonOrNobody, Reason, Seconds, Text, Title

Kind = Literal["discussion", "report", "proposal", "lot", "round", "break", "reflection"]
KINDS: tuple[Kind, ...] = ("discussion", "report", "proposal", "lot", "round", "break", "reflection")

ItemId = Annotated[int, Meta(ge=1, le=100_000)]
"""Counts on within a meeting; never used twice in it."""
ItemTitle = Annotated[str, Meta(min_length=1, max_length=TITLE, extra={"text": "line"})]
Note = Annotated[str, Meta(min_length=1, max_length=REASON, extra={"text": "line"})]
Hour = Annotated[str, Meta(pattern=r"^(([01]?[0-9]|2[0-3]):[0-5][0-9])?$")] | Literal[""]
"""An hour, somebody's id; or "", which the pattern must allow too, or "" said aloud would be refused."""
MoreSeconds = Annotated[int, Meta(ge=1, le=86_400)]


class Draft(Struct, forbid_unknown_fields=True, omit_defaults=True):
    """One item of an agenda as it is adopted: `presenter` is an id by now, or nobody."""

    title: ItemTitle
    kind: Kind = "discussion"
    planned: Seconds = 0
    starts: Hour = ""
    presenter: PersonOrNobody = ""
    notes: list[Note] = []
    section: Title = ""


class Adopt(Command, tag="agenda.adopt"):
    """Adopt a list of items. They come after those there are; with `instead`, in the place of those that
    wait, but for those that came back by themselves. What was opened, skipped or carried stays."""

    items: list[Draft]
    instead: bool = False


class Add(Command, tag="agenda.add"):
    """One more item, at the end or before another (`before`, 0: at the end)."""

    title: ItemTitle
    kind: Kind = "discussion"
    planned: Seconds = 0
    presenter: PersonOrNobody = ""
    starts: Hour = ""
    section: Title = ""
    note: Text = ""
    before: Count = 0


class Edit(Command, tag="agenda.edit"):
    """Change what is given of an item; `note` is all its notes anew, one a line."""

    item: ItemId
    title: ItemTitle | None = None
    kind: Kind | None = None
    planned: Seconds | None = None
    presenter: PersonOrNobody | None = None
    starts: Hour | None = None
    note: Text | None = None


class Move(Command, tag="agenda.move"):
    """An item that waits goes before another one, or to the end (`before` 0)."""

    item: ItemId
    before: Count = 0


class Remove(Command, tag="agenda.remove"):
    """An item that was not talked about leaves the agenda."""

    item: ItemId


class Open(Command, tag="item.open"):
    """Now we talk about this; `believes` is the item believed to be open, 0 for none. It is done then."""

    item: ItemId
    believes: Count = 0


class Close(Command, tag="item.close"):
    """The open item is done, and nothing follows yet."""

    item: ItemId


class Skip(Command, tag="item.skip"):
    """We leave this out tonight."""

    item: ItemId
    why: Reason = ""


class PutBack(Command, tag="item.putback"):
    """An item that was opened, done, skipped or carried waits again."""

    item: ItemId


class Extend(Command, tag="item.extend"):
    """The room gives an item more time."""

    item: ItemId
    seconds: MoreSeconds = 300


class Carry(Command, tag="item.carry"):
    """This comes back in the next meeting."""

    item: ItemId
    why: Reason = ""


class Spread(Command, tag="agenda.spread"):
    """The room makes what is left of the agenda shorter, so that it ends as planned.

    `late` is by how many minutes it was said to be late, 0 for whatever it is now.
    """

    late: Count = 0


class AgendaAdopted(Event, tag="agenda.adopted/1"):
    """Items `first`, `first`+1, ... in this order."""

    first: Count
    items: list[Draft]
    instead: bool = False


class ItemAdded(Event, tag="item.added/1"):
    item: Count
    draft: Draft
    before: Count = 0


class ItemEdited(Event, tag="item.edited/1"):
    """What was not changed is null, and left out."""

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
    """An item is so many seconds shorter."""

    item: Count
    seconds: Count


class AgendaSpread(Event, tag="agenda.spread/1"):
    """`late` minutes were spread over items that waited."""

    late: Count
    less: list[Less]


COMMANDS = (Adopt, Add, Edit, Move, Remove, Open, Close, Skip, PutBack, Extend, Carry, Spread)
EVENTS = (
    AgendaAdopted,
    ItemAdded,
    ItemEdited,
    ItemMoved,
    ItemRemoved,
    ItemOpened,
    ItemClosed,
    ItemSkipped,
    ItemPutBack,
    ItemExtended,
    ItemCarried,
    AgendaSpread,
)
