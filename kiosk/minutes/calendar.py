"""Write the days on which something comes back as a calendar file that phones understand (RFC 5545)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from kiosk.minutes.document import Minutes
from kiosk.minutes.escaping import Plain, write
from kiosk.practices.chapter import Due

_LONGEST = 75
"""Most octets of a line; a longer one is folded (RFC 5545, 3.1)."""


def calendar(minutes: Minutes, days: Sequence[Due]) -> bytes:
    """Return a calendar with a whole-day event for each day on which something of this sitting comes back."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//assembly kiosk//minutes//EN", "CALSCALE:GREGORIAN"]
    for due in days:
        lines += _event(minutes, due, date.fromisoformat(due.date))
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _event(minutes: Minutes, due: Due, day: date) -> list[str]:
    return [
        "BEGIN:VEVENT",
        # The UID stays the same, so that later minutes move the event instead of adding another.
        f"UID:{due.uid}@{minutes.head.origin.replace('/', '.')}",
        f"DTSTAMP:{minutes.date.replace('-', '')}T000000Z",
        f"SEQUENCE:{minutes.number}",
        f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escaped(write(Plain(), due.summary))}",
        *([f"DESCRIPTION:{_escaped(due.text)}"] if due.text else []),
        *(["STATUS:CANCELLED"] if due.cancelled else []),
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _escaped(text: str) -> str:
    r"""Return a TEXT of RFC 5545: backslash, semicolon and comma escaped, a line break as \n."""
    for plain, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(plain, written)
    return text


def _folded(line: str) -> bytes:
    """Return the line in pieces of at most 75 octets, each ended by CRLF; no character is cut."""
    pieces, current = [], b""
    for character in line:
        coded = character.encode()
        if len(current) + len(coded) > _LONGEST:
            pieces.append(current)
            current = b" "
        current += coded
    return b"\r\n".join([*pieces, current]) + b"\r\n"
