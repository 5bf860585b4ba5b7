"""Following a journal that another process writes."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.errors import JournalDamaged
from kiosk.journal.canonical import decode
from kiosk.journal.follower import Follower
from tests.journal.making import LIFE, evening, found, lie, stamp, texts


def test_a_follower_sees_each_entry_once(tmp_path: Path) -> None:
    """It returns nothing before there is a journal, then what is there, then what came since."""
    follower = Follower(tmp_path)
    assert follower.poll() == []
    journal = found(tmp_path)
    assert follower.poll() == texts(journal)
    assert follower.poll() == []
    for n in range(1, 4):
        journal.append("turn.began/1", {"who": f"m{n:03d}"}, stamp(n))
    assert [decode(entry)["n"] for entry in follower.poll()] == [1, 2, 3]
    assert follower.size == journal.size


def test_a_follower_waits_for_the_end_of_a_line(tmp_path: Path) -> None:
    """Bytes after the last LF are ignored; with their LF they are an entry."""
    path = lie(tmp_path, (LIFE / "no-last-lf").read_bytes())
    follower = Follower(tmp_path)
    assert len(follower.poll()) == 3
    assert follower.poll() == []
    path.write_bytes((LIFE / "entries").read_bytes())
    assert len(follower.poll()) == 1


def test_a_follower_survives_the_file_being_replaced(tmp_path: Path) -> None:
    """After a failed flush the writer puts a copy in place: the follower goes on from where it was."""
    path = evening(tmp_path, 5)
    follower = Follower(tmp_path)
    assert len(follower.poll()) == 5
    copy = path.with_name("copy")
    copy.write_bytes(path.read_bytes())
    copy.rename(path)
    assert follower.poll() == []


def test_a_follower_shows_nothing_that_does_not_verify(tmp_path: Path) -> None:
    """A forged line, and a journal that became shorter, stop it."""
    path = evening(tmp_path, 5)
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:3]))
    follower = Follower(tmp_path)
    assert len(follower.poll()) == 3
    path.write_bytes(b"".join(lines[:4]).replace(b'"who":"m003"', b'"who":"m004"'))
    with pytest.raises(JournalDamaged, match="Entry 3 is damaged"):
        follower.poll()
    late = Follower(tmp_path)
    path.write_bytes(b"".join(lines))
    assert len(late.poll()) == 5
    path.write_bytes(b"".join(lines[:2]))
    with pytest.raises(JournalDamaged, match="became shorter"):
        late.poll()


def test_a_follower_writes_nothing(tmp_path: Path) -> None:
    """No file of the journal changes while it is followed."""
    path = evening(tmp_path, 5)
    before = [(file, file.stat().st_mtime_ns) for file in sorted(tmp_path.rglob("*"))]
    Follower(tmp_path).poll()
    assert [(file, file.stat().st_mtime_ns) for file in sorted(tmp_path.rglob("*"))] == before
    assert path.exists()
