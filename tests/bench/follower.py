"""From recording an entry to seeing it in another process, compared with `tail -f` on the same file.

    python -m tests.bench.follower FOLDER ENTRIES        milliseconds each, ours and tail's, as JSON
    python -m tests.bench.follower watch FOLDER          the follower, as `kiosk follow` waits and reads

Both times begin with the call that records, so that writing and flushing count: a follower shows what is on
the card. Entries come at uneven times, as people press keys.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from threading import Thread
from typing import IO

from kiosk.journal.follower import Follower
from kiosk.journal.inotify import Waker
from kiosk.journal.journal import Journal
from kiosk.terms import Stamp
from tests.bench.figures import Figure, middle, spread
from tests.bench.ground import Ground

MOST = 200.0
STAMP = Stamp("2026-11-22T18:04:11.203Z", "0a1b2c3d", 1_000, "people")
ENTRIES = 400


def measure(ground: Ground) -> list[Figure]:
    """Measure the median, and the slowest of a hundred."""
    with TemporaryDirectory(dir=ground.folder) as folder:
        ours, rival = json.loads(ground.run("tests.bench.follower", folder, str(ENTRIES * ground.rounds)))
    return [
        Figure("seen by a second process", middle(ours), middle(rival), "ms", note=spread(ours)),
        Figure(
            "seen by a second process, p99",
            _p99(ours),
            _p99(rival),
            "ms",
            aim="a fifth of a second",
            most=MOST,
        ),
    ]


def _p99(samples: list[float]) -> float:
    return sorted(samples)[round(0.99 * (len(samples) - 1))]


def main(folder: str, entries: str) -> None:
    """Record, with both watching; print when each saw what."""
    journal = Journal.found(Path(folder), "Maple Street 4", STAMP, "benchmark")
    path = Path(folder, "journal/entries")
    count = int(entries)
    follower = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.follower", "watch", folder], stdout=subprocess.PIPE
    )
    tail = subprocess.Popen(["tail", "-n", "+1", "-f", path], stdout=subprocess.PIPE)
    seen: list[list[float]] = [[], []]
    assert follower.stdout
    assert tail.stdout
    readers = [
        Thread(target=_read_seen, args=(follower.stdout, seen[0], count + 1)),
        Thread(target=_stamped, args=(tail.stdout, seen[1], count + 1)),
    ]
    for reader in readers:
        reader.start()
    while not all(seen):
        time.sleep(0.01)
    chance, began = Random(1), []
    for _ in range(count):
        time.sleep(chance.uniform(0.005, 0.03))
        began.append(time.monotonic())
        journal.append("turn.began/1", {"person": "m007", "planned": 120}, STAMP)
    for reader in readers:
        reader.join(10)
    for process in (follower, tail):
        process.kill()
        process.wait()
    journal.close()
    late = [[1000 * (at - then) for at, then in zip(times[1:], began, strict=True)] for times in seen]
    sys.stdout.write(json.dumps(late))


def _read_seen(lines: IO[bytes], seen: list[float], count: int) -> None:
    """Read from the follower's output when it saw each entry."""
    while len(seen) < count:
        seen.append(float(lines.readline()))


def _stamped(lines: IO[bytes], seen: list[float], count: int) -> None:
    while len(seen) < count:
        lines.readline()
        seen.append(time.monotonic())


def watch(folder: str) -> None:
    """Print when each entry was seen, until killed."""
    waker, follower = Waker(Path(folder, "journal")), Follower(Path(folder), flushed=True)
    while True:
        entries = follower.poll()
        now = time.monotonic()
        sys.stdout.write(f"{now}\n" * len(entries))
        sys.stdout.flush()
        waker.wait(1)


if __name__ == "__main__":
    if sys.argv[1] == "watch":
        watch(*sys.argv[2:])
    else:
        main(*sys.argv[1:])
