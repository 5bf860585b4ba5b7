"""What a test needs of the machine: other people's programs, and facilities of the kernel.

    @needs("tmux")                        skipped, with a reason, where tmux is not installed
    @needs_library("portaudio")           the same, for a library that a program of ours loads
    @needs_kernel("loop mount")           skipped where this kernel or this account does not have it

With KIOSK_SKIPS=none (CI) a missing program fails the test; `.ci/run` installs them all. Facilities of
the kernel differ between machines, so their absence is always a skip; CI lists them after the tests. The
marks are carried out by `tests.conftest`.
"""

from __future__ import annotations

import os
import shutil
from ctypes.util import find_library

import pytest


def needs(*programs: str) -> pytest.MarkDecorator:
    """Mark a test that runs other people's programs, named as on the command line."""
    return pytest.mark.needs_programs(*programs)


def needs_library(*names: str) -> pytest.MarkDecorator:
    """Mark a test that uses other people's libraries, named as the linker knows them."""
    return pytest.mark.needs_libraries(*names)


def needs_kernel(*facilities: str) -> pytest.MarkDecorator:
    """Mark a test that uses facilities of the kernel, named as in `tests.facilities.FACILITIES`."""
    return pytest.mark.needs_kernel(*facilities)


def missing(*programs: str) -> list[str]:
    """Return those of the programs that cannot be found."""
    return [name for name in programs if shutil.which(name) is None]


def missing_libraries(*names: str) -> list[str]:
    """Return those of the libraries that the linker does not find."""
    return [name for name in names if find_library(name) is None]


def skips_forbidden() -> bool:
    """True where a missing program must be a failure."""
    return os.environ.get("KIOSK_SKIPS") == "none"
