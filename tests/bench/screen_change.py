"""From a key to another screen, painted whole: the first visit, and every later one."""

from __future__ import annotations

from tests.bench.figures import Figure, middle, spread
from tests.bench.ground import Ground
from tests.bench.subjects import Subject, answered, kiosk, minimal_screens
from tests.bench.under_profile import between

MOST = 20.0
CHANGES = 20


def measure(ground: Ground) -> list[Figure]:
    """Measure changes between the floor and another screen; every share of a machine has the same aim."""
    ours, our_first = _changes(kiosk(ground.folder / "evening"), ground)
    rival, rival_first = _changes(minimal_screens(), ground)
    return [
        Figure(
            "screen change",
            middle(ours),
            middle(rival),
            "ms",
            aim="at most",
            most=MOST,
            note=spread(ours),
        ),
        Figure("screen change, first visit", middle(our_first), middle(rival_first), "ms"),
    ]


def explain(ground: Ground) -> str:
    """Return where the screens' thread spends its time while screens change."""
    subject = kiosk(ground.folder / "evening")
    return between(subject, ground, lambda pty: answered(pty, subject.moves, CHANGES))


def _changes(subject: Subject, ground: Ground) -> tuple[list[float], list[float]]:
    """Return the milliseconds of later visits, and of first visits."""
    later: list[float] = []
    first: list[float] = []
    for n in range(2 * ground.rounds):
        pty, _ = subject.open(ground)
        with pty:
            pty.read_quiet(0.5, 5)
            first += answered(pty, subject.moves, 1)
            answered(pty, subject.moves[1:], 1)
            later += answered(pty, subject.moves, CHANGES // 2, seed=n)
    return later, first
