"""The rehearsal of a command: its entry is folded on copies before it is signed."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

from kiosk.desk.faults import not_recorded
from kiosk.desk.fold import Assembly
from kiosk.desk.folding import Rehearsed
from kiosk.journal.journal import Journal
from kiosk.left_out import Passed
from kiosk.practices.messages import Event
from kiosk.practices.record.events import LeftOut


class Rehearsal:
    """Folds an entry's bytes before they are signed. A fold that raises becomes NotRecorded.

    `again` is the whole assembly folded from its first entry, set when the entry leaves out folded entries.
    """

    def __init__(self, folder: Path, journal: Journal, assembly: Assembly) -> None:
        self._folder, self._journal, self._assembly = folder, journal, assembly
        self.done: Rehearsed | None = None
        self.again: Assembly | None = None

    def __call__(self, entry: bytes) -> None:
        assembly = self._assembly
        try:
            self.done = assembly.rehearse(entry)
            event = self.done.event
            if isinstance(event, LeftOut):
                passed = Passed(event.ranges, event.kinds)
                if assembly.left_out.lacks(passed, assembly.size):
                    self.again = Assembly([*assembly.left_out.passed, passed], assembly.registry)
                    self.again.replay(chain(self._journal.read(), [entry]))
        except Exception as fault:  # a fold may raise anything; nothing was written yet
            raise not_recorded(self._folder, fault) from fault


Recorded = tuple[int, Event, Rehearsal]
"""The entry's number, its event, and what it makes of the state."""
