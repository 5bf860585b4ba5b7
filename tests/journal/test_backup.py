"""Copies on a stick, and the way back from them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kiosk.errors import Refused
from kiosk.journal.backup import back_up, put_back
from kiosk.journal.names import Names
from kiosk.journal.opening import JournalBusy
from kiosk.journal.verify import verify
from tests.journal.making import evening, found, reopen, stamp, texts

NAME = "maple-street-4-24f6ed6a"


def test_a_backup_is_a_data_folder(tmp_path: Path) -> None:
    """Entries, key, names and head: it verifies and opens by itself, also while the kiosk is open."""
    evening(tmp_path / "data", 10)
    Names(tmp_path / "data" / "names.json").add("m001", "Ana", bytes(16))
    journal = reopen(tmp_path / "data")
    journal.keep_head()
    done = back_up(tmp_path / "data", tmp_path / "stick")
    assert (done.folder, done.size, done.key, done.names) == (tmp_path / "stick" / NAME, 10, True, True)
    assert verify(done.folder).sound
    assert (done.folder / "journal" / "key").stat().st_mode & 0o777 == 0o600
    assert (done.folder / "names.json").stat().st_mode & 0o777 == 0o600
    copy = reopen(done.folder)
    assert texts(copy) == texts(journal)


def test_a_backup_continues_an_earlier_one_and_nothing_else(tmp_path: Path) -> None:
    """A later copy replaces an earlier one; a longer one, or another history, is not overwritten."""
    path = evening(tmp_path / "data", 10)
    short = path.read_bytes()
    back_up(tmp_path / "data", tmp_path / "stick")
    journal = reopen(tmp_path / "data")
    journal.append("turn.began/1", {"who": "m001"}, stamp(11))
    journal.close()
    assert back_up(tmp_path / "data", tmp_path / "stick").size == 11
    path.write_bytes(short)
    with pytest.raises(Refused, match="which is not overwritten: It is no continuation"):
        back_up(tmp_path / "data", tmp_path / "stick")
    assert verify(tmp_path / "stick" / NAME).size == 11
    with pytest.raises(Refused, match="no journal"):
        back_up(tmp_path / "nothing", tmp_path / "stick")


def test_a_lost_journal_comes_back(tmp_path: Path) -> None:
    """Everything is there, names included; the next entry goes on."""
    evening(tmp_path / "data", 10)
    Names(tmp_path / "data" / "names.json").add("m001", "Ana", bytes(16))
    copy = back_up(tmp_path / "data", tmp_path / "stick").folder
    shutil.rmtree(tmp_path / "data")
    done = put_back(tmp_path / "data", copy)
    assert (done.size, done.key, done.names) == (10, True, True)
    journal = reopen(tmp_path / "data")
    assert journal.append("turn.began/1", {"who": "m001"}, stamp(11)) == 10
    assert Names(tmp_path / "data" / "names.json").name("m001") == "Ana"


def test_a_damaged_journal_is_moved_aside(tmp_path: Path) -> None:
    """What was there is kept under another name."""
    path = evening(tmp_path / "data", 10)
    copy = back_up(tmp_path / "data", tmp_path / "stick").folder
    damaged = path.read_bytes().replace(b"m007", b"m008")
    path.write_bytes(damaged)
    put_back(tmp_path / "data", copy)
    assert verify(tmp_path / "data").sound
    assert (tmp_path / "data" / "journal.before-1" / "entries").read_bytes() == damaged
    put_back(tmp_path / "data", copy)
    assert (tmp_path / "data" / "journal.before-2").is_dir()


def test_an_old_copy_does_not_go_behind_what_was_signed(tmp_path: Path) -> None:
    """Neither while the longer journal is there, nor when only DIR/head remembers it."""
    evening(tmp_path / "data", 10)
    copy = back_up(tmp_path / "data", tmp_path / "stick").folder
    journal = reopen(tmp_path / "data")
    journal.append("turn.began/1", {"who": "m001"}, stamp(11))
    journal.keep_head()
    with pytest.raises(JournalBusy):
        put_back(tmp_path / "data", copy)
    journal.close()
    for _ in range(2):
        with pytest.raises(Refused, match="Here 11 entries were signed already, the copy has 10"):
            put_back(tmp_path / "data", copy)
        shutil.rmtree(tmp_path / "data" / "journal", ignore_errors=True)
    (tmp_path / "data" / "head").unlink()
    assert put_back(tmp_path / "data", copy).size == 10


def test_another_history_or_journal_is_not_put_back(tmp_path: Path) -> None:
    """The same key with other entries, another assembly, a copy that is not sound, no copy at all."""
    evening(tmp_path / "data", 10)
    fork = found(tmp_path / "fork")
    for n in range(12):
        fork.append("turn.began/1", {"who": "m777"}, stamp(n))
    fork.close()
    with pytest.raises(Refused, match="other first 10 entries"):
        put_back(tmp_path / "data", tmp_path / "fork")
    type(fork).found(tmp_path / "other", "Oak Lane", stamp(), "x").close()
    with pytest.raises(Refused, match="of another journal"):
        put_back(tmp_path / "data", tmp_path / "other")
    entries = tmp_path / "fork" / "journal" / "entries"
    entries.write_bytes(entries.read_bytes().replace(b"m777", b"m778", 1))
    with pytest.raises(Refused, match="not sound"):
        put_back(tmp_path / "data", tmp_path / "fork")
    with pytest.raises(Refused, match="no journal to read"):
        put_back(tmp_path / "data", tmp_path / "nothing")


def test_entries_alone_come_back_with_the_key_that_is_here(tmp_path: Path) -> None:
    """A file of entries is enough where the key is still there."""
    path = evening(tmp_path / "data", 10)
    (tmp_path / "copy").write_bytes(path.read_bytes())
    path.write_bytes(path.read_bytes()[:500] + b"\n")
    done = put_back(tmp_path / "data", tmp_path / "copy")
    assert (done.size, done.key) == (10, True)
    assert reopen(tmp_path / "data").size == 10
