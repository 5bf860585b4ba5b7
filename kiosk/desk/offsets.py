"""The offset of local time at each entry (journal/1, Time): old hours read as the wall showed them.

An entry says it in its envelope (`east`) where it is not that of the entry before. Earlier versions said it
where a meeting was opened; before that nothing is known, and 0 is taken.
"""

from __future__ import annotations

from bisect import bisect_right
from operator import itemgetter

from msgspec import Struct

from kiosk.practices.meeting.events import MeetingOpened
from kiosk.practices.messages import Event, event_kind
from kiosk.terms import Entry

OPENED = event_kind(MeetingOpened)
"""The kind that said the offset before entries did."""


class Offsets(Struct):
    """`changes` are minutes of local time east of UTC, each with the first entry that it holds for."""

    changes: list[tuple[int, int]] = []

    def hear(self, entry: Entry, event: Event | None = None) -> None:
        """Note what the next entry says; only an opening's event matters."""
        east = entry.east
        if east is None and entry.kind == OPENED and isinstance(event, MeetingOpened):
            east = event.offset
        if east is not None and east != self.at(entry.n):
            self.changes.append((entry.n, east))

    def at(self, n: int) -> int:
        """Return the minutes of local time east of UTC at entry `n`, or after the last one."""
        place = bisect_right(self.changes, n, key=itemgetter(0))
        return self.changes[place - 1][1] if place else 0
