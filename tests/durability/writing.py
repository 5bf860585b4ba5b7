"""What is written while the power fails, and what must be there afterwards.

    python -m tests.durability.writing FOLDER

opens the journal in FOLDER, appends until it is killed, and prints the number of each entry that was
acknowledged.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from msgspec import Struct

from kiosk.errors import JournalDamaged
from kiosk.journal.canonical import decode
from kiosk.journal.disk import Disk
from kiosk.journal.envelope import RECOVERED
from kiosk.journal.journal import Journal
from tests.journal.making import found, reopen, stamp


class Unflushed(Disk):
    """A disk that leaves out flushes of these kinds."""

    def __init__(self, *left_out: str) -> None:
        self._left_out = left_out

    def fdatasync(self, file: int) -> None:
        if "fdatasync" not in self._left_out:
            super().fdatasync(file)

    def fsync(self, file: int) -> None:
        if "fsync" not in self._left_out:
            super().fsync(file)


class Figures(Struct):
    """The count of power cuts, how many lost something acknowledged, and what they left.

    `torn` cuts left a tail that the opening recovered; `stopped` cuts left an unacknowledged line that ends
    but is none, so that the opening stopped as journal/1 says, with every acknowledged entry before it.
    """

    cuts: int = 0
    acknowledged: int = 0
    losing: int = 0
    lost: int = 0
    torn: int = 0
    stopped: int = 0
    why: list[str] = []
    """What was wrong after a cut, a sentence each, where a harness can tell."""

    def count(self, folder: Path, said: int) -> None:
        """Judge what a cut left in a data directory in which `said` entries had been acknowledged."""
        self.cuts += 1
        self.acknowledged += said
        kept, state = survivors(folder)
        self.torn += state == "torn"
        self.stopped += state == "stopped"
        if kept < said:
            self.losing += 1
            self.lost += said - kept


def fields(n: int) -> dict[str, object]:
    """Return the fields of entry `n`: their lengths rarely end at a sector's edge."""
    return {"text": "x" * (40 + n * 37 % 400), "who": f"m{n:03d}"}


def survivors(folder: Path) -> tuple[int, str]:
    """Return how many acknowledged entries another opening finds, and how it opened.

    "" at once, "torn" after a recovery, "stopped" before damage.
    """
    if not Journal.exists(folder):
        return 0, ""
    try:
        journal = reopen(folder)
    except JournalDamaged as damage:
        return damage.entry or 0, "stopped"
    try:
        entries = list(map(decode, journal.read()))
    finally:
        journal.close()
    state = "torn" if entries[-1]["kind"] == RECOVERED else ""
    while entries[-1]["kind"] == RECOVERED:
        entries.pop()  # this opening's own
    for n, entry in enumerate(entries):
        if n and entry["kind"] != RECOVERED and entry.get("who") != fields(n)["who"]:
            return n, state
    return len(entries), state


def append(journal: Journal) -> int:
    """Append an entry; returns how many are acknowledged then."""
    return journal.append("text.written/1", fields(journal.size), stamp(journal.size)) + 1


def cuts(few: int) -> int:
    """Return how many cuts to try: `few`, or what KIOSK_CUTS says."""
    return int(os.environ.get("KIOSK_CUTS", few))


def main(folder: str) -> None:
    """Append until killed."""
    journal = reopen(Path(folder)) if Journal.exists(Path(folder)) else found(Path(folder))
    sys.stdout.write(f"{journal.size}\n")
    while True:
        sys.stdout.flush()
        sys.stdout.write(f"{append(journal)}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
