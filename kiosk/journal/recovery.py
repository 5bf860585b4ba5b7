"""What a power cut or a failed flush left on the card, put in order without losing a byte.

A torn tail is moved to torn/, never deleted (journal/1, Opening 4); entries that a failed flush left in doubt
are copied to new blocks (Write path). Everything here can fail half-way and be repeated. `opening` decides
before whether anything may be touched at all; the journal records afterwards what was done.
"""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Iterable
from hashlib import sha256

from msgspec import Struct

from kiosk.journal.disk import Disk, fsync_folder
from kiosk.journal.lines import BLOCK
from kiosk.journal.place import Place
from kiosk.journal.reading import Reading
from kiosk.language import words

_, ngettext = words("journal")


class Recovered(Struct, frozen=True):
    """The content of a `journal.recovered/1`: how many bytes, their SHA-256, and their file ("" for none)."""

    bytes: int
    sha256: str
    file: str

    @property
    def sentence(self) -> str:
        """The sentence for people."""
        if self.file:
            return ngettext(
                "Writing was cut off: {count} byte after the last whole entry was moved to journal/{file}.",
                "Writing was cut off: {count} bytes after the last whole entry were moved to journal/{file}.",
                self.bytes,
            ).format(count=self.bytes, file=self.file)
        return _("Writing was cut off at the very end of the last entry; it is whole.")


def acknowledged(place: Place) -> int | None:
    """Return how many entries were recorded when a flush failed; None when none failed, -1 if unknown."""
    try:
        text = place.unflushed.read_bytes()[:20].strip()
    except FileNotFoundError:
        return None
    return int(text) if text.isdigit() else -1


def rewrite(place: Place, file: int, disk: Disk) -> int:
    """Copy the entries to new blocks of the card and replace the file; returns the new one, locked.

    After a failed flush the page cache may show what the card does not hold (journal/1, Write path).
    """
    copy = place.entries.with_name("entries.new")
    new = os.open(copy, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o644)
    try:
        fcntl.flock(new, fcntl.LOCK_EX | fcntl.LOCK_NB)
        _copy(file, new, 0, os.fstat(file).st_size, disk)
        disk.fsync(new)
        disk.rename(copy, place.entries)
        fsync_folder(place.journal, disk)
    except OSError:
        os.close(new)
        raise
    os.close(file)
    return new


def _copy(source: int, target: int, start: int, stop: int, disk: Disk) -> str:
    """Copy a range of bytes; returns their SHA-256 in hex."""
    digest = sha256()
    while start < stop:
        block = os.pread(source, min(BLOCK, stop - start), start)
        if not block:
            raise OSError(errno.EIO, "the file became shorter while it was copied")
        view = memoryview(block)
        while view:
            view = view[disk.write(target, bytes(view)) :]
        digest.update(block)
        start += len(block)
    return digest.hexdigest()


def recover(place: Place, file: int, reading: Reading, lf_missing: bool, disk: Disk) -> list[Recovered]:
    """Move a torn tail to torn/ and end the last entry with its LF; returns what to record about it.

    Raises OSError when the card does not take it; the next opening starts over. Files in torn/ that no entry
    mentions (left by a power cut in between) are returned too.
    """
    end = reading.starts.end - (1 if lf_missing else 0)
    length = os.fstat(file).st_size
    if length > end:
        keep_torn(place, file, reading.size, end, length, disk)
        disk.ftruncate(file, end)
        disk.fsync(file)
    if lf_missing:
        if disk.write(file, b"\n") != 1:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        disk.fdatasync(file)
    found = list(_unmentioned(place, reading))
    if lf_missing and length == end:
        found.insert(0, Recovered(0, sha256().hexdigest(), ""))
    return found


def keep_torn(place: Place, file: int, size: int, start: int, stop: int, disk: Disk) -> None:
    """Copy bytes `start` to `stop` to torn/, flushed; `size` entries precede them. Raises OSError."""
    digest = sha256()
    for offset in range(start, stop, BLOCK):
        digest.update(os.pread(file, min(BLOCK, stop - offset), offset))
    if not place.torn.is_dir():
        place.torn.mkdir()
        fsync_folder(place.journal, disk)
    path = place.torn / f"{size}-{digest.hexdigest()[:8]}"
    copy = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o644)
    try:
        _copy(file, copy, start, stop, disk)
        disk.fsync(copy)
    finally:
        os.close(copy)
    fsync_folder(place.torn, disk)


def _unmentioned(place: Place, reading: Reading) -> Iterable[Recovered]:
    if not place.torn.is_dir():
        return
    for path in sorted(place.torn.iterdir()):
        name = f"torn/{path.name}"
        if name not in reading.recovered and path.is_file():
            digest, length = sha256(), 0
            with path.open("rb") as file:
                while block := file.read(BLOCK):
                    digest.update(block)
                    length += len(block)
            yield Recovered(length, digest.hexdigest(), name)
