"""A journal read in shares gives exactly the report of one process that reads it all."""

from __future__ import annotations

import multiprocessing
import re
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from itertools import accumulate
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.errors import JournalDamaged
from kiosk.journal import parallel_read, signing
from kiosk.journal import verify as verifying
from kiosk.journal.key import load
from kiosk.journal.lines import Lines
from kiosk.journal.merkle import Frontier, leaf_hash
from kiosk.journal.note import Checkpoint, Signer
from kiosk.journal.reading import Reading
from kiosk.journal.verify import Progress, Report, verify
from tests.journal.making import found, stamp

ENTRIES = 400
HEADS = (1, 3, 64, 100, 101, 256, 399, 400)


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data directory: people joined, a correction undone, some lines without a signature."""
    folder = tmp_path_factory.mktemp("shares")
    live = found(folder)
    live.append("member.joined/1", {"member": "m001", "name": "a" * 64}, stamp(1))
    for n in range(2, ENTRIES - 1):
        if n == 200:
            live.append(
                "member.renamed/1", {"person": "m001", "name": "b" * 64, "before": "a" * 64}, stamp(n)
            )
        elif n == 210:
            live.append("act.undone/1", {"of": 200, "was": "member.renamed/1"}, stamp(n))
        else:
            live.append("turn.began/1", {"person": "m001", "planned": n % 90}, stamp(n))
    live.append("turn.ended/1", {"person": "m001"}, stamp(ENTRIES))
    live.close()
    (folder / "names.json").unlink(missing_ok=True)
    path = folder / "journal" / "entries"
    lines = path.read_bytes().splitlines()
    lines[120:130] = [line.partition(b"\t")[0] + b"\t" for line in lines[120:130]]
    path.write_bytes(b"\n".join([*lines, b""]))
    return folder


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Make shares of a few entries, on two cores, in this process; the list grows by one at each pool."""
    pools: list[int] = []

    @contextmanager
    def pool() -> Iterator[Executor]:
        pools.append(1)
        with ThreadPoolExecutor(1) as threads:
            yield threads

    monkeypatch.setattr(parallel_read, "SHARE", 9_000)
    monkeypatch.setattr(parallel_read, "SHARE_SIGNED", 7_000)
    monkeypatch.setattr(parallel_read, "END", 3_000)
    monkeypatch.setattr(parallel_read, "cores", lambda: 2)
    monkeypatch.setattr(parallel_read, "_pool", pool)
    return pools


def alone(monkeypatch: pytest.MonkeyPatch, path: Path, **how: object) -> Report:
    """Return the report of one process."""
    with monkeypatch.context() as patch:
        patch.setattr(parallel_read, "cores", lambda: 1)
        return verify(path, **how)  # type: ignore[arg-type]


def check(monkeypatch: pytest.MonkeyPatch, path: Path, **how: object) -> Report:
    """Assert that both ways give the same report, and return it."""
    report = verify(path, **how)  # type: ignore[arg-type]
    assert report == alone(monkeypatch, path, **how)
    return report


@pytest.mark.parametrize("quick", [True, False])
def test_a_sound_journal(
    journal: Path, small: list[int], monkeypatch: pytest.MonkeyPatch, quick: bool
) -> None:
    """The reports are the same, names and all, and nothing was read twice."""
    report = check(monkeypatch, journal, quick=quick)
    assert report.sound
    assert report.size == report.signed_size == ENTRIES
    assert report.without_own_signature == 10
    assert len(small) == 1


@pytest.mark.parametrize("quick", [True, False])
def test_somebody_who_waits_is_told_of_every_share(journal: Path, small: list[int], quick: bool) -> None:
    """Bytes read, of all: more at each call, and all at the end."""
    progress: list[tuple[int, int]] = []
    verify(journal, quick=quick, progress=lambda *done: progress.append(done))
    length = (journal / "journal" / "entries").stat().st_size
    done = [read for read, _length in progress]
    assert {of for _read, of in progress} == {length}
    assert (done, done[-1]) == (sorted(set(done)), length)
    assert len(done) > length // (parallel_read.SHARE if quick else parallel_read.SHARE_SIGNED) - 2


@pytest.mark.parametrize("size", HEADS)
def test_heads_of_any_size(
    journal: Path, small: list[int], monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    """A head in the middle of a share, at its edge, or of the whole is contained; another root is not."""
    lines = (journal / "journal" / "entries").read_bytes().splitlines()
    tree = Frontier()
    tree.extend([leaf_hash(line.partition(b"\t")[0]) for line in lines[:size]])
    origin = verify(journal, quick=True).origin
    signer = Signer(origin, load(journal / "journal" / "key"))
    for root, fits in ((tree.root(), True), (bytes(32), False)):
        head = Checkpoint(origin, size, root)
        note = head.note(signer.verifier, signing.checkpoint(signer, head))
        assert check(monkeypatch, journal, quick=True, head=note).sound is fits


@pytest.mark.parametrize("quick", [True, False])
def test_every_kind_of_damage_is_named_as_by_one_process(
    journal: Path, small: list[int], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, quick: bool
) -> None:
    """A changed letter, a missing line, a wrong signature, a torn end, a change of key."""
    whole = (journal / "journal" / "entries").read_bytes()
    lines = whole.splitlines()
    wrong = lines[60].partition(b"\t")[0] + b"\t" + lines[61].partition(b"\t")[2]
    handed = (
        b'{"at":"2026-11-22T18:00:00.250Z","boot":"1f2e3d4c","clock":"people","key":"x",'
        b'"kind":"journal.key-changed/1","n":300,"up":1}'
    )
    unsigned = [*lines[:50], *[line.partition(b"\t")[0] + b"\t" for line in lines[50:]]]
    timeless = [re.sub(rb',"up":\d+', b"", unsigned[200])]
    cases = {
        "letter": whole.replace(b'"planned":71', b'"planned":72', 1),
        "gone": b"\n".join([*lines[:150], *lines[151:], b""]),
        "signature": b"\n".join([*lines[:60], wrong, *lines[61:], b""]),
        "torn": whole + b'{"at":"20',
        "unsigned": b"\n".join([*unsigned, b""]),
        "no time": b"\n".join([*unsigned[:200], *timeless, *unsigned[201:], b""]),
        "handed over": b"\n".join([*lines[:300], handed + lines[300][-89:], *lines[301:], b""]),
        "other bytes": whole[:40_000] + b"\xff" + whole[40_001:],
        "long line": whole[:40_000] + b"x" * 200_000 + whole[40_000:],
    }
    for name, data in cases.items():
        path = tmp_path / name
        path.write_bytes(data)
        report = check(monkeypatch, path, quick=quick)
        # A quick look does not check a wrong signature under a good later one.
        assert report.sound is (name in ("torn", "unsigned") or (quick and name == "signature"))


def test_what_is_short_is_read_by_one(
    journal: Path, small: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Below two shares and the end, and on one core, there is no pool."""
    monkeypatch.setattr(parallel_read, "SHARE", 1 << 20)
    assert verify(journal, quick=True).sound
    monkeypatch.setattr(parallel_read, "SHARE", 9_000)
    monkeypatch.setattr(parallel_read, "cores", lambda: 1)
    assert verify(journal, quick=True).sound
    assert small == []


def test_real_processes(journal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Real processes give the same report; none is left afterwards."""
    monkeypatch.setattr(parallel_read, "SHARE_SIGNED", 30_000)
    monkeypatch.setattr(parallel_read, "END", 3_000)
    monkeypatch.setattr(parallel_read, "cores", lambda: 2)
    monkeypatch.setattr(verifying, "_read_on", _only_the_end(verifying._read_on))
    assert verify(journal).size == ENTRIES
    assert multiprocessing.active_children() == []


Reader = Callable[..., tuple[Reading, bytes, int, JournalDamaged | None]]


def _only_the_end(read_on: Reader) -> Reader:
    """Return a reader that fails if one process reads the beginning after all."""

    def checked(
        file: int, length: int, reading: Reading, progress: Progress | None = None
    ) -> tuple[Reading, bytes, int, JournalDamaged | None]:
        assert reading.size > 200
        return read_on(file, length, reading, progress)

    return checked


@given(
    st.integers(1, 3_000),
    st.lists(st.integers(0, 400), max_size=12),
    st.sets(st.integers(0, 3_600), max_size=4),
)
def test_pieces_of_a_tree_make_the_tree(start: int, runs: list[int], cuts: set[int]) -> None:
    """Wherever a share begins, in any blocks, pushing its subtrees in order gives every root."""
    leaves = [leaf_hash(str(n).encode()) for n in range(start + sum(runs))]
    whole = Frontier()
    whole.extend(leaves[:start])
    run, done, at_cuts = parallel_read._Run(start), start, set()
    for length in runs:
        if done in cuts:
            run.cut = done
            at_cuts.add(done)
        run.extend(leaves[done : done + length])
        done += length
    at_cuts.discard(start)
    for root, size in run.trees:
        whole.push(root, size)
        at_cuts.discard(whole.size)
        straight = Frontier()
        straight.extend(leaves[: whole.size])
        assert whole.root() == straight.root()
    assert whole.size == len(leaves)
    assert not at_cuts


def test_a_share_says_where_its_lines_begin(journal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It gives every sixteenth entry's offset in the whole file, in any number of blocks."""
    monkeypatch.setattr(parallel_read, "STEP", 16)
    monkeypatch.setattr(parallel_read, "Lines", partial(Lines, block=2_000))
    path = journal / "journal" / "entries"
    lines = path.read_bytes().splitlines(keepends=True)
    starts = list(accumulate(map(len, lines), initial=0))
    share = parallel_read.read_share(str(path), starts[21], starts[300], True, [])
    assert (share.n, share.size) == (21, 279)
    assert share.marks == starts[32:300:16]
