"""Reading lines and blocks of any bytes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.errors import JournalDamaged
from kiosk.journal.lines import LONGEST_LINE, Lines, all_strict, line_bytes
from kiosk.journal.reading import Reading, read_lines
from kiosk.journal.verify import verify
from tests.journal.making import LIFE, evening, found, stamp

GOOD = (LIFE / "entries").read_bytes()
SIGNATURE = GOOD.splitlines()[0].partition(b"\t")[2]


def lines_of(path: Path, data: bytes, block: int, start: int = 0) -> tuple[list[bytes], int, bytes]:
    """Return (whole lines, offset after the last LF, tail) of a file with these bytes."""
    path.write_bytes(data)
    file = os.open(path, os.O_RDONLY)
    try:
        lines = Lines(file, start, len(data), block)
        return [line for some in lines for line in some], lines.end, lines.tail
    finally:
        os.close(file)


@given(st.lists(st.sampled_from([b"a", b"bc", b"\n", b"\n\n", b"def\n"]), max_size=30), st.integers(1, 9))
def test_blocks_make_no_difference(
    tmp_path_factory: pytest.TempPathFactory, parts: list[bytes], block: int
) -> None:
    """With blocks of any size the lines are those of the file, the tail what follows the last LF."""
    data = b"".join(parts)
    *whole, tail = data.split(b"\n")
    path = tmp_path_factory.getbasetemp() / "lines"
    assert lines_of(path, data, block) == (whole, len(data) - len(tail), tail)


@pytest.mark.parametrize("block", [1_000, 1 << 16, 1 << 20])
def test_a_line_that_is_too_long_is_cut_and_counted(tmp_path: Path, block: int) -> None:
    """Little more than the longest line is kept of it, and the next lines are read as usual."""
    lines, end, tail = lines_of(
        tmp_path / "lines", b"a\n" + b"x" * 300_000 + b"\nb\n" + b"y" * 300_000, block
    )
    assert [len(line) > LONGEST_LINE for line in lines] == [False, True, False]
    assert lines[2] == b"b"
    assert end == 300_005
    assert len(tail) == LONGEST_LINE + 1
    assert len(lines[1]) <= LONGEST_LINE + 2 * block


@given(st.binary(max_size=200), st.integers(0, len(GOOD)), st.booleans())
def test_whatever_follows_only_the_documented_error_comes_out(
    tmp_path_factory: pytest.TempPathFactory, noise: bytes, where: int, over: bool
) -> None:
    """With noise in or over a journal there is a report, and reading raises only JournalDamaged."""
    path = tmp_path_factory.getbasetemp() / "entries"
    path.write_bytes(GOOD[:where] + noise + GOOD[where + (len(noise) if over else 0) :])
    report = verify(path)
    assert report.sound is not bool(report.findings)
    file = os.open(path, os.O_RDONLY)
    try:
        tail = read_lines(file, os.fstat(file).st_size, reading := Reading())
        reading.mended(tail)
    except JournalDamaged as error:
        assert not report.sound
        assert error.entry == report.entry  # noqa: PT017
    finally:
        os.close(file)


def test_reading_in_pieces_gives_what_reading_at_once_gives(tmp_path: Path) -> None:
    """Lines handed over in any groups give the same size, root, head and offsets."""
    lines = evening(tmp_path).read_bytes().splitlines()
    whole = Reading(sizes=(0, 7, 30))
    whole.take(lines)
    whole.settle()
    for step in (1, 2, 7, 29):
        pieces = Reading(every=True, sizes=(0, 7, 30))
        for start in range(0, len(lines), step):
            pieces.take(lines[start : start + step])
        pieces.settle()
        assert (pieces.size, pieces.head, pieces.roots) == (whole.size, whole.head, whole.roots)
        assert (pieces.starts.end, pieces.starts.size) == (whole.starts.end, whole.starts.size)
        assert pieces.frontier.root() == whole.frontier.root()
    assert whole.starts.end == (tmp_path / "journal" / "entries").stat().st_size


@pytest.mark.parametrize(
    "text",
    [
        SIGNATURE[:-1],
        SIGNATURE + b"=",
        SIGNATURE[:-4] + b"AB==",
        SIGNATURE[:-4] + b"A===",
        SIGNATURE[:-4] + b"AAA=",
        b"=" + SIGNATURE[1:],
        b"-" + SIGNATURE[1:],
        b" " + SIGNATURE[1:],
        b"",
    ],
)
def test_a_signature_has_one_spelling(text: bytes) -> None:
    """Length, alphabet, padding and unused bits are checked, alone and among good ones."""
    assert all_strict([])
    assert all_strict([SIGNATURE, SIGNATURE])
    assert not all_strict([text])
    assert not all_strict([SIGNATURE, text, SIGNATURE])


@given(st.binary(min_size=64, max_size=64))
def test_every_signature_we_write_is_strict(signature: bytes) -> None:
    """What `line_bytes` writes, `all_strict` accepts."""
    entry, _tab, text = line_bytes(b"{}", signature).rstrip(b"\n").partition(b"\t")
    assert entry == b"{}"
    assert all_strict([text])


def test_an_unsigned_line_ends_in_a_tab() -> None:
    """A locked key leaves an empty signature."""
    assert line_bytes(b"{}", b"") == b"{}\t\n"


def test_whose_name_fits_which_commitment(tmp_path: Path) -> None:
    """The newest of each person: joined, corrected, a correction undone, forgotten."""
    live = found(tmp_path)
    kept: list[dict[str, str]] = []
    steps: list[tuple[str, dict[str, object]]] = [
        ("member.joined/1", {"member": "m001", "name": "a"}),
        ("guest.joined/1", {"guest": "g001", "name": "b"}),
        ("person.renamed/1", {"person": "m001", "name": "c"}),
        ("person.renamed/1", {"person": "g001", "name": "d"}),
        ("act.undone/1", {"of": 3, "was": "person.renamed/1"}),
        ("act.undone/1", {"of": 1, "was": "member.joined/1"}),
        ("person.forgotten/1", {"person": "g001"}),
    ]
    for n, (kind, fields) in enumerate(steps, 1):
        live.append(kind, fields, stamp(n))
        reading = Reading()
        path = tmp_path / "journal" / "entries"
        with path.open("rb") as file:
            read_lines(file.fileno(), path.stat().st_size, reading)
        kept.append(reading.names)
    live.close()
    assert kept == [
        {"m001": "a"},
        {"m001": "a", "g001": "b"},
        {"m001": "c", "g001": "b"},
        {"m001": "c", "g001": "d"},
        {"m001": "a", "g001": "d"},
        {"m001": "a", "g001": "d"},
        {"m001": "a", "g001": ""},
    ]
