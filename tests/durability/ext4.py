"""A card that is a file: ext4 on a loop device, cut off by copying the image or by shutting it down.

The copy is what the device holds at one moment, whatever is in the page cache. The writer is held meanwhile:
what it has in flight goes on, but no second entry follows, so that the copy, which takes its time, shows one
moment. It is made from the end to the beginning, so that in a growing file the later bytes are the older
ones, as on a card: a copy in the other direction, or during many appends, may show a later line without an
earlier one, which no power cut leaves. EXT4_IOC_SHUTDOWN cuts at one instant, and the writer gets EIO.
"""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from queue import SimpleQueue
from threading import Thread

from kiosk.errors import NotRecorded
from tests.durability.nosync import nosync, running
from tests.durability.writing import Figures, append
from tests.journal.making import found, reopen

IMAGE = 8 << 20
BLOCK = 1 << 20
FULL, SOON_FULL = 20, 3
"""Cuts after which a card may be full; a writer that waits for no flush fills it sooner."""
SHUTDOWN, WITHOUT_LOG = 0x8004587D, (2).to_bytes(4, sys.byteorder)


def make_card(image: Path) -> None:
    """Make an empty file system of 8 MiB in a file."""
    image.write_bytes(b"")
    os.truncate(image, IMAGE)
    subprocess.run(["mkfs.ext4", "-q", "-F", "-b", "1024", image], check=True)


@contextmanager
def mounted(image: Path, *options: str) -> Iterator[Path]:
    """Mount the card on a folder next to it."""
    place = image.with_name(image.name + ".mounted")
    place.mkdir(exist_ok=True)
    subprocess.run(["mount", "-o", ",".join(["loop", *options]), image, place], check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", place], check=True)


def copy_backwards(image: Path, copy: Path) -> None:
    """Copy what the device holds now, the last block first."""
    with image.open("rb") as source, copy.open("wb") as target:
        for offset in range(IMAGE - BLOCK, -1, -BLOCK):
            target.seek(offset)
            target.write(os.pread(source.fileno(), BLOCK, offset))


class Writer:
    """Another process that appends to a data directory; `said` is how many entries it acknowledged."""

    def __init__(self, folder: Path, flushed: bool) -> None:
        self._process = subprocess.Popen(
            [*running("tests.durability.writing", flushed), str(folder)],
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
        )
        self._lines: SimpleQueue[str] = SimpleQueue()
        self._reader = Thread(target=self._read, daemon=True)
        self._reader.start()
        self.said = 0

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._lines.put(line.strip())

    def more(self, count: int) -> int:
        """Wait until so many more entries are acknowledged; returns how many are by then."""
        until = self.said + count
        while self.said < until or not self._lines.empty():
            self.said = int(self._lines.get(timeout=30))
        return self.said

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the writer: it starts no new call. Calls already in the kernel are not waited for."""
        self._process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self._process.send_signal(signal.SIGCONT)

    def kill(self) -> None:
        """End it as a power cut would."""
        self._process.kill()
        self._process.wait()
        self._reader.join(30)
        assert self._process.stdout is not None
        self._process.stdout.close()


def by_copying(folder: Path, count: int, flushed: bool) -> Figures:
    """Cut the power `count` times by copying the image while a process appends; change full cards."""
    figures = Figures()
    while figures.cuts < count:
        _copies(folder, min(FULL if flushed else SOON_FULL, count - figures.cuts), flushed, figures)
    return figures


def _copies(folder: Path, count: int, flushed: bool, figures: Figures) -> None:
    image, copy = folder / "card", folder / "copy"
    make_card(image)
    with mounted(image) as card:
        found(card / "data").close()
        os.sync()
        writer = Writer(card / "data", flushed)
        try:
            for cut in range(count):
                said = writer.more(1 + cut % 7)
                with writer.held():
                    copy_backwards(image, copy)
                with mounted(copy) as survived:
                    figures.count(survived / "data", said)
        finally:
            writer.kill()


def by_shutdown(folder: Path, count: int, flushed: bool) -> Figures:
    """Cut the power `count` times between two entries, the file system's log included.

    Not in the middle of a flush: Linux 6.18 was seen to confirm a flush that the same shutdown had just made
    void, which no program can notice.
    """
    image = folder / "card"
    make_card(image)
    with mounted(image) as card:
        found(card / "data").close()
    figures = Figures()
    for cut in range(count):
        with mounted(image) as card:
            journal = reopen(card / "data")
            with nullcontext() if flushed else nosync():
                for _entry in range(1 + cut % 7):
                    said = append(journal)
            _shut(card)
            with suppress(NotRecorded):
                said = append(journal)
            journal.close()
        with mounted(image) as card:
            figures.count(card / "data", said)
            if figures.losing:
                break  # what was acknowledged is no longer the beginning of what is there
    return figures


def _shut(card: Path) -> None:
    file = os.open(card, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.ioctl(file, SHUTDOWN, WITHOUT_LOG)
    finally:
        os.close(file)
