"""The version of Textual whose private methods the kiosk replaces where that saves work.

With another version Textual draws the wall itself: more slowly, and right. It is not what pins the version;
requirements.lock does.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import textual

TESTED = "8.2.8"


@cache
def is_tested() -> bool:
    """True if this is that version.

    Its folder of metadata says so: `importlib.metadata` takes 10 ms to import, before the first frame.
    """
    return (Path(textual.__file__).parents[1] / f"textual-{TESTED}.dist-info").is_dir()
