"""What an item is called when people read it, in the language of the moment."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.language import words
from kiosk.practices.agenda.state import Item
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


def kind_word(kind: str) -> str:
    """A kind as people read it."""
    return {
        "discussion": _("discussion"),
        "report": _("report"),
        "proposal": _("proposal"),
        "lot": _("lot"),
        "round": _("round"),
        "break": _("break"),
        "reflection": _("reflection"),
    }.get(kind, kind)


def status_word(status: str) -> str:
    """What became of an item, as people read it."""
    return {
        "waiting": _("waiting"),
        "open": _("now"),
        "done": _("done"),
        "skipped": _("skipped"),
        "carried": _("next meeting"),
    }.get(status, status)
