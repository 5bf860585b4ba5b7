"""Write the journal's sentences about the agenda and what became of each item."""

from __future__ import annotations

from typing import assert_never, get_args

from kiosk.language import words
from kiosk.language.lists import listed
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
    OwnEvent,
)
from kiosk.practices.agenda.naming import kind_word, title_of
from kiosk.practices.agenda.state import Item
from kiosk.practices.contract import Heard, Tells
from kiosk.practices.meeting.events import MeetingOpened
from kiosk.practices.wording import first_up, in_minutes, short
from kiosk.terms import Entry

_, ngettext = words("agenda")


TitleEvent = MeetingOpened | AgendaAdopted | ItemAdded | ItemEdited
"""Events that hold the title of an item."""


class Telling(Tells):
    """Writes a sentence for each event of the agenda. `titles` by item number, as far as they were heard."""

    HEARS = get_args(TitleEvent)

    def __init__(self, heard: Heard) -> None:
        super().__init__(heard)
        self.titles: dict[int, str] = {}

    def hear(self, event: TitleEvent, entry: Entry) -> None:
        match event:
            case MeetingOpened():
                back = [Item(id=n, title=one.title, origin=one) for n, one in enumerate(event.due, start=1)]
                self.titles = {item.id: title_of(item, self.heard.called) for item in back}
            case AgendaAdopted():
                self.titles |= {event.first + k: draft.title for k, draft in enumerate(event.items)}
            case ItemAdded():
                self.titles[event.item] = event.draft.title
            case ItemEdited():
                if event.title is not None:
                    self.titles[event.item] = event.title
            case _:
                assert_never(event)

    def item(self, number: int) -> str:
        """Return `item 3 “Rent strike fund”`."""
        title = self.titles.get(number, "")
        if title:
            return _("item {n} “{title}”").format(n=number, title=short(title))
        return _("item {n}").format(n=number)

    def sentence(self, event: OwnEvent, entry: Entry) -> str:
        """Return the sentence for one event."""
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
                return _edited(event, self)
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
                    _("{Item} comes back next time: {why}")
                    if event.why
                    else _("{Item} comes back next time.")
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
                assert_never(event)
        item, other = self.item(event.item), self.item(getattr(event, "before", 0))
        n = in_minutes(getattr(event, "seconds", 0))
        why = short(getattr(event, "why", ""))
        return sentence.format(item=item, Item=first_up(item), other=other, n=n, why=why)


def _adopted(event: AgendaAdopted) -> str:
    if not event.items:
        return _("An agenda without items was adopted.")
    count = len(event.items)
    return ngettext(
        "An agenda was adopted: {n} item, {titles}.", "An agenda was adopted: {n} items, {titles}.", count
    ).format(n=count, titles=short(listed(draft.title for draft in event.items)))


def _edited(event: ItemEdited, telling: Telling) -> str:
    """Return the sentence that says what was changed about an item."""
    changes = []
    if event.title is not None:
        changes.append(_("called “{title}”").format(title=short(event.title)))
    if event.item_kind is not None:
        changes.append(_("of the kind {kind}").format(kind=kind_word(event.item_kind)))
    if event.planned is not None:
        changes.append(_("{n} min long").format(n=in_minutes(event.planned)))
    if event.presenter:
        changes.append(_("presented by {name}").format(name=telling.heard.name(event.presenter)))
    if event.presenter == "":
        changes.append(_("presented by nobody"))
    if event.starts is not None:
        changes.append(
            _("to begin at {hour}").format(hour=event.starts) if event.starts else _("without an hour")
        )
    if event.notes is not None:
        changes.append(_("with a note") if event.notes else _("without notes"))
    item = first_up(telling.item(event.item))
    return _("{item} is now {changes}.").format(item=item, changes=listed(changes) or _("as it was"))
