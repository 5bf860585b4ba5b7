"""Read lengths and times of day in the forms that people write in agendas.

    lengths   10 min · 10m · 5' · 1h30 · 1 h 30 · 1.5 hours · 1/2 h · ≤30m · 5-10 min · 10+5 min · 2 x 10 min
    · 0:45 · 1:30:00
    times     19:00 · 7:30 pm · 7pm · 19 h 30 · 19:00 Uhr · ore 19.00 · 16:30 UTC spans     16:45 -
    16:50 · 19-20h · 7:15-8pm (a time of day and the length between the two)

`h:mm` below 6:00 is a length, from 6:00 on a time of day; with am or pm it is always a time of day. Nothing
here looks at a clock.
"""

from __future__ import annotations

import re
from itertools import pairwise

from msgspec import Struct

from kiosk.language import words
from kiosk.practices.agenda.importer import vocabulary

_, ngettext = words("agenda")

DAY = 86_400

_NUMBER = r"(?:[0-9]{1,3}(?:[.,][0-9]{1,2})?|[0-9]?\s?[¼½¾]|[1-3]/[234])"
_TO = r"\s*(?:-|–|—|bis|à|to|a|al|až|–)\s*"
_AT = vocabulary.choice("at")
_HOURS = rf"(?:(?:{vocabulary.choice('hours')})\b\.?|{vocabulary.CJK_HOURS})"
_MINUTES = rf"(?:(?:{vocabulary.choice('minutes')})(?![^\W_])\.?|[′'’](?!\w)|{vocabulary.CJK_MINUTES})"
_BOUND = r"(?:≤|<=|<|max(?:imum|\.)?|up to|at most|not more than|höchstens|maximal)"
_ABOUT = r"(?:~|≈|ca\.?|circa|about|approx(?:\.|imately)?|around|est\.?|roughly|env(?:\.|iron)?|etwa)"
_LENGTH = (
    rf"(?:(?P<bound>{_BOUND})\s*|{_ABOUT}\s*)?"
    rf"(?:(?P<hm>[0-9]{{1,2}})\s?h(?:(?:ou)?rs?)?\.?\s?(?:and\s|et\s|und\s)?(?P<mh>[0-9]{{1,2}})(?:\s?{_MINUTES})?(?!\w)"
    rf"|(?P<h>{_NUMBER})(?:{_TO}(?P<h2>{_NUMBER}))?[\s-]?{_HOURS}"
    rf"|(?P<times>[0-9]{{1,2}})\s*[x×*]\s*(?P<one>{_NUMBER})\s?{_MINUTES}"
    rf"|(?P<m>{_NUMBER})(?:\s?{_MINUTES})?(?:{_TO}(?P<m2>{_NUMBER})|(?P<plus>(?:\s*\+\s*{_NUMBER})+))?[\s-]?{_MINUTES}"
    r"|(?P<sh>0?[0-5]):(?P<sm>[0-5][0-9]):(?P<ss>[0-5][0-9])(?![\w:])"
    r"|(?P<ch>[0-5]|0[0-5]):(?P<cm>[0-5][0-9])(?:\s?h(?:rs?)?\b)?)"
    r"(?P<max>\s*max(?:\.|imum)?(?!\w))?"
)
_ZONE = r"(?:\s*(?:Uhr\b|UTC\b|GMT\b|CES?T\b|[ECMP][SD]T\b)(?:[+-][0-9]{1,2})?)?"
_HALF = r"\s*(?P<{0}>[ap]\.?\s?m\b\.?)"
_CLOCK = (
    rf"(?:(?P<{{0}}w>{_AT})\.?\s+)?"
    r"(?:(?P<{0}h>[01]?[0-9]|2[0-3])[:.](?P<{0}m>[0-5][0-9])(?:\s?(?P<{0}o>"
    + vocabulary.OCLOCK
    + r")(?!\w)|"
    + _HALF.format("{0}x")
    + ")?"
    r"|(?P<{0}nh>[01]?[0-9]|2[0-3])(?:\s?h\s?(?P<{0}nm>[0-5][0-9])|\s?(?:" + vocabulary.OCLOCK + r"))(?!\w)"
    r"|(?P<{0}ph>1[0-2]|0?[1-9])" + _HALF.format("{0}y") + ")"
)
_UNTIL = rf"\s*(?:-|–|—|{vocabulary.choice('until')})\s*"
_SPAN = _CLOCK.format("a") + _ZONE + _UNTIL + _CLOCK.format("b") + _ZONE
_SHORT_SPAN = rf"(?:(?:{_AT})\.?\s+)?(?P<first>[01]?[0-9]|2[0-3])" + _UNTIL + _CLOCK.format("b") + _ZONE
_SYMBOLS = re.compile("[\u231a\u231b\u23f0-\u23f3\U0001f550-\U0001f567]\ufe0f?\\s*")

_WHOLE_LENGTH = re.compile(_LENGTH, re.IGNORECASE)
_WHOLE_CLOCK = re.compile(_CLOCK.format("a") + _ZONE, re.IGNORECASE)
_WHOLE_SPAN = re.compile(_SPAN, re.IGNORECASE)
_WHOLE_SHORT_SPAN = re.compile(_SHORT_SPAN, re.IGNORECASE)
_BARE = re.compile(rf"(?:(?P<bound>{_BOUND})\s*|{_ABOUT}\s*)?(?P<m>{_NUMBER})(?:{_TO}(?P<m2>{_NUMBER}))?")
_FIRST_MINUTE = 6 * 60
_FRACTIONS = {"¼": 0.25, "½": 0.5, "¾": 0.75}
_HOUR_LIKE = re.compile(r"(?P<h>[01]?[0-9]|2[0-3])(?P<sep>[:.])(?P<m>[0-5][0-9])(?![\w:.]|\s?[ap]\.?m)")

_STARTS_LENGTH = re.compile(rf"{_LENGTH}(?!\w|:[0-9]|/\w)", re.IGNORECASE)
_ENDS_SPAN = re.compile(rf"(?<![\w:.,-]){_SPAN}\s*$", re.IGNORECASE)
_ENDS_CLOCK = re.compile(
    rf"(?:(?<=[\s(])(?:{_AT})\.?\s+)?(?<![\w:.,-])(?P<clock>[0-9]{{1,2}}:[0-9]{{2}}(?:\s?[ap]m|\s?Uhr|\s?h)?)\s*$",
    re.IGNORECASE,
)
_ENDS_LENGTH = re.compile(rf"(?<![\w:.,/-]){_LENGTH}\s*$", re.IGNORECASE)
LOOKS_TIMED = re.compile(
    rf"[0-9¼½¾][\s-]?(?:{_MINUTES}|{_HOURS}|(?:uhr|[ap]\.?\s?m)\b|h(?![a-z])|h\s?[0-9])|[0-9][:.][0-5][0-9]",
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
    if found is None or (not column and re.fullmatch(r"0?[0-9]\s+h", text)):
        return ""
    minute, sure = _minute(found, "a")
    if not column and not sure and (minute < _FIRST_MINUTE or "." in found.group()):
        return ""
    return _hhmm(minute)


def span(text: str) -> When | None:
    """Return start and length of a span, `16:45 - 16:50`, or None; `0:10 - 0:20` gives a length only."""
    text = text.strip()
    if len(text) > 60:
        return None
    found = _WHOLE_SPAN.fullmatch(text) or _WHOLE_SHORT_SPAN.fullmatch(text)
    return _read(found) if found else None


def when(text: str, bare: bool = False, column: bool = False) -> When | None:
    """Return the span, time of day or length that the whole of `text` is; `column`: a column of starts."""
    return span(text) or _starts(text, column) or length(text, bare)


def at_start(text: str, column: bool = False) -> tuple[When, int] | None:
    """Return a span, time of day or length at the very start of `text`, and the index where it ends; with
    `column` it stands in a column of times of day."""
    head = text[:60]
    if not LOOKS_TIMED.search(head):
        return None
    for pattern in (_WHOLE_SPAN, _WHOLE_SHORT_SPAN, _WHOLE_CLOCK, _STARTS_LENGTH):
        found = pattern.match(head)
        if found and not head[found.end() :][:1].isalnum() and (read := _read(found, column)):
            return read, found.end()
    return None


def at_end(text: str) -> tuple[When, int] | None:
    """Return a span, length or time of day at the very end of `text`, and the index where it begins."""
    tail = text[-40:]
    if not LOOKS_TIMED.search(tail):
        return None
    for pattern in (_ENDS_SPAN, _ENDS_LENGTH, _ENDS_CLOCK):
        if (found := pattern.search(tail)) and (read := _read(found)):
            return read, len(text) - len(tail) + found.start()
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
    parts = ((hours, _("{n} h")), (minutes, _("{n} min")), (left, _("{n} s")))
    return " ".join(part.format(n=n) for n, part in parts if n) or _("{n} min").format(n=0)


def _starts(text: str, column: bool) -> When | None:
    if (plain := length(text)) and not column and not clock(text):
        return plain
    starts = clock(text, column)
    return When(starts=starts) if starts else None


def _read(found: re.Match[str], column: bool = False) -> When | None:
    """Return what one of the patterns found: a short span, a span, a length or a time of day."""
    groups = found.re.groupindex
    for group, read_as in (("first", _short_span), ("bh", _span), ("hm", _length)):
        if group in groups:
            return read_as(found)
    starts = clock(found["clock"] if "clock" in groups else found.group(), column)
    return When(starts=starts) if starts else None


def _length(found: re.Match[str]) -> When | None:
    part = found.groupdict()
    vague = False
    if part.get("times"):
        seconds = round(int(part["times"]) * _number(part["one"]) * 60)
    elif part.get("hm"):
        seconds = int(part["hm"]) * 3_600 + int(part["mh"]) * 60
    elif part.get("sh"):
        seconds = int(part["sh"]) * 3_600 + int(part["sm"]) * 60 + int(part["ss"])
    elif part.get("ch"):
        seconds = int(part["ch"]) * 3_600 + int(part["cm"]) * 60
    else:
        scale, one, two = (3_600, "h", "h2") if part.get("h") else (60, "m", "m2")
        most = max(_number(part[one]), _number(part.get(two) or "0"))
        most += sum(_number(more.strip()) for more in (part.get("plus") or "").split("+")[1:])
        vague = bool(part.get(two))
        seconds = round(most * scale)
    if not 0 < seconds <= DAY:
        return None
    return When(seconds, bound=bool(part.get("bound") or part.get("max")), vague=vague)


def _number(text: str) -> float:
    if text[-1] in _FRACTIONS:
        return float(text[:-1].strip() or "0") + _FRACTIONS[text[-1]]
    if "/" in text:
        return int(text[0]) / int(text[2])
    return float(text.replace(",", "."))


def _minute(found: re.Match[str], side: str) -> tuple[int, bool]:
    """Return the minute of the day of one side of a span, and True if it can only be a time of day."""
    part = found.groupdict()
    if part[f"{side}ph"]:
        hour, minute, half = int(part[f"{side}ph"]), 0, part[f"{side}y"]
    elif part[f"{side}nh"]:
        hour, minute, half = int(part[f"{side}nh"]), int(part[f"{side}nm"] or "0"), ""
        sure = bool(part[f"{side}nm"] or part[f"{side}w"] or "uhr" in found.group().casefold())
        return hour * 60 + minute, sure and hour * 60 >= _FIRST_MINUTE
    else:
        hour, minute, half = int(part[f"{side}h"]), int(part[f"{side}m"]), part[f"{side}x"] or ""
        if part[f"{side}o"] or part[f"{side}w"] or "uhr" in found.group().casefold():
            return hour * 60 + minute, hour > 5 or (part[f"{side}o"] or "").casefold() != "h"
    if half:
        hour = hour % 12 + (12 if half[0] in "pP" else 0) if hour <= 12 else hour
    return hour * 60 + minute, bool(half)


def _span(found: re.Match[str]) -> When | None:
    (first, sure), (last, half) = _minute(found, "a"), _minute(found, "b")
    if half and not sure and first < 12 * 60 <= last and last - first > 12 * 60:
        first += 12 * 60  # "2:00 - 2:30 pm" begins in the afternoon too
    seconds = (last - first) % (24 * 60) * 60
    if seconds > DAY // 2 and not sure and not half and 60 <= last < 12 * 60:
        seconds -= DAY // 2  # "12:30-1:30" ends after noon
    if not 0 < seconds <= DAY // 2:
        return None
    relative = max(first, last) < _FIRST_MINUTE and not sure and not half and found.group()[-1].isdigit()
    return When(seconds, "" if relative else _hhmm(first), spans=True)


def _short_span(found: re.Match[str]) -> When | None:
    """Return the span `19-20h`, `7-7:15pm`; None for `1-2 h`, which is a length."""
    first = int(found["first"])
    last, sure = _minute(found, "b")
    if not sure and (found["bnh"] is None or first < 6):
        return None
    half = found["bx"] or found["by"] or ""
    if half and half[0] in "pP" and first < 12 and first + 12 <= last // 60:
        first += 12
    seconds = (last - first * 60) % (24 * 60) * 60
    return When(seconds, _hhmm(first * 60), spans=True) if 0 < seconds <= DAY // 4 else None


def is_each(text: str) -> bool:
    """True if a length in `text` is for each person: `3 min/person`."""
    return bool(LOOKS_TIMED.search(text[:80]) and vocabulary.EACH.search(text[:80]))


def without_symbols(text: str) -> str:
    """Return the text without pictures of clocks."""
    return _SYMBOLS.sub("", text)


def rising(texts: list[str]) -> bool:
    """True if these lines begin with hours though each alone could be a length: `1:00`, `1:05`, `1:30`."""
    found = [_HOUR_LIKE.match(text) for text in texts]
    minutes = [int(one["h"]) * 60 + int(one["m"]) for one in found if one]
    if len(minutes) < 2 or 2 * len(minutes) < len(texts) or minutes[0] < 60:
        return False
    steps = [(two - one) % (12 * 60) for one, two in pairwise(minutes)]
    sure = max(minutes) >= _FIRST_MINUTE or len(minutes) > 2
    return sure and all(0 < step <= 5 * 60 for step in steps) and sum(steps) <= 14 * 60


def in_order(starts: list[str]) -> list[str]:
    """Return the hours of a rising column, after noon where they would go back: 12:30, 1:15 is 12:30,
    13:15."""
    moved: list[str] = []
    for hour in starts:
        minute = int(hour[:2]) * 60 + int(hour[3:]) if hour else 0
        last = next((one for one in reversed(moved) if one), "")
        before = int(last[:2]) * 60 + int(last[3:]) if last else _FIRST_MINUTE
        after = hour and 60 <= minute < 12 * 60 and minute < before and minute + 12 * 60 > before
        moved.append(_hhmm(minute + 12 * 60) if after else hour)
    return moved


def _hhmm(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"
