"""The benchmarks measure what they say: these tests run each rival once, and time nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from devices.clock import SystemClock
from devices.entropy import OsEntropy
from kiosk.desk.desk import Desk
from tests.bench import append, follower, opening, recompute, second_screen, seconds, soak
from tests.bench.ceremony import prepare_ceremony
from tests.bench.evening import NAMES, WAITING, prepare
from tests.bench.ground import Ground
from tests.bench.subjects import Subject, answered, kiosk, minimal_clock, minimal_screens


@pytest.mark.parametrize("rival", [minimal_clock, minimal_screens])
def test_rivals_answer(tmp_path: Path, rival: Callable[[], Subject]) -> None:
    """A rival paints its first frame and the answer to each key that is measured."""
    subject = rival()
    pty, first = subject.open(Ground(tmp_path))
    with pty:
        assert first > 0
        assert len(answered(pty, subject.acts or subject.moves, 3)) == 3


def test_evening(tmp_path: Path) -> None:
    """The measured evening is the floor at its busiest."""
    prepare(tmp_path / "evening")
    prepare(tmp_path / "evening")
    desk = Desk.open(tmp_path / "evening", SystemClock(), OsEntropy())
    assert desk.state.floor.turn is not None
    assert len(desk.state.floor.waiting) == WAITING
    assert len(desk.room.present()) == len(NAMES)
    desk.close()


def test_append(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Recording and its rival are measured in blocks, and can be profiled."""
    monkeypatch.setattr(append, "BLOCK", 3)
    measured, profile = tmp_path / "measured", tmp_path / "profile"
    for folder in (measured, profile):
        folder.mkdir()
    append.main(str(measured), "2")
    assert [len(blocks) for blocks in json.loads(capsys.readouterr().out)] == [2, 2]
    append.main(str(profile), "2", "profile")
    assert "kiosk/journal/" in capsys.readouterr().out  # flushes cost nothing where tests keep their folders


def test_opening(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The long journal opens, and its rival reads the same lines."""
    monkeypatch.setattr(opening, "ENTRIES", 5)
    folder = opening.made(tmp_path / "long")
    assert (folder / "journal/entries").read_bytes().count(b"\n") == 5
    for way in ("ours", "rival"):
        opening.main(way, str(folder))
        assert float(capsys.readouterr().out) > 0


def test_follower(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A follower and its rival see every entry."""
    follower.main(str(tmp_path), "3")
    assert [len(seen) for seen in json.loads(capsys.readouterr().out)] == [3, 3]


def test_recompute(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Both recompute the same order, and each is measured."""
    monkeypatch.setattr(recompute, "PEOPLE", 50)
    recompute.main(str(tmp_path), "2")
    ours, rival = json.loads(capsys.readouterr().out)
    assert len(ours) == len(rival) == 2


def test_ceremony(tmp_path: Path) -> None:
    """One die is missing in the measured draw of three roles."""
    prepare_ceremony(tmp_path / "ceremony")
    desk = Desk.open(tmp_path / "ceremony", SystemClock(), OsEntropy())
    assert desk.state.lot.draw is not None
    assert desk.state.lot.draw.left_to_throw == 1
    assert desk.state.lot.draw.pool.seats == 3
    desk.close()


def test_second_screen(tmp_path: Path) -> None:
    """Each measurement waits until the entry is painted."""
    prepare(tmp_path / "evening")
    desk = Desk.open(tmp_path / "evening", SystemClock(), OsEntropy())
    assert len(second_screen.in_a_terminal(desk, 3)) == 3
    desk.close()


def test_seconds(tmp_path: Path) -> None:
    """Each second's first byte is compared with the moment at which the second ends."""
    subject, ground = kiosk(tmp_path / "evening"), Ground(tmp_path)
    pty, _ = subject.open(ground)
    with pty:
        began, late = seconds.turn_began(tmp_path / "evening"), []
        for _ in range(20):
            late += seconds.lateness(pty, began, 2)
            if late:
                break
    assert late
    assert all(-500 <= lateness < 500 for lateness in late)


def test_soak(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An hour passes in a moment, and the wall shows every turn of it."""
    monkeypatch.setattr(soak, "STANDS", 1)
    monkeypatch.setattr(soak, "TURNS", 5 * soak.HOURS)
    soak.prepare(tmp_path / "soak")
    had = soak.entries(tmp_path / "soak")
    with soak.Day(tmp_path / "soak", Ground(tmp_path)) as day:
        made = day.hour()
    assert soak.entries(tmp_path / "soak") >= had + 2 * 5
    assert min(made) > 0
