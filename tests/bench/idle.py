"""What a running clock costs while nobody touches anything: CPU, memory, bytes to the terminal.

Kiosk and rival run at the same time, and are measured over the same seconds, so that the machine's other work
affects both. Measuring starts when the kiosk has prepared every screen, which it does once, in the first
quiet seconds.
"""

from __future__ import annotations

import time
from pathlib import Path

from tests.bench.figures import Figure, middle, spread
from tests.bench.ground import Ground
from tests.bench.subjects import kiosk, minimal_clock
from tests.pty import Pty

SECONDS = 10
WINDOWS = 3
"""Windows of SECONDS in a round."""
MOST = 1.5
"""Times the CPU of a minimal app that updates one Digits a second."""
MORE = 25.0
"""Megabytes that the kiosk may use beyond the minimal app."""
SETTLED, SOON = 3, 60
"""Seconds in a row that must cost at most a quarter over the cheapest; seconds until giving up."""
Used = tuple[float, int]
"""Seconds of CPU, bytes written."""


def measure(ground: Ground) -> list[Figure]:
    """Measure the process that paints; the one that serves minutes does not count."""
    ours, _ = kiosk(ground.folder / "evening").open(ground)
    rival, _ = minimal_clock().open(ground)
    with ours, rival:
        _settle(ours, rival)
        windows = [_window(SECONDS, ours, rival) for _ in range(WINDOWS * ground.rounds)]
        memory, least = _resident(ours.pid), _resident(rival.pid)
    our_cpu = [kiosk_used[0] / SECONDS * 100 for kiosk_used, _ in windows]
    cpu = middle([used[0] / SECONDS * 100 for _, used in windows])
    our_bytes = middle([kiosk_used[1] / SECONDS for kiosk_used, _ in windows])
    written = middle([used[1] / SECONDS for _, used in windows])
    return [
        Figure(
            "idle CPU, clock running",
            middle(our_cpu),
            cpu,
            "%",
            aim=f"{MOST} x a minimal app with one Digits",
            most=MOST * cpu,
            note=f"of one core; {spread(our_cpu)} windows of {SECONDS} s",
        ),
        Figure(
            "idle memory, clock running",
            memory,
            least,
            "MB",
            aim=f"a minimal app + {MORE:.0f} MB",
            most=least + MORE,
            note="resident, with every screen prepared",
        ),
        Figure("idle output, clock running", our_bytes, written, "bytes/s", note="to the terminal"),
    ]


def _settle(ours: Pty, rival: Pty) -> None:
    """Let both run until the kiosk costs the same every second."""
    seen: list[float] = []
    for _ in range(SOON):
        seen.append(_window(1, ours, rival)[0][0])
        last = seen[-SETTLED:]
        if len(seen) > 2 * SETTLED and max(last) < 1.25 * min(seen) + 0.001:
            return


def _window(seconds: float, *each: Pty) -> list[Used]:
    """Return what each used in the same seconds."""
    cpu, written = [_cpu(pty.pid) for pty in each], [len(pty.output) for pty in each]
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        for pty in each:
            pty.read_for(0.05)
    return [
        (_cpu(pty.pid) - before, len(pty.output) - had)
        for pty, before, had in zip(each, cpu, written, strict=True)
    ]


def _cpu(pid: int) -> float:
    """Return the CPU seconds of all threads of a process so far, to the nanosecond: its own CPU clock.

    The number of that clock is made as `man 3 clock_getcpuclockid` does on Linux.
    """
    return time.clock_gettime((~pid << 3) | 2)


def _resident(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    raise AssertionError(f"no VmRSS for {pid}")
