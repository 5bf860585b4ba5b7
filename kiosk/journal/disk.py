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
    """The file system itself. Every method raises OSError as the system call does."""

    def write(self, file: int, data: bytes) -> int:
        """Write once (write(2)); returns how many bytes were taken, perhaps fewer than all."""
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
        """Rename `old` to `new`, replacing what is there, in one step."""
        os.rename(old, new)

    def exchange(self, one: Path, other: Path) -> None:
        """Exchange two names in one step. FAT and exFAT, for example, cannot."""
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
    """Return a small file. Raises OSError, also for a symbolic link, a pipe, or more than `limit` bytes."""
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
    """Make a folder and its missing parents, durably. Raises OSError."""
    missing = [parent for parent in (folder, *folder.parents) if not parent.exists()]
    folder.mkdir(mode=mode, parents=True, exist_ok=True)
    for parent in missing:
        fsync_folder(parent.parent, disk)


def write_all(file: int, data: bytes, disk: Disk = DISK) -> None:
    """Write all of `data`, in as many calls as needed; not for the journal, which writes a line in one."""
    view = memoryview(data)
    while view:
        view = view[disk.write(file, bytes(view)) :]


def replace_file(path: Path, data: bytes, mode: int = 0o644, disk: Disk = DISK) -> None:
    """Replace the file `path` with `data`: temporary, fsync, rename, fsync of the folder.

    A power cut leaves the old file or the new one. Raises OSError, and then the old file is still there.
    """
    put_file(path, data, mode, disk)
    fsync_folder(path.parent, disk)


def put_file(path: Path, data: bytes, mode: int = 0o644, disk: Disk = DISK) -> None:
    """Replace a file without the last fsync: durable once the caller flushes the folder. Raises OSError."""
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
    """Replace the folder `there` with `new`, which is flushed; the old one is `aside` afterwards.

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
