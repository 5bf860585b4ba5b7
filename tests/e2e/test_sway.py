"""The wall that other tests photograph: real pixels of a real terminal."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from tests.needs import needs
from tests.sway import PROGRAMS, Wall, codes, main, picture

HERE = Path(__file__).parent
ADDRESS = "http://10.42.0.1:8080/a7k2q"
PAINT_QR = [sys.executable, str(HERE / "paint_qr.py"), ADDRESS]
SHOW_KEYS = [sys.executable, str(HERE / "show_keys.py")]

pytestmark = [pytest.mark.e2e, needs(*PROGRAMS)]


@pytest.mark.parametrize("font_px", [20, 26, 40])
def test_code_on_the_wall(tmp_path: Path, font_px: int) -> None:
    """A code painted in half blocks is read off the picture by a program written by others."""
    out = picture(PAINT_QR, tmp_path / "wall.png", font_px=font_px, ready="PAINTED")
    assert out.read_bytes()[16:24] == (1920).to_bytes(4, "big") + (1080).to_bytes(4, "big")
    assert codes(out) == [ADDRESS]


@pytest.mark.parametrize(("font_px", "cells"), [(20, "160x45"), (26, "120x36"), (40, "80x24")])
def test_cells(font_px: int, cells: str) -> None:
    """Three font sizes give the three terminal sizes that the screens are made for."""
    with Wall(SHOW_KEYS, font_px=font_px) as wall:
        wall.wait_for(f"size {cells}")


def test_what_stands_already() -> None:
    """A text painted before the last key is still shown; one that a later text replaced is not."""
    program = "echo BEFORE; read line; printf '\\033[H\\033[2JAFTER'; read line"
    with Wall(["sh", "-c", program]) as wall:
        wall.wait_for("BEFORE")
        wall.keys("f2")
        wall.wait_for("BEFORE")
        wall.keys("enter")
        wall.wait_for("AFTER")
        assert wall.screen()[0] == "AFTER"
        assert not any("BEFORE" in row for row in wall.screen())


def test_several_pictures(tmp_path: Path) -> None:
    """Keys and text reach the program between pictures, and a code is gone when the screen changes."""
    with Wall(SHOW_KEYS) as wall:
        wall.wait_for("size 160x45")
        first = wall.picture(tmp_path / "first.png").read_bytes()
        wall.keys("f2", "escape", "a", "-", "ctrl+x")
        wall.wait_for(repr(b"\x18"))
        wall.type("Jérôme; ok")
        wall.wait_for(repr(b"k"))
        assert wall.picture(tmp_path / "second.png").read_bytes() != first
        shown = wall.written()
        for sent in (b"\x1bOQ", b"\x1b", b"a", b"-", "é".encode(), b";"):
            assert repr(sent) in shown


def test_end_of_the_wall() -> None:
    """When the wall is closed no process and no file remains."""
    with Wall(SHOW_KEYS, env={"KIOSK_WALL_OF": f"{os.getpid()}"}) as wall:
        wall.wait_for("HARNESS")
        assert _running_with(f"KIOSK_WALL_OF={os.getpid()}")
    until = time.monotonic() + 10
    while _running_with(f"KIOSK_WALL_OF={os.getpid()}") and time.monotonic() < until:
        time.sleep(0.05)
    assert not _running_with(f"KIOSK_WALL_OF={os.getpid()}")


def _running_with(setting: str) -> list[str]:
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if setting.encode() in (process / "environ").read_bytes().split(b"\0"):
                found.append((process / "comm").read_text().strip())
        except OSError:  # it has ended, or belongs to another user
            continue
    return found


def test_program_that_fails() -> None:
    """A program that prints a message and ends is quoted in the failure."""
    with (
        Wall([sys.executable, "-c", "print('no card found')"]) as wall,
        pytest.raises(AssertionError, match="no card found"),
    ):
        wall.wait_for("HARNESS", seconds=0.5)


def test_by_hand(tmp_path: Path) -> None:
    """The command takes keys, texts, waits and pictures on the way."""
    way, out = tmp_path / "way.png", tmp_path / "out.png"
    words = ["wait:HARNESS", "f2", f"shot:{way}", "type:Ana", "wait:b'a'", "enter"]
    assert main(["--font", "26", "--size", "960x540", " ".join(SHOW_KEYS), str(out), *words]) == 0
    assert way.read_bytes() != out.read_bytes()


def test_by_hand_wrongly(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a command and a file it prints its usage."""
    assert main(["only-one"]) == 2
    assert "COMMAND OUT.png" in capsys.readouterr().err
