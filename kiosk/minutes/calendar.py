"""The days on which decisions are looked at again, as a calendar file that phones understand (RFC 5545)."""

from __future__ import annotations

from datetime import date, timedelta

from kiosk.language import words
from kiosk.minutes.document import Minutes

_, ngettext = words("minutes")

_LONGEST = 75
"""Octets of a line before it is folded (RFC 5545, 3.1)."""


def reviews(minutes: Minutes) -> bytes:
    """One whole-day event for each decision adopted, or kept, in this sitting."""
    due = [(each.number, each.title, each.text, each.review) for each in minutes.decisions]
    due += [(each.decision, each.title, "", each.review) for each in minutes.reviews if each.review]
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//assembly kiosk//minutes//EN", "CALSCALE:GREGORIAN"]
    for number, title, text, review in due:
        lines += _event(minutes, number, title, text, date.fromisoformat(review))
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _event(minutes: Minutes, number: int, title: str, text: str, day: date) -> list[str]:
    called = title or " ".join(text.split())[:60]
    summary = _("{assembly}: look at decision {number} again ({title})").format(
        assembly=minutes.assembly, number=number, title=called
    )
    return [
        "BEGIN:VEVENT",
        # The same decision kept again moves the same event: its number and its journal name it.
        f"UID:decision-{number}@{minutes.head.origin.replace('/', '.')}",
        f"DTSTAMP:{minutes.date.replace('-', '')}T000000Z",
        f"SEQUENCE:{minutes.number}",
        f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escaped(summary)}",
        *([f"DESCRIPTION:{_escaped(text)}"] if text else []),
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _escaped(text: str) -> str:
    r"""TEXT of RFC 5545: backslash, semicolon and comma escaped, a line break as \n."""
    for plain, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(plain, written)
    return text


def _folded(line: str) -> bytes:
    """The line in pieces of at most 75 octets, none of which cuts a character, each ended by CRLF."""
    pieces, current = [], b""
    for character in line:
        coded = character.encode()
        if len(current) + len(coded) > _LONGEST:
            pieces.append(current)
            current = b" "
        current += coded
    return b"\r\n".join([*pieces, current]) + b"\r\n"
