"""The journal's open file on the card: each line is one write, flushed before the caller goes on.

After a short write the file is cut back to its last LF; after a failed flush this process appends nothing
more, and the next opening learns not to believe the page cache (journal/1, Write path).
"""

from __future__ import annotations

import contextlib
import errno
import os

from kiosk.errors import NotRecorded
from kiosk.journal.disk import Disk
from kiosk.journal.place import Place
from kiosk.language import words

_, ngettext = words("journal")


class Card:
    """The entries file, open for appending and locked. `failed` is True once a flush has failed."""

    def __init__(self, place: Place, file: int, disk: Disk) -> None:
        self.failed = False
        self._place, self._file, self._disk = place, file, disk

    @property
    def open(self) -> bool:
        """True until `close`."""
        return self._file >= 0

    def append(self, line: bytes, end: int, size: int) -> None:
        """Write and flush a line at the offset `end`, after `size` entries. Raises NotRecorded."""
        if self.failed:
            raise NotRecorded(_stopped())
        try:
            count = self._disk.write(self._file, line)
        except OSError as error:
            self._cut_back(end, size)
            raise NotRecorded(not_written(error)) from error
        if count != len(line):
            self._cut_back(end, size)
            raise NotRecorded(not_written(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))))
        try:
            self._disk.fdatasync(self._file)
        except OSError as error:
            self._give_up(size)
            raise NotRecorded(_stopped()) from error

    def _cut_back(self, end: int, size: int) -> None:
        """After a short write, cut the file back to the last LF and flush; if that fails, give up."""
        try:
            self._disk.ftruncate(self._file, end)
            self._disk.fdatasync(self._file)
        except OSError:
            self._give_up(size)

    def _give_up(self, size: int) -> None:
        """Append nothing more, and leave the file `unflushed` for the next opening, if the card takes it."""
        self.failed = True
        with contextlib.suppress(OSError):
            self._place.unflushed.write_text(f"{size}\n")

    def close(self) -> None:
        """Close the file, which releases the lock. Closing twice does nothing."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1


def not_written(error: OSError) -> str:
    """Return the sentence for a card that refuses."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return _("NOT RECORDED: the card is full. Write it on paper, make room, then enter it again.")
    return _("NOT RECORDED: the card refuses to be written ({why}). Write it on paper.").format(
        why=error.strerror
    )


def _stopped() -> str:
    return _(
        "NOT RECORDED: the card did not confirm a write. Write it on paper; nothing more is recorded until "
        "the machine has been started again."
    )
