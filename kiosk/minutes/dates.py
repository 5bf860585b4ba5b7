"""Write dates and lengths for minutes: in full, because minutes are read years later."""

from __future__ import annotations

from datetime import date

from kiosk.language import words
from kiosk.language.dates import in_full

_, ngettext = words("minutes")


def day(text: str) -> str:
    """Return `2026-11-22` as `Sunday 22 November 2026`; any other text unchanged."""
    try:
        when = date.fromisoformat(text)
    except ValueError:
        return text
    return in_full(when)


def length(seconds: int) -> str:
    """Return a length: `25 min`, `1 h 05 min`, `40 s`."""
    if seconds < 60:
        return _("{n} s").format(n=seconds)
    minutes = (seconds + 30) // 60
    if minutes < 60:
        return _("{n} min").format(n=minutes)
    return _("{hours} h {minutes:02d} min").format(hours=minutes // 60, minutes=minutes % 60)
