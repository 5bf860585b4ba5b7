"""The minutes' chapter on the agenda: the items in the order of opening, and what comes back."""

from __future__ import annotations

from typing import assert_never

from msgspec import Struct

from kiosk.language import contexts, words
from kiosk.practices.agenda import naming, timing
from kiosk.practices.agenda import state as agenda
from kiosk.practices.agenda.events import ItemOpened, Kind
from kiosk.practices.agenda.state import State
from kiosk.practices.blocks import (
    Block,
    Length,
    Listed,
    Paragraph,
    Person,
    Point,
    Remark,
    Said,
    joined,
    say,
)
from kiosk.practices.chapter import Chapter, Company, Ended, Evening, Listener, Passage, Place, Sum, Told
from kiosk.practices.messages import Event
from kiosk.terms import Entry, Stamp

_, ngettext = words("agenda")
pgettext, npgettext = contexts("agenda")


class Item(Struct, frozen=True):
    """A point of the agenda. `number` its place; `id` what the journal calls it; `section` a heading, or "".

    `outcome` is done, open (while the sitting is), skipped, carried or waiting (never reached). `planned`
    seconds with what the room added, and `spent`; 0 for none.
    """

    number: int
    id: int
    title: str
    kind: Kind
    outcome: agenda.Status
    presenter: Person | None = None
    planned: int = 0
    spent: int = 0
    opened: str = ""
    closed: str = ""
    notes: list[str] = []
    section: str = ""
    why: str = ""


class Items(Struct, frozen=True):
    """The items in the order in which they were opened, then the others in the order of the agenda."""

    items: list[Item] = []

    @property
    def carried(self) -> list[Item]:
        """Return the items that come back in the next meeting."""
        return [item for item in self.items if item.outcome == "carried"]


class Taking(Listener):
    """Keeps the order in which the items were opened."""

    def __init__(self, company: Company) -> None:
        super().__init__(company)
        self._order: dict[int, int] = {}

    def take(self, entry: Entry, event: Event, state: State) -> None:
        if isinstance(event, ItemOpened):
            self._order.setdefault(event.item, len(self._order))

    def data(self, state: State, ended: Ended) -> Items | None:
        order = sorted(state.items, key=lambda item: self._order.get(item.id, len(self._order)))
        items = [self._item(state, number, item, ended) for number, item in enumerate(order, start=1)]
        return Items(items) if items else None

    def _item(self, state: State, number: int, item: agenda.Item, ended: Ended) -> Item:
        """Return one item; if it was open when the sitting was closed, it ended at that time."""
        last, time = ended.last, self.company.time
        closes = item.status == "open" and ended.closed
        end = last.at if closes else item.closed if item.status != "open" else ""
        return Item(
            number=number,
            id=item.id,
            title=naming.title_of(item, self.company.called),
            kind=item.kind,
            outcome="done" if closes else item.status,
            presenter=self.company.person(item.presenter) if item.presenter else None,
            planned=timing.timebox(state, item),
            spent=timing.spent(item, Stamp(last.at, last.boot, last.up, last.clock)) // 1000,
            opened=time(item.opened) if item.opened else "",
            closed=time(end) if end else "",
            notes=list(item.notes),
            section=item.section,
            why=item.why,
        )


def blocks(data: Items, evening: Evening) -> Told:
    carried = data.carried
    passages = [
        Passage(Place.ITEM, _item(item), item.id, item.number, heading=item.title, quiet=not item.opened)
        for item in data.items
    ]
    if carried:
        titles = Listed(tuple(Point(item.title) for item in carried), say(_("Carried to the next meeting")))
        passages.append(Passage(Place.COMES_BACK, (titles,)))
    over = ngettext("{n} item carried over", "{n} items carried over", len(carried))
    return Told(passages, sums=[Sum(Place.COMES_BACK, say(over, n=len(carried)))] if carried else [])


def _item(item: Item) -> tuple[Block, ...]:
    fate, notes = _fate(item.outcome), tuple(Point(note) for note in item.notes)
    return (
        Paragraph((_about(item),), quiet=True),
        *((Paragraph((fate,)),) if fate else ()),
        *((Remark(item.why),) if item.why else ()),
        *((Listed(notes),) if notes else ()),
    )


def _about(item: Item) -> Said:
    """Return `discussion, presented by Amina · 19:05 to 19:30 · 25 min of 20 min planned`."""
    kind = say("{kind}", kind=naming.kind_word(item.kind))
    if item.presenter:
        kind = say(_("{kind}, presented by {person}"), kind=kind, person=item.presenter)
    return joined(" · ", item.section, kind, _when(item), _took(item))


def _when(item: Item) -> Said | None:
    if not item.opened:
        return None
    if not item.closed:
        return say(_("since {opened}"), opened=item.opened)
    if item.closed == item.opened:
        return say(_("at {opened}"), opened=item.opened)
    return say(_("{opened} to {closed}"), opened=item.opened, closed=item.closed)


def _took(item: Item) -> Said | None:
    spent, planned = Length(item.spent), Length(item.planned)
    if item.planned and item.closed:
        return say(_("{spent} of {planned} planned"), spent=spent, planned=planned)
    if item.planned:
        return say(_("{planned} planned"), planned=planned)
    return say("{spent}", spent=spent) if item.closed else None


def _fate(outcome: agenda.Status) -> Said | None:
    """Return what became of an item, None if it was simply dealt with."""
    match outcome:
        case "done":
            return None
        case "open":
            return say(_("Still open."))
        case "skipped":
            return say(pgettext("an agenda item", "Skipped."))
        case "carried":
            return say(_("Carried to the next meeting."))
        case "waiting":
            return say(_("Not reached."))
        case _:
            assert_never(outcome)


CHAPTER = Chapter(Items, Taking, blocks)
