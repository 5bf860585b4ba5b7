"""Names of months and weekdays, and dates in words, wherever the kiosk writes one.

A language has the names, their short forms, and the order of day, month and year.
"""

from __future__ import annotations

from datetime import date

from kiosk.language import NP_, contexts, words

_, ngettext = words("dates")
pgettext, npgettext = contexts("dates")

MONTHS = (
    NP_("month", "January"),
    NP_("month", "February"),
    NP_("month", "March"),
    NP_("month", "April"),
    NP_("month", "May"),
    NP_("month", "June"),
    NP_("month", "July"),
    NP_("month", "August"),
    NP_("month", "September"),
    NP_("month", "October"),
    NP_("month", "November"),
    NP_("month", "December"),
)
SHORT_MONTHS = (
    NP_("month, shortened", "Jan"),
    NP_("month, shortened", "Feb"),
    NP_("month, shortened", "Mar"),
    NP_("month, shortened", "Apr"),
    NP_("month, shortened", "May"),
    NP_("month, shortened", "Jun"),
    NP_("month, shortened", "Jul"),
    NP_("month, shortened", "Aug"),
    NP_("month, shortened", "Sep"),
    NP_("month, shortened", "Oct"),
    NP_("month, shortened", "Nov"),
    NP_("month, shortened", "Dec"),
)
WEEKDAYS = (
    NP_("weekday", "Monday"),
    NP_("weekday", "Tuesday"),
    NP_("weekday", "Wednesday"),
    NP_("weekday", "Thursday"),
    NP_("weekday", "Friday"),
    NP_("weekday", "Saturday"),
    NP_("weekday", "Sunday"),
)


def month(day: date) -> str:
    """Return the month: `November`."""
    return pgettext("month", MONTHS[day.month - 1])


def short_month(day: date) -> str:
    """Return the short name of the month: `Nov`."""
    return pgettext("month, shortened", SHORT_MONTHS[day.month - 1])


def weekday(day: date) -> str:
    """Return the weekday: `Sunday`."""
    return pgettext("weekday", WEEKDAYS[day.weekday()])


def in_full(day: date) -> str:
    """Return the whole date: `Sunday 22 November 2026`."""
    return _("{weekday} {day} {month} {year}").format(
        weekday=weekday(day), day=day.day, month=month(day), year=day.year
    )


def day_and_month(day: date) -> str:
    """Return the date without its year: `1 Dec`."""
    # Translators: a date without its year; {month} is shortened.
    return _("{day} {month}").format(day=day.day, month=short_month(day))
