"""Write dates and lengths for minutes: in full, because minutes are read years later."""

from __future__ import annotations

from datetime import date, datetime

from kiosk.language import words
from kiosk.language.dates import day_and_month, in_full

_, ngettext = words("minutes")


def day(text: str) -> str:
    """Return `2026-11-22` as `Sunday 22 November 2026`; any other text unchanged."""
    try:
        when = date.fromisoformat(text)
    except ValueError:
        return text
    return in_full(when)


def hour(text: str) -> str:
    """Return `19:02` as it is, and `2026-11-23T00:10` as `00:10 on 23 Nov`; any other text unchanged."""
    if "T" not in text:
        return text
    moment = datetime.fromisoformat(text)
    # Translators: a time after midnight, or of a later day than the one in the heading.
    return _("{hour} on {day}").format(hour=f"{moment:%H:%M}", day=day_and_month(moment.date()))


SHORT = 180
"""Seconds below which a measured length has its seconds: one of 90 s is not 2 min."""


def length(seconds: int, measured: bool = False) -> str:
    """Return a length: `25 min`, `1 h 05 min`, `1 min 30 s`; a long one that was measured to the minute."""
    if measured and seconds >= SHORT:
        seconds = (seconds + 30) // 60 * 60
    minutes, left = divmod(seconds, 60)
    if not minutes:
        return _("{n} s").format(n=left)
    told = _("{n} min").format(n=minutes)
    if minutes >= 60:
        told = _("{hours} h {minutes:02d} min").format(hours=minutes // 60, minutes=minutes % 60)
    # Translators: a length, its seconds last: "1 min 30 s".
    return _("{minutes} {seconds}").format(minutes=told, seconds=_("{n} s").format(n=left)) if left else told
