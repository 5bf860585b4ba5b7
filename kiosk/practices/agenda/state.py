"""Fold the journal into tonight's agenda, and the items carried to the next meeting."""

from __future__ import annotations

from copy import copy
from typing import Literal, assert_never, get_args

from msgspec import Struct

from kiosk.practices.agenda.events import (
    KINDS,
    AgendaAdopted,
    AgendaAdoptedInstead,
    AgendaSpread,
    Dealt,
    Draft,
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
    Kind,
    OwnEvent,
)
from kiosk.practices.meeting.events import (
    BreakBegan,
    BreakBeganTo,
    BreakEnded,
    MeetingClosed,
    MeetingOpened,
    MeetingOpenedInZone,
)
from kiosk.practices.messages import Event, Origin
from kiosk.practices.room import Room
from kiosk.terms import Entry

Status = Literal["waiting", "open", "done", "skipped", "carried"]

HeardEvent = MeetingOpened | MeetingClosed | BreakBegan | BreakEnded
HEARS: tuple[type[Event], ...] = get_args(HeardEvent)

_KIND_OF_ORIGIN: dict[str, Kind] = {"review": "proposal", "lot": "lot"}
"""Kind of origin -> kind of item, for origins that do not hold the kind themselves."""


class Item(Struct):
    """A point of tonight's agenda.

    `planned` and `added` seconds, the latter below 0 where the room cut it short; `starts` local `19:30` or
    ""; `presenter` an id or ""; `origin` where it came back by itself. `spent` ms until `up` in boot `boot`;
    while `runs`, the clock goes on from there (`boot` "" after a power cut: from the beginning of the boot
    that followed). `opened` and `closed` are the
    entry times of its first opening and last end, "" for never; `why` it was skipped or carried, and
    `carried_by` the entry that did, 0 for none.
    """

    id: int
    title: str
    kind: Kind = "discussion"
    planned: int = 0
    starts: str = ""
    presenter: str = ""
    notes: list[str] = []
    section: str = ""
    origin: Origin | None = None
    status: Status = "waiting"
    added: int = 0
    spent: int = 0
    runs: bool = False
    up: int = 0
    boot: str = ""
    opened: str = ""
    closed: str = ""
    why: str = ""
    carried_by: int = 0


class Sitting(Struct, frozen=True):
    """When the meeting began: entry time, boot, `up` ms, offset; `said` is the local time confirmed.

    `means` is the moment of `said` in UTC, "" for entries of earlier versions.
    """

    date: str = ""
    at: str = ""
    boot: str = ""
    up: int = 0
    offset: int = 0
    said: str = ""
    means: str = ""


class State(Struct):
    """`items` in the order of the agenda; `last` the highest id given; `until` the hour a break ends, or "".

    `ends` is the moment of that hour in UTC, "" for entries of earlier versions.

    `kept` are the items carried to the next meeting; what other practices bring back is not among them. After
    a meeting its items stay until the next one is opened.
    """

    items: list[Item] = []
    last: int = 0
    kept: list[Item] = []
    sitting: Sitting = Sitting()
    until: str = ""
    ends: str = ""

    @property
    def open(self) -> int:
        """Return the id of the open item, 0 for none."""
        item = open_item(self)
        return item.id if item else 0

    @property
    def carried(self) -> list[Origin]:
        """Return the origins of the carried items; `n` is the entry that carried each."""
        return [Origin("carried", item.carried_by, item.title, item.planned, item.kind) for item in self.kept]


def find(state: State, item: int) -> Item | None:
    return next((found for found in state.items if found.id == item), None)


def open_item(state: State) -> Item | None:
    """Return the open item, None if there is none."""
    return next((item for item in state.items if item.status == "open"), None)


def next_item(state: State) -> Item | None:
    """Return the first item that waits after the open one, else the first that waits; None for none."""
    current = open_item(state)
    after = state.items[state.items.index(current) + 1 :] if current else []
    return next((item for item in [*after, *state.items] if item.status == "waiting"), None)


def fold(state: State, event: OwnEvent | HeardEvent, entry: Entry) -> None:
    match event:
        case MeetingOpened():
            _begin(state, event, entry)
        case MeetingClosed():
            _close_open(state, entry)
            state.until = state.ends = ""
        case BreakBegan():
            state.until = event.until
            state.ends = event.ends if isinstance(event, BreakBeganTo) else ""
            if now := open_item(state):
                stand_still(now, entry)
        case BreakEnded():
            state.until = state.ends = ""
            if now := open_item(state):
                _run(now, entry)
        case AgendaAdopted():
            _adopt(state, event)
        case ItemAdded():
            stays(state, event)
            state.items.insert(_place(state, event.before), _item(event.item, event.draft))
        case ItemMoved():
            item = _get(state, event.item)
            state.items.remove(item)
            state.items.insert(_place(state, event.before), item)
        case ItemRemoved():
            state.items.remove(_get(state, event.item))
        case ItemEdited():
            _edit(_get(state, event.item), event)
        case ItemExtended():
            _get(state, event.item).added += event.seconds
        case AgendaSpread():
            for one in event.less:
                _get(state, one.item).added -= one.seconds
        case _:
            _turn(state, event, entry)


def _turn(state: State, event: Dealt, entry: Entry) -> None:
    match event:
        case ItemOpened():
            _close_open(state, entry)
            item = _get(state, event.item)
            item.status, item.opened, item.why = "open", item.opened or entry.at, ""
            _run(item, entry)
        case ItemClosed():
            _close_open(state, entry)
        case ItemSkipped():
            _end(_get(state, event.item), "skipped", event.why, entry)
        case ItemCarried():
            item = _get(state, event.item)
            _end(item, "carried", event.why, entry)
            item.carried_by = entry.n
            if item.origin is None or item.origin.kind == "carried":
                state.kept.append(copy(item))
        case ItemPutBack():
            item = _get(state, event.item)
            state.kept = [one for one in state.kept if one.carried_by != item.carried_by]
            item.carried_by = 0
            _end(item, "waiting", "", entry)
        case _:
            assert_never(event)


def stays(state: State, event: OwnEvent) -> None:
    """Keep the highest id of an item even after an undo: no id is given twice in a meeting."""
    match event:
        case AgendaAdopted():
            state.last = max(state.last, event.first + len(event.items) - 1)
        case ItemAdded():
            state.last = max(state.last, event.item)
        case (
            ItemEdited()
            | ItemMoved()
            | ItemRemoved()
            | ItemOpened()
            | ItemClosed()
            | ItemSkipped()
            | ItemPutBack()
            | ItemExtended()
            | ItemCarried()
            | AgendaSpread()
        ):
            pass
        case _:
            assert_never(event)


def rebooted(state: State, last: Entry) -> None:
    """Keep the open item's time at the last entry, and let it count on from the start of the new boot."""
    item = open_item(state)
    if item and item.runs:
        stand_still(item, last)
        item.runs, item.boot, item.up = True, "", 0


def ran(item: Item, boot: str, up: int) -> int:
    """Return the ms since the item's clock began to run; 0 if it is paused or ran in another boot."""
    if not item.runs:
        return 0
    if item.boot in ("", boot):
        return max(0, up - item.up)
    return 0


def stand_still(item: Item, entry: Entry) -> None:
    item.spent += ran(item, entry.boot, entry.up)
    item.runs = False


def _run(item: Item, entry: Entry) -> None:
    item.runs, item.boot, item.up = True, entry.boot, entry.up


def _end(item: Item, status: Status, why: str, entry: Entry) -> None:
    if item.status == "open":
        stand_still(item, entry)
        item.closed = entry.at
    item.status, item.why = status, why


def _close_open(state: State, entry: Entry) -> None:
    if now := open_item(state):
        _end(now, "done", "", entry)


def _begin(state: State, event: MeetingOpened, entry: Entry) -> None:
    carried = {one.carried_by: one for one in state.kept}
    state.items = [
        _back(number, origin, carried.pop(origin.n, None) if origin.kind == "carried" else None)
        for number, origin in enumerate(event.due, start=1)
    ]
    state.kept = list(carried.values())
    state.last, state.until, state.ends = len(state.items), "", ""
    means = event.means if isinstance(event, MeetingOpenedInZone) else ""
    state.sitting = Sitting(event.date, entry.at, entry.boot, entry.up, event.offset, event.said, means)


def _back(number: int, origin: Origin, was: Item | None) -> Item:
    """Return the item for an origin; a carried item keeps its presenter, notes and section."""
    return Item(
        id=number,
        title=origin.title,
        kind=_kind(origin),
        planned=origin.planned,
        presenter=was.presenter if was else "",
        notes=list(was.notes) if was else [],
        section=was.section if was else "",
        origin=origin,
    )


def _kind(origin: Origin) -> Kind:
    return next(
        (kind for kind in KINDS if kind == origin.item_kind), _KIND_OF_ORIGIN.get(origin.kind, "discussion")
    )


def _adopt(state: State, event: AgendaAdopted) -> None:
    stays(state, event)
    if event.instead:
        keeps_opened = isinstance(event, AgendaAdoptedInstead)
        state.items = [
            one
            for one in state.items
            if one.status != "waiting" or one.origin or (keeps_opened and one.opened)
        ]
    state.items.extend(_item(event.first + count, draft) for count, draft in enumerate(event.items))


def _item(number: int, draft: Draft) -> Item:
    return Item(
        id=number,
        title=draft.title,
        kind=draft.kind,
        planned=draft.planned,
        starts=draft.starts,
        presenter=draft.presenter,
        notes=list(draft.notes),
        section=draft.section,
    )


def _edit(item: Item, event: ItemEdited) -> None:
    item.title = item.title if event.title is None else event.title
    item.kind = item.kind if event.item_kind is None else event.item_kind
    if event.planned is not None:
        item.planned, item.added = event.planned, max(0, item.added)  # a new length replaces earlier cuts
    item.presenter = item.presenter if event.presenter is None else event.presenter
    item.starts = item.starts if event.starts is None else event.starts
    item.notes = item.notes if event.notes is None else list(event.notes)


def _get(state: State, item: int) -> Item:
    found = find(state, item)
    if found is None:
        raise AssertionError(f"item {item} is not on the agenda")
    return found


def _place(state: State, before: int) -> int:
    places = [index for index, one in enumerate(state.items) if one.id == before]
    return places[0] if places else len(state.items)


class Answers:
    """Answers the questions of other practices about the agenda (`asked.Agenda`)."""

    def __init__(self, state: State, _room: Room) -> None:
        self._state = state

    def open_item(self) -> int:
        return self._state.open

    def carried(self) -> list[int]:
        return [item.id for item in self._state.kept]


def due(state: State, _room: Room, _date: str) -> list[Origin]:
    """Return the items that were carried to the next meeting."""
    return list(state.carried)
