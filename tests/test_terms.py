"""Ids and times, which every part of the kiosk shares."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.errors import Refused
from kiosk.terms import local, local_date, said_time, wall_ms, wall_text

LATEST = wall_ms("9999-12-31T23:59:59.999Z")


@given(st.integers(-LATEST // 10, LATEST))
def test_a_wall_time_is_read_as_it_was_written(milliseconds: int) -> None:
    """`wall_ms` is the inverse of `wall_text`, and texts sort as times do."""
    text = wall_text(milliseconds)
    assert wall_ms(text) == milliseconds
    assert len(text) == 24
    assert wall_text(milliseconds - 1) < text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026-11-22",
        "2026-11-22T18:04:11Z",
        "2026-11-22T18:04:11.2Z",
        "2026-11-22T18:04:11.203",
        "2026-11-22T18:04:11.203+00:00",
        "2026-11-22T18:04:11.203Z\n",
        "2026-11-22 18:04:11.203Z",
        "2026-02-30T18:04:11.203Z",
        "2026-11-22T24:00:00.000Z",
        "٢٠٢٦-11-22T18:04:11.203Z",
    ],
)
def test_nothing_else_is_a_wall_time(text: str) -> None:
    """Another form, another zone and an impossible date are a ValueError."""
    with pytest.raises(ValueError):
        wall_ms(text)


def test_a_date_is_that_of_the_room() -> None:
    """Half past eleven in the evening in London is the next day in Paris."""
    assert local_date("2026-11-22T23:30:00.000Z", 0) == "2026-11-22"
    assert local_date("2026-11-22T23:30:00.000Z", 60) == "2026-11-23"
    assert local("2026-01-01T02:00:00.000Z", -300) == datetime(2025, 12, 31, 21, 0)


@pytest.mark.parametrize("said", ["2026-11-22T19:02", "2026-11-22 19:02", " 2026-11-22 19:02 "])
def test_people_say_the_time_with_a_blank_or_a_t(said: str) -> None:
    """Both forms are the same minute."""
    assert said_time(said) == datetime(2026, 11, 22, 19, 2)


@pytest.mark.parametrize("year", ["1970", "2019", "2200", "9999", "0001"])
def test_a_year_far_away_is_a_slip_of_the_finger(year: str) -> None:
    """Such a year would be kept as a trusted time."""
    with pytest.raises(Refused, match="cannot be the year"):
        said_time(f"{year}-11-22T19:02")
