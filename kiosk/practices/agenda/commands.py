"""What people ask for about the agenda.

A command names the item that the sender saw; `item.open` also the item that was open then, so that a key that
is stale or pressed twice is refused. Lengths are seconds, times of day `19:30` local.
"""

from __future__ import annotations

from typing import get_args

from kiosk.practices.agenda.events import Draft, Hour, ItemId, ItemTitle, Kind, MoreSeconds
from kiosk.practices.messages import Command
from kiosk.terms import Count, PersonOrNobody, Reason, Seconds, Text, Title


class Adopt(Command, tag="agenda.adopt"):
    """Adopt a list of items.

    They come after the items already there; with `instead`, they replace the items that wait, except those
    that came back by themselves. Items that were ever opened, skipped or carried stay.
    """

    items: list[Draft]
    instead: bool = False


class Add(Command, tag="agenda.add"):
    """Add an item, before the item `before` or at the end (0)."""

    title: ItemTitle
    kind: Kind = "discussion"
    planned: Seconds = 0
    presenter: PersonOrNobody = ""
    starts: Hour = ""
    section: Title = ""
    note: Text = ""
    before: Count = 0


class Edit(Command, tag="agenda.edit"):
    """Change those properties of an item that are given; `note` replaces all its notes, one a line."""

    item: ItemId
    title: ItemTitle | None = None
    kind: Kind | None = None
    planned: Seconds | None = None
    presenter: PersonOrNobody | None = None
    starts: Hour | None = None
    note: Text | None = None


class Move(Command, tag="agenda.move"):
    """Move an item that waits before another one, or to the end (`before` 0)."""

    item: ItemId
    before: Count = 0


class Remove(Command, tag="agenda.remove"):
    """Remove an item that was not talked about from the agenda."""

    item: ItemId


class Open(Command, tag="item.open"):
    """Open an item: we talk about it now. `believes` is the item open until now, 0 for none; it is done."""

    item: ItemId
    believes: Count = 0


class Close(Command, tag="item.close"):
    """Close the open item: it is done, and no other is opened yet."""

    item: ItemId


class Skip(Command, tag="item.skip"):
    """Leave an item out tonight."""

    item: ItemId
    why: Reason = ""


class PutBack(Command, tag="item.putback"):
    """Put an item that was opened, done, skipped or carried back: it waits again."""

    item: ItemId


class Extend(Command, tag="item.extend"):
    """Give an item more time, as the room wishes."""

    item: ItemId
    seconds: MoreSeconds = 300


class Carry(Command, tag="item.carry"):
    """Carry an item to the next meeting."""

    item: ItemId
    why: Reason = ""


class Spread(Command, tag="agenda.spread"):
    """Shorten what is left of the agenda, so that the meeting ends as planned.

    `late` is the delay in minutes that the room saw, 0 for the current one.
    """

    late: Count = 0


Dealing = Open | Close | Skip | PutBack | Carry
"""Commands that change which item is open, or what becomes of one."""

OwnCommand = Adopt | Add | Edit | Move | Remove | Open | Close | Skip | PutBack | Extend | Carry | Spread
COMMANDS: tuple[type[Command], ...] = get_args(OwnCommand)
