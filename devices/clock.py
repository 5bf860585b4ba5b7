"""The machine's clocks: wall time as it believes, time since boot, and whether wall time follows a server."""

from __future__ import annotations

import ctypes
import os
import time
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
_ETC = Path("/etc")
_STA_UNSYNC = 0x0040
_TIME_ERROR = 5


class _Timex(ctypes.Structure):
    """struct timex of adjtimex(2): the fields that are read, then padding that the kernel may write."""

    _fields_ = (
        ("modes", ctypes.c_uint),
        ("offset", ctypes.c_long),
        ("freq", ctypes.c_long),
        ("maxerror", ctypes.c_long),
        ("esterror", ctypes.c_long),
        ("status", ctypes.c_int),
        ("rest", ctypes.c_byte * 256),
    )


class SystemClock:
    """`kiosk.ports.Clock` on Linux. Time since boot is CLOCK_BOOTTIME: it counts suspend, never goes back."""

    def wall(self) -> int:
        return time.time_ns() // 1_000_000

    def up(self) -> int:
        return time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1_000_000

    def boot(self) -> str:
        return self._boot

    @cached_property
    def _boot(self) -> str:
        try:
            return _BOOT_ID.read_text("ascii").replace("-", "")[:8]
        except OSError:
            # Without /proc a boot cannot be recognised again, so each process counts as its own boot.
            return f"{time.time_ns() & 0xFFFFFFFF:08x}"

    def synchronised(self) -> bool:
        """True if the kernel says so, by adjtimex(2) (allowed to every account)."""
        if self._adjtimex is None:
            return False
        timex = _Timex()
        state = self._adjtimex(ctypes.byref(timex))
        return state not in (-1, _TIME_ERROR) and not timex.status & _STA_UNSYNC

    @cached_property
    def _adjtimex(self) -> Callable[[Any], int] | None:
        """The C library's function, looked up once; None if there is none."""
        try:
            found: Callable[[Any], int] = ctypes.CDLL(None, use_errno=True).adjtimex
        except (OSError, AttributeError):
            return None
        return found

    def offset(self, wall: int) -> int:
        # The C library's answer: importing zoneinfo takes 6 ms before the first frame, and agrees.
        try:
            return time.localtime(wall // 1000).tm_gmtoff // 60
        except (OverflowError, OSError, ValueError):  # a year that the C library does not know
            return 0

    def zone(self) -> str:
        return self._zone

    @cached_property
    def _zone(self) -> str:
        return zone_name(os.environ, _ETC)


def zone_name(environment: Mapping[str, str], etc: Path) -> str:
    """Return the name of the time zone that the C library uses: that of TZ, else of `etc`/localtime."""
    wanted = environment.get("TZ", "").removeprefix(":")
    path = wanted if wanted.startswith("/") else "" if wanted else str(etc / "localtime")
    name = os.path.realpath(path).rpartition("/zoneinfo/")[2] if path else wanted
    if not name.startswith("/"):
        return name
    try:  # a copy of the zone's file, not a link to it: Debian writes the name into another file
        return (etc / "timezone").read_text("ascii").strip() if not wanted else ""
    except (OSError, UnicodeDecodeError):
        return ""
