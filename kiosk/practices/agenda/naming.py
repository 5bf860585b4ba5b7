"""What an item is called when people read it, in the language of the moment."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.language import contexts, words
from kiosk.practices.agenda.state import Item
from kiosk.practices.contract import Origin

_, ngettext = words("agenda")
pgettext, npgettext = contexts("agenda")


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
        "discussion": pgettext("kind of an agenda item", "discussion"),
        "report": pgettext("kind of an agenda item", "report"),
        "proposal": pgettext("kind of an agenda item", "proposal"),
        # Translators: a draw by lot: chance decides who gets a role.
        "lot": pgettext("kind of an agenda item", "lot"),
        # Translators: everybody is asked once, one after another.
        "round": pgettext("kind of an agenda item", "round"),
        "break": pgettext("kind of an agenda item", "break"),
        "reflection": pgettext("kind of an agenda item", "reflection"),
    }.get(kind, kind)


def status_word(status: str) -> str:
    """What became of an item, as people read it."""
    return {
        "waiting": pgettext("state of an agenda item", "waiting"),
        "open": pgettext("state of an agenda item", "now"),
        "done": pgettext("state of an agenda item", "done"),
        "skipped": pgettext("state of an agenda item", "skipped"),
        "carried": _("next meeting"),
    }.get(status, status)
