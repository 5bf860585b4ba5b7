"""Recomputing a draw over a hundred thousand people, compared with hashlib and sorted over the same files.

    python -m tests.bench.recompute FOLDER ROUNDS            seconds of both, by turns, as JSON
    python -m tests.bench.recompute FOLDER ROUNDS profile    where the time goes

The rival is what a reader of the minutes' recipe would write: it hashes every person's ticket and sorts, and
checks nothing of what it reads.
"""

from __future__ import annotations

import hashlib
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from kiosk.practices.lot import pool as pools
from kiosk.practices.lot import seed as seeds
from kiosk.practices.lot.check import check
from kiosk.practices.lot.pool import Person, Pool, Role
from kiosk.practices.lot.seed import Seed
from tests.bench.figures import Figure, middle, spread
from tests.bench.ground import Ground, profiled

MOST = 1.5
PEOPLE = 100_000
ROLE = "seat"


def measure(ground: Ground) -> list[Figure]:
    """Measure ours and the rival by turns, from the files of one draw of three."""
    with TemporaryDirectory(dir=ground.folder) as folder:
        ours, rival = json.loads(ground.run("tests.bench.recompute", folder, str(3 * ground.rounds)))
    plain = middle(rival)
    return [
        Figure(
            f"recomputing a draw of {PEOPLE:,} people",
            middle(ours),
            plain,
            "ms",
            aim=f"{MOST} x hashlib and sorted",
            most=MOST * plain,
            note=spread(ours),
        )
    ]


def explain(ground: Ground) -> str:
    """Return where recomputing spends its time."""
    with TemporaryDirectory(dir=ground.folder) as folder:
        return ground.run("tests.bench.recompute", folder, "1", "profile")


def main(folder: str, rounds: str, *options: str) -> None:
    """Write the files of a draw into `folder` and recompute it both ways."""
    pool, seed = Path(folder, "pool.txt"), Path(folder, "seed.txt")
    people = tuple(Person(f"l{n:06d}") for n in range(1, PEOPLE + 1))
    pool.write_bytes(pools.write(Pool("bench", "001", "0" * 64, (Role(ROLE, 3),), people)))
    seed.write_bytes(seeds.write(Seed(pools.digest(pool.read_bytes()), "5a" * 32)))
    del people

    def ours() -> list[str]:
        return check(pool.read_bytes(), seed.read_bytes()).orders[ROLE]

    def rival() -> list[str]:
        s = hashlib.sha256(seed.read_bytes()).hexdigest()
        with pool.open() as lines:
            ids = [line.split()[1] for line in lines if line.startswith("person ")]
        tickets = ((hashlib.sha256(f"{s} {ROLE} {id_}\n".encode()).hexdigest(), id_) for id_ in ids)
        return [id_ for _ticket, id_ in sorted(tickets)]

    if options:
        sys.stdout.write(profiled(ours))
        return
    if ours() != rival():
        raise AssertionError("the two orders differ")
    took = [(_each(ours), _each(rival)) for _ in range(int(rounds))]
    sys.stdout.write(json.dumps(list(zip(*took, strict=True))))


def _each(recompute: Callable[[], object]) -> float:
    began = time.perf_counter()
    recompute()
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    main(*sys.argv[1:])
