"""Beside the kiosk: an assembly as a second screen on the same machine sees it.

It follows the journal that the kiosk writes, folds it, and tells how things stand. It takes no lock, writes
nothing, and knows nothing that is not on the card; there is no way from here to the journal's writer. An
assembly that nobody has founded yet is waited for.
"""

from __future__ import annotations

import os
from pathlib import Path

from kiosk.desk.clock_trust import stamp_of
from kiosk.desk.fold import ENVELOPE, Assembly
from kiosk.follow.status import Seen, seen
from kiosk.journal.follower import Follower
from kiosk.journal.inotify import Waker
from kiosk.journal.names import Names
from kiosk.journal.place import Place
from kiosk.ports import Clock

_LOCKS = Path("/proc/locks")


class Watched:
    """One assembly, looked at. Raises JournalDamaged where what is there cannot be.

    `poll` and `wait` are for a thread, `take` and `seen` for one place that shows; `look` is both at once.
    """

    def __init__(self, data: Path, clock: Clock) -> None:
        self.folder = data
        self._place, self._clock = Place(data), clock
        self._waker = Waker(self._place.journal)
        self._follower = Follower(data, flushed=True)
        self._assembly = Assembly()
        self._names = self._names_now()
        self._was_written = False

    @property
    def founded(self) -> bool:
        """Whether there is an assembly, as far as entries were taken."""
        return self._assembly.last is not None

    def poll(self) -> list[bytes]:
        """The entries that came to the card since the last poll; [] while there is no journal.

        All of them, where the room goes on without some: these may be among what was folded already.
        """
        known = len(self._follower.reading.passed)
        entries = self._follower.poll()
        if entries and len(self._follower.reading.passed) > known:
            self._follower = Follower(self.folder, flushed=True)
            entries = self._follower.poll()
        return entries

    def take(self, entries: list[bytes]) -> None:
        """Fold these; a name that was given, corrected or forgotten comes with its entry."""
        if entries:
            if ENVELOPE.decode(entries[0]).n == 0:
                self._assembly = Assembly(self._follower.reading.passed)
            self._assembly.replay(entries)
            if self._names.changed:
                self._names = self._names_now()

    def _names_now(self) -> Names:
        return Names(self._place.names, lambda: self._assembly.state.roster.names)

    def look(self) -> bool:
        """Fold what was recorded since the last look; True when something was."""
        entries = self.poll()
        self.take(entries)
        return bool(entries)

    def wait(self, seconds: float) -> None:
        """Until the journal grows, at most so long, and never longer than a look may be late."""
        if not self._waker.wakes and self._place.journal.exists():
            self._waker = Waker(self._place.journal)  # it was founded meanwhile
        self._waker.wait(seconds)

    def seen(self) -> Seen:
        """How things stand at this moment, in an assembly that was founded."""
        reading = self._follower.reading
        now = stamp_of(self._clock, self._assembly.state)
        return seen(self._assembly, self._names.name, now, reading.size - reading.signed_size)

    def written(self) -> bool:
        """Whether a kiosk has the journal open; True as long as this machine has not told of any.

        Linux lists locks (proc_locks(5)), though not those of another container, nor with the right device on
        every file system. Asking for the lock itself could get in the kiosk's way.
        """
        try:
            file, locks = os.stat(self._place.entries), _LOCKS.read_text("ascii").splitlines()
        except OSError:
            return True
        device = f"{os.major(file.st_dev):02x}:{os.minor(file.st_dev):02x}:{file.st_ino}"
        held = any("FLOCK" in words and device in words for words in map(str.split, locks))
        self._was_written = self._was_written or held
        return held or not self._was_written

    def close(self) -> None:
        """Look no longer."""
        self._waker.close()
