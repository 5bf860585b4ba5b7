"""A journal of years: a million entries verified, folded and opened, compared with hashing, Go and pymerkle.

    python -m tests.bench.long_journal WHAT FOLDER [N]

prints seconds (or MB for memory). The journal has KIOSK_LONG entries (default 1,000,000) of 200 bytes, each
with a line's worth of signature, of which only the last is real: a quick look checks no other. pymerkle is
measured on a tenth and only where it is installed, Go's x/mod where Debian's packages are.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from unittest.mock import patch

from devices.clock import SystemClock
from devices.entropy import OsEntropy
from kiosk.desk import fold
from kiosk.desk.desk import Desk
from kiosk.desk.fold import Assembly
from kiosk.desk.fold_version import fold_version
from kiosk.desk.registry import REGISTRY
from kiosk.journal import signing
from kiosk.journal.canonical import decode_all
from kiosk.journal.envelope import entry_bytes
from kiosk.journal.journal import Journal
from kiosk.journal.key import load
from kiosk.journal.lines import line_bytes
from kiosk.journal.merkle import Frontier, leaf_hash
from kiosk.journal.note import Checkpoint, Signer
from kiosk.journal.verify import verify
from kiosk.terms import Stamp, wall_text
from tests.bench.figures import Figure, middle, spread
from tests.bench.ground import ROOT, Ground, profiled

ENTRIES = int(os.environ.get("KIOSK_LONG", 1_000_000))
FEW = 10
START = 1_795_370_400_250
GO = Path("/usr/share/gocode")
KIND = "rules.turn-set/1"
QUICK = {
    "quick": (3.5, ""),
    "bare": (2.2, ", canonical form not checked"),
}
"""Ways to look quickly: at most so many times plain hashing, and their names."""


def stamp(n: int) -> Stamp:
    """Return the stamp of the n-th second of a very long evening."""
    return Stamp(wall_text(START + 1000 * n), "1f2e3d4c", 1000 * n, "people")


def made(folder: Path, entries: int) -> Path:
    """Return a journal of so many entries, made once a run."""
    if folder.exists():
        return folder
    journal = Journal.found(folder, "Maple Street 4", stamp(0), "benchmark")
    journal.close()
    frontier = Frontier()
    frontier.append(leaf_hash(next(journal.read())))
    with (folder / "journal/entries").open("ab") as out:
        for n in range(1, entries):
            fields: dict[str, object] = {"seconds": 30 + n % 1000, "why": ""}
            fields["why"] = "x" * (200 - len(entry_bytes(n, KIND, fields, stamp(n))))
            entry = entry_bytes(n, KIND, fields, stamp(n))
            frontier.append(leaf_hash(entry))
            signature = bytes(64)
            if n == entries - 1:
                signature = signing.checkpoint(
                    Signer(journal.origin, load(folder / "journal" / "key")),
                    Checkpoint(journal.origin, entries, frontier.root()),
                )
            out.write(line_bytes(entry, signature))
    return folder


def measure(ground: Ground) -> list[Figure]:
    """Measure everything in one run; the opening that makes the cache is a figure too."""
    long, short = str(made(ground.folder / "million", ENTRIES)), str(made(ground.folder / "ten", FEW))
    count = f"{ENTRIES:,} entries"

    def seconds(what: str, folder: str = long, rounds: int = 2) -> list[float]:
        return [float(ground.run("tests.bench.long_journal", what, folder)) for _ in range(rounds)]

    took: dict[str, list[float]] = {way: [] for way in ("plain", *QUICK)}
    for _ in range(3):  # by turns: the machine's other work meets them all
        for way, times in took.items():
            times += seconds(way, long, 1)
    plain, quick = middle(took["plain"]), took["quick"]
    figures = []
    for way, (most, where) in QUICK.items():
        named, aim = f"verify --quick, {count}{where}", f"{most} x plain hashlib"
        figures.append(Figure(named, middle(took[way]), plain, "s", aim, most * plain))
    if shutil.which("go") and (GO / "src/golang.org/x/mod/sumdb/tlog").is_dir():
        figures.append(Figure("the same beside Go's tlog", middle(quick), _go(ground, long), "s"))
    if find_spec("pymerkle") is not None:
        rival = 10 * float(ground.run("tests.bench.long_journal", "pymerkle", long))
        figures.append(Figure("the same beside pymerkle", middle(quick), rival, "s", "a fifth", rival / 5))
    folded, decoded = [], []
    years = str(_years(ground.folder / "years", ENTRIES))
    for _ in range(3):
        folded += seconds("fold", years, 1)
        decoded += seconds("decode", years, 1)
    most = 4 * middle(decoded)
    named = f"folding {ENTRIES:,} entries of meetings"
    figures.append(Figure(named, middle(folded), middle(decoded), "s", "4 x typed decoding", most))
    anew = [float(ground.run("tests.bench.long_journal", "open", long, "1"))]
    figures.append(Figure(f"opening {count} without cache", anew[0], None, "s", note="leaves a cache"))
    ground.run("tests.bench.long_journal", "open", short, "1")
    ours, rival_ms = (
        [1000 * float(ground.run("tests.bench.long_journal", "open", each, "15"))] for each in (long, short)
    )
    most = 1.5 * middle(rival_ms)
    figures.append(
        Figure("opening it with cache", middle(ours), middle(rival_ms), "ms", f"1.5 x {FEW} entries", most)
    )
    heavy, light = seconds("memory"), seconds("memory", short)
    most = middle(light) + 60
    figures.append(Figure("memory, opened with cache", middle(heavy), middle(light), "MB", "+ 60 MB", most))
    return [*figures, *_appends(ground)]


def explain(ground: Ground) -> str:
    """Return where a quick look spends its time."""
    return ground.run("tests.bench.long_journal", "profile", str(made(ground.folder / "million", ENTRIES)))


def _go(ground: Ground, folder: str) -> float:
    """Return the seconds that Go's tlog takes for the same file."""
    program = ground.folder / "tlog"
    environment = {**os.environ, "GOPATH": str(GO), "GO111MODULE": "off", "CGO_ENABLED": "0"}
    environment["GOCACHE"] = str(ground.folder / "go-cache")
    source = ROOT / "tests/bench/tlog/main.go"
    subprocess.run(["go", "build", "-o", program, source], env=environment, check=True)
    entries = f"{folder}/journal/entries"
    said = subprocess.run([program, entries], capture_output=True, text=True, check=True).stdout
    return float(said.split()[0])


def _appends(ground: Ground) -> list[Figure]:
    """Return median and p99 of recording an entry, compared with a raw write and flush, and with SQLite."""
    said = ground.run("tests.bench.long_journal", "append", str(ground.folder))
    ours, raw, lite = ([float(number) for number in line.split()] for line in said.splitlines())
    figures = []
    for name, at in (("median", 0.5), ("p99", 0.99)):
        mine, bare, sqlite = (sorted(each)[int(at * (len(each) - 1))] for each in (ours, raw, lite))
        aim, note = "1.25 x raw + 0.1 ms", f"SQLite {sqlite:.2f} ms; {spread(ours)}"
        figures.append(Figure(f"recording an entry, {name}", mine, bare, "ms", aim, 1.25 * bare + 0.1, note))
        figures.append(Figure(f"the same beside SQLite WAL, {name}", mine, sqlite, "ms", "less", sqlite))
    return figures


def _quick(folder: Path, way: str = "quick") -> None:
    if way == "bare":
        # Only the first entry's values are ever read.
        patch("kiosk.journal.reading.decode_all", _first_alone).start()
    assert verify(folder / "journal" / "entries", quick=True).sound


def _first_alone(lines: Sequence[bytes]) -> list[dict[str, Any]]:
    return decode_all(lines) if len(lines) == 1 else [{}] * len(lines)


def _plain(folder: Path) -> None:
    level = []
    with (folder / "journal/entries").open("rb") as lines:
        for line in lines:
            level.append(sha256(b"\0" + line.partition(b"\t")[0]).digest())
    while len(level) > 1:
        odd = [level.pop()] if len(level) % 2 else []
        level = [sha256(b"\1" + left + right).digest() for left, right in zip(level[::2], level[1::2])] + odd  # noqa: B905


def _pymerkle(folder: Path) -> None:
    from pymerkle import InmemoryTree  # type: ignore[import-untyped,import-not-found,unused-ignore]

    tree = InmemoryTree()
    with (folder / "journal/entries").open("rb") as lines:
        for n, line in enumerate(lines):
            if n == ENTRIES // 10:
                break
            tree.append_entry(line.partition(b"\t")[0])
    tree.get_root()


def _years(path: Path, entries: int) -> Path:
    """Play so many entries of weekly meetings, once a run: that takes minutes."""
    if not path.exists():
        with path.open("wb") as out:
            command = [sys.executable, "-m", "tests.bench.years", str(entries)]
            subprocess.run(command, cwd=ROOT, stdout=out, check=True)
    return path


def _fold(lines: list[bytes]) -> None:
    Assembly().replay(lines)


def _decode(lines: list[bytes]) -> None:
    table, envelope = REGISTRY.decoders, fold.ENVELOPE
    for line in lines:
        kind = envelope.decode(line).kind
        if kind in REGISTRY.kinds:
            table[kind](line)


def _open(folder: Path, rounds: int) -> float:
    """Return the seconds of the quickest of `rounds` openings; the first leaves a cache if there was none."""
    for kind in REGISTRY.kinds:
        REGISTRY.decoders[kind]  # made beforehand, as in a kiosk that has run for a while
    took = []
    for _ in range(rounds):
        began = time.perf_counter()
        desk = Desk.open(folder, SystemClock(), OsEntropy())
        took.append(time.perf_counter() - began)
        if not desk.journal.first:
            desk.journal.keep_opening(fold_version(), desk.assembly.keep())
        desk.close()
    return min(took)


def _append(folder: Path) -> None:
    """Print three lines of milliseconds: ours, a raw write and flush of as many bytes, SQLite's insert."""
    import sqlite3

    shutil.rmtree(folder / "appended", ignore_errors=True)
    journal = Journal.found(folder / "appended", "Maple Street 4", stamp(0), "benchmark")
    fields = {
        "person": "m007",
        "planned": 120,
        "text": "We pay 40 % of collected rents into the strike fund. ",
    }
    (folder / "rows").unlink(missing_ok=True)
    rows = sqlite3.connect(folder / "rows", isolation_level=None)
    rows.execute("pragma journal_mode=wal")
    rows.execute("pragma synchronous=full")
    rows.execute("create table entries (n integer primary key, entry blob)")
    bare = os.open(folder / "bare", os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    line = b"x" * 330

    def flushed() -> None:
        os.write(bare, line)
        os.fdatasync(bare)

    does: list[Callable[[], object]] = [
        lambda: journal.append("turn.began/1", fields, stamp(1)),
        flushed,
        lambda: rows.execute("insert into entries (entry) values (?)", (line,)),
    ]
    took: list[list[float]] = [[], [], []]
    for _ in range(400):
        for append, times in zip(does, took, strict=True):
            began = time.perf_counter()
            append()
            times.append((time.perf_counter() - began) * 1000)
    journal.close()
    for times in took:
        sys.stdout.write(" ".join(map(str, times)) + "\n")


def main(what: str, folder: str, *more: str) -> None:
    """Run one of the measurements in its own process, and print what it took."""
    place = Path(folder)
    if what == "append":
        _append(place)
    elif what == "profile":
        sys.stdout.write(profiled(lambda: _quick(place)))
    elif what == "open":
        sys.stdout.write(str(_open(place, int(more[0]))))
    elif what == "memory":
        _open(place, 1)
        sys.stdout.write(str(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))
    else:
        works: dict[str, Callable[[], None]]
        lines = place.read_bytes().splitlines() if what in ("fold", "decode") else []
        works = {
            **{way: partial(_quick, place, way) for way in QUICK},
            "plain": lambda: _plain(place),
            "pymerkle": lambda: _pymerkle(place),
            "fold": lambda: _fold(lines),
            "decode": lambda: _decode(lines),
        }
        began = time.perf_counter()
        works[what]()
        sys.stdout.write(str(time.perf_counter() - began))


if __name__ == "__main__":
    main(*sys.argv[1:])
