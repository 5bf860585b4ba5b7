"""The points of the agenda, in the order in which the room took them."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.desk.registry import State
from kiosk.minutes.document import Item, Person
from kiosk.practices import agenda
from kiosk.practices.agenda.events import ItemOpened
from kiosk.practices.agenda.naming import title_of
from kiosk.practices.agenda.timing import spent, timebox
from kiosk.practices.contract import Event, Origin
from kiosk.terms import Entry, Stamp


class Items:
    """Takes the entries of a sitting one after the other. `time` gives a local time of the journal's `at`."""

    def __init__(
        self, time: Callable[[str], str], person: Callable[[str], Person], called: Callable[[Origin], str]
    ) -> None:
        self._time, self._person, self._called = time, person, called
        self._order: dict[int, int] = {}

    def take(self, event: Event) -> None:
        if isinstance(event, ItemOpened):
            self._order.setdefault(event.item, len(self._order))

    def items(self, state: State, last: Entry, closed: bool) -> list[Item]:
        """Those that were opened as they were opened, then the others as the agenda had them."""
        order = sorted(state.agenda.items, key=lambda item: self._order.get(item.id, len(self._order)))
        return [self._item(state, number, item, last, closed) for number, item in enumerate(order, start=1)]

    def _item(self, state: State, number: int, item: agenda.state.Item, last: Entry, closed: bool) -> Item:
        """An item that was open when the sitting was closed ended with it."""
        now = Stamp(last.at, last.boot, last.up, last.clock)
        ended = last.at if item.status == "open" and closed else item.closed if item.status != "open" else ""
        return Item(
            number=number,
            id=item.id,
            title=title_of(item, self._called),
            kind=item.kind,
            outcome="done" if item.status == "open" and closed else item.status,
            presenter=self._person(item.presenter) if item.presenter else None,
            planned=timebox(state.agenda, item),
            spent=spent(item, now) // 1000,
            opened=self._time(item.opened) if item.opened else "",
            closed=self._time(ended) if ended else "",
            notes=list(item.notes),
            section=item.section,
            why=item.why,
        )


def open_now(state: State) -> int:
    """The id of the item that is talked about, 0 for none."""
    now = agenda.state.open_item(state.agenda)
    return now.id if now else 0
