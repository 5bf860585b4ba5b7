"""What is measured through a terminal: the kiosk on a prepared evening, and its rival.

A subject is a command line and the words that show that it has painted something. To the benchmarks both are
the same: programs that receive keys and write letters.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.evening import prepare
from tests.bench.ground import KIOSK, Ground
from tests.bench.minimal import READY
from tests.pty import Pty

PATIENCE = 60
"""Seconds after which a subject in a quarter of a CPU is given up."""


@dataclass(frozen=True)
class Subject:
    """`ready` are words of the first complete frame, from its top and its bottom.

    `acts` and `moves` are (key, words that its answer shows), played round and round: acts change something,
    moves change the screen.
    """

    command: tuple[str, ...]
    ready: tuple[str, ...]
    acts: tuple[tuple[str, str], ...] = ()
    moves: tuple[tuple[str, str], ...] = ()

    def open(self, ground: Ground) -> tuple[Pty, float]:
        """Start the program; returns it and the ms from exec to its first complete frame."""
        pty = ground.terminal(self.command)
        try:
            painted = max(pty.wait_for(words, PATIENCE) for words in self.ready)
        except BaseException:
            pty.close()
            raise
        return pty, (painted - pty.started) * 1000


def kiosk(folder: Path) -> Subject:
    """Return the kiosk at the busiest moment of an evening: one speaks, others wait. Prepared in `folder`."""
    prepare(folder)
    return Subject(
        command=(str(KIOSK), "--data", str(folder)),
        ready=("recorded", "press SPACE"),
        acts=(("p", "The clock stands still"), ("p", "has finished")),
        moves=(("f6", "Who is here"), ("f2", "press SPACE")),
    )


def _minimal(which: str) -> tuple[str, ...]:
    return (sys.executable, "-c", f"from tests.bench.minimal import main; main({which!r})")


def minimal_clock() -> Subject:
    """Return the minimal app with a running clock."""
    return Subject(_minimal("clock"), ready=(READY,), acts=(("p", "PAUSED"), ("p", "SPEAKING")))


def minimal_screens() -> Subject:
    """Return the minimal app with two screens."""
    return Subject(
        _minimal("screens"),
        ready=("the floor", "floor line 29"),
        moves=(("f3", "agenda line 29"), ("f2", "floor line 29")),
    )


def answered(pty: Pty, presses: Sequence[tuple[str, str]], count: int, seed: int = 1) -> list[float]:
    """Return milliseconds from each of `count` key presses, a person's time apart, to its painted answer."""
    spacing = random.Random(seed)
    took = []
    for n in range(count):
        key, words = presses[n % len(presses)]
        pty.read_for(spacing.uniform(0.15, 0.45))
        pressed = pty.keys(key)
        took.append((pty.wait_for(words, PATIENCE) - pressed) * 1000)
    return took
