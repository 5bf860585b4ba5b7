"""Lengths and times of day as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.practices.agenda.importer import lengths
from kiosk.practices.agenda.importer.lengths import When

LENGTHS = {
    "10 min": 600,
    "10m": 600,
    "10M": 600,
    "15mins": 900,
    "1 minute": 60,
    "90 Min.": 5400,
    "12 mn": 720,
    "5'": 300,
    "5′": 300,
    "1h": 3600,
    "1 hr": 3600,
    "1h30": 5400,
    "1 h 30 min": 5400,
    "1 hr 15 mins": 4500,
    "1.5 hours": 5400,
    "1,5 h": 5400,
    "1½ h": 5400,
    "½ h": 1800,
    "¼ hr": 900,
    "2¾ hours": 9900,
    "0:45": 2700,
    "1:30": 5400,
    "5:59": 21540,
    "~20 min": 1200,
    "about 20 min": 1200,
}
TIMES = {
    "10:00": "10:00",
    "6:00": "06:00",
    "23:59": "23:59",
    "5:30 pm": "17:30",
    "5:30am": "05:30",
    "12:15 am": "00:15",
    "12:15 pm": "12:15",
    "7pm": "19:00",
    "19h30": "19:30",
    "19h": "19:00",
    "19:00 Uhr": "19:00",
    "18 Uhr": "18:00",
    "9.30 Uhr": "09:30",
    "16:30 UTC": "16:30",
}
NEITHER = (
    "",
    "10",
    "half",
    "30 s",
    "25:00",
    "12:60",
    "9.30",
    "0:00",
    "0 min",
    "v1.5",
    "10 mice",
    "1000 h",
    "XX min",
)


@pytest.mark.parametrize(("text", "seconds"), LENGTHS.items())
def test_a_length_is_read_in_every_form(text: str, seconds: int) -> None:
    """h:mm below 6:00 is a length, and so are the usual abbreviations."""
    assert lengths.when(text) == When(seconds)


@pytest.mark.parametrize(("text", "starts"), TIMES.items())
def test_a_time_of_day_is_read_in_every_form(text: str, starts: str) -> None:
    """h:mm from 6:00 on is a time of day; with am or pm it is one at any hour."""
    assert lengths.when(text) == When(starts=starts)


@pytest.mark.parametrize("text", NEITHER)
def test_other_text_is_neither(text: str) -> None:
    """A number alone, an impossible hour and a version are not times."""
    assert lengths.when(text) is None


def test_in_a_column_of_starts_every_h_mm_is_a_time_of_day() -> None:
    """0:45 in such a column is a quarter to one, and a length stays a length."""
    assert lengths.when("0:45", column=True) == When(starts="00:45")
    assert lengths.when("5:30", column=True) == When(starts="05:30")
    assert lengths.when("20 min", column=True) == When(1200)


def test_in_a_column_of_lengths_a_bare_number_is_minutes() -> None:
    """A bound and a range of numbers are minutes there too."""
    assert lengths.when("15", bare=True) == When(900)
    assert lengths.when("≤15", bare=True) == When(900, bound=True)
    assert lengths.when("20-30", bare=True) == When(1800, vague=True)


@pytest.mark.parametrize(
    "text", ["≤30m", "<= 30 min", "max 30 min", "30 min max", "up to 30 minutes", "at most 30m"]
)
def test_a_bound_is_taken_as_the_length(text: str) -> None:
    """The length remembers that it is a bound."""
    assert lengths.when(text) == When(1800, bound=True)


@pytest.mark.parametrize("text", ["5-10 min", "5 – 10 min", "5m-10m", "5 to 10 minutes"])
def test_of_a_range_the_longer_is_taken(text: str) -> None:
    """The range is marked as vague, so that people look."""
    assert lengths.when(text) == When(600, vague=True)


@pytest.mark.parametrize(
    ("text", "starts", "seconds"),
    [
        ("16:45 - 16:50", "16:45", 300),
        ("11:45–12:00", "11:45", 900),
        ("2:00 - 2:30 pm", "14:00", 1800),
        ("11:30 - 1:00 pm", "11:30", 5400),
        ("06:30 - 07:30 UTC", "06:30", 3600),
        ("23:45 - 00:15", "23:45", 1800),
        ("19h30 à 20h", "19:30", 1800),
        ("00:00 - 00:15", "", 900),
        ("00:45 - 01:00 UTC", "00:45", 900),
    ],
)
def test_a_span_is_a_time_of_day_and_a_length(text: str, starts: str, seconds: int) -> None:
    """From 0:00 the span counts from the beginning of the meeting, so only its length is known."""
    assert lengths.when(text) == When(seconds, starts, spans=True)


def test_only_what_stands_at_an_end_is_found_there() -> None:
    """A time at the start or end of a line is found; a number inside belongs to the sentence."""
    assert lengths.at_start("10 min - Check-in") == (When(600), 6)
    assert lengths.at_start("16:45 - 16:47 Opening") == (When(120, "16:45", spans=True), 13)
    assert lengths.at_start("3 things") is None
    assert lengths.at_start("10.15 Fees") is None
    assert lengths.at_end("Check-in 10 min") == (When(600), 9)
    assert lengths.at_end("Lunch 12:30") == (When(starts="12:30"), 6)
    assert lengths.at_end("Budget 2025") is None
    assert lengths.at_end("Extend the 30 day period") is None


@pytest.mark.parametrize(
    ("seconds", "words"), [(0, "0 min"), (45, "45 s"), (600, "10 min"), (5400, "1 h 30 min"), (7200, "2 h")]
)
def test_a_length_in_words(seconds: int, words: str) -> None:
    """Hours, minutes and seconds are named where they are not zero."""
    assert lengths.in_words(seconds) == words


@given(st.text(alphabet="0123456789:h-–≤ minpAMU'½.", max_size=30))
def test_whatever_is_read_is_within_a_day(text: str) -> None:
    """A length is up to 24 hours, a time of day is HH:MM."""
    for read in (lengths.when(text), lengths.when(text, bare=True), lengths.when(text, column=True)):
        if read is not None:
            assert 0 <= read.seconds <= lengths.DAY
            assert read.starts == "" or (len(read.starts) == 5 and read.starts <= "23:59")
