"""The agenda: what tonight is about, and what became of each item."""

from __future__ import annotations

from kiosk.language import words
from kiosk.practices.agenda.events import (
    AgendaAdopted,
    AgendaSpread,
    ItemAdded,
    ItemCarried,
    ItemClosed,
    ItemEdited,
    ItemExtended,
    ItemMoved,
    ItemOpened,
    ItemPutBack,
    ItemRemoved,
    ItemSkipped,
)
from kiosk.practices.agenda.naming import kind_word
from kiosk.practices.contract import Event
from kiosk.telling.heard import Heard, first_up, short
from kiosk.terms import Entry

_, ngettext = words("telling")


def agenda(event: Event, heard: Heard, entry: Entry) -> str:
    """The agenda as a whole, and the items as they are dealt with."""
    match event:
        case AgendaAdopted():
            return _adopted(event)
        case AgendaSpread():
            count = len(event.less)
            return ngettext(
                "It was {n} min late: {count} item is shorter now.",
                "It was {n} min late: {count} items are shorter now.",
                count,
            ).format(n=event.late, count=count)
        case ItemAdded():
            return _("{title} was put on the agenda.").format(title=f"“{short(event.draft.title)}”")
        case ItemEdited():
            return _edited(event, heard)
        case ItemOpened():
            sentence = _("Now it is about {item}.")
        case ItemClosed():
            sentence = _("{Item} is done.")
        case ItemSkipped():
            sentence = (
                _("{Item} is left out tonight: {why}") if event.why else _("{Item} is left out tonight.")
            )
        case ItemCarried():
            sentence = (
                _("{Item} comes back next time: {why}") if event.why else _("{Item} comes back next time.")
            )
        case ItemPutBack():
            sentence = _("{Item} waits again.")
        case ItemMoved():
            sentence = _("{Item} moved to the end.")
            if event.before:
                sentence = _("{Item} moved before {other}.")
        case ItemRemoved():
            sentence = _("{Item} was taken off the agenda.")
        case ItemExtended():
            sentence = _("{Item} has {n} min more.")
        case _:
            raise AssertionError(event)
    item, other = heard.item(event.item), heard.item(getattr(event, "before", 0))
    n = -(-getattr(event, "seconds", 0) // 60)
    why = short(getattr(event, "why", ""))
    return sentence.format(item=item, Item=first_up(item), other=other, n=n, why=why)


def _adopted(event: AgendaAdopted) -> str:
    if not event.items:
        return _("An agenda without items was adopted.")
    count = len(event.items)
    return ngettext(
        "An agenda was adopted: {n} item, {titles}.", "An agenda was adopted: {n} items, {titles}.", count
    ).format(n=count, titles=short(", ".join(draft.title for draft in event.items)))


def _edited(event: ItemEdited, heard: Heard) -> str:
    """What is different about an item."""
    changes = []
    if event.title is not None:
        changes.append(_("called “{title}”").format(title=short(event.title)))
    if event.item_kind is not None:
        changes.append(_("of the kind {kind}").format(kind=kind_word(event.item_kind)))
    if event.planned is not None:
        changes.append(_("{n} min long").format(n=-(-event.planned // 60)))
    if event.presenter:
        changes.append(_("presented by {name}").format(name=heard.name(event.presenter)))
    if event.presenter == "":
        changes.append(_("presented by nobody"))
    if event.starts is not None:
        changes.append(
            _("to begin at {hour}").format(hour=event.starts) if event.starts else _("without an hour")
        )
    if event.notes is not None:
        changes.append(_("with a note") if event.notes else _("without notes"))
    item = first_up(heard.item(event.item))
    return _("{item} is now {changes}.").format(item=item, changes=", ".join(changes) or _("as it was"))
