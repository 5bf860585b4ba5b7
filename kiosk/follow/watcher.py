"""An assembly as a second screen on the same machine sees it, while the kiosk runs.

It follows the journal that the kiosk writes, folds it, and returns its state. It takes no lock, writes
nothing, and knows nothing that is not on the card; it has no way to the journal's writer. Before the assembly
is founded it waits.
"""

from __future__ import annotations

import os
from pathlib import Path

from kiosk.desk.clock_trust import stamp_of
from kiosk.desk.fold import ENVELOPE, Assembly
from kiosk.desk.shown_names import told_apart_in
from kiosk.follow.status import Seen, seen
from kiosk.journal.follower import Follower
from kiosk.journal.inotify import Waker
from kiosk.journal.names import Names
from kiosk.journal.place import Place
from kiosk.ports import Clock
from kiosk.practices.told_apart import with_beside

_LOCKS = Path("/proc/locks")


class Watched:
    """One watched assembly. Raises JournalDamaged when the file breaks a rule of the journal.

    `poll` and `wait` are for a thread, `take` and `seen` for the thread that paints; `look` does poll and
    take.
    """

    def __init__(self, data: Path, clock: Clock) -> None:
        self.folder = data
        self._place, self._clock = Place(data), clock
        self._waker = Waker(self._place.journal)
        self._follower = Follower(data, flushed=True)
        self._assembly = Assembly()
        self._names = self._names_now()
        self._was_written = False
        self._beside: dict[str, str] | None = None

    @property
    def founded(self) -> bool:
        """True once entry 0 was taken."""
        return self._assembly.last is not None

    def poll(self) -> list[bytes]:
        """Return the entries that came to the card since the last poll; [] while there is no journal.

        Returns all entries again when the room decides to go on without some of them, which may be folded
        already.
        """
        known = len(self._follower.reading.passed)
        entries = self._follower.poll()
        if entries and len(self._follower.reading.passed) > known:
            self._follower = Follower(self.folder, flushed=True)
            entries = self._follower.poll()
        return entries

    def take(self, entries: list[bytes]) -> None:
        """Fold these entries, and read the names again if their files changed."""
        if entries:
            if ENVELOPE.decode(entries[0]).n == 0:
                self._assembly = Assembly(self._follower.reading.passed)
            self._assembly.replay(entries)
            self._beside = None
            if self._names.changed:
                self._names = self._names_now()

    def _names_now(self) -> Names:
        return Names(self._place.names, lambda: self._assembly.state.roster.names)

    def look(self) -> bool:
        """Fold what was recorded since the last look; returns True when there was anything."""
        entries = self.poll()
        self.take(entries)
        return bool(entries)

    def wait(self, seconds: float) -> None:
        """Wait until the journal grows, at most so many seconds, and never longer than a look may be late."""
        if not self._waker.wakes and self._place.journal.exists():
            self._waker = Waker(self._place.journal)  # the assembly was founded meanwhile
        self._waker.wait(seconds)

    def seen(self) -> Seen:
        """Return the state at this moment of an assembly that was founded."""
        reading = self._follower.reading
        now = stamp_of(self._clock, self._assembly.state)
        if self._beside is None:
            self._beside = told_apart_in(self._assembly.state, self._names.name)
        beside = self._beside

        def name(person: str) -> str:
            return with_beside(self._names.name(person), beside.get(person, ""))

        return seen(self._assembly, name, now, reading.size - reading.signed_size)

    def language(self) -> str:
        """Return the language that the assembly has set for its wall."""
        return self._assembly.state.rules.language

    def written(self) -> bool:
        """True while a kiosk has the journal open; also True until /proc/locks has ever listed such a lock.

        Linux lists locks (proc_locks(5)), but not those of another container, nor with the right device on
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
        """Stop watching."""
        self._waker.close()
