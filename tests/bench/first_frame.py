"""From starting the program to the first complete frame on the terminal."""

from __future__ import annotations

from tests.bench.figures import Figure, middle, spread
from tests.bench.ground import Ground
from tests.bench.subjects import Subject, kiosk, minimal_clock
from tests.bench.under_profile import imports

MOST = 1.3


def measure(ground: Ground) -> list[Figure]:
    """Measure the kiosk on a prepared evening and a minimal Textual app, by turns, except the first start."""
    subjects = (kiosk(ground.folder / "evening"), minimal_clock())
    took: tuple[list[float], list[float]] = ([], [])
    for n in range(1 + 5 * ground.rounds):
        for subject, times in zip(subjects, took, strict=True):
            once = _once(subject, ground)
            if n:
                times.append(once)
    ours, rival = map(middle, took)
    return [
        Figure(
            "first complete frame",
            ours,
            rival,
            "ms",
            aim=f"{MOST} x a minimal Textual app",
            most=MOST * rival,
            note=spread(took[0]),
        )
    ]


def explain(ground: Ground) -> str:
    """Return what starting imports."""
    return imports(kiosk(ground.folder / "evening"), ground)


def _once(subject: Subject, ground: Ground) -> float:
    pty, took = subject.open(ground)
    pty.close()
    return took
