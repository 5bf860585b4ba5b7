"""Work for quiet times, so that the next key is answered at once.

Moments that were not visited yet are mounted one after another, and the garbage collector is kept away from
objects that will stay. Skipped while keys keep coming.
"""

from __future__ import annotations

import gc
from collections.abc import Callable

from textual.app import App

from screens.app.registry import MOMENTS
from screens.moment import Moment

QUIET = 0.7
"""Seconds without a key or an entry after which the kiosk prepares the next moment."""


def keep() -> None:
    """Exclude all present objects from garbage collection: nearly all of them will stay."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    gc.enable()


def mount_ahead(app: App[int], quiet: Callable[[float], bool]) -> None:
    """Mount one more moment each time nothing happens, so that its first visit is as fast as later ones.

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
            app._get_screen(ahead)  # Textual has no public method that mounts a screen without showing it
        app.set_timer(QUIET, one_more)

    app.set_timer(QUIET, one_more)
