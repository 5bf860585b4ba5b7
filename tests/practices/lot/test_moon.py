"""Terms that end with a full moon."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from kiosk.practices.lot.moon import TOO_SOON, days_to_full_moon, full_moon

FULL_MOONS = (
    "2026-01-03 10:03",
    "2026-02-01 22:09",
    "2026-03-03 11:38",
    "2026-04-02 02:12",
    "2026-05-01 17:23",
    "2026-05-31 08:45",
    "2026-06-29 23:57",
    "2026-07-29 14:36",
    "2026-08-28 04:18",
    "2026-09-26 16:49",
    "2026-10-26 04:12",
    "2026-11-24 14:53",
    "2026-12-24 01:28",
)
"""The full moons of 2026 in UTC, as almanacs give them."""


@pytest.mark.parametrize(("place", "said"), enumerate(FULL_MOONS))
def test_the_full_moons_of_a_year(place: int, said: str) -> None:
    """Each computed full moon is within five minutes of the almanac."""
    assert abs(full_moon(321 + place) - datetime.fromisoformat(said)) < timedelta(minutes=5)


def test_a_term_of_moons_ends_on_the_day_of_a_full_moon_that_is_not_too_soon() -> None:
    """Two days before a full moon, or on its day, the next one counts; the n-th is n - 1 lunations later."""
    assert days_to_full_moon(date(2026, 11, 22), 1) == 32
    assert days_to_full_moon(date(2026, 11, 24), 1) == 30
    assert days_to_full_moon(date(2026, 11, 30), 1) == 24
    assert days_to_full_moon(date(2026, 1, 3), 11) == (date(2026, 11, 24) - date(2026, 1, 3)).days


def test_every_day_of_twenty_years_has_a_next_full_moon() -> None:
    """The end is never sooner than the required days, and at most a lunation after them."""
    for day in range(0, 7_300, 11):
        days = days_to_full_moon(date(2026, 1, 1) + timedelta(days=day), 1)
        assert TOO_SOON <= days <= TOO_SOON + 30
