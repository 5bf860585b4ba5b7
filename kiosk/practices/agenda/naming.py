"""What an item is called when people read it, in the language of the moment."""

from __future__ import annotations

from kiosk.language import contexts, words
from kiosk.practices.agenda.state import Item

_, ngettext = words("agenda")
pgettext, npgettext = contexts("agenda")


def title_of(item: Item) -> str:
    """Its title; for what came back by itself, why it did."""
    origin = item.origin
    if origin is None or (item.title and item.title != origin.title):
        return item.title
    match origin.kind:
        case "review":
            if origin.title:
                return _("Decision {n} is due for review: {title}").format(n=origin.n, title=origin.title)
            return _("Decision {n} is due for review").format(n=origin.n)
        case "proposal":
            return _("Proposal {n}: {title}").format(n=origin.n, title=origin.title)
        case "sunset":
            return _("It ends: {title}").format(title=origin.title or origin.n)
        case "lot":
            return _("To be drawn: {title}").format(title=origin.title or origin.n)
        case _:
            return item.title or _("carried over")


def kind_word(kind: str) -> str:
    """A kind as people read it."""
    return {
        "discussion": pgettext("kind of an agenda item", "discussion"),
        "report": pgettext("kind of an agenda item", "report"),
        "proposal": pgettext("kind of an agenda item", "proposal"),
        "lot": pgettext("kind of an agenda item", "lot"),
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
