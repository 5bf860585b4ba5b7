"""Ids, times and texts: the small vocabulary that every part of the kiosk shares.

The bounds on texts are those of the cleaner (`kiosk.cleaning`): a field's type says what kind of text it
holds, and the desk cleans it accordingly before any rule looks at it.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Annotated, Literal

from msgspec import Meta, Struct

from kiosk.errors import Refused
from kiosk.language import words

_, ngettext = words("terms")

NAME, TITLE, REASON, TEXT = 60, 120, 1_000, 8_000

Name = Annotated[str, Meta(min_length=1, max_length=NAME, extra={"text": "name"})]
Title = Annotated[str, Meta(max_length=TITLE, extra={"text": "line"})]
Reason = Annotated[str, Meta(max_length=REASON, extra={"text": "line"})]
Text = Annotated[str, Meta(max_length=TEXT, extra={"text": "lines"})]
PersonId = Annotated[str, Meta(pattern=r"^[mg][0-9]{3,}$", extra={"text": "person"})]
Token = Annotated[str, Meta(pattern=r"^[a-z0-9._-]{1,32}$", extra={"text": "token"})]
"""A short id for machines: a role, a cell (the alphabet of lot/1)."""
TokenOrNone = Annotated[str, Meta(pattern=r"^([a-z0-9._-]{1,32})?$", extra={"text": "token"})] | Literal[""]
"""A token, or "" (an explicit "" has to satisfy the pattern too)."""
Cell = Annotated[str, Meta(max_length=NAME, extra={"text": "cell"})]
"""A cell as people write it: its name in any script, or its id."""
CellOrNone = Cell | Literal[""]
"""A cell as people write it: its name in any script, or its id; "" for none."""
PersonOrNobody = Annotated[str, Meta(pattern=r"^([mg][0-9]{3,})?$", extra={"text": "person"})] | Literal[""]
"""An id, or "" for nobody."""
Date = Annotated[str, Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", extra={"text": "date"})]
Seconds = Annotated[int, Meta(ge=0, le=86_400)]
_MOMENT = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z"
Moment = Annotated[str, Meta(pattern=f"^{_MOMENT}$")]
"""A time as the journal writes it, in UTC."""
MomentOrNone = Annotated[str, Meta(pattern=f"^({_MOMENT})?$")] | Literal[""]
Count = Annotated[int, Meta(ge=0, le=100_000)]
Entries = Annotated[int, Meta(ge=0, le=2**53 - 1)]
"""The number of an entry, or a count of entries: a journal has no longest length (journal/1)."""

YEARS = range(2020, 2200)
"""Years that a room may attest."""

ClockTrust = Literal["ok", "people", "unsure"]


class Stamp(Struct, frozen=True):
    """The moment of a request, taken at the key press.

    `at` is wall time in UTC, `2026-11-22T18:04:11.203Z`; `boot` the first 8 hex digits of the boot id; `up`
    CLOCK_BOOTTIME in ms; `clock` the trust in the wall time (journal/1, Time); `offset` minutes of local time
    east of UTC at `at`; `zone` the name of the room's time zone, "" where the machine knows none.
    """

    at: str
    boot: str
    up: int
    clock: ClockTrust
    offset: int = 0
    zone: str = ""


class Entry(Struct, frozen=True, gc=False):
    """The envelope that every entry of the journal carries besides its kind's own fields (journal/1).

    `east` is the offset of local time in minutes, from this entry on; None where it is that of the entry
    before.
    """

    n: int
    kind: str
    at: str
    boot: str
    up: int
    clock: ClockTrust
    east: int | None = None


def wall_text(milliseconds: int) -> str:
    """Return milliseconds since 1970 as the journal writes them: `2026-11-22T18:04:11.203Z`."""
    when = datetime(1970, 1, 1) + timedelta(milliseconds=milliseconds)
    return when.isoformat(timespec="milliseconds") + "Z"


def wall_ms(text: str) -> int:
    """Return milliseconds since 1970, the inverse of `wall_text`. Raises ValueError for any other text."""
    match = _WALL.fullmatch(text)
    if match is None:
        raise ValueError(f"no wall time of a journal: {text!r}")
    year, month, day, hour, minute, second, millisecond = map(int, match.groups())
    when = datetime(year, month, day, hour, minute, second, millisecond * 1000)
    return (when - datetime(1970, 1, 1)) // timedelta(milliseconds=1)


# Split by hand: strptime takes seven times as long, and every question to the desk reads the time.
_WALL = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})\.([0-9]{3})Z")


def local(at: str, offset: int) -> datetime:
    """Return a journal time as the room's wall clock shows it, `offset` minutes east of UTC (naive)."""
    return datetime(1970, 1, 1) + timedelta(milliseconds=wall_ms(at), minutes=offset)


def local_date(at: str, offset: int) -> str:
    """Return the date in the room, `2026-11-22`."""
    return local(at, offset).date().isoformat()


def said_time(typed: str) -> datetime:
    """Parse a local date and time as people attest it, `2026-11-22T19:02`, also with a space for the T.

    Seconds may follow: a time that the room read off the wall and agreed to has them. Raises Refused. A year
    outside `YEARS` is a typing error, and would be kept as a trusted time.
    """
    try:
        moment = _minute(typed.strip().replace(" ", "T"))
    except ValueError:
        raise Refused(_("Say the date and time like this: 2026-11-22 19:02.")) from None
    if moment.year not in YEARS:
        raise Refused(_("It cannot be the year {year}: look again.").format(year=moment.year))
    return moment


_MINUTE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?", re.ASCII)


def _minute(said: str) -> datetime:
    """Return the moment of `2026-11-22T19:02`, or of `2026-11-2T9:2`; raises ValueError."""
    if _MINUTE.fullmatch(said):  # as journals hold it: each start reads one, and strptime is slow to import
        return datetime.fromisoformat(said)
    return datetime.strptime(said, "%Y-%m-%dT%H:%M")


def minute_text(moment: datetime) -> str:
    """Return a local time as events keep what people said: `2026-11-22T19:02`."""
    return moment.strftime("%Y-%m-%dT%H:%M")


Standing = Literal["valid", "doubtful", "expired"]


def standing(end: str, trusted: str, now: Stamp) -> Standing:
    """Return whether what ends at `end` is still valid (journal/1, Time); times as the journal writes them.

    `trusted` is the latest trusted time so far. Once it has passed the end, the answer is expired: setting a
    clock back never makes it valid again. Valid needs a clock that is trusted now, otherwise doubtful.
    """
    if trusted >= end:
        return "expired"
    if now.clock == "unsure":
        return "doubtful"
    return "expired" if now.at >= end else "valid"


def day_after(day: str, offset: int) -> str:
    """Return the moment at which a local date (`2026-11-22`) is over, `offset` minutes east of UTC then."""
    midnight = datetime.strptime(day, "%Y-%m-%d").replace(tzinfo=UTC) + timedelta(days=1, minutes=-offset)
    return wall_text((midnight - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1))
