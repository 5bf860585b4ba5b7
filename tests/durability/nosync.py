"""A machine whose flushes do nothing, which every harness must detect.

    with nosync(): ...                               in this process
    [*running(MODULE, flushed=False), ARGUMENTS]     in one of its own

It replaces the calls themselves, so code that flushes without `kiosk.journal.disk.Disk` loses its flushes
too. `writing.Unflushed` leaves out the flushes of one kind, through `Disk`.
"""

from __future__ import annotations

import os
import runpy
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch


def _nothing(file: int) -> None:
    """Do nothing, as the flush of a lying card does."""


@contextmanager
def nosync() -> Iterator[None]:
    """Let fsync and fdatasync return at once, with the bytes where they were."""
    with patch.object(os, "fsync", _nothing), patch.object(os, "fdatasync", _nothing):
        yield


def running(module: str, flushed: bool) -> list[str]:
    """Return the command that runs a module, with flushes that do nothing unless `flushed`."""
    return [sys.executable, "-m", *([] if flushed else [__spec__.name]), module]


if __name__ == "__main__":
    del sys.argv[0]
    with nosync():
        runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
