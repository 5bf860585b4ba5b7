"""For any decisions of the room: at most one item is open, the order is a permutation, nothing is lost."""

from __future__ import annotations

from typing import cast

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.desk.registry import REGISTRY
from kiosk.errors import Refused
from kiosk.practices import agenda
from kiosk.practices.agenda import timing
from kiosk.practices.agenda.commands import (
    Add,
    Adopt,
    Carry,
    Close,
    Edit,
    Extend,
    Move,
    Open,
    OwnCommand,
    PutBack,
    Remove,
    Skip,
)
from kiosk.practices.agenda.events import Draft, ItemAdded, ItemMoved, ItemRemoved, OwnEvent
from kiosk.practices.agenda.naming import title_of
from kiosk.practices.agenda.state import HeardEvent, State
from kiosk.practices.agenda.timing import lateness, predicted_end
from kiosk.practices.meeting.events import BreakBegan, BreakEnded, MeetingClosed, MeetingOpened
from kiosk.practices.messages import Command, Event, Origin, event_kind
from kiosk.practices.room import Room
from kiosk.terms import Entry, Stamp, wall_text

IDS = st.integers(1, 12)
TITLES = st.sampled_from(["Rent", "Roof", "Keys", "[/]"])
DRAFTS = st.builds(
    Draft,
    title=TITLES,
    planned=st.sampled_from([0, 60, 600]),
    starts=st.sampled_from(["", "", "19:30", "0:15"]),
    kind=st.sampled_from(agenda.events.KINDS),
)
COMMANDS: st.SearchStrategy[OwnCommand] = st.one_of(
    st.builds(Adopt, items=st.lists(DRAFTS, min_size=1, max_size=4), instead=st.booleans()),
    st.builds(Add, title=TITLES, before=st.integers(0, 6)),
    st.builds(Edit, item=IDS, title=TITLES, planned=st.sampled_from([None, 0, 300])),
    st.builds(Move, item=IDS, before=st.integers(0, 6)),
    st.builds(Remove, item=IDS),
    st.builds(Open, item=IDS, believes=st.integers(0, 6)),
    st.builds(Close, item=IDS),
    st.builds(Skip, item=IDS),
    st.builds(PutBack, item=IDS),
    st.builds(Extend, item=IDS, seconds=st.sampled_from([60, 300])),
    st.builds(Carry, item=IDS),
)
HEARD: st.SearchStrategy[HeardEvent] = st.sampled_from(
    [BreakBegan(until="20:15"), BreakEnded(), MeetingClosed(meeting=1)]
)
MINUTE = 60_000


class Nobody:
    """A room without members or guests."""

    def known(self, person: str) -> bool:
        return False

    def called(self, origin: Origin) -> str:
        return REGISTRY.called(origin)


class Evening:
    """The agenda of a meeting that began at 19:00, decided and folded without a journal."""

    def __init__(self) -> None:
        self.state, self.n, self.up, self.boot = State(), 0, 600_000, 1
        self.events: list[tuple[OwnEvent | HeardEvent, Entry]] = []
        self.given: set[int] = set()
        self.gone: set[int] = set()
        self.record(MeetingOpened(meeting=1, title="", date="2026-11-22"))

    @property
    def stamp(self) -> Stamp:
        return Stamp(wall_text(1_795_374_000_000 + self.up), f"{self.boot:08x}", self.up, "ok", 0)

    def record(self, event: OwnEvent | HeardEvent) -> None:
        now = self.stamp
        entry = Entry(self.n, event_kind(event), now.at, now.boot, now.up, now.clock)
        waiting = {item.id for item in self.state.items if item.status == "waiting" and not item.origin}
        agenda.state.fold(self.state, event, entry)
        self.events.append((event, entry))
        self.n += 1
        match event:
            case agenda.events.AgendaAdopted():
                self.given |= set(range(event.first, event.first + len(event.items)))
                self.gone |= waiting if event.instead else set()
            case ItemAdded():
                self.given.add(event.item)
            case ItemRemoved():
                self.gone.add(event.item)
            case MeetingOpened():
                self.given, self.gone = {item.id for item in self.state.items}, set()
            case _:
                pass

    def ask(self, command: OwnCommand) -> OwnEvent | None:
        before = msgspec.msgpack.encode(self.state)
        try:
            event = agenda.deciding.decide(self.state, cast(Room, Nobody()), command, self.stamp)
        except Refused:
            event = None
        assert msgspec.msgpack.encode(self.state) == before, "to decide changes nothing"
        if event is not None:
            self.record(event)
        return event


def holds(evening: Evening) -> None:
    """Check what is true of every agenda at every moment."""
    state, now = evening.state, evening.stamp
    ids = [item.id for item in state.items]
    assert len(ids) == len(set(ids))
    assert set(ids) == evening.given - evening.gone
    assert max([0, *evening.given]) <= state.last
    opened = [item for item in state.items if item.status == "open"]
    assert len(opened) <= 1
    assert state.open == (opened[0].id if opened else 0)
    assert all(item.runs is False for item in state.items if item.status != "open")
    assert all(timing.spent(item, now) >= item.spent >= 0 for item in state.items)
    carried = [item for item in state.items if item.status == "carried"]
    assert {item.carried_by for item in carried} <= {origin.n for origin in state.carried}
    end = predicted_end(state, now)
    assert end is None or end.isoformat() >= now.at[:19]
    assert isinstance(lateness(state, now), int)
    assert all(title_of(item, REGISTRY.called) for item in state.items)
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(state), type=State) == state


@given(st.lists(st.one_of(COMMANDS, COMMANDS, COMMANDS, HEARD, st.integers(0, 90)), max_size=40))
@settings(max_examples=300, deadline=None)
def test_random_evenings_keep_the_invariants(steps: list[OwnCommand | HeardEvent | int]) -> None:
    """The invariants hold over commands, breaks, closing, the next meeting, and time in between."""
    evening = Evening()
    for step in steps:
        if isinstance(step, int):
            evening.up += step * MINUTE
        elif isinstance(step, Event):
            evening.record(step)
            if isinstance(step, MeetingClosed):
                kept = len(evening.state.carried)
                evening.record(
                    MeetingOpened(meeting=2, title="", date="2026-11-29", due=evening.state.carried)
                )
                assert (len(evening.state.items), evening.state.carried) == (kept, [])
        else:
            order = [item.id for item in evening.state.items]
            event = evening.ask(step)
            if isinstance(event, ItemMoved):
                moved = [item.id for item in evening.state.items]
                assert sorted(moved) == sorted(order)
                assert [one for one in moved if one != event.item] == [
                    one for one in order if one != event.item
                ]
                follower = moved[moved.index(event.item) + 1 :][:1]
                assert follower == ([event.before] if event.before else [])
        holds(evening)


@given(st.lists(st.one_of(COMMANDS, st.integers(0, 30), st.just("reboot")), max_size=25))
@settings(max_examples=150, deadline=None)
def test_folding_again_gives_the_same(steps: list[OwnCommand | int | str]) -> None:
    """Folding the events again gives the same state, and power cuts lose no recorded time."""
    evening = Evening()
    reboots: dict[int, Entry] = {}
    for step in steps:
        if isinstance(step, int):
            evening.up += step * MINUTE
        elif isinstance(step, Command):
            evening.ask(step)
        elif evening.n not in reboots:
            spent = [item.spent for item in evening.state.items]
            evening.boot, evening.up = evening.boot + 1, 20_000
            reboots[evening.n] = evening.events[-1][1]
            agenda.state.rebooted(evening.state, reboots[evening.n])
            assert all(item.spent >= before for item, before in zip(evening.state.items, spent, strict=True))
            assert sum(item.runs for item in evening.state.items) <= 1
    again = State()
    for n, (event, entry) in enumerate(evening.events):
        if n in reboots:
            agenda.state.rebooted(again, reboots[n])
        agenda.state.fold(again, event, entry)
    if evening.n in reboots:
        agenda.state.rebooted(again, reboots[evening.n])
    assert again == evening.state
