"""From a key to its painted answer: an act that is recorded, compared with the same act without a journal."""

from __future__ import annotations

from tests.bench.figures import Figure, middle, spread
from tests.bench.ground import Ground
from tests.bench.subjects import Subject, answered, kiosk, minimal_clock
from tests.bench.under_profile import between

MOST = 1.5
PRESSES = 20


def measure(ground: Ground) -> list[Figure]:
    """Measure pausing the speaker's clock and letting it run on, while it ticks."""
    ours: list[float] = []
    rival: list[float] = []
    for _ in range(ground.rounds):
        ours += _presses(kiosk(ground.folder / "evening"), ground)
        rival += _presses(minimal_clock(), ground)
    flush, without = ground.flush, middle(rival)
    return [
        Figure(
            "key to painted, recorded",
            middle(ours),
            without,
            "ms",
            aim=f"{MOST} x a minimal app without a journal + one flush ({flush:.2f} ms)",
            most=MOST * without + flush,
            note=spread(ours),
        )
    ]


def explain(ground: Ground) -> str:
    """Return where the screens' thread spends its time while keys are pressed."""
    subject = kiosk(ground.folder / "evening")
    return between(subject, ground, lambda pty: answered(pty, subject.acts, PRESSES))


def _presses(subject: Subject, ground: Ground) -> list[float]:
    pty, _ = subject.open(ground)
    with pty:
        pty.read_quiet(0.5, 5)
        answered(pty, subject.acts, 2)
        return answered(pty, subject.acts, PRESSES)
