"""A fault of the kiosk itself: one plain sentence for people, the trace for the developer.

The trace is appended to DIR/cache/messages, which holds all output that is not for the wall.
"""

from __future__ import annotations

import os
import traceback
from contextlib import suppress
from pathlib import Path

from kiosk.errors import NotRecorded
from kiosk.language import words

_, ngettext = words("desk")

LONGEST = 20_000
"""Length of the kept end of a trace, in characters."""


def not_recorded(folder: Path, fault: Exception) -> NotRecorded:
    """Return the sentence for a command whose entry could not be folded; its trace is kept."""
    keep_trace(folder, fault)
    return NotRecorded(
        _("NOT RECORDED: a fault of the kiosk. Write it on paper; everything recorded before is safe.")
    )


def keep_trace(folder: Path, fault: Exception) -> None:
    """Append the trace of a fault to DIR/cache/messages, if the card accepts it."""
    text = "".join(traceback.format_exception(fault))[-LONGEST:]
    with suppress(OSError):
        (folder / "cache").mkdir(mode=0o700, exist_ok=True)
        file = os.open(
            folder / "cache" / "messages", os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW, 0o600
        )
        with os.fdopen(file, "a", encoding="utf-8") as out:
            out.write(text)
