"""The machine's clock, compared with the kernel's own."""

from __future__ import annotations

import time

from devices.clock import SystemClock


def test_time_since_boot_is_the_kernels() -> None:
    """It is CLOCK_BOOTTIME in whole milliseconds, read each time, so it cannot drift from it."""
    clock = SystemClock()
    for _ in range(100):
        before = time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1_000_000
        up = clock.up()
        assert before <= up <= time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1_000_000
