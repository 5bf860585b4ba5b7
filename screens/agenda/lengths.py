"""Lengths as people type them into the agenda: after a title, or alone.

An agenda in a file is read elsewhere (`kiosk.practices.agenda.importer`).
"""

from __future__ import annotations

import re

_LENGTH = re.compile(r"[\s,(]+(\d{1,3})\s*(?:min(?:utes?|s)?\.?|m|')\s*\)?$", re.IGNORECASE)


def with_length(text: str) -> tuple[str, int]:
    """Return the title and the seconds of `Roof repairs 15 min`; 0 without a length."""
    found = _LENGTH.search(text)
    if found is None or not text[: found.start()].strip():
        return text, 0
    return text[: found.start()].strip(), int(found.group(1)) * 60


def minutes_said(length: str) -> int | None:
    """Return the seconds of `15`, `15 min` or `1:30` (hours); None for anything else."""
    text = length.strip().casefold().removesuffix("minutes").removesuffix("min").removesuffix("m").strip()
    hours, colon, minutes = text.partition(":")
    if colon and hours.isdecimal() and minutes.isdecimal() and len(text) <= 5:
        return min(int(hours) * 3_600 + int(minutes) * 60, 86_400)
    return min(int(text) * 60, 86_400) if text.isascii() and text.isdigit() and len(text) <= 4 else None
