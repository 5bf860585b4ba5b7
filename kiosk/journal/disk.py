"""What the journal asks of a file system, one method a system call, so that a test can make each one fail.

Only calls whose failure decides whether something was recorded pass here. Reading does not.
"""

from __future__ import annotations

import ctypes
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

    def exchange(self, one: Path, other: Path) -> None:
        """Let two names change places, at once. FAT and exFAT, for example, cannot."""
        libc = ctypes.CDLL(None, use_errno=True)
        if not hasattr(libc, "renameat2"):
            raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
        if libc.renameat2(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE):
            number = ctypes.get_errno()
            raise OSError(number, os.strerror(number), str(one), None, str(other))


_HERE, _EXCHANGE = -100, 2
"""AT_FDCWD and RENAME_EXCHANGE of renameat2(2)."""
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


def make_folder(folder: Path, mode: int = 0o777, disk: Disk = DISK) -> None:
    """Make a folder and those above it that are missing, durably. Raises OSError."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    folder.mkdir(mode=mode, parents=True, exist_ok=True)
    for each in missing:
        fsync_folder(each.parent, disk)


def write_all(file: int, data: bytes, disk: Disk = DISK) -> None:
    """Write all of `data`, in as many calls as the file system takes; for files that are not the journal."""
    view = memoryview(data)
    while view:
        view = view[disk.write(file, bytes(view)) :]


def replace_file(path: Path, data: bytes, mode: int = 0o644, disk: Disk = DISK) -> None:
    """Put `data` in the place of `path`: temporary, fsync, rename, fsync of the folder.

    A power cut leaves the old file or the new one. Raises OSError, and then the old file is still there.
    """
    put_file(path, data, mode, disk)
    fsync_folder(path.parent, disk)


def put_file(path: Path, data: bytes, mode: int = 0o644, disk: Disk = DISK) -> None:
    """The same without the last step: durable when the caller has flushed the folder. Raises OSError."""
    temporary = path.with_name(path.name + ".new")
    file = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, mode)
    try:
        os.fchmod(file, mode)
        write_all(file, data, disk)
        disk.fsync(file)
    finally:
        os.close(file)
    disk.rename(temporary, path)


def replace_folder(new: Path, there: Path, aside: Path, disk: Disk = DISK) -> None:
    """Put the folder `new`, which is flushed, in the place of `there`, which is `aside` afterwards.

    A power cut leaves the old folder or the new one under that name. Where the file system cannot exchange
    names a cut may also leave neither, and both under their other names. Raises OSError.
    """
    if there.exists():
        try:
            disk.exchange(new, there)
        except OSError:
            disk.rename(there, aside)
            disk.rename(new, there)
        else:
            disk.rename(new, aside)
    else:
        disk.rename(new, there)
    fsync_folder(there.parent, disk)
