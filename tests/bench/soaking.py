"""A kiosk whose time passes when it is told to: the program that tests/bench/soak.py watches for eight hours.

    python -m tests.bench.soaking SOCKET FOLDER

It is the real kiosk but for its clock, which adds the skipped time to the machine's own. On SOCKET it reads a
number of milliseconds a line, shows that time, and answers with what it consists of.
"""

from __future__ import annotations

import asyncio
import json
import socket
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import devices.clock
from devices.clock import SystemClock
from screens import boot
from screens.app.app import KioskApp


class Skipping(SystemClock):
    """The machine's clock, plus what was skipped."""

    skipped = 0

    def wall(self) -> int:
        return super().wall() + self.skipped

    def up(self) -> int:
        return super().up() + self.skipped


class Made(NamedTuple):
    """What a running kiosk consists of, and the most memory since the last question (MiB)."""

    tasks: int
    timers: int
    widgets: int
    threads: int
    peak: float


def made(app: KioskApp) -> Made:
    """Count; call it from the app's own thread."""
    screens = {app, *app._installed_screens.values(), *app.screen_stack}
    nodes = {app, *(node for screen in screens if not callable(screen) for node in screen.walk_children())}
    nodes |= {screen for screen in screens if not callable(screen)}
    return Made(
        sum(not task.done() for task in asyncio.all_tasks()),
        sum(len(node._timers) for node in nodes),
        len(nodes),
        threading.active_count(),
        _peak(),
    )


def _peak() -> float:
    """Return the most that was resident, and start counting again: `man 5 proc`, clear_refs."""
    status = Path("/proc/self/status").read_text()
    (peak,) = [int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM")]
    with suppress(OSError):  # a kernel without it gives the most there ever was, which grows no slower
        Path("/proc/self/clear_refs").write_text("5")
    return peak


def obey(app: KioskApp, path: str) -> None:
    """Let the requested time pass, until the socket is closed."""

    def skip(milliseconds: int) -> None:
        Skipping.skipped += milliseconds
        app.tick()

    with socket.socket(socket.AF_UNIX) as asked:
        asked.connect(path)
        with asked.makefile("rw") as lines:
            for line in lines:
                if line.strip() == "made":
                    lines.write(json.dumps(app.call_from_thread(made, app)) + "\n")
                else:
                    app.call_from_thread(skip, int(line))
                    lines.write("\n")
                lines.flush()


def main(path: str, folder: str) -> int:
    """Run the kiosk; after its first frame it answers on the socket."""
    devices.clock.SystemClock = Skipping  # type: ignore[misc]
    stand = KioskApp._stand

    def and_obey(app: KioskApp) -> None:
        stand(app)
        threading.Thread(target=obey, args=(app, path), daemon=True).start()

    KioskApp._stand = and_obey  # type: ignore[method-assign, assignment]
    return boot.run(Path(folder))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
