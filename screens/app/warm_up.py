"""What the kiosk does when nobody wants anything of it, so that the next key is answered at once.

Each moment that was not yet visited is mounted, one after another; the garbage collector is kept away from
what will stay. Skipped while keys keep coming.
"""

from __future__ import annotations

import gc
from collections.abc import Callable

from textual.app import App

from screens.app.registry import MOMENTS
from screens.moment import Moment

QUIET = 0.7
"""Seconds without a key or an entry after which the kiosk prepares what nobody has asked for yet."""


def keep() -> None:
    """Keep the garbage collector away from what ticks and switches: nearly all there is now will stay."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    gc.enable()


def mount_ahead(app: App[int], quiet: Callable[[float], bool]) -> None:
    """Whenever nothing happens, mount one moment more: its first visit is then like every later one.

    `quiet` returns True if there is an assembly, and no key or entry came for so many seconds.
    """

    def one_more() -> None:
        if not app.screen_stack:
            return
        if quiet(QUIET) and isinstance(app.screen, Moment):
            ahead = next((name for name in MOMENTS if not app.get_screen(name).is_running), "")
            if not ahead:
                keep()
                return
            app._get_screen(ahead)  # no public method of Textual's mounts a screen without showing it
        app.set_timer(QUIET, one_more)

    app.set_timer(QUIET, one_more)
