"""What people say about the agenda: adopt, add, change, reorder; open, skip, extend, carry an item."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from kiosk.practices.contract import Command
from kiosk.terms import Count, PersonId, Reason, Seconds, Text, Title

ItemKind = Literal["discussion", "report", "proposal", "lot", "round", "break", "reflection"]
Starts = Annotated[str, Meta(pattern=r"^(([01][0-9]|2[0-3]):[0-5][0-9])?$")]
Presenter = PersonId | Literal[""]


class NewItem(Struct, omit_defaults=True, forbid_unknown_fields=True):
    """An item as the room adopts it. `planned` seconds, 0 for none; `starts` a local time of day or ""."""

    title: Title
    kind: ItemKind = "discussion"
    planned: Seconds = 0
    starts: Starts = ""
    presenter: Presenter = ""
    notes: list[Reason] = []
    section: Title = ""


class Adopt(Command, tag="agenda.adopt"):
    """The room adopts the agenda: these items follow those that stand there already (none: as it stands)."""

    items: list[NewItem] = []


class AddItem(Command, tag="agenda.add"):
    """One more item, before item `before` (0: at the end)."""

    title: Title
    kind: ItemKind = "discussion"
    planned: Seconds = 0
    presenter: Presenter = ""
    before: Count = 0


class EditItem(Command, tag="agenda.edit"):
    """Change an item; a field that is left out stays as it is."""

    item: Count
    title: Title | None = None
    kind: ItemKind | None = None
    planned: Seconds | None = None
    presenter: Presenter | None = None
    note: Text | None = None


class MoveItem(Command, tag="agenda.move"):
    """Put a waiting item in front of item `before` (0: at the end)."""

    item: Count
    before: Count = 0


class RemoveItem(Command, tag="agenda.remove"):
    """Take a waiting item off the agenda."""

    item: Count


class OpenItem(Command, tag="item.open"):
    """We talk about this now; `after` is the item believed to be open until now, 0 for none."""

    item: Count
    after: Count = 0


class CloseItem(Command, tag="item.close"):
    """The open item is done, and nothing follows yet."""

    item: Count


class SkipItem(Command, tag="item.skip"):
    """Not tonight, and not by itself next time."""

    item: Count


class PutBack(Command, tag="item.putback"):
    """An item that was done, skipped or carried waits again."""

    item: Count


class ExtendItem(Command, tag="item.extend"):
    """The room gives the open item more time."""

    item: Count
    seconds: Annotated[int, Meta(ge=60, le=36_000)] = 300


class CarryItem(Command, tag="item.carry"):
    """To the next meeting: it comes back by itself."""

    item: Count


COMMANDS = (
    Adopt,
    AddItem,
    EditItem,
    MoveItem,
    RemoveItem,
    OpenItem,
    CloseItem,
    SkipItem,
    PutBack,
    ExtendItem,
    CarryItem,
)
