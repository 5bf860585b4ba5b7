"""Dates and lengths as minutes write them: in full, since they are read in years to come."""

from __future__ import annotations

from datetime import date

from kiosk.language import words

_, ngettext = words("minutes")

_MONTHS = "January February March April May June July August September October November December".split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


def day(text: str) -> str:
    """`2026-11-22` as `Sunday 22 November 2026`; anything else as it is."""
    try:
        when = date.fromisoformat(text)
    except ValueError:
        return text
    return _("{weekday} {day} {month} {year}").format(
        weekday=_(_DAYS[when.weekday()]), day=when.day, month=_(_MONTHS[when.month - 1]), year=when.year
    )


def length(seconds: int) -> str:
    """`25 min`, `1 h 05 min`, `40 s`."""
    if seconds < 60:
        return _("{n} s").format(n=seconds)
    minutes = (seconds + 30) // 60
    if minutes < 60:
        return _("{n} min").format(n=minutes)
    return _("{hours} h {minutes:02d} min").format(hours=minutes // 60, minutes=minutes % 60)
