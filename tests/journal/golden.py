"""The frozen journals in tests/vectors/golden: every kind of entry, and every version must read them.

    python -m tests.journal.golden FIRST     plays evenings until every kind that the frozen ones lack was
                                             recorded, and freezes them as FIRST, FIRST + 1...
    python -m tests.journal.golden night     freezes a night in which the clocks change

A frozen journal is never made again. When kinds were added, freeze more evenings in addition.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from random import Random

from kiosk.desk.registry import REGISTRY
from kiosk.journal.canonical import decode
from kiosk.left_out import KIND as LEFT_OUT  # no evening has one: tests/vectors/later does
from kiosk.practices.meeting.rules import Resume
from kiosk.practices.record.rules import SeeFinding, SignUnsigned
from kiosk.practices.rules.rules import SetTurn
from tests.practices.meeting.test_clock_change import through_the_night
from tests.practices.play import Play
from tests.practices.random_evening import Evening

VECTOR = Path(__file__).parent.parent / "vectors" / "golden"
MOST = 60
"""Most evenings that are tried."""


def kinds_in(entries: Path) -> set[str]:
    """Return the kinds of entry in a file."""
    lines = entries.read_bytes().splitlines()
    return {decode(line.partition(b"\t")[0])["kind"] for line in lines}


def frozen() -> list[Path]:
    """Return the frozen data folders."""
    return sorted(path for path in VECTOR.glob("*") if path.is_dir())


def play(folder: Path, seed: int) -> Path:
    """Play an evening with a new key in the middle and a locked one at the end; returns its data folder."""
    one = Play(folder)
    evening = Evening(one, Random(seed))
    for turn in range(160):
        evening.act()
        if turn % 30 == 20:
            evening.disturb()
        if turn == 60:
            one.desk.change_key(seed=bytes(range(32)))
    sitting = one.state.meeting.open
    if sitting is not None and sitting.break_until:
        one.ask(Resume())
    one.desk.journal.damaged("Entry 1 is another.")
    one.ask(SeeFinding())
    one.desk.journal.mended()
    one.desk.journal.change_passphrase("eight rivers")
    one.restart()
    one.ask(SetTurn(seconds=60))
    one.desk.journal.unlock("eight rivers", shown=False)
    one.ask(SignUnsigned(count=one.desk.room.journal.unsigned()))
    one.desk.close()
    return one.folder


def _keep(data: Path, target: Path) -> None:
    (target / "journal").mkdir(parents=True)
    shutil.copy(data / "journal" / "entries", target / "journal" / "entries")
    shutil.copy(data / "names.json", target / "names.json")
    (target / "names.json").chmod(0o644)


def freeze(number: int) -> None:
    """Play, and keep the evenings in which a new kind was recorded."""
    missing = set(REGISTRY.kinds).difference(*(kinds_in(path / "journal/entries") for path in frozen())) - {
        LEFT_OUT
    }
    for seed in range(200, 200 + MOST):
        if not missing:
            return
        with tempfile.TemporaryDirectory() as folder:
            data = play(Path(folder), seed)
            new = missing & kinds_in(data / "journal" / "entries")
            if new:
                missing -= new
                target = VECTOR / str(number)
                number += 1
                _keep(data, target)
    raise SystemExit(f"Never recorded: {', '.join(sorted(missing))}")


def freeze_night() -> None:
    """Freeze a meeting in Berlin through the night of 25 October 2026."""
    with tempfile.TemporaryDirectory() as folder:
        data = through_the_night(Path(folder)).folder
        _keep(data, VECTOR / "night")


if __name__ == "__main__":
    if sys.argv[1] == "night":
        freeze_night()
    else:
        freeze(int(sys.argv[1]))
