"""Ten thousand names at opening: read and compared with their commitments, against decoding the file alone.

python -m tests.bench.names ours|rival FOLDER
"""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import msgspec

from kiosk.journal.names import Names
from kiosk.journal.names_file import Known, commitment
from tests.bench.figures import Figure, middle, spread
from tests.bench.ground import Ground

PEOPLE = 10_000


def measure(ground: Ground) -> list[Figure]:
    """Measure what an assembly of that size waits for when its kiosk is switched on."""
    folder = ground.folder / "names"
    made(folder)
    ours, rival = [], []
    for _ in range(max(2, ground.rounds)):
        ours.append(float(ground.run("tests.bench.names", "ours", str(folder))))
        rival.append(float(ground.run("tests.bench.names", "rival", str(folder))))
    note = f"rival: decodes the file, checks nothing; {spread(ours)}"
    return [Figure("checking 10,000 names", middle(ours), middle(rival), "ms", note=note)]


def _people() -> dict[str, Known]:
    salts = (sha256(str(n).encode()).hexdigest()[:32] for n in range(1, PEOPLE + 1))
    return {f"m{n:03d}": Known(f"Jérôme Martin {n}", salt) for n, salt in enumerate(salts, 1)}


def made(folder: Path) -> Mapping[str, str]:
    """Return the file, made once a run, and the commitments that a journal would hold."""
    people = _people()
    if not folder.exists():
        folder.mkdir()
        (folder / "names.json").write_bytes(msgspec.json.encode(people))
    return {person: commitment(known.name, bytes.fromhex(known.salt)) for person, known in people.items()}


def _ours(folder: Path) -> None:
    committed = made(folder)
    began = time.perf_counter()
    names = Names(folder / "names.json", lambda: committed)
    settled = names.settle((), (), (), "2026-11-22")
    took = time.perf_counter() - began
    assert not settled.misfits
    print(took * 1000)


def _rival(folder: Path) -> None:
    began = time.perf_counter()
    msgspec.json.decode((folder / "names.json").read_bytes(), type=dict[str, Known])
    print((time.perf_counter() - began) * 1000)


if __name__ == "__main__":
    {"ours": _ours, "rival": _rival}[sys.argv[1]](Path(sys.argv[2]))
