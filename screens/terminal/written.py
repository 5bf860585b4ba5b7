"""Waiting until what was painted has been sent to the terminal.

Textual writes in its own thread. That thread runs when the event loop rests, or after five
milliseconds: work right after painting delays the picture by as much.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from textual.message_pump import MessagePump

REST = 0.005
"""Seconds for which the loop rests, so that the thread can write."""


def once_written(pump: MessagePump, callback: Callable[[], object]) -> None:
    """Call `callback`, as a message to `pump`, once everything painted so far has been written."""

    def rest() -> None:
        asyncio.get_running_loop().call_later(REST, pump.call_later, callback)

    pump.call_after_refresh(rest)
