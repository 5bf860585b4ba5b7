"""The kiosk under a profiler, for a benchmark that missed its aim.

    python -m tests.bench.under_profile REPORT KIOSK-ARGUMENT...

The first SIGUSR1 starts profiling the screens' thread, the second writes the report to the file and goes on.
"""

from __future__ import annotations

import cProfile
import os
import re
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from kiosk.__main__ import main as kiosk
from tests.bench.ground import Ground, profile_text
from tests.bench.subjects import PATIENCE, Subject
from tests.pty import Pty


def main(report: str, *arguments: str) -> int:
    """Run the kiosk, and profile what happens between the two signals."""
    profile = cProfile.Profile()
    running = False

    def toggle(number: int, frame: FrameType | None) -> None:
        nonlocal running
        running = not running
        if running:
            profile.enable()
            return
        profile.disable()
        beside = Path(report + ".new")
        beside.write_text(profile_text(profile))
        beside.rename(report)

    signal.signal(signal.SIGUSR1, toggle)
    sys.argv = ["kiosk", *arguments]
    return kiosk()


def between(subject: Subject, ground: Ground, played: Callable[[Pty], object]) -> str:
    """Return where the time goes while `played` is done to the kiosk."""
    report = ground.folder / "profile"
    report.unlink(missing_ok=True)
    words = (sys.executable, "-m", "tests.bench.under_profile", str(report), *subject.command[1:])
    profiled = Subject(words, subject.ready, subject.acts, subject.moves)
    pty, _ = profiled.open(ground)
    with pty:
        pty.read_quiet(0.5, 5)
        os.kill(pty.pid, signal.SIGUSR1)
        played(pty)
        os.kill(pty.pid, signal.SIGUSR1)
        for _ in range(PATIENCE * 10):
            if report.exists():
                break
            pty.read_for(0.1)
    return report.read_text()


_IMPORTED = re.compile(r"import time: +(\d+) \| +(\d+) \| ( *)(\S+)")


def imports(subject: Subject, ground: Ground, lines: int = 25) -> str:
    """Return what starting the kiosk imports, the slowest first: ms of its own, and with what it imports."""
    words = (sys.executable, "-X", "importtime", "-m", "kiosk", *subject.command[1:])
    slow = Subject(words, subject.ready)
    pty, _ = slow.open(ground)
    with pty:
        written = bytes(pty.output).decode(errors="replace")
    messages = (
        ground.folder / "evening/cache/messages"
    )  # where file descriptor 2 leads once the wall is guarded
    written += messages.read_text(errors="replace") if messages.exists() else ""
    found = [(int(own), int(whole), name) for own, whole, _, name in _IMPORTED.findall(written)]
    found.sort(key=lambda row: -row[1])
    rows = [f"{own / 1000:8.1f} {whole / 1000:8.1f}  {name}" for own, whole, name in found[:lines]]
    return "\n".join(["     own    whole  module (ms)", *rows])


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
