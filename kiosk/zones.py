"""Hours on the wall and the moments that bear them, also in the nights in which the clocks change.

    next_bearing("02:10", now)     when the wall shows 02:10 next
    moment_of(said, now)           which moment the room means by a date and an hour

In spring an hour is left out: nothing bears it, and it is refused. In autumn an hour is shown twice. Moments
are ms since 1970. Python's `zoneinfo` knows the rules; it reads the system's tables, and where those are
missing the pinned package `tzdata`. Where the zone has no name, or none that is known, the offset of the
stamp holds all the time. Journals need nothing of this: an entry carries its offset (journal/1, Time), and
no fold and no minutes may depend on tables that change.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache

from kiosk.errors import Refused
from kiosk.language import words
from kiosk.terms import Stamp, wall_ms

_, ngettext = words("terms")

A_MINUTE, A_LITTLE = 60_000, 10_000
"""Milliseconds for which the wall shows a minute, and that people take to answer what it showed."""

_MS = timedelta(milliseconds=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAY = timedelta(days=1)


@lru_cache(maxsize=16)
def _named(name: str) -> tzinfo | None:
    """Return the zone of this name, None if nobody knows it."""
    from zoneinfo import ZoneInfo  # 6 ms: not before an hour is typed

    try:
        return ZoneInfo(name) if name else None
    except (KeyError, ValueError, OSError):  # unknown; no name of a zone; a folder of zones
        return None


def zone_of(stamp: Stamp) -> tzinfo:
    """Return the time zone of the room."""
    return _named(stamp.zone) or timezone(timedelta(minutes=stamp.offset))


def is_zone(name: str) -> bool:
    """True if this zone is known here."""
    return _named(name) is not None


def offset_in(zone: str, moment: int) -> int:
    """Return the minutes of local time east of UTC in a zone; 0 for a zone that is not known."""
    return _offset(moment, _named(zone) or UTC)


def offset_at(moment: int, now: Stamp) -> int:
    """Return the minutes of local time east of UTC in the room at a moment."""
    return _offset(moment, zone_of(now))


def _offset(moment: int, zone: tzinfo) -> int:
    east = _on_the_wall(moment, zone).utcoffset()
    assert east is not None  # an aware time has one
    return east // timedelta(minutes=1)


def wall_at(moment: int, now: Stamp) -> datetime:
    """Return the local time that the room's wall shows at a moment, naive."""
    return _on_the_wall(moment, zone_of(now)).replace(tzinfo=None)


def _on_the_wall(moment: int, zone: tzinfo) -> datetime:
    return (_EPOCH + moment * _MS).astimezone(zone)


def _bearing(said: datetime, zone: tzinfo) -> list[int]:
    """Return the moments whose local time is `said`, naive: mostly one, two or none when clocks change."""
    moments = dict.fromkeys(_read(said, zone, fold) for fold in (0, 1))
    return [moment for moment in moments if _on_the_wall(moment, zone).replace(tzinfo=None) == said]


def _read(said: datetime, zone: tzinfo, fold: int = 0) -> int:
    """Return the moment of a local time by the offset before (0) or after (1) a change of the clocks."""
    return (said.replace(tzinfo=zone, fold=fold) - _EPOCH) // _MS


def moment_of(said: datetime, now: Stamp) -> int:
    """Return the moment that the room means by a local time; the one nearest to now if it comes twice.

    Raises Refused for an hour that the clocks leave out.
    """
    if found := _bearing(said, zone_of(now)):
        return min(found, key=lambda moment: abs(moment - wall_ms(now.at)))
    raise _left_out(said)


def agreed_moment(said: datetime, now: Stamp) -> int:
    """Return the moment that the room agreed on; this very moment if the wall shows what was said.

    A yes to `Is it 19:02?`, or the minute on the wall typed again, means no other seconds than the clock
    has. A time with seconds was read off the wall, and is a little older than the answer to it.
    Raises Refused for an hour that the clocks leave out.
    """
    moment, present = moment_of(said, now), wall_ms(now.at)
    shown = 0 <= present - moment < (A_MINUTE if not said.second else A_LITTLE)
    return present if shown else moment


def next_bearing(hour: str, now: Stamp) -> int:
    """Return the next moment at which the wall shows an hour, `20:15`, at its beginning.

    Raises Refused if the clocks leave this hour out before it is shown again.
    """
    zone, present, shown = zone_of(now), wall_ms(now.at), wall_at(wall_ms(now.at), now)
    for said in _days(hour, present, zone, -1, 0, 1, 2):
        if coming := [moment for moment in _bearing(said, zone) if moment >= present]:
            return min(coming)
        if said > shown and not _bearing(said, zone):
            raise _left_out(said)
    raise _left_out(shown)  # a zone that leaves out whole days


def nearest(hour: str, near: int, now: Stamp) -> int:
    """Return the moment nearest to `near` at which the wall shows an hour: an evening may go past midnight.

    Of two that are equally near it is that of the same day.
    An hour that the clocks leave out is taken as if they had not been changed yet.
    """
    zone, moments = zone_of(now), list[int]()
    for said in _days(hour, near, zone, 0, -1, 1):
        moments += _bearing(said, zone) or [_read(said, zone)]
    return min(moments, key=lambda moment: abs(moment - near))


def day_over(day: str, now: Stamp) -> int:
    """Return the moment at which a local date (`2026-11-22`) is over in the room."""
    return _read(datetime.fromisoformat(day) + _DAY, zone_of(now))


def _days(hour: str, moment: int, zone: tzinfo, *days: int) -> Iterator[datetime]:
    """Yield an hour of the day, naive, on the days around a moment."""
    of_day, today = time(int(hour[:-3]), int(hour[-2:])), _on_the_wall(moment, zone).date()
    for later in days:
        yield datetime.combine(today + later * _DAY, of_day)


def _left_out(said: datetime) -> Refused:
    sentence = _("There is no {hour} on {day}: the clocks leave it out. Say another time.")
    return Refused(sentence.format(hour=f"{said:%H:%M}", day=said.date().isoformat()))
