"""The clock of an agenda in edge cases: past midnight, across a power cut, without a length."""

from __future__ import annotations

from datetime import datetime

import pytest

from kiosk.practices.agenda import timing
from kiosk.practices.agenda.events import Less
from kiosk.practices.agenda.state import Item, Sitting, State
from kiosk.terms import Stamp
from kiosk.zones import wall_at

BEFORE, BOOT = "00000001", "00000002"
MINUTE = 60_000


def at(hour: str, day: int = 22, *, boot: str = BOOT, up: int = 600_000) -> Stamp:
    """Return the stamp of this hour of a day in November 2026, in a room one hour east of UTC."""
    utc = f"{int(hour[:2]) - 1:02d}{hour[2:]}" if hour[:2] != "00" else f"23{hour[2:]}"
    return Stamp(f"2026-11-{day - (hour[:2] == '00'):02d}T{utc}:30.500Z", boot, up, "ok", 60)


def items(*said: tuple[str, int]) -> list[Item]:
    """Return items with an hour, or "", and a length in minutes."""
    return [Item(n, f"item {n}", starts=hour, planned=60 * box) for n, (hour, box) in enumerate(said, 1)]


def predicted(state: State, now: Stamp) -> str:
    end = timing.predicted_end(state, now)
    assert end is not None
    return end.strftime("%d %H:%M:%S.%f")[:-3]


def test_the_stamps_of_these_tests() -> None:
    """Just before and just after midnight are minutes apart."""
    state = State(items=items(("", 1)))
    assert predicted(state, at("23:58")) == "22 23:59:30.500"
    assert predicted(state, at("00:01", 23)) == "23 00:02:30.500"


@pytest.mark.parametrize(
    ("now", "day", "starts", "end"),
    [
        ("23:50", 22, "0:15", "23 00:20:00.000"),
        ("00:10", 23, "23:50", "23 00:15:30.500"),
        ("00:10", 23, "0:30", "23 00:35:00.000"),
        ("19:00", 22, "19:30", "22 19:35:00.000"),
        ("08:00", 22, "20:00", "22 20:05:00.000"),
        ("08:00", 22, "20:01", "22 08:05:30.500"),
        ("20:00", 22, "7:59", "23 08:04:00.000"),
        ("20:00", 22, "8:01", "22 20:05:30.500"),
    ],
)
def test_the_hour_that_is_meant_is_the_nearest(now: str, day: int, starts: str, end: str) -> None:
    """Nothing begins before its hour; an hour more than half a day away is that of the adjacent day."""
    assert predicted(State(items=items((starts, 5))), at(now, day)) == end


def test_twelve_hours_are_not_more_than_half_a_day() -> None:
    """An hour exactly twelve hours away, before or after, is today's."""
    state = State(items=items(("20:00", 5)), sitting=Sitting(said="2026-11-22T08:00", offset=60))
    assert timing.planned_end(state, at("09:00")) == datetime(2026, 11, 22, 20, 5)
    state = State(items=items(("8:00", 5)), sitting=Sitting(said="2026-11-22T20:00", offset=60))
    assert timing.planned_end(state, at("09:00")) == datetime(2026, 11, 22, 8, 5)


def test_a_plan_goes_past_midnight() -> None:
    """The plan's hours are consecutive: 23:30, then 0:30, then ten minutes."""
    state = State(
        items=items(("23:30", 20), ("0:30", 10)),
        sitting=Sitting(said="2026-11-22T23:00", offset=60, boot=BEFORE),
    )
    assert timing.planned_end(state, at("23:45")) == datetime(2026, 11, 23, 0, 40)
    state = State(items=items(("23:50", 5)), sitting=Sitting(said="2026-11-23T00:10", offset=60))
    assert timing.planned_end(state, at("00:20", 23)) == datetime(2026, 11, 22, 23, 55)


def test_a_break_ends_past_midnight() -> None:
    """No item begins before the end of the break, also if that is tomorrow."""
    assert predicted(State(items=items(("", 10)), until="0:10"), at("23:50")) == "23 00:20:00.000"
    assert predicted(State(items=items(("", 10)), until="23:50"), at("00:10", 23)) == "23 00:20:30.500"


@pytest.mark.parametrize(
    ("hours", "boxes"),
    [
        (("19:00", "19:20", "20:00"), (1200, 2400, 0)),
        (("23:50", "0:20", "0:25"), (1800, 300, 0)),
        (("19:00", "19:00", "18:59"), (0, 86_340, 0)),
        (("19:00", "", "20:00"), (0, 0, 0)),
        (("", "19:00", "20:00"), (0, 3600, 0)),
    ],
)
def test_the_follower_says_how_long(hours: tuple[str, str, str], boxes: tuple[int, int, int]) -> None:
    """Without a planned length an item lasts until the hour of the next item, and no other."""
    state = State(items=items(*((hour, 0) for hour in hours)))
    assert tuple(timing.timebox(state, item) for item in state.items) == boxes
    for item in state.items:
        item.added = 60
    assert tuple(timing.timebox(state, item) - 60 for item in state.items) == boxes
    state.items[0].planned = 300
    assert timing.timebox(state, state.items[0]) == 360


@pytest.mark.parametrize(
    ("follower", "status", "now", "ends"),
    [
        ("20:15", "waiting", "20:00", "20:15"),
        ("20:15", "skipped", "20:00", "20:20"),
        ("", "waiting", "20:00", "20:20"),
        ("0:15", "waiting", "23:50", "00:15"),
        ("23:00", "waiting", "20:00", "23:00"),
        ("23:01", "waiting", "20:00", "20:20"),
        ("20:00", "waiting", "20:00", "20:20"),
        ("20:01", "waiting", "20:00", "20:01"),
    ],
)
def test_the_follower_of_a_break_ends_it(follower: str, status: str, now: str, ends: str) -> None:
    """A break ends at a waiting follower's hour within three hours, else after its own length."""
    state = State(items=items(("19:00", 5), ("", 20), (follower, 10), ("20:05", 5)))
    state.items[2].status = status  # type: ignore[assignment]  # from the table above
    assert timing.returns(state, state.items[1], at(now)) == ends


def test_the_last_break_has_no_follower() -> None:
    """The last break ends after its length, or after a quarter of an hour."""
    state = State(items=items(("20:10", 5), ("", 20)))
    assert timing.returns(state, state.items[1], at("20:00")) == "20:20"
    state.items[1].planned = 0
    assert timing.returns(state, state.items[1], at("20:00")) == "20:15"


def test_three_hours_are_not_a_break() -> None:
    """The follower's hour counts when it is less than three hours away, to the second."""
    state = State(items=items(("", 20), ("23:00", 5)))
    now = Stamp("2026-11-22T19:00:00.000Z", BOOT, 1, "ok", 60)
    assert timing.returns(state, state.items[0], now) == "20:20"


def test_when_the_meeting_began() -> None:
    """The beginning counts since boot in the same boot, else as attested, else as in the entry."""
    now = at("20:00", up=90 * MINUTE)
    sitting = Sitting(at="2026-11-22T17:31:00.000Z", offset=60, boot=BOOT, up=30 * MINUTE)
    assert wall_at(timing.began(sitting, now), now) == datetime(2026, 11, 22, 19, 0, 30, 500_000)
    earlier = Sitting(at="2026-11-22T17:31:00.000Z", offset=60, boot=BEFORE, up=30 * MINUTE)
    assert wall_at(timing.began(earlier, now), now) == datetime(2026, 11, 22, 18, 31)
    said = Sitting(at="2026-11-22T17:31:00.000Z", offset=60, boot=BEFORE, said="2026-11-22T19:15")
    assert wall_at(timing.began(said, now), now) == datetime(2026, 11, 22, 19, 15)


def test_time_that_was_spent_across_a_power_cut() -> None:
    """Time counts to the last entry of the earlier boot and from the new boot; without entries it is 0."""
    item = Item(1, "x", spent=1_000, runs=True, boot=BEFORE, up=10_000)
    now = at("20:00", up=500)
    assert timing.spent(item, now, at("19:00", boot=BEFORE, up=14_000)) == 5_500
    assert timing.spent(item, now, at("19:00", boot=BEFORE, up=10_000)) == 1_500
    assert timing.spent(item, at("20:00", up=0), at("19:00", boot=BEFORE, up=9_000)) == 1_000
    assert timing.spent(item, now, at("19:00", boot="0000000f", up=14_000)) == 1_000
    assert timing.spent(item, now) == 1_000
    assert timing.spent(item, at("20:00", boot=BEFORE, up=12_000), at("19:00", boot=BEFORE)) == 3_000
    item.runs = False
    assert timing.spent(item, now, at("19:00", boot=BEFORE, up=14_000)) == 1_000
    after = Item(1, "x", spent=1_000, runs=True, boot="", up=0)
    assert timing.spent(after, now, at("19:00", boot="", up=14_000)) == 1_500


@pytest.mark.parametrize(
    "item", [Item(1, "x", planned=60), Item(1, "x", added=60), Item(1, "x", starts="20:01")]
)
def test_any_length_or_hour_makes_a_plan(item: Item) -> None:
    """One length or hour is enough for an end; lateness is the time passed, rounded to minutes."""
    state = State(items=[Item(2, "y"), item], sitting=Sitting(said="2026-11-22T20:00", offset=60))
    assert timing.predicted_end(state, at("20:00")) is not None
    assert timing.planned_end(state, at("20:00")) is not None
    assert timing.lateness(state, at("20:10")) == (10 if item.starts else 12 if item.added else 11)


def test_an_item_that_is_over_takes_nothing_from_the_others() -> None:
    """The overrun is past; waiting items still take their time, finished ones none."""
    state = State(items=items(("", 10), ("", 5), ("", 7)))
    state.items[0].status, state.items[2].status = "open", "done"
    state.items[0].spent = 12 * MINUTE
    assert timing.left(state, state.items[0], at("20:00")) == -2 * MINUTE
    assert predicted(state, at("20:00")) == "22 20:05:30.500"
    state.items[0].spent = 9 * MINUTE
    assert predicted(state, at("20:00")) == "22 20:06:30.500"


@pytest.mark.parametrize(
    ("boxes", "late", "given"),
    [
        ((119, 120), 5, [(2, 60)]),
        ((600, 300), 1, [(1, 60)]),
        ((600, 300), 3, [(1, 120), (2, 60)]),
        ((300, 300), 1, [(1, 60)]),
        ((300, 300), 9, [(1, 120), (2, 120)]),
        ((0, 0), 9, []),
    ],
)
def test_who_gives_a_minute(boxes: tuple[int, int], late: int, given: list[tuple[int, int]]) -> None:
    """The longest item gives first, none more than half, and none shrinks below two minutes."""
    state = State(items=[Item(n, "x", planned=box) for n, box in enumerate(boxes, 1)])
    assert timing.spread(state, late) == [Less(*one) for one in given]
    state.items[1].kind = "break"
    assert all(one.item == 1 for one in timing.spread(state, late))
    state.items[0].status = "done"
    assert timing.spread(state, late) == []
