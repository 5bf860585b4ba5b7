"""Waiting until what was painted has gone out to the terminal.

Textual writes in a thread of its own. That thread comes to its turn when the event loop rests, or after five
milliseconds: whatever is done right after painting holds the picture back for as long.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from textual.message_pump import MessagePump

REST = 0.005
"""Seconds in which the loop rests, so that the thread can write."""


def once_written(pump: MessagePump, callback: Callable[[], object]) -> None:
    """Call back, as a message to `pump`, once all that is to be painted now has been written."""

    def rest() -> None:
        asyncio.get_running_loop().call_later(REST, pump.call_later, callback)

    pump.call_after_refresh(rest)
