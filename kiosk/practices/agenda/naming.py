"""Words for items of the agenda, their kinds and states, in the current language."""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from kiosk.language import contexts, words
from kiosk.practices.agenda.events import Kind
from kiosk.practices.agenda.state import Item, Status
from kiosk.practices.messages import Origin

_, ngettext = words("agenda")
pgettext, npgettext = contexts("agenda")


def title_of(item: Item, called: Callable[[Origin], str]) -> str:
    """Return the item's title; for an item that came back by itself, the words of `called` for the reason."""
    origin = item.origin
    if origin is None or (item.title and item.title != origin.title):
        return item.title
    return called(origin)


def called(origin: Origin) -> str:
    """Return the words for an item that was carried to this meeting."""
    return origin.title or _("carried over")


def kind_word(kind: Kind) -> str:
    """Return a kind as people read it."""
    match kind:
        case "discussion":
            return pgettext("kind of an agenda item", "discussion")
        case "report":
            return pgettext("kind of an agenda item", "report")
        case "proposal":
            return pgettext("kind of an agenda item", "proposal")
        case "lot":
            # Translators: a draw by lot: chance decides who gets a role.
            return pgettext("kind of an agenda item", "lot")
        case "round":
            # Translators: everybody is asked once, one after another.
            return pgettext("kind of an agenda item", "round")
        case "break":
            return pgettext("kind of an agenda item", "break")
        case "reflection":
            return pgettext("kind of an agenda item", "reflection")
        case _:
            assert_never(kind)


def status_word(status: Status) -> str:
    """Return the state of an item as people read it."""
    match status:
        case "waiting":
            return pgettext("state of an agenda item", "waiting")
        case "open":
            return pgettext("state of an agenda item", "now")
        case "done":
            return pgettext("state of an agenda item", "done")
        case "skipped":
            return pgettext("state of an agenda item", "skipped")
        case "carried":
            return _("next meeting")
        case _:
            assert_never(status)
