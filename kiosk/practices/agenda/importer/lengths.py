"""Read lengths and times of day in the forms that people write in agendas.

    lengths   10 min · 10m · 15mins · 5' · 1h · 1h30 · 1 h 30 min · 1.5 hours · ≤30m · 5-10 min · 0:45
    times     19:00 · 7:30 pm · 7pm · 19h30 · 19:00 Uhr · 16:30 UTC
    spans     16:45 - 16:50 (a time of day and the length between the two)

`h:mm` below 6:00 is a length, from 6:00 on a time of day; with am or pm it is always a time of day. Nothing
here looks at a clock.
"""

from __future__ import annotations

import re

from msgspec import Struct

from kiosk.language import words

_, ngettext = words("agenda")

DAY = 86_400

_NUMBER = r"(?:[0-9]{1,3}(?:[.,][0-9]{1,2})?|[0-9]?[¼½¾])"
_TO = r"\s*(?:-|–|—|to|bis|à)\s*"
_HOURS = r"(?:hours?|hrs?|h|stunden?|std|heures?|horas?)\b\.?"
_MINUTES = r"(?:(?:minutes?|minuten|minutos?|mins?|mn|m)\b\.?|[′'’])"
_BOUND = r"(?:≤|<=|<|max(?:imum|\.)?|up to|at most|not more than)"
_ABOUT = r"(?:~|≈|ca\.?|circa|about|approx(?:\.|imately)?|around|est\.?|roughly)"
_LENGTH = (
    rf"(?:(?P<bound>{_BOUND})\s*|{_ABOUT}\s*)?"
    rf"(?:(?P<h>{_NUMBER})(?:{_TO}(?P<h2>{_NUMBER}))?[\s-]?{_HOURS}"
    rf"|(?P<hm>[0-9]{{1,2}})\s?h(?:(?:ou)?rs?)?\.?\s?(?:and\s|et\s|und\s)?(?P<mh>[0-9]{{1,2}})(?:\s?{_MINUTES})?"
    rf"|(?P<m>{_NUMBER})(?:\s?{_MINUTES})?(?:{_TO}(?P<m2>{_NUMBER}))?[\s-]?{_MINUTES}"
    r"|(?P<ch>[0-5]|0[0-5]):(?P<cm>[0-5][0-9]))"
    r"(?P<max>\s*max(?:\.|imum)?)?"
)
_ZONE = r"(?:\s*(?:Uhr\b|UTC\b|GMT\b|CES?T\b|[ECMP][SD]T\b)(?:[+-][0-9]{1,2})?)?"
_HALF = r"\s*(?P<{0}>[ap]\.?\s?m\b\.?)"
_CLOCK = (
    r"(?:(?P<{0}h>[01]?[0-9]|2[0-3])[:.](?P<{0}m>[0-5][0-9])(?:" + _HALF.format("{0}x") + ")?"
    r"|(?P<{0}nh>[01]?[0-9]|2[0-3])\s?(?:h(?P<{0}nm>[0-5][0-9])?|Uhr)(?![a-z0-9])"
    r"|(?P<{0}ph>1[0-2]|0?[1-9])" + _HALF.format("{0}y") + ")"
)
_SPAN = _CLOCK.format("a") + _ZONE + r"\s*(?:-|–|—|to|until|bis|à)\s*" + _CLOCK.format("b") + _ZONE

_WHOLE_LENGTH = re.compile(_LENGTH, re.IGNORECASE)
_WHOLE_CLOCK = re.compile(_CLOCK.format("a") + _ZONE, re.IGNORECASE)
_WHOLE_SPAN = re.compile(_SPAN, re.IGNORECASE)
_BARE = re.compile(rf"(?:(?P<bound>{_BOUND})\s*|{_ABOUT}\s*)?(?P<m>{_NUMBER})(?:{_TO}(?P<m2>{_NUMBER}))?")
_FIRST_MINUTE = 6 * 60
_FRACTIONS = {"¼": 0.25, "½": 0.5, "¾": 0.75}

_STARTS_LENGTH = re.compile(rf"{_LENGTH}(?![\w:])", re.IGNORECASE)
_ENDS_SPAN = re.compile(rf"(?<![\w:.,-]){_SPAN}\s*$", re.IGNORECASE)
_ENDS_CLOCK = re.compile(
    r"(?:(?<=[\s(])(?:at|from|ab|um|à|@)\s+)?(?<![\w:.,-])(?P<clock>[0-9]{1,2}:[0-9]{2}(?:\s?[ap]m)?)\s*$",
    re.IGNORECASE,
)
_ENDS_LENGTH = re.compile(rf"(?<![\w:.,-]){_LENGTH}\s*$", re.IGNORECASE)
LOOKS_TIMED = re.compile(
    r"[0-9¼½¾][\s-]?(?:(?:m|mn|mins?|minut\w*|hrs?|hours?|std|stunden?|heures?|horas?|uhr|[ap]\.?\s?m)\b|h(?![a-z]))"
    r"|[0-9]:[0-5][0-9]|[0-9]['′’](?!\w)",
    re.IGNORECASE,
)
"""Matches any text that might hold a length or a time of day."""


class When(Struct, frozen=True):
    """The time in a piece of text: `seconds` planned, 0 for none; `starts` `HH:MM` or "".

    The length was written as a limit (`bound`: `≤30m`), as a range of which the longer end counts (`vague`:
    `5-10 min`), or as two times of day (`spans`).
    """

    seconds: int = 0
    starts: str = ""
    bound: bool = False
    vague: bool = False
    spans: bool = False


def length(text: str, bare: bool = False) -> When | None:
    """Return the length if the whole of `text` is one, else None. With `bare` a lone number is minutes."""
    text = text.strip()
    if len(text) > 40:
        return None
    found = _WHOLE_LENGTH.fullmatch(text)
    if found is None and bare:
        found = _BARE.fullmatch(text)
    return _length(found) if found else None


def clock(text: str, column: bool = False) -> str:
    """Return the time of day, `HH:MM`, if the whole of `text` is one, else "".

    Outside a column of starting times, `h:mm` and `7h` below 6:00 are lengths, and so is `8h`.
    """
    text = text.strip()
    found = _WHOLE_CLOCK.fullmatch(text) if len(text) <= 40 else None
    if found is None:
        return ""
    minute, sure = _minute(found, "a")
    if not column and not sure and (minute < _FIRST_MINUTE or "." in found.group()):
        return ""
    return _hhmm(minute)


def span(text: str) -> When | None:
    """Return start and length of a span, `16:45 - 16:50`, or None; `0:10 - 0:20` gives a length only."""
    text = text.strip()
    found = _WHOLE_SPAN.fullmatch(text) if len(text) <= 60 else None
    return _span(found) if found else None


def when(text: str, bare: bool = False, column: bool = False) -> When | None:
    """Return the span, time of day or length that the whole of `text` is; `column`: a column of starts."""
    return span(text) or _starts(text, column) or length(text, bare)


def at_start(text: str) -> tuple[When, int] | None:
    """Return a span, time of day or length at the very start of `text`, and the index where it ends."""
    head = text[:60]
    if not LOOKS_TIMED.search(head):
        return None
    found = _WHOLE_SPAN.match(head)
    if found and not head[found.end() :][:1].isalnum() and (read := _span(found)):
        return read, found.end()
    found = _WHOLE_CLOCK.match(head)
    if found and not head[found.end() :][:1].isalnum() and (starts := clock(found.group(), False)):
        return When(starts=starts), found.end()
    found = _STARTS_LENGTH.match(head)
    if found and (read := _length(found)):
        return read, found.end()
    return None


def at_end(text: str) -> tuple[When, int] | None:
    """Return a span, length or time of day at the very end of `text`, and the index where it begins."""
    tail = text[-40:]
    if not LOOKS_TIMED.search(tail):
        return None
    found = _ENDS_SPAN.search(tail)
    if found and (read := _span(found)):
        return read, len(text) - len(tail) + found.start()
    found = _ENDS_LENGTH.search(tail)
    if found and (read := _length(found)):
        return read, len(text) - len(tail) + found.start()
    found = _ENDS_CLOCK.search(tail)
    if found and (starts := clock(found["clock"])):
        return When(starts=starts), len(text) - len(tail) + found.start()
    return None


def between(starts: str, ends: str) -> list[int]:
    """Return the seconds from one `HH:MM` to the next as a list of one; an empty list if either is missing
    or they are more than half a day apart."""
    if not starts or not ends:
        return []
    first, last = (int(hour[:2]) * 60 + int(hour[3:]) for hour in (starts, ends))
    seconds = (last - first) % (24 * 60) * 60
    return [seconds] if 0 < seconds <= DAY // 2 else []


def in_words(seconds: int) -> str:
    """Return a length for a sentence: `45 min`, `1 h 30 min`, `30 s`."""
    hours, rest = divmod(seconds, 3_600)
    minutes, left = divmod(rest, 60)
    parts = [
        _("{n} h").format(n=hours) if hours else "",
        _("{n} min").format(n=minutes) if minutes else "",
        _("{n} s").format(n=left) if left else "",
    ]
    return " ".join(part for part in parts if part) or _("{n} min").format(n=0)


def _starts(text: str, column: bool) -> When | None:
    if (plain := length(text)) and not column and not clock(text):
        return plain
    starts = clock(text, column)
    return When(starts=starts) if starts else None


def _length(found: re.Match[str]) -> When | None:
    part = found.groupdict()
    vague = False
    if part.get("hm"):
        seconds = int(part["hm"]) * 3_600 + int(part["mh"]) * 60
    elif part.get("ch"):
        seconds = int(part["ch"]) * 3_600 + int(part["cm"]) * 60
    else:
        scale, one, two = (3_600, "h", "h2") if part.get("h") else (60, "m", "m2")
        most = max(_number(part[one]), _number(part.get(two) or "0"))
        vague = bool(part.get(two))
        seconds = round(most * scale)
    if not 0 < seconds <= DAY:
        return None
    return When(seconds, bound=bool(part.get("bound") or part.get("max")), vague=vague)


def _number(text: str) -> float:
    if text[-1] in _FRACTIONS:
        return float(text[:-1] or "0") + _FRACTIONS[text[-1]]
    return float(text.replace(",", "."))


def _minute(found: re.Match[str], side: str) -> tuple[int, bool]:
    """Return the minute of the day of one side of a span, and True if it can only be a time of day."""
    part = found.groupdict()
    if part[f"{side}ph"]:
        hour, minute, half = int(part[f"{side}ph"]), 0, part[f"{side}y"]
    elif part[f"{side}nh"]:
        hour, minute, half = int(part[f"{side}nh"]), int(part[f"{side}nm"] or "0"), ""
        bare_hours = part[f"{side}nm"] is None and "uhr" not in found.group().casefold()
        return hour * 60 + minute, not bare_hours and hour * 60 >= _FIRST_MINUTE
    else:
        hour, minute, half = int(part[f"{side}h"]), int(part[f"{side}m"]), part[f"{side}x"] or ""
        if "uhr" in found.group().casefold():
            return hour * 60 + minute, True
    if half:
        hour = hour % 12 + (12 if half[0] in "pP" else 0) if hour <= 12 else hour
    return hour * 60 + minute, bool(half)


def _span(found: re.Match[str]) -> When | None:
    (first, sure), (last, half) = _minute(found, "a"), _minute(found, "b")
    if half and not sure and first < 12 * 60 <= last and last - first > 12 * 60:
        first += 12 * 60  # "2:00 - 2:30 pm" begins in the afternoon too
    seconds = (last - first) % (24 * 60) * 60
    if not 0 < seconds <= DAY // 2:
        return None
    relative = max(first, last) < _FIRST_MINUTE and not sure and not half and found.group()[-1].isdigit()
    return When(seconds, "" if relative else _hhmm(first), spans=True)


def _hhmm(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"
