"""The last die of a ceremony: from ENTER to the screen that shows everything thrown."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

from tests.bench.evening import prepare
from tests.bench.figures import Figure, middle, spread
from tests.bench.ground import KIOSK, Ground
from tests.bench.subjects import PATIENCE, Subject
from tests.bench.under_profile import between
from tests.pty import Pty

MOST = 50.0
ROLES = {"facilitator": 1, "timekeeper": 1, "minutes": 1}


def measure(ground: Ground) -> list[Figure]:
    """Measure a few ceremonies, each from a copy of the same evening with one die left to throw."""
    made = ground.folder / "ceremony"
    prepare_ceremony(made)
    took = [last_die(made, ground) for _ in range(1 + 4 * ground.rounds)][1:]
    return [
        Figure(
            "last die to painted, recorded",
            middle(took),
            None,
            "ms",
            aim="at most",
            most=MOST,
            note=spread(took),
        )
    ]


def explain(ground: Ground) -> str:
    """Return where the screens' thread spends its time from the floor to the last die."""
    folder = ground.folder / "last-die"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ground.folder / "ceremony", folder)
    return between(_kiosk(folder), ground, _typed)


def prepare_ceremony(folder: Path) -> None:
    """Make the busy evening, and a draw of three roles with all dice thrown but one."""
    prepare(folder)
    dice = _run(folder, {"do": "lot.freeze", "roles": ROLES}, {"do": "lot.commit"})
    left = dice - 1
    hands = [min(8, left - start) for start in range(0, left, 8)]
    _run(folder, *({"do": "lot.throw", "symbols": "41526314"[:hand]} for hand in hands))


def last_die(made: Path, ground: Ground) -> float:
    """Return milliseconds from ENTER to the words that follow when all dice are thrown."""
    folder = ground.folder / "last-die"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(made, folder)
    pty, _ = _kiosk(folder).open(ground)
    with pty:
        return _typed(pty)


def _kiosk(folder: Path) -> Subject:
    return Subject(command=(str(KIOSK), "--data", str(folder)), ready=("recorded",))


def _typed(pty: Pty) -> float:
    pty.read_quiet(0.5, PATIENCE)
    pty.keys("f4")
    pty.wait_for("Type the dice as they lie", PATIENCE)
    pty.read_quiet(0.3, PATIENCE)
    pty.keys("t")
    pty.wait_for("then ENTER", PATIENCE)
    pty.keys("4")
    pty.read_quiet(0.3, PATIENCE)
    pressed = pty.keys("enter")
    return (pty.wait_for("the secret is opened", PATIENCE) - pressed) * 1000


def _run(folder: Path, *commands: object) -> int:
    """Carry out commands; returns how many dice the current draw still needs."""
    typed = "".join(json.dumps(command) + "\n" for command in commands)
    done = subprocess.run(
        [KIOSK, "run", "-", "--data", str(folder)], input=typed, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise AssertionError(f"kiosk run: {(done.stdout + done.stderr)[-500:]}")
    frozen = subprocess.run(
        [KIOSK, "journal", "--kind", "lot.frozen", "--data", str(folder)],
        capture_output=True,
        text=True,
        check=True,
    )
    pool: str = json.loads(frozen.stdout.splitlines()[-1])["pool"]
    return int(pool.partition("\nroom dice ")[2].partition("\n")[0])
