"""Broken key reports and a badge scanner, as bytes, at a running kiosk: neither ends nor operates it."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.assembly import KIOSK, entries, found, run, sitting
from tests.pty import Pty

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("terminal")]

BROKEN = (
    b"\x1b[112;1:3u",  # P is let go
    b"\x1b[1114112u",
    b"\x1b[99999999999u",
    b"\x1b[97;;1114112u",
    b"\x1b[55296u",
    b"\x1b[;;:u",
    b"\x1b[?99;123456789012345678901234567890X",
    b"\x1b]11;rgb:pppp/pppp/pppp\x1b\\",
    b"\x1bP+r706570\x1b\\",
)
KEYPAD_PLUS = (b"\x1bOk", b"\x1b[57413u", b"\x1b[57413;129u", b"+")
BADGE = "°Xenia p nwby!ud :q y\r".encode()


def test_broken_reports_and_a_scanner(tmp_path: Path) -> None:
    """Nothing is recorded of either; the keys of the keypad work, and the devices screen counts."""
    folder = found(tmp_path / "data", sitting(items=[{"title": "Roof"}]))
    run(folder, [{"do": "floor.ask", "person": "m001"}, {"do": "turn.begin", "person": "m001"}])
    before = len(entries(folder))
    with Pty([KIOSK, "--data", folder], size=(120, 36)) as pty:
        pty.wait_for("recorded", 20)
        pty.keys("f2")
        pty.read_quiet()
        for report in BROKEN:
            pty.send(report)
        pty.read_quiet()
        pty.send(BADGE)
        pty.wait_for("Nobody who is asked for here")
        assert len(entries(folder)) == before
        for sent in KEYPAD_PLUS:
            pty.send(sent)
            pty.read_for(0.3)
        _until(lambda: len(entries(folder)) == before + len(KEYPAD_PLUS))
        pty.send(b"p")
        _until(lambda: len(entries(folder)) == before + len(KEYPAD_PLUS) + 1)
        pty.keys("f9", "d")
        pty.wait_for(f"{len(BROKEN)} reports of keys were not understood")
    kinds = [entry["kind"].partition("/")[0] for entry in entries(folder)[before:]]
    assert kinds == ["turn.extended"] * len(KEYPAD_PLUS) + ["turn.paused"]


def _until(condition: Callable[[], bool], seconds: float = 10) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)
