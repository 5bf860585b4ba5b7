"""The speaker's clock in a real terminal: the right second, even after a kill or a change of time."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from screens.widgets.lettering.line import lettered
from tests.e2e.assembly import KIOSK, entries, found, recorded, sitting
from tests.e2e.hands import PATIENCE
from tests.e2e.other_clock import say
from tests.needs import needs
from tests.pty import Pty
from tests.terminal import Screen, Terminal

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("terminal")]

TURN = 3_600
"""Seconds of the turn: an hour, far longer than any test."""
DAY = 86_400_000
SECONDS_SEEN = 3
"""Number of different seconds that must be right; a single one could be right by chance."""


def speaking(folder: Path) -> Path:
    """Found an assembly in which Chris speaks for an hour."""
    turn = ({"do": "floor.ask", "person": "m003"}, {"do": "turn.begin", "person": "m003"})
    return found(folder, [{"do": "rules.turn", "seconds": TURN}, *sitting(), *turn])


def began(folder: Path) -> int:
    """Return the recorded beginning of the turn in milliseconds since boot."""
    (up,) = [entry["up"] for entry in entries(folder) if entry["kind"].startswith("turn.began")]
    return int(up)


def _up() -> int:
    return time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1_000_000


def figures(screen: Screen, gone: range) -> int | None:
    """Return the elapsed second, of those in `gone`, that the large figures show; None if none."""
    wall = "\n".join(screen)
    for seconds in gone:
        left = TURN - seconds
        rows = lettered(f"{left // 60}:{left % 60:02d}", 6, 34, room_for="00:00").rows
        if all(row.rstrip() in wall for row in rows):
            return seconds
    return None


def shows_the_true_second(terminal: Terminal, start: int) -> None:
    """Wait until the wall shows the present second, several times."""
    seen: set[int] = set()
    until = time.monotonic() + PATIENCE
    while len(seen) < SECONDS_SEEN:
        before = (_up() - start) // 1000
        screen = terminal.screen()
        right = figures(screen, range(before, (_up() - start) // 1000 + 1))
        if right is not None:
            seen.add(right)
        assert time.monotonic() < until, "\n".join([f"{before} s are gone:", *screen])


@needs("tmux")
def test_killed_in_the_middle_of_a_turn(tmp_path: Path) -> None:
    """After SIGKILL and a restart the clock shows the second that it would have shown anyway."""
    folder = speaking(tmp_path / "data")
    start = began(folder)
    for _ in range(2):
        with Terminal([KIOSK, "--data", folder]) as terminal:
            terminal.wait_for("▶ SPEAKING", PATIENCE)
            shows_the_true_second(terminal, start)
            terminal.kill9()


@needs("tmux")
def test_the_time_of_day_is_set_by_a_day(tmp_path: Path) -> None:
    """The clock continues with the true second when the time is set a day forward or back in a turn."""
    folder, clock = speaking(tmp_path / "data"), tmp_path / "clock"
    boot = str(entries(folder)[-1]["boot"])
    say(clock, f"{boot} 0 0")
    start = began(folder)
    with _on(clock, folder) as terminal:
        terminal.wait_for("▶ SPEAKING", PATIENCE)
        shows_the_true_second(terminal, start)
        for wrong in (DAY, -DAY):
            say(clock, f"{boot} {wrong} 0")
            shows_the_true_second(terminal, start)


@needs("tmux")
def test_the_machine_was_off(tmp_path: Path) -> None:
    """After another boot the turn is paused at its recorded time; the wall says so; SPACE resumes."""
    folder, clock = speaking(tmp_path / "data"), tmp_path / "clock"
    booted = _up() - 20_000
    say(clock, f"0123abcd 0 {booted}")
    with _on(clock, folder) as terminal:
        terminal.wait_for("Is it ", PATIENCE)
        before = recorded(terminal.wait_for(lambda wall: recorded(wall) > 0, PATIENCE))
        terminal.keys("y")
        terminal.wait_for(lambda wall: recorded(wall) == before + 1, PATIENCE)
        terminal.wait_for("‖ PAUSED", PATIENCE)
        terminal.wait_for(lambda wall: figures(wall, range(1)) == 0, PATIENCE)
        terminal.wait_for(lambda wall: "The power was off" in " ".join(wall), PATIENCE)
        terminal.keys("space")
        terminal.wait_for(lambda wall: recorded(wall) == before + 2, PATIENCE)
        terminal.wait_for("▶ SPEAKING", PATIENCE)
        resumed = entries(folder)[-1]
        assert (resumed["kind"].partition("/")[0], resumed["boot"]) == ("turn.resumed", "0123abcd")
        shows_the_true_second(terminal, int(resumed["up"]) + booted)


def _on(clock: Path, folder: Path) -> Terminal:
    return Terminal([sys.executable, "-m", "tests.e2e.other_clock", clock, "--data", folder])


def test_a_second_is_little_to_write(tmp_path: Path) -> None:
    """On a wall of 160x45 a running clock sends its terminal less than 2 kB a second."""
    folder = speaking(tmp_path / "data")
    with Pty([KIOSK, "--data", folder], size=(160, 45)) as pty:
        pty.wait_for("SPEAKING", PATIENCE)
        pty.read_quiet(0.5, PATIENCE)  # devices found are painted once
        began = time.monotonic()
        written = pty.read_for(4)
        seconds = int(time.monotonic() - began) + 1
        assert written
        assert len(written) < 2_000 * seconds
