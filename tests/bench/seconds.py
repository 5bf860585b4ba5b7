"""How late the wall shows a second: two minutes of a running turn, against the clock it was recorded by.

The journal has the turn's beginning in milliseconds since boot, which gives the moment at which each of its
seconds ends. Measured is the time from that moment to the first byte of the answer at the terminal.
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
"""Seconds in a round."""
MOST = 50.0
"""Milliseconds after which a second is shown too late."""
QUIET = 0.2
"""Seconds without output before a second's first byte."""


def measure(ground: Ground) -> list[Figure]:
    """Measure the median, and the slowest of a hundred, which is what the aim is for."""
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
    """Return the milliseconds since boot at which the current turn began."""
    words: list[str | Path] = [KIOSK, "journal", "--kind", "turn.began", "--data", folder]
    printed = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    return int(json.loads(printed.splitlines()[-1])["up"])


def lateness(pty: Pty, began: int, seconds: int) -> list[float]:
    """Return milliseconds from the end of each second to its painting; below 0 if too early."""
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
