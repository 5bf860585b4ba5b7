"""The version of Textual whose private methods the kiosk replaces where that saves work.

With another version Textual draws the wall itself, more slowly and with the same result. The version is
pinned by requirements.lock, not here.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import textual

TESTED = "8.2.8"


@cache
def is_tested() -> bool:
    """True if Textual has the tested version.

    The name of its metadata folder tells: importing `importlib.metadata` takes 10 ms before the first frame.
    """
    return (Path(textual.__file__).parents[1] / f"textual-{TESTED}.dist-info").is_dir()
