"""Hours on the wall and their moments, in nights in which the clocks change, against a plain reference."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kiosk.errors import Refused
from kiosk.terms import Stamp, wall_ms, wall_text
from kiosk.zones import (
    agreed_moment,
    day_over,
    is_zone,
    moment_of,
    nearest,
    next_bearing,
    offset_at,
    offset_in,
    wall_at,
    zone_of,
)

ZONES = (
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",  # half an hour
    "Asia/Kolkata",  # never
    "America/St_Johns",
    "America/Santiago",  # at midnight: the day begins at one
    "Africa/Casablanca",  # in Ramadan
    "Pacific/Chatham",
    "Antarctica/Troll",  # two hours
)
MINUTE, DAY = 60_000, 86_400_000


def changes(zone: str) -> list[int]:
    """Return the moments of the years 2026 to 2030 in which the clocks of a zone change; to the minute."""
    at, found, info = wall_ms("2026-01-01T00:00:00.000Z"), [], ZoneInfo(zone)
    for day in range(at, at + 5 * 366 * DAY, DAY):
        low, high = day, day + DAY
        if _offset(low, info) == _offset(high, info):
            continue
        while high - low > MINUTE:
            middle = (low + high) // 2 // MINUTE * MINUTE
            low, high = (low, middle) if _offset(middle, info) != _offset(low, info) else (middle, high)
        found.append(high)
    return found


def _offset(moment: int, zone: ZoneInfo) -> int:
    east = datetime.fromtimestamp(moment / 1000, zone).utcoffset()
    assert east is not None
    return east // timedelta(minutes=1)


CHANGES = {zone: changes(zone) or [wall_ms("2026-10-25T01:00:00.000Z")] for zone in ZONES}


def stamp(moment: int, zone: str = "Europe/Berlin") -> Stamp:
    return Stamp(wall_text(moment), "1f2e3d4c", 1, "ok", offset_in(zone, moment), zone)


@st.composite
def moments(draw: st.DrawFn) -> tuple[str, int]:
    """A zone and a moment within two days of a change of its clocks."""
    zone = draw(st.sampled_from(ZONES))
    near = draw(st.sampled_from(CHANGES[zone]))
    return zone, near + draw(st.integers(-2 * DAY, 2 * DAY))


HOURS = st.builds("{:02d}:{:02d}".format, st.integers(0, 23), st.integers(0, 59))


@given(moments(), HOURS)
@example(("Europe/Berlin", wall_ms("2026-10-25T00:50:00.000Z")), "02:10")
@example(("Europe/Berlin", wall_ms("2026-03-29T01:10:00.000Z")), "02:30")
@example(("Europe/Berlin", wall_ms("2026-03-29T00:40:00.000Z")), "02:30")
@example(("America/Santiago", wall_ms("2026-09-06T03:50:00.000Z")), "00:30")
@example(("Australia/Lord_Howe", wall_ms("2026-10-03T15:45:00.000Z")), "02:10")
def test_an_hour_is_the_next_moment_that_bears_it(at: tuple[str, int], hour: str) -> None:
    """Walking minute by minute from now finds the same moment first, or a gap where it is refused."""
    zone, now = at
    info = ZoneInfo(zone)
    first = -(-now // MINUTE) * MINUTE
    try:
        found = next_bearing(hour, stamp(now, zone))
    except Refused:
        found = -1
    before = datetime.fromtimestamp(now // MINUTE * MINUTE / 1000, info)
    for moment in range(first, first + 2 * DAY, MINUTE):
        shown = datetime.fromtimestamp(moment / 1000, info)
        if f"{shown:%H:%M}" == hour:
            assert found == moment
            return
        wanted = before.replace(tzinfo=None) + timedelta(minutes=1)
        while wanted < shown.replace(tzinfo=None):  # the clocks leave these out
            if f"{wanted:%H:%M}" == hour:
                assert found == -1
                return
            wanted += timedelta(minutes=1)
        before = shown
    raise AssertionError("no hour is away for two days")


@given(moments())
def test_what_the_wall_shows_means_now(at: tuple[str, int]) -> None:
    """A local time read off the wall is the moment at which it is read, also where it comes twice."""
    zone, now = at
    said, here = wall_at(now, stamp(now, zone)), stamp(now, zone)
    assert moment_of(said, here) == now
    assert agreed_moment(said.replace(second=0, microsecond=0), here) == now
    assert agreed_moment(said.replace(microsecond=0), here) == now
    assert said == datetime.fromtimestamp(now / 1000, ZoneInfo(zone)).replace(tzinfo=None)
    assert offset_at(now, here) == here.offset


@given(moments(), HOURS)
def test_the_nearest_hour_is_at_most_half_a_day_away(at: tuple[str, int], hour: str) -> None:
    """The change of the clocks is added; where it is shown, the wall shows that hour."""
    zone, near = at
    found = nearest(hour, near, stamp(near, zone))
    assert abs(found - near) <= 12 * 60 * MINUTE + 2 * 60 * MINUTE
    shown = wall_at(found, stamp(near, zone)).strftime("%H:%M")
    assert shown == hour or any(abs(found - change) <= 2 * 60 * MINUTE for change in CHANGES[zone])


@given(moments())
def test_a_day_is_over_when_the_wall_shows_another(at: tuple[str, int]) -> None:
    """The last millisecond of a date is of that date, and the next is not, whatever midnight is called."""
    zone, now = at
    here = stamp(now, zone)
    today = wall_at(now, here).date()
    over = day_over(today.isoformat(), here)
    assert wall_at(over - 1, here).date() == today
    assert wall_at(over, here).date() == today + timedelta(days=1)


def test_an_hour_that_the_clocks_leave_out_is_refused() -> None:
    """Neither the room's time nor a break can be one; the sentence says which day."""
    now = stamp(wall_ms("2026-03-29T00:50:00.000Z"))  # 01:50, ten minutes before
    sentence = "There is no 02:30 on 2026-03-29: the clocks leave it out. Say another time."
    said = datetime(2026, 3, 29, 2, 30)
    for asked in (
        partial(next_bearing, "02:30", now),
        partial(moment_of, said, now),
        partial(agreed_moment, said, now),
    ):
        with pytest.raises(Refused) as refused:
            asked()
        assert refused.value.sentence == sentence
    later = stamp(wall_ms("2026-03-29T01:10:00.000Z"))
    assert wall_text(next_bearing("02:30", later)) == "2026-03-30T00:30:00.000Z"


def test_another_minute_than_the_wall_shows_is_what_was_said() -> None:
    """Only the minute on the wall, or a time read off it just now, leaves the seconds as they are."""
    now = stamp(wall_ms("2026-11-22T18:02:31.400Z"))
    said = datetime(2026, 11, 22, 19, 2)
    assert wall_text(agreed_moment(said, now)) == "2026-11-22T18:02:31.400Z"
    assert wall_text(agreed_moment(said.replace(second=29), now)) == "2026-11-22T18:02:31.400Z"
    assert wall_text(agreed_moment(said.replace(second=5), now)) == "2026-11-22T18:02:05.000Z"
    assert wall_text(agreed_moment(said.replace(minute=3), now)) == "2026-11-22T18:03:00.000Z"
    assert wall_text(agreed_moment(said.replace(minute=1), now)) == "2026-11-22T18:01:00.000Z"


@pytest.mark.parametrize("name", ["", "Nowhere/Else", "../etc/passwd", "/etc/localtime", "Europe", "CET-1"])
def test_without_a_known_zone_the_offset_holds(name: str) -> None:
    """A name that nobody knows is no error: the offset of the stamp counts all the time."""
    now = Stamp("2026-10-25T00:50:00.000Z", "1f2e3d4c", 1, "ok", 120, name)
    assert not is_zone(name)
    assert zone_of(now).utcoffset(datetime.now(UTC)) == timedelta(hours=2)
    assert wall_text(next_bearing("02:10", now)) == "2026-10-26T00:10:00.000Z"


def test_the_day_that_samoa_left_out() -> None:
    """A whole day can be missing."""
    now = stamp(wall_ms("2011-12-30T09:00:00.000Z"), "Pacific/Apia")  # the 29th, 23:00
    assert wall_at(wall_ms(now.at), now).date() == date(2011, 12, 29)
    with pytest.raises(Refused):
        next_bearing("20:00", now)
