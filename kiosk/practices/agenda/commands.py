"""What people ask of an agenda.

A command names the item it believes in; `item.open` also the item that is believed to be open, so a key that
is stale or pressed twice is refused. Lengths are seconds, times of day `19:30` local.
"""

from __future__ import annotations

from typing import get_args

from kiosk.practices.agenda.events import Draft, Hour, ItemId, ItemTitle, Kind, MoreSeconds
from kiosk.practices.contract import Command
from kiosk.terms import Count, PersonOrNobody, Reason, Seconds, Text, Title


class Adopt(Command, tag="agenda.adopt"):
    """Adopt a list of items.

    They come after those there are; with `instead`, in the place of those that wait, but for those that came
    back by themselves. What was opened, skipped or carried stays.
    """

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


Dealing = Open | Close | Skip | PutBack | Carry
"""Commands that change what is talked about."""

OwnCommand = Adopt | Add | Edit | Move | Remove | Open | Close | Skip | PutBack | Extend | Carry | Spread
COMMANDS: tuple[type[Command], ...] = get_args(OwnCommand)
