"""A check that people wait for: its progress, its result, and that it ends when they stop waiting."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.errors import Refused
from kiosk.journal import background
from kiosk.journal.background import Held, Result, back_up_now, check_now
from kiosk.journal.follower import Follower
from kiosk.journal.verify import verify
from tests.journal.making import evening


def held(folder: Path) -> Held:
    """Return the size and root that a kiosk with this journal open holds."""
    follower = Follower(folder)
    follower.poll()
    return Held(follower.size, follower.reading.frontier.root())


async def test_a_sound_journal_is_found_sound(tmp_path: Path) -> None:
    """The last progress reported is the whole file."""
    path, progress = evening(tmp_path, 8), list[tuple[int, int]]()
    result = await check_now(tmp_path, held(tmp_path), lambda done, of: progress.append((done, of)))
    assert result == Result(8, [])
    assert progress[-1] == (path.stat().st_size, path.stat().st_size)


async def test_damage_is_named(tmp_path: Path) -> None:
    """One sentence names the damaged entry."""
    path = evening(tmp_path, 8)
    before = held(tmp_path)
    path.write_bytes(path.read_bytes().replace(b'"who":"m004"', b'"who":"m005"'))
    result = await check_now(tmp_path, before, lambda done, of: None)
    assert result is not None
    assert "Entry 4 is damaged" in result.findings[0]


async def test_of_much_damage_the_beginning_is_told(tmp_path: Path) -> None:
    """A result has twenty findings and the count of the others."""
    path = evening(tmp_path, 30)
    before, lines = held(tmp_path), path.read_bytes().splitlines(keepends=True)
    strange = lines[1].partition(b"\t")[2]
    lines[2:29] = [line.partition(b"\t")[0] + b"\t" + strange for line in lines[2:29]]
    path.write_bytes(b"".join(lines))
    result = await check_now(tmp_path, before, lambda done, of: None)
    assert result is not None
    assert "The signature of entry 2 does not verify" in result.findings[0]
    assert (len(result.findings), result.findings[-1]) == (21, "And 7 things more.")
    assert result.damage == []  # the entries are the recorded ones: only signatures are wrong


async def test_a_sound_journal_that_is_another_one_is_damage(tmp_path: Path) -> None:
    """The card must lead to the held tree: an earlier or rewritten one is damage."""
    evening(tmp_path, 8)
    own = held(tmp_path)
    for other in (Held(own.size + 1, own.root), Held(own.size, bytes(32)), Held(own.size - 1, own.root)):
        result = await check_now(tmp_path, other, lambda done, of: None)
        assert result is not None
        assert result.damage == ["The entries on the card are not those that were recorded: put them back."]


async def test_whoever_leaves_ends_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cancelling the check ends its process and the workers of that."""
    mark = tmp_path / "begun"
    script = f"import os, pathlib, time; os.fork(); pathlib.Path({str(mark)!r}).touch(); time.sleep(600)"
    monkeypatch.setattr(background, "_command", lambda folder, held: [sys.executable, "-c", script])
    started = asyncio.create_task(check_now(tmp_path, Held(0, b""), lambda done, of: None))
    while not mark.exists():
        await asyncio.sleep(0.01)
    started.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(started, 10)


async def test_a_check_that_fails_says_nothing(tmp_path: Path) -> None:
    """Without a journal there is neither progress nor a result."""
    assert await check_now(tmp_path / "nowhere", Held(0, b""), pytest.fail) is None  # type: ignore[arg-type]


async def test_a_backup_is_made_beside(tmp_path: Path) -> None:
    """A backup verifies; repeating it continues it; failures are Refused or the system's own error."""
    evening(tmp_path / "data", 8)
    (tmp_path / "stick").mkdir()
    for _time in range(2):
        done = await back_up_now(tmp_path / "data", tmp_path / "stick")
        assert (done.size, done.key, done.folder.parent) == (8, True, tmp_path / "stick")
        assert verify(done.folder).sound
    with pytest.raises(Refused, match="There is no journal"):
        await back_up_now(tmp_path / "nothing", tmp_path / "stick")
    with pytest.raises(OSError, match="Not a directory"):
        await back_up_now(tmp_path / "data", tmp_path / "data" / "journal" / "entries")


def test_nothing_waits_for_a_check(tmp_path: Path) -> None:
    """The process takes only processor time that nothing else uses."""
    evening(tmp_path, 8)
    known = held(tmp_path)
    program = "from kiosk.journal.background import main, os, sys; main(*sys.argv[1:]); print('', os.nice(0))"
    command = [sys.executable, "-c", program, str(tmp_path), str(known.size), known.root.hex()]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.split()[-1] == "19"
