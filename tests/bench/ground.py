"""Where a benchmark runs: a folder on the real disk, and perhaps a share of a CPU.

The measured programs run in processes of their own, inside the share; the measuring one stays outside, so
that it neither uses the share up nor is held back by it.
"""

from __future__ import annotations

import cProfile
import io
import os
import platform
import pstats
import re
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tests.bench.figures import middle
from tests.pty import Pty

ROOT = Path(__file__).resolve().parents[2]
KIOSK = ROOT / ".venv/bin/kiosk"
SIZE = (120, 36)
"""Columns and rows of every terminal that is measured: a projector's."""
LINE = 400
"""Bytes of an entry of middling length, with its signature."""


@dataclass
class Ground:
    """`folder` is the benchmark's own, on a real disk; `rounds` is how often a measurement is repeated.

    `group` is the control group of the measured programs, or None for the whole machine.
    """

    folder: Path
    group: Path | None = None
    rounds: int = 1

    def terminal(self, command: Sequence[str | Path]) -> Pty:
        """Run the command on a terminal of SIZE, inside the share."""
        return Pty(command, size=SIZE, group=self.group, cwd=ROOT)

    def run(self, *words: str) -> str:
        """Run a Python module with these words inside the share; returns what it prints."""

        def enter() -> None:
            if self.group is not None:
                (self.group / "cgroup.procs").write_text("0")

        done = subprocess.run(
            [sys.executable, "-m", *words],
            stdout=subprocess.PIPE,
            stdin=subprocess.DEVNULL,
            cwd=ROOT,
            check=True,
            text=True,
            preexec_fn=enter,
        )
        return done.stdout

    @cached_property
    def flush(self) -> float:
        """Return the milliseconds that this disk needs for one write of LINE bytes and its flush."""
        with (self.folder / "flushed").open("ab", buffering=0) as file:
            return middle(bare_appends(file.fileno(), LINE, 50))


def bare_appends(file: int, size: int, count: int) -> list[float]:
    """Return the milliseconds of `count` bare appends: one write of `size` bytes, one fdatasync each."""
    took, line = [], b"x" * size
    for _ in range(count):
        began = time.perf_counter()
        os.write(file, line)
        os.fdatasync(file)
        took.append((time.perf_counter() - began) * 1000)
    return took


def profiled(work: Callable[[], object]) -> str:
    """Return where some work spends its time: the functions that take most of it themselves."""
    profile = cProfile.Profile()
    profile.runcall(work)
    return profile_text(profile)


def profile_text(profile: cProfile.Profile, lines: int = 12) -> str:
    """Return the functions that take most time themselves, then the kiosk's with all they call."""
    output = io.StringIO()
    stats = pstats.Stats(profile, stream=output)
    stats.sort_stats("tottime").print_stats(lines)
    stats.sort_stats("cumulative").print_stats(rf"{ROOT}/(kiosk|screens|devices)/", lines)
    text = re.sub(r"\S*/site-packages/", "", output.getvalue().replace(f"{ROOT}/", ""))
    return re.sub(r"\n{2,}", "\n\n", text)


def machine() -> str:
    """Return the machine in one paragraph: processor, cores, memory, kernel, disk, Python."""
    model, memory = platform.machine(), ""
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith(("model name", "Model")):
            model = line.partition(":")[2].strip()
    for line in Path("/proc/meminfo").read_text().splitlines():
        if line.startswith("MemTotal"):
            memory = f"{int(line.split()[1]) / 1024**2:.0f} GiB"
    cores = len(os.sched_getaffinity(0))
    load = os.getloadavg()[0]
    return (
        f"{model}, {cores} cores, {memory} of memory, Linux {platform.release()}, "
        f"Python {platform.python_version()}, terminals of {SIZE[0]}x{SIZE[1]} cells. "
        f"Load when it began: {load:.1f}."
    )
