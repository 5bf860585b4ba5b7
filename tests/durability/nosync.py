"""A machine whose flushes do nothing, which every harness must find out.

    with nosync(): ...                               in this process
    [*running(MODULE, flushed=False), ARGUMENTS]     in one of its own

It replaces the calls themselves, so code that flushes without asking `kiosk.journal.disk.Disk` loses its
flushes too. `writing.Unflushed` leaves out the flushes of one kind, through that seam.
"""

from __future__ import annotations

import os
import runpy
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch


def _nothing(file: int) -> None:
    """What a lying card does."""


@contextmanager
def nosync() -> Iterator[None]:
    """fsync and fdatasync return at once, and the bytes stay where they were."""
    with patch.object(os, "fsync", _nothing), patch.object(os, "fdatasync", _nothing):
        yield


def running(module: str, flushed: bool) -> list[str]:
    """The command that runs a module, with flushes that do nothing unless `flushed`."""
    return [sys.executable, "-m", *([] if flushed else [__spec__.name]), module]


if __name__ == "__main__":
    del sys.argv[0]
    with nosync():
        runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
