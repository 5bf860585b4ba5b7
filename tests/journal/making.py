"""Journals for tests: the same bytes every time, and a disk whose calls fail when told to."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

from kiosk.journal.disk import Disk
from kiosk.journal.journal import Journal
from kiosk.journal.tiles import publish
from kiosk.terms import Stamp, wall_text

VECTORS = Path(__file__).parent.parent / "vectors" / "journal-1"
LIFE = VECTORS / "life"
SEED = bytes(range(32, 64))
"""The seed of life/skey."""
START = 1_795_370_400_250
"""2026-11-22T18:00:00.250Z in milliseconds."""


def stamp(second: int = 0) -> Stamp:
    """Return the stamp of the n-th second of the evening of life/."""
    return Stamp(wall_text(START + 1000 * second), "1f2e3d4c", 812_345 + 1000 * second, "people")


def found(folder: Path, disk: Disk | None = None) -> Journal:
    """Found the journal of life/, with entry 0 alone."""
    return Journal.found(
        folder, "Maple Street 4", stamp(), "assembly-kiosk 0.1.0", seed=SEED, disk=disk or Disk()
    )


def reopen(folder: Path, disk: Disk | None = None, heads: tuple[bytes, ...] = ()) -> Journal:
    """Open it, an hour later."""
    return Journal.open(folder, lambda: stamp(3600), heads=heads, disk=disk or Disk())


def evening(folder: Path, entries: int = 30) -> Path:
    """Make a closed journal of so many entries, each signed; returns its entries file."""
    journal = found(folder)
    for n in range(1, entries):
        journal.append("turn.began/1", {"who": f"m{n:03d}"}, stamp(n))
    journal.close()
    return folder / "journal" / "entries"


def lie(folder: Path, entries: bytes) -> Path:
    """Found a data directory and replace its entries file with these bytes; returns the file."""
    found(folder).close()
    path = folder / "journal" / "entries"
    path.write_bytes(entries)
    return path


def forged_tiles(folder: Path) -> Path:
    """Publish forged tiles and return their folder: the journal's entry 0, another history, a forger's key.

    A forger has no key for the lines; tiles show none of those signatures, so they look the same.
    """
    journal = found(folder / "forger")
    journal.append("turn.began/1", {"who": "m666"}, stamp(1))
    journal.change_key(stamp(2), seed=b"\x66" * 32)
    journal.append("turn.began/1", {"who": "m667"}, stamp(3))
    publish(folder / "forged", texts(journal), journal.checkpoint())
    journal.close()
    return folder / "forged"


class FailingDisk(Disk):
    """Does the first `after` calls of `call`, then fails each with `number`.

    With `taken`, a write takes only so many bytes and succeeds; with `failures`, only so many calls fail.
    """

    def __init__(
        self,
        call: str,
        number: int = errno.EIO,
        after: int = 0,
        failures: int = 10**9,
        taken: int | None = None,
    ) -> None:
        self._call = call
        self._number = number
        self._after = after
        self._failures = failures
        self._taken = taken
        self.calls: list[str] = []

    def _may(self, call: str) -> None:
        self.calls.append(call)
        if call == self._call:
            self._after -= 1
            if self._after < 0 < self._failures:
                self._failures -= 1
                raise OSError(self._number, os.strerror(self._number))

    def write(self, file: int, data: bytes) -> int:
        try:
            self._may("write")
        except OSError:
            if self._taken is None:
                raise
            return super().write(file, data[: self._taken])
        return super().write(file, data)

    def fdatasync(self, file: int) -> None:
        self._may("fdatasync")
        super().fdatasync(file)

    def fsync(self, file: int) -> None:
        self._may("fsync")
        super().fsync(file)

    def ftruncate(self, file: int, length: int) -> None:
        self._may("ftruncate")
        super().ftruncate(file, length)

    def rename(self, old: Path, new: Path) -> None:
        self._may("rename")
        super().rename(old, new)


def texts(journal: Journal) -> list[bytes]:
    """Return all entries, read from the card."""
    return list(journal.read())


def never(sentence: str) -> Callable[[], Stamp]:
    """Return a clock that fails the test when it is called."""

    def ask() -> Stamp:
        raise AssertionError(sentence)

    return ask
