"""Cutting a damaged last line by hand: what may go, and what never does."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.errors import JournalDamaged, Refused
from kiosk.journal.manual_recovery import damaged_end
from kiosk.journal.opening import JournalBusy
from kiosk.journal.place import Place
from kiosk.journal.verify import verify
from tests.journal.making import LIFE, FailingDisk, evening, lie, reopen, stamp, texts

SECTOR = 512


@settings(max_examples=30)
@given(
    length=st.integers(1, 3 * SECTOR), lost=st.sets(st.integers(0, 4)), garbage=st.sampled_from(b"\0\n\xffx")
)
def test_whatever_sectors_of_the_last_line_are_missing_nothing_else_is_lost(
    length: int, lost: set[int], garbage: int
) -> None:
    """Opening recovers, or stops and the cut by hand works; every entry before is there."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        path = evening(folder, 6)
        before = path.read_bytes()
        journal = reopen(folder)
        journal.append("turn.began/1", {"who": "m" * length}, stamp(100))
        kept = texts(journal)
        journal.close()
        whole = path.read_bytes()
        torn = bytearray(whole)
        for sector in lost:
            start = len(before) // SECTOR * SECTOR + sector * SECTOR
            for at in range(max(start, len(before)), min(start + SECTOR, len(whole))):
                torn[at] = garbage
        path.write_bytes(torn)
        try:
            journal = reopen(folder)
        except JournalDamaged:
            assert path.read_bytes() == torn
            end = damaged_end(Place(folder))
            assert (end.entry, end.data) == (6, bytes(torn[len(before) :]))
            file = end.cut(Place(folder))
            assert (folder / "journal" / file).read_bytes() == end.data
            journal = reopen(folder)
        assert texts(journal)[:6] == kept[:6]
        journal.close()
        assert verify(folder).sound


@pytest.mark.parametrize(("vector", "entry"), [("zeros-lf", 4), ("damaged-tail", 3)])
def test_the_vectors_can_be_cut(tmp_path: Path, vector: str, entry: int) -> None:
    """The bytes are in torn/, the journal records that, and goes on."""
    path = lie(tmp_path, (LIFE / vector).read_bytes())
    end = damaged_end(Place(tmp_path))
    assert end.entry == entry
    end.cut(Place(tmp_path))
    assert path.read_bytes() + end.data == (LIFE / vector).read_bytes()
    journal = reopen(tmp_path)
    assert b"journal.recovered/1" in texts(journal)[entry]
    journal.close()


def refused(folder: Path, *heads: bytes) -> str:
    """Assert that the cut is refused, nothing changed, and the lock is free; returns the sentence."""
    path = folder / "journal" / "entries"
    before = path.read_bytes()
    with pytest.raises(Refused) as why:
        damaged_end(Place(folder), heads)
    assert path.read_bytes() == before
    assert not (folder / "journal" / "torn").exists()
    return why.value.sentence


@pytest.mark.parametrize("vector", ["entries", "torn", "no-last-lf", "last-lf-flipped", "unsigned-tail"])
def test_what_the_kiosk_opens_by_itself_is_not_cut(tmp_path: Path, vector: str) -> None:
    """Torn tails are recovered without people."""
    lie(tmp_path, (LIFE / vector).read_bytes())
    assert refused(tmp_path) == "No line of this journal is damaged: the kiosk opens it by itself."


def test_an_entry_that_somebody_has_a_head_of_is_not_cut(tmp_path: Path) -> None:
    """The head may come from people, the last close, the published files, or the cache."""
    path = evening(tmp_path, 10)
    journal = reopen(tmp_path)
    head = journal.checkpoint()
    journal.keep_opening("a fold", b"")
    journal.close()
    path.write_bytes(path.read_bytes()[:-20] + b"x\n")
    sentence = "counts 10 entries, 9 are left. Put the journal back from a copy."
    assert sentence in refused(tmp_path)
    (tmp_path / "cache" / "opening").unlink()
    assert sentence in refused(tmp_path, head)
    (tmp_path / "head").write_bytes(head)
    assert sentence in refused(tmp_path)
    (tmp_path / "head").write_bytes(head[:-9])
    end = damaged_end(Place(tmp_path))
    assert end.why.endswith(" The file head is no head of this journal: compare with the last minutes.")
    end.close()
    (tmp_path / "head").unlink()
    end = damaged_end(Place(tmp_path), [b"no head"])
    assert (end.entry, "The file head" in end.why) == (9, False)
    end.close()


@pytest.mark.parametrize("n", [1, 5, 8])
def test_damage_before_the_last_line_is_not_cut(tmp_path: Path, n: int) -> None:
    """An entry follows the damaged line, so it was not the last one."""
    path = evening(tmp_path, 10)
    lines = path.read_bytes().splitlines(keepends=True)
    lines[n] = b"\0" * (len(lines[n]) - 1) + b"\n"
    path.write_bytes(b"".join(lines))
    assert refused(tmp_path).startswith(f"More than the last line is damaged, from entry {n} on")


def test_more_than_one_line_can_hold_is_not_cut(tmp_path: Path) -> None:
    """An interrupted write leaves no more than a line, and zeros."""
    path = evening(tmp_path, 3)
    sound = path.read_bytes()
    path.write_bytes(sound + b"x" * 70_000 + b"\n")
    assert refused(tmp_path).startswith("More than the last line")
    path.write_bytes(sound + bytes(1 << 18) + b"\n")
    end = damaged_end(Place(tmp_path))
    assert end.entry == 3
    end.close()


def test_a_damaged_founding_is_not_cut(tmp_path: Path) -> None:
    """Nothing would be left."""
    path = evening(tmp_path, 1)
    path.write_bytes(b"x" + path.read_bytes())
    assert refused(tmp_path) == "The founding itself is damaged: put the journal back from a copy."


def test_an_open_kiosk_is_left_alone(tmp_path: Path) -> None:
    """The lock shows that another process has the journal."""
    evening(tmp_path, 3)
    journal = reopen(tmp_path)
    with pytest.raises(JournalBusy):
        damaged_end(Place(tmp_path))
    journal.close()


@pytest.mark.parametrize("call", ["write", "fsync", "ftruncate"])
def test_a_card_that_refuses_can_be_cut_again(tmp_path: Path, call: str) -> None:
    """Nothing is cut off before the bytes are safe in torn/; half-way, the cut is repeated."""
    path = lie(tmp_path, (LIFE / "zeros-lf").read_bytes())
    end = damaged_end(Place(tmp_path))
    with pytest.raises(OSError, match="Input/output"):
        end.cut(Place(tmp_path), FailingDisk(call))
    assert path.read_bytes() == (LIFE / "zeros-lf").read_bytes()
    end.close()
    damaged_end(Place(tmp_path)).cut(Place(tmp_path))
    journal = reopen(tmp_path)
    assert [b"journal.recovered/1" in text for text in texts(journal)] == [False] * 4 + [True]
    journal.close()
