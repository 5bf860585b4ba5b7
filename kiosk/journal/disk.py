"""What the journal asks of a file system, one method a system call, so that a test can make each one fail.

Only calls whose failure decides whether something was recorded pass here. Reading does not.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path


class Disk:
    """The file system itself. Every method raises OSError as the call does."""

    def write(self, file: int, data: bytes) -> int:
        """One write(2): how many bytes were taken, which may be fewer."""
        return os.write(file, data)

    def fdatasync(self, file: int) -> None:
        """Return when the file's bytes and length are on the card."""
        os.fdatasync(file)

    def fsync(self, file: int) -> None:
        """Return when the file and what describes it are on the card."""
        os.fsync(file)

    def ftruncate(self, file: int, length: int) -> None:
        """Cut the file to `length` bytes."""
        os.ftruncate(file, length)

    def rename(self, old: Path, new: Path) -> None:
        """Put `old` in the place of `new`, at once."""
        os.rename(old, new)


DISK = Disk()


def read_regular(path: Path, limit: int) -> bytes:
    """A small file, whole. Raises OSError, also for a symbolic link, a pipe, or more than `limit` bytes."""
    file = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        about = os.fstat(file)
        if not stat.S_ISREG(about.st_mode):
            raise OSError(errno.EINVAL, "not a file")
        if about.st_size > limit:
            raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
        return os.pread(file, limit, 0)
    finally:
        os.close(file)


def fsync_folder(folder: Path, disk: Disk = DISK) -> None:
    """Make the names in a folder durable: after creating, renaming or deleting a file there."""
    file = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        disk.fsync(file)
    finally:
        os.close(file)


def write_all(file: int, data: bytes, disk: Disk = DISK) -> None:
    """Write all of `data`, in as many calls as the file system takes; for files that are not the journal."""
    view = memoryview(data)
    while view:
        view = view[disk.write(file, bytes(view)) :]


def replace_file(path: Path, data: bytes, mode: int = 0o644, disk: Disk = DISK) -> None:
    """Put `data` in the place of `path`: temporary, fsync, rename, fsync of the folder.

    A power cut leaves the old file or the new one. Raises OSError, and then the old file is still there.
    """
    temporary = path.with_name(path.name + ".new")
    file = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, mode)
    try:
        os.fchmod(file, mode)
        write_all(file, data, disk)
        disk.fsync(file)
    finally:
        os.close(file)
    disk.rename(temporary, path)
    fsync_folder(path.parent, disk)
