"""The chapter of the harm ledgers: what was written down, under the item that was open."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from kiosk.language import words
from kiosk.practices.blocks import Card, Listed, Point, say
from kiosk.practices.chapter import Chapter, Company, Ended, Evening, Listener, Passage, Place, Sum, Told
from kiosk.practices.messages import Event
from kiosk.terms import Entry
from tests.one_more.harm.events import LedgerBegun, LedgerClosed, RowAdded
from tests.one_more.harm.rules import State

_, ngettext = words("harm")


class Written(Struct, frozen=True):
    """A row of a ledger."""

    who: str
    harm: str


class Kept(Struct, frozen=True):
    """A ledger as it stood at the end of the sitting; `item` is the agenda item that was open, 0 for none."""

    number: int
    action: str
    rows: list[Written] = []
    closed: bool = False
    item: int = 0


class Ledgers(Struct, frozen=True):
    ledgers: list[Kept] = []


class Writing(Listener):
    """Follows the ledgers of a sitting; one that was begun before is known by its state."""

    def __init__(self, company: Company) -> None:
        super().__init__(company)
        self._ledgers: dict[int, Kept] = {}
        self._before: dict[int, Kept] = {}

    def begin(self, state: State) -> None:
        if state.open is not None:
            rows = [Written(row.who, row.harm) for row in state.open.rows]
            self._before[state.open.number] = Kept(state.open.number, state.open.action, rows)

    def take(self, entry: Entry, event: Event, state: State) -> None:
        if isinstance(event, LedgerBegun):
            self._ledgers[event.ledger] = Kept(event.ledger, event.action, item=event.item)
        elif isinstance(event, RowAdded):
            kept = self._known(event.ledger)
            self._ledgers[event.ledger] = replace(kept, rows=[*kept.rows, Written(event.who, event.harm)])
        elif isinstance(event, LedgerClosed):
            self._ledgers[event.ledger] = replace(self._known(event.ledger), closed=True)

    def _known(self, number: int) -> Kept:
        return self._ledgers.get(number) or self._before[number]

    def data(self, state: State, ended: Ended) -> Ledgers | None:
        return Ledgers(list(self._ledgers.values())) if self._ledgers else None


def blocks(data: Ledgers, evening: Evening) -> Told:
    count = len(data.ledgers)
    phrase = ngettext("{n} harm ledger written", "{n} harm ledgers written", count)
    return Told(
        [Passage(Place.TASK, (_card(kept),), kept.item) for kept in data.ledgers],
        sums=[Sum(Place.GIVEN, say(phrase, n=count))],
    )


def _card(kept: Kept) -> Card:
    rows = tuple(Point(say(_("{who}: {harm}"), who=row.who, harm=row.harm)) for row in kept.rows)
    return Card(say(_("Harm ledger {n}"), n=kept.number), (Listed(rows),), title=kept.action)


CHAPTER = Chapter(Ledgers, Writing, blocks)
