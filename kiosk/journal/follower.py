"""Following a journal that another process writes: for the second screen and the pages for phones.

Reads only, takes no lock, and ignores bytes after the last LF: the writer may be in the middle of a line.
Every entry returned has been checked as at opening, the last signature of each batch included.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from kiosk.errors import JournalDamaged
from kiosk.journal.lines import Lines
from kiosk.journal.place import Place
from kiosk.journal.reading import Reading
from kiosk.language import words

_, ngettext = words("journal")


class Follower:
    """Follows the journal of a data directory from its first entry. Not for several threads at once.

    With `flushed`, entries are returned once they are on the card, as on the writer's own screen, and not as
    soon as they can be read. With `keep`, `signatures` are the texts on the lines of all of them.
    """

    def __init__(self, folder: Path, flushed: bool = False, keep: bool = False) -> None:
        self._place, self._flushed, self._keep = Place(folder), flushed, keep
        self.reading = Reading()
        self.signatures: list[bytes] = []

    @property
    def size(self) -> int:
        """How many entries were returned so far."""
        return self.reading.size

    def poll(self) -> list[bytes]:
        """Return the whole entries that came since the last call; [] while there is no journal.

        Raises JournalDamaged when the file breaks a rule, or is shorter than what was already returned.
        """
        try:
            file = os.open(self._place.entries, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        except FileNotFoundError:
            return []
        try:
            return self._read(file)
        finally:
            os.close(file)

    def _read(self, file: int) -> list[bytes]:
        start, stop = self.reading.starts.end, os.fstat(file).st_size
        if stop < start:
            raise JournalDamaged(_("The journal became shorter while it was being watched."), self.size)
        if self._flushed and stop > start:
            with suppress(OSError):  # what has no flush, a read-only stick, has nothing to wait for
                os.fdatasync(file)
        entries: list[bytes] = []
        for lines in Lines(file, start, stop):
            self.reading.take(lines)
            if self._keep:
                self.signatures += [line.rpartition(b"\t")[2] for line in lines]
            entries += [line.partition(b"\t")[0] for line in lines]
        self.reading.settle()
        return entries
