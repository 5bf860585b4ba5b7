"""`python -m tests.durability [CUTS]`: the figures of docs/reliability.md, one harness a line."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory

from kiosk.journal.disk import DISK
from tests.durability.ext4 import by_copying, by_shutdown
from tests.durability.forgetful import cut_everywhere
from tests.durability.nosync import nosync
from tests.durability.surviving import by_blocks
from tests.durability.writing import Figures


def forgetting(folder: Path, count: int, flushed: bool) -> Figures:
    """Make at least `count` cuts of the card that forgets."""
    total, seed = Figures(), 0
    while total.cuts < count:
        seed += 1
        with TemporaryDirectory(dir=folder) as inner, nullcontext() if flushed else nosync():
            one = cut_everywhere(Path(inner), 20, DISK, seed)
        for name in Figures.__struct_fields__:
            setattr(total, name, getattr(total, name) + getattr(one, name))
    return total


HARNESSES: dict[str, Callable[[Path, int, bool], Figures]] = {
    "ext4, image copied": by_copying,
    "ext4, shut down": by_shutdown,
    "FUSE, unflushed sectors dropped": forgetting,
    "blocks below ext4": by_blocks,
}

HEAD = ("harness", "flush", "cuts", "acknowledged", "cuts that lost", "entries lost", "torn", "stopped")


def main(count: int) -> None:
    """Print the table."""
    sys.stdout.write("| " + " | ".join(HEAD) + " |\n|" + "---|" * len(HEAD) + "\n")
    for name, harness in HARNESSES.items():
        for flushed in (True, False):
            with TemporaryDirectory() as folder:
                made = harness(Path(folder), count if flushed else 10, flushed)
            row = (name, "yes" if flushed else "does nothing", made.cuts, f"{made.acknowledged:,}")
            cells = (*row, made.losing, f"{made.lost:,}", made.torn, made.stopped)
            sys.stdout.write("| " + " | ".join(map(str, cells)) + " |\n")
            if flushed:
                sys.stdout.writelines(f"{sentence}\n" for sentence in made.why)
            sys.stdout.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 100)
