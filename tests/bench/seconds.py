"""How late the wall shows a second: two minutes of a running turn, against the clock it was recorded by.

The journal holds when the turn began, in milliseconds since boot; each second of it ends at a moment that can
be worked out. What is measured is from that moment to the first byte of the answer at the terminal.
"""

from __future__ import annotations

import json
import subprocess
import time
from pathlib import Path

from tests.bench.figures import Figure, middle, rounded, spread
from tests.bench.ground import KIOSK, Ground
from tests.bench.subjects import kiosk
from tests.pty import Pty

SECONDS = 60
"""A round."""
MOST = 50.0
"""Milliseconds after which a second is shown too late."""
QUIET = 0.2
"""Seconds in which nothing was written before a second's first byte."""


def measure(ground: Ground) -> list[Figure]:
    """The median, and the slowest of a hundred, which is what the aim is for."""
    subject = kiosk(ground.folder / "evening")
    began = turn_began(ground.folder / "evening")
    pty, _ = subject.open(ground)
    with pty:
        pty.read_for(20)  # every screen is prepared by then
        late = lateness(pty, began, SECONDS * ground.rounds)
    ordered = sorted(late)
    slow = ordered[min(len(ordered) - 1, round(0.99 * len(ordered)))]
    return [
        Figure("second shown late, median", middle(late), None, "ms", note=spread(late)),
        Figure(
            "second shown late, p99",
            slow,
            None,
            "ms",
            aim="at most",
            most=MOST,
            note=f"earliest {rounded(ordered[0])}, latest {rounded(ordered[-1])}",
        ),
    ]


def turn_began(folder: Path) -> int:
    """Milliseconds since boot at which the turn that is going on began."""
    words: list[str | Path] = [KIOSK, "journal", "--kind", "turn.began", "--data", folder]
    told = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    return int(json.loads(told.splitlines()[-1])["up"])


def lateness(pty: Pty, began: int, seconds: int) -> list[float]:
    """Milliseconds from the end of each of so many seconds to what is painted then; below 0 if too early."""
    late: list[float] = []
    last = 0.0
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if not pty.read_some(1.0):
            continue
        now = time.clock_gettime_ns(time.CLOCK_BOOTTIME) / 1e6
        if now - last > QUIET * 1000:
            past = (now - began) % 1000
            late.append(past if past < 500 else past - 1000)
        last = now
    return late
