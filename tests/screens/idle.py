"""The condition under which a kiosk in a test has nothing more to do.

Textual measures the processor's time: it sleeps until a fiftieth of a second in which the process did
next to nothing. On a busy machine that is too long or too short. Here the event loop decides. It waits for
neither timers nor people, only for what follows as soon as the wall is written (`screens.terminal.written`).
"""

from __future__ import annotations

import asyncio
import time

from textual._context import active_app

from screens.terminal.written import REST

LONGEST = 1.0
"""Seconds after which a kiosk that never rests counts as idle."""
FOR_THREADS = 3.0
"""Seconds allowed for a thread's work on the wall; slower threads need an explicit wait."""


def _at_work(loop: asyncio.AbstractEventLoop) -> bool:
    """True if a thread of the loop works, or is about to."""
    pool = getattr(loop, "_default_executor", None)
    if pool is None:
        return False
    return bool(pool._work_queue.qsize() or pool._idle_semaphore._value < len(pool._threads))


def _due(loop: asyncio.AbstractEventLoop) -> bool:
    """True if a timer is due within the pause in which the terminal is written to."""
    soon = loop.time() + REST
    return any(one.when() <= soon and not one.cancelled() for one in loop._scheduled)  # type: ignore[attr-defined]


def _painted() -> bool:
    """Paint what the screen has not painted yet; True if nothing was left to paint."""
    app = active_app.get(None)
    if app is None or not app.screen_stack or app._batch_count:
        return True
    screen = app.screen
    dirty = screen._layout_required or screen._scroll_required or screen._repaint_required
    if not (dirty or screen._recompose_required or screen._dirty_widgets or screen._callbacks):
        return True
    screen._on_timer_update()
    return False


async def idle(min_sleep: float = 0, max_sleep: float = LONGEST) -> None:
    """Wait until nothing can run in the event loop, its threads have finished, and everything is painted."""
    loop = asyncio.get_running_loop()
    start = time.monotonic()
    while (spent := time.monotonic() - start) < max_sleep:
        await asyncio.sleep(0)
        if loop._ready:  # type: ignore[attr-defined]
            continue
        if _due(loop) or (spent < FOR_THREADS and _at_work(loop)):
            await asyncio.sleep(0.001)
        elif _painted():
            return
