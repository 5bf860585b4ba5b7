"""The minutes' chapter on the agenda: the items in the order of opening, and what comes back."""

from __future__ import annotations

from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from kiosk.language import contexts, words
from kiosk.practices.agenda import naming, timing
from kiosk.practices.agenda import state as agenda
from kiosk.practices.agenda.events import Kind
from kiosk.practices.agenda.state import State
from kiosk.practices.blocks import (
    Block,
    Hour,
    Length,
    Listed,
    Paragraph,
    Person,
    Point,
    Remark,
    Said,
    joined,
    say,
    together,
)
from kiosk.practices.chapter import Chapter, Company, Ended, Evening, Listener, Passage, Place, Sum, Told
from kiosk.practices.messages import Event
from kiosk.terms import Entry, Stamp

_, ngettext = words("agenda")
pgettext, npgettext = contexts("agenda")


class Times(Struct, frozen=True):
    """From when to when an item was open; `closed` is "" while it is."""

    opened: str
    closed: str = ""


class Item(Struct, frozen=True):
    """A point of the agenda. `number` its place; `id` what the journal calls it; `section` a heading, or "".

    `outcome` is done, open (while the sitting is), skipped, carried or waiting: never reached, or put back if
    it was open. `planned` seconds as planned, 0 for none; the room `added` some, or cut some (below 0);
    `spent` on it in all. `opened` to `closed` is the first time that it was open, `again` has the others.
    """

    number: int
    id: int
    title: str
    kind: Kind
    outcome: agenda.Status
    presenter: Person | None = None
    planned: int = 0
    added: int = 0
    spent: int = 0
    opened: str = ""
    closed: str = ""
    again: list[Times] = []
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
    """Keeps the order in which the items were opened, and each time that one was."""

    def __init__(self, company: Company) -> None:
        super().__init__(company)
        self._open = 0
        self._times: dict[int, list[Times]] = {}

    def take(self, entry: Entry, event: Event, state: State) -> None:
        if state.open == self._open:
            return
        self._end(entry)
        self._open = state.open
        if self._open:
            self._times.setdefault(self._open, []).append(Times(self.company.time(entry.at)))

    def _end(self, entry: Entry) -> None:
        """End the time of the open item, if there is one."""
        if self._open:
            times = self._times[self._open]
            times[-1] = replace(times[-1], closed=self.company.time(entry.at))
            self._open = 0

    def data(self, state: State, ended: Ended) -> Items | None:
        """Return the items; one that was open when the sitting was closed ended at that time."""
        if ended.closed:
            self._end(ended.last)
        order = {item: place for place, item in enumerate(self._times)}
        items = sorted(state.items, key=lambda item: order.get(item.id, len(order)))
        told = [self._item(state, number, item, ended) for number, item in enumerate(items, start=1)]
        return Items(told) if told else None

    def _item(self, state: State, number: int, item: agenda.Item, ended: Ended) -> Item:
        last = ended.last
        first, *again = self._times.get(item.id) or [Times("")]
        return Item(
            number=number,
            id=item.id,
            title=naming.title_of(item, self.company.called),
            kind=item.kind,
            outcome="done" if item.status == "open" and ended.closed else item.status,
            presenter=self.company.person(item.presenter) if item.presenter else None,
            planned=timing.timebox(state, item) - item.added,
            added=item.added,
            spent=timing.spent(item, Stamp(last.at, last.boot, last.up, last.clock)) // 1000,
            opened=first.opened,
            closed=first.closed,
            again=again,
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
    fate, notes = _fate(item.outcome, bool(item.opened)), tuple(Point(note) for note in item.notes)
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
    """Return `19:05 to 19:30`, and each further time that the item was open."""
    if not item.opened:
        return None
    return together(*map(_time, (Times(item.opened, item.closed), *item.again)))


def _time(time: Times) -> Said:
    if not time.closed:
        return say(_("since {opened}"), opened=Hour(time.opened))
    if time.closed == time.opened:
        return say(_("at {opened}"), opened=Hour(time.opened))
    day, _t, hour = time.opened.rpartition("T")
    opened = hour if day and time.closed.startswith(f"{day}T") else time.opened  # the day of both only once
    return say(_("{opened} to {closed}"), opened=Hour(opened), closed=Hour(time.closed))


def _took(item: Item) -> Said | None:
    """Return `25 min of 20 min planned, 5 min added`; what was measured is as exact as what was planned."""
    in_minutes = not (item.planned % 60 or item.added % 60)
    spent, planned = Length(item.spent, measured=in_minutes), Length(item.planned)
    over = bool(item.opened) and not _is_open(item)
    took = say("{spent}", spent=spent) if over else None
    if item.planned:
        sentence = _("{spent} of {planned} planned") if over else _("{planned} planned")
        took = say(sentence, spent=spent, planned=planned)
    if not item.added:
        return took
    more = _("{length} added") if item.added > 0 else _("{length} cut")
    return together(took, say(more, length=Length(abs(item.added))))


def _is_open(item: Item) -> bool:
    return not (item.again[-1] if item.again else item).closed


def _fate(outcome: agenda.Status, taken: bool) -> Said | None:
    """Return what became of an item, None if it was simply dealt with; `taken` if it was open at any time."""
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
            return say(_("Put back, and not taken up again.") if taken else _("Not reached."))
        case _:
            assert_never(outcome)


CHAPTER = Chapter(Items, Taking, blocks)
