"""What an item is called when people read it, in the language of the moment."""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from kiosk.language import words
from kiosk.practices.agenda.events import Kind
from kiosk.practices.agenda.state import Item, Status
from kiosk.practices.contract import Origin

_, ngettext = words("agenda")


def title_of(item: Item, called: Callable[[Origin], str]) -> str:
    """Return the item's title; for what came back by itself, why it did, in the words of `called`."""
    origin = item.origin
    if origin is None or (item.title and item.title != origin.title):
        return item.title
    return called(origin)


def called(origin: Origin) -> str:
    """Return the words for an item that was carried to this meeting."""
    return origin.title or _("carried over")


def kind_word(kind: Kind) -> str:
    """A kind as people read it."""
    match kind:
        case "discussion":
            return _("discussion")
        case "report":
            return _("report")
        case "proposal":
            return _("proposal")
        case "lot":
            return _("lot")
        case "round":
            return _("round")
        case "break":
            return _("break")
        case "reflection":
            return _("reflection")
        case _:
            assert_never(kind)


def status_word(status: Status) -> str:
    """What became of an item, as people read it."""
    match status:
        case "waiting":
            return _("waiting")
        case "open":
            return _("now")
        case "done":
            return _("done")
        case "skipped":
            return _("skipped")
        case "carried":
            return _("next meeting")
        case _:
            assert_never(status)
