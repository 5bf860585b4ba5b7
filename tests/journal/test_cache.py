"""The opening cache: what it spares, what it never hides, and what makes it worthless."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kiosk.errors import JournalDamaged
from kiosk.journal import cache
from kiosk.journal.background import BackgroundCheck, Held, Result
from kiosk.journal.canonical import decode
from kiosk.journal.journal import Journal
from kiosk.journal.lines import Lines
from tests.journal.making import evening, found, reopen, stamp, texts

FOLD = "a fold"
STATE = b"what was folded"


def kept(folder: Path, entries: int = 30, more: int = 5) -> Path:
    """Make a closed journal with a cache of its first entries, and some more; returns its entries file."""
    path = evening(folder, entries)
    journal = reopen(folder)
    journal.keep_opening(FOLD, STATE)
    for n in range(entries, entries + more):
        journal.append("turn.began/1", {"who": f"m{n:03d}"}, stamp(n))
    journal.close()
    return path


def opened(folder: Path, fold: str = FOLD) -> Journal:
    """Open the journal as the desk does."""
    return Journal.open(folder, lambda: stamp(3600), fold=fold)


def test_a_cache_spares_the_beginning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The state comes back, only the lines after it are read, and all entries are there."""
    path = kept(tmp_path)
    plain = reopen(tmp_path)
    whole = texts(plain)
    plain.close()
    began: list[int] = []
    read = Lines.__init__

    def watched(self: Lines, file: int, start: int, stop: int, block: int = 1 << 16) -> None:
        began.append(start)
        read(self, file, start, stop, block)

    monkeypatch.setattr(Lines, "__init__", watched)
    journal = opened(tmp_path)
    lines = path.read_bytes().splitlines(keepends=True)
    assert began == [sum(map(len, lines[:30]))]
    assert (journal.first, journal.state, journal.size, journal.signed_size) == (30, STATE, 35, 35)
    assert texts(journal) == whole
    assert list(journal.read(3, 7)) == whole[3:7]
    assert list(journal.read(29, 32)) == whole[29:32]
    assert journal.append("turn.began/1", {"who": "m099"}, stamp(99)) == 35
    assert decode(next(journal.read(35)))["who"] == "m099"


def test_what_was_opened_with_a_cache_is_the_same_journal(tmp_path: Path) -> None:
    """Root, head, fingerprint and the next lines are those of an opening from the beginning."""
    path = kept(tmp_path)
    plain = reopen(tmp_path)
    public = (plain.root, plain.checkpoint(), plain.vkey)
    plain.close()
    journal = opened(tmp_path)
    assert (journal.root, journal.checkpoint(), journal.vkey) == public
    journal.append("turn.began/1", {"who": "m001"}, stamp(40))
    journal.close()
    before = path.read_bytes()
    assert reopen(tmp_path).size == 36
    assert path.read_bytes() == before


@pytest.mark.parametrize("bit", range(8))
def test_a_changed_cache_is_not_believed(tmp_path: Path, bit: int) -> None:
    """After any byte of the cache changes, the journal is read from its beginning, without a finding."""
    kept(tmp_path, 6, 1)
    path = tmp_path / "cache" / "opening"
    whole = path.read_bytes()
    for at in range(bit, len(whole), 8):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << bit]) + whole[at + 1 :])
        journal = opened(tmp_path)
        assert (journal.first, journal.state, journal.size, journal.findings) == (0, b"", 7, [])
        journal.close()
    for length in (0, 10, 64, 65, len(whole) - 1):
        path.write_bytes(whole[:length])
        journal = opened(tmp_path)
        assert (journal.first, journal.size) == (0, 7)
        journal.close()


def test_a_cache_of_another_fold_is_not_believed(tmp_path: Path) -> None:
    """Another version of the software folds from the beginning."""
    kept(tmp_path)
    journal = opened(tmp_path, "another fold")
    assert (journal.first, journal.state, journal.size) == (0, b"", 35)


def test_a_cache_of_another_journal_is_not_believed(tmp_path: Path) -> None:
    """A journal of the same name with another key does not use it."""
    kept(tmp_path / "one")
    other = Journal.found(tmp_path / "two", "Maple Street 4", stamp(), "assembly-kiosk 0.1.0", seed=bytes(32))
    for n in range(40):
        other.append("turn.began/1", {"who": f"g{n:03d}"}, stamp(n))
    other.close()
    (tmp_path / "two" / "cache").mkdir()
    os.replace(tmp_path / "one" / "cache" / "opening", tmp_path / "two" / "cache" / "opening")
    journal = opened(tmp_path / "two")
    assert (journal.first, journal.size) == (0, 41)


def test_a_cache_of_another_history_stops(tmp_path: Path) -> None:
    """If the same key signed other entries here, opening stops: one assembly must not have two histories."""
    kept(tmp_path / "one")
    evening(tmp_path / "two", 5)
    journal = reopen(tmp_path / "two")
    for n in range(40):
        journal.append("turn.began/1", {"who": f"g{n:03d}"}, stamp(n))
    journal.close()
    (tmp_path / "two" / "cache").mkdir()
    os.replace(tmp_path / "one" / "cache" / "opening", tmp_path / "two" / "cache" / "opening")
    with pytest.raises(JournalDamaged, match="other first 30 entries"):
        opened(tmp_path / "two")


def test_the_cache_alone_remembers_what_was_signed(tmp_path: Path) -> None:
    """Even without DIR/head, missing entries that the cache counts show that the end was cut."""
    path = kept(tmp_path)
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:29]))
    for fold in (FOLD, ""):
        with pytest.raises(JournalDamaged, match="30 entries, 29 are left"):
            opened(tmp_path, fold)
    for harm in (b"", (tmp_path / "cache" / "opening").read_bytes()[:-9]):
        (tmp_path / "cache" / "opening").write_bytes(harm)
        opened(tmp_path).close()


def test_an_end_that_was_cut_is_seen_with_a_cache(tmp_path: Path) -> None:
    """The cache does not fit a file with fewer bytes; DIR/head shows that the end was cut."""
    path = kept(tmp_path)
    journal = opened(tmp_path)
    journal.keep_head()
    journal.close()
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:32]))
    with pytest.raises(JournalDamaged, match="35 entries, 32 are left"):
        opened(tmp_path)
    path.write_bytes(b"".join(lines[:20]))
    with pytest.raises(JournalDamaged, match="35 entries, 20 are left"):
        opened(tmp_path)


def test_a_torn_tail_is_recovered_with_a_cache(tmp_path: Path) -> None:
    """The surplus is moved away and recorded, and the cache still fits."""
    path = kept(tmp_path)
    with path.open("ab") as file:
        file.write(b"torn")
    journal = opened(tmp_path)
    assert (journal.first, journal.size) == (30, 36)
    assert decode(next(journal.read(35)))["kind"] == "journal.recovered/1"
    journal.keep_opening(FOLD, STATE)
    journal.close()
    again = opened(tmp_path)
    assert (again.first, again.size, again.findings) == (36, 36, [])


def test_after_a_failed_flush_there_is_no_cache(tmp_path: Path) -> None:
    """After a failed flush the entries are copied from the page cache and read whole."""
    kept(tmp_path)
    (tmp_path / "journal" / "unflushed").write_text("35\n")
    assert opened(tmp_path).first == 0


def test_nothing_is_kept_while_the_end_is_unsigned(tmp_path: Path) -> None:
    """A locked key keeps the earlier cache."""
    evening(tmp_path, 5)
    journal = reopen(tmp_path)
    journal.change_passphrase("eight rivers")
    journal.close()
    journal = reopen(tmp_path)
    journal.append("turn.began/1", {"who": "m001"}, stamp(9))
    journal.keep_opening(FOLD, STATE)
    assert not (tmp_path / "cache" / "opening").exists()


def test_a_neighbours_older_head_is_compared_before_anything_else(tmp_path: Path) -> None:
    """A head of another history, older than the cache, stops the opening."""
    other = found(tmp_path / "other")
    other.append("turn.began/1", {"who": "m777"}, stamp(1))
    kept(tmp_path / "ours")
    with pytest.raises(JournalDamaged, match="other first 2 entries"):
        Journal.open(tmp_path / "ours", lambda: stamp(1), heads=[other.checkpoint()], fold=FOLD)


def test_a_card_that_refuses_a_cache_is_not_spoken_of(tmp_path: Path) -> None:
    """A file where the folder should be prevents the cache, and nothing else."""
    evening(tmp_path, 5)
    (tmp_path / "cache").write_text("")
    journal = reopen(tmp_path)
    journal.keep_opening(FOLD, STATE)
    assert journal.append("turn.began/1", {"who": "m001"}, stamp(9)) == 5


def test_the_check_in_the_background_finds_what_a_cache_hid(tmp_path: Path) -> None:
    """Opening does not see an entry changed before the cached size; the check names it."""
    path = kept(tmp_path)
    path.write_bytes(path.read_bytes().replace(b'"who":"m007"', b'"who":"m008"'))
    journal = opened(tmp_path)
    assert journal.first == 30
    heard: list[Result] = []
    check = BackgroundCheck(tmp_path, Held(journal.size, journal.root), heard.append, delay=0)
    check.start()
    assert check.wait(60)
    assert heard == [check.result]
    assert [sentence.partition(":")[0] for sentence in heard[0].damage] == ["Entry 7 is damaged"]


def test_the_check_of_a_sound_journal_says_nothing(tmp_path: Path) -> None:
    """The check ends with the journal's size and no finding."""
    kept(tmp_path)
    journal = opened(tmp_path)
    check = BackgroundCheck(tmp_path, Held(journal.size, journal.root), lambda result: None, delay=0)
    check.start()
    assert check.wait(60)
    assert check.result is not None
    assert (check.result.size, check.result.findings) == (35, [])
    check.stop()


def test_a_check_that_was_stopped_says_nothing(tmp_path: Path) -> None:
    """A check stopped before it began has no result; it may be stopped twice."""
    kept(tmp_path)
    check = BackgroundCheck(tmp_path, Held(0, b""), lambda result: None, delay=600)
    check.start()
    check.stop()
    check.stop()
    assert check.result is None
    assert cache.EVERY == 1_000
