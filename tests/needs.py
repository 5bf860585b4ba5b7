"""What a test needs of the machine: a program, a kernel facility, root.

With KIOSK_SKIPS=none (CI) a missing program is a failure; otherwise the test is skipped and says why.
Kernel facilities differ between machines: their absence is always a skip, and CI lists them at the end.
"""

from __future__ import annotations

import os
import shutil

import pytest

STRICT = os.environ.get("KIOSK_SKIPS") == "none"


def needs(*programs: str) -> pytest.MarkDecorator:
    """Mark a test that runs other people's programs, named as on the command line."""
    missing = [name for name in programs if shutil.which(name) is None]
    if missing and STRICT:
        return pytest.mark.usefixtures("missing_program")
    return pytest.mark.skipif(bool(missing), reason=f"needs the program {', '.join(missing)}")
