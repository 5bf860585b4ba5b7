"""A check that people wait for: its progress, its result, and that it ends when nobody waits any more."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest

from kiosk.journal import background
from kiosk.journal.background import Result, check_now
from tests.journal.making import evening


async def test_a_sound_journal_is_found_sound(tmp_path: Path) -> None:
    """The last that is told of progress is all of the file."""
    path, told = evening(tmp_path, 8), list[tuple[int, int]]()
    assert await check_now(tmp_path, lambda done, of: told.append((done, of))) == Result(8, [])
    assert told[-1] == (path.stat().st_size, path.stat().st_size)


async def test_damage_is_named(tmp_path: Path) -> None:
    """The entry, in one sentence."""
    path = evening(tmp_path, 8)
    path.write_bytes(path.read_bytes().replace(b'"who":"m004"', b'"who":"m005"'))
    result = await check_now(tmp_path, lambda done, of: None)
    assert result is not None
    assert "Entry 4 is damaged" in result.findings[0]


async def test_whoever_leaves_ends_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The process is gone when the cancelled check is, and whoever shares its work."""
    mark = tmp_path / "begun"
    script = f"import os, pathlib, time; os.fork(); pathlib.Path({str(mark)!r}).touch(); time.sleep(600)"
    monkeypatch.setattr(background, "_command", lambda folder: [sys.executable, "-c", script])
    started = asyncio.create_task(check_now(tmp_path, lambda done, of: None))
    while not mark.exists():
        await asyncio.sleep(0.01)
    started.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(started, 10)


async def test_a_check_that_fails_says_nothing(tmp_path: Path) -> None:
    """Without a journal there is neither progress nor a result."""
    assert await check_now(tmp_path / "nowhere", pytest.fail) is None  # type: ignore[arg-type]
