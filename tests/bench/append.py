"""Recording one entry, compared with a bare write and flush of as many bytes.

    python -m tests.bench.append FOLDER BLOCKS            milliseconds an entry, block by block, as JSON
    python -m tests.bench.append FOLDER BLOCKS profile    where the time goes

A control group does not slow a processor down, it stops it for three of four milliseconds. So the mean over a
block of entries is compared, not a single entry that happened to fall between two stops.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from kiosk.journal.journal import Journal
from kiosk.terms import Stamp
from tests.bench.figures import Figure, middle, spread
from tests.bench.ground import Ground, bare_appends, profiled

MOST, MORE = 1.25, 0.1
BLOCK = 100
STAMP = Stamp("2026-11-22T18:04:11.203Z", "0a1b2c3d", 1_000, "people")
FIELDS = {"person": "m007", "planned": 120, "text": "We pay 40 % of collected rents into the strike fund. "}


def measure(ground: Ground) -> list[Figure]:
    """Measure a block of entries and a bare block by turns, on the same disk."""
    with TemporaryDirectory(dir=ground.folder) as folder:
        ours, rival = json.loads(ground.run("tests.bench.append", folder, str(4 * ground.rounds)))
    raw = middle(rival)
    return [
        Figure(
            "recording an entry",
            middle(ours),
            raw,
            "ms",
            aim=f"{MOST} x raw write + fdatasync, + {MORE} ms",
            most=MOST * raw + MORE,
            note=f"{spread(ours)} blocks of {BLOCK}",
        )
    ]


def explain(ground: Ground) -> str:
    """Return where recording spends its time."""
    with TemporaryDirectory(dir=ground.folder) as folder:
        return ground.run("tests.bench.append", folder, "1", "profile")


def main(folder: str, blocks: str, *options: str) -> None:
    """Append to a new journal in `folder` and to a bare file next to it."""
    journal = Journal.found(Path(folder, "journal"), "Maple Street 4", STAMP, "benchmark")
    entries = Path(folder, "journal/journal/entries")

    def block() -> None:
        for _ in range(BLOCK):
            journal.append("turn.began/1", FIELDS, STAMP)

    if options:
        sys.stdout.write(profiled(block))
        return
    ours, rival = [], []
    for _ in range(int(blocks)):
        before = entries.stat().st_size
        ours.append(_each(block))
        line = (entries.stat().st_size - before) // BLOCK
        with (Path(folder) / "bare").open("ab", buffering=0) as bare:
            rival.append(_each(partial(bare_appends, bare.fileno(), line, BLOCK)))
    journal.close()
    sys.stdout.write(json.dumps([ours, rival]))


def _each(block: Callable[[], object]) -> float:
    began = time.perf_counter()
    block()
    return (time.perf_counter() - began) * 1000 / BLOCK


if __name__ == "__main__":
    main(*sys.argv[1:])
