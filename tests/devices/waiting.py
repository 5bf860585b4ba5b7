"""Waiting for what another thread does, with a bound."""

from __future__ import annotations

import time
from collections.abc import Callable


def until(condition: Callable[[], object], trouble: Callable[[], str], seconds: float = 10) -> None:
    """Wait until the condition holds, at most so many seconds; fails with `trouble`."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(trouble())
        time.sleep(0.002)
