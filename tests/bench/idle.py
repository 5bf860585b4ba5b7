"""What a running clock costs while nobody touches anything: CPU, memory, bytes to the terminal."""

from __future__ import annotations

import os
from pathlib import Path

from tests.bench.figures import Figure
from tests.bench.ground import Ground
from tests.bench.subjects import Subject, kiosk, minimal_clock

SECONDS = 8
MORE = 25.0
"""Megabytes that the kiosk may use beyond the minimal app."""


def measure(ground: Ground) -> list[Figure]:
    """The process that paints; the one that serves minutes is another and not counted."""
    our_cpu, our_memory, our_bytes = _idle(kiosk(ground.folder / "evening"), ground)
    cpu, memory, written = _idle(minimal_clock(), ground)
    return [
        Figure("idle CPU, clock running", our_cpu, cpu, "%", note="of one core"),
        Figure(
            "idle memory, clock running",
            our_memory,
            memory,
            "MB",
            aim=f"a minimal app + {MORE:.0f} MB",
            most=memory + MORE,
            note="resident",
        ),
        Figure("idle output, clock running", our_bytes, written, "bytes/s", note="to the terminal"),
    ]


def _idle(subject: Subject, ground: Ground) -> tuple[float, float, float]:
    """Per cent of a core, megabytes resident and bytes written a second, over SECONDS of quiet."""
    pty, _ = subject.open(ground)
    with pty:
        pty.read_for(2)
        before = _cpu_seconds(pty.pid)
        written = pty.read_for(SECONDS)
        used = _cpu_seconds(pty.pid) - before
        return used / SECONDS * 100, _resident(pty.pid), len(written) / SECONDS


def _cpu_seconds(pid: int) -> float:
    """User and system time of all its threads so far: `man 5 proc`, fields 14 and 15 of stat."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _resident(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    raise AssertionError(f"no VmRSS for {pid}")
