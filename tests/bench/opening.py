"""Opening a journal of 100,000 entries, compared with reading, parsing and hashing the same lines unchecked.

python -m tests.bench.opening make|ours|rival|profile FOLDER
"""

from __future__ import annotations

import sys
import time
from hashlib import sha256
from pathlib import Path

import msgspec

from kiosk.journal import disk
from kiosk.journal.journal import Journal
from tests.bench.append import FIELDS, STAMP
from tests.bench.figures import Figure, middle, spread
from tests.bench.ground import Ground, profiled

ENTRIES = 100_000


class Unflushed(disk.Disk):
    """A disk that does not flush: this journal is made to be read."""

    def fdatasync(self, file: int) -> None:
        """Leave the flush to the kernel."""


def measure(ground: Ground) -> list[Figure]:
    """Measure an opening: every rule of every line, the tree, the last signature and the lock."""
    folder = str(made(ground.folder / "long"))
    ours, rival = [], []
    for _ in range(max(2, ground.rounds)):
        ours.append(float(ground.run("tests.bench.opening", "ours", folder)))
        rival.append(float(ground.run("tests.bench.opening", "rival", folder)))
    size = (Path(folder) / "journal/entries").stat().st_size / 1e6
    return [
        Figure(
            "opening 100,000 entries",
            middle(ours),
            middle(rival),
            "s",
            note=f"rival: reads, parses, hashes, checks nothing; {size:.0f} MB; {spread(ours)}",
        )
    ]


def explain(ground: Ground) -> str:
    """Return where opening spends its time."""
    return ground.run("tests.bench.opening", "profile", str(made(ground.folder / "long")))


def made(folder: Path) -> Path:
    """Return the long journal, made once a run, on the whole machine."""
    if not folder.exists():
        journal = Journal.found(folder, "Maple Street 4", STAMP, "benchmark", disk=Unflushed())
        for _ in range(ENTRIES - 1):
            journal.append("turn.began/1", FIELDS, STAMP)
        journal.close()
    return folder


def _ours(folder: Path) -> None:
    Journal.open(folder, lambda: STAMP).close()


def _rival(folder: Path) -> None:
    decode = msgspec.json.Decoder().decode
    with (folder / "journal/entries").open("rb") as lines:
        for line in lines:
            entry = line.partition(b"\t")[0]
            decode(entry)
            sha256(b"\0" + entry).digest()


def main(what: str, folder: str) -> None:
    """Print the seconds it took."""
    if what == "profile":
        sys.stdout.write(profiled(lambda: _ours(Path(folder))))
        return
    began = time.perf_counter()
    {"ours": _ours, "rival": _rival}[what](Path(folder))
    sys.stdout.write(f"{time.perf_counter() - began}")


if __name__ == "__main__":
    main(*sys.argv[1:])
