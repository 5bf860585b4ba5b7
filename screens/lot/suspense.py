"""The moment after the secret is opened: names appear one role after another, and SPACE shows all at once.

It delays nothing: the draw is recorded before the first name appears, and every key answers at once. Without
animations (Textual's animation level, TEXTUAL_ANIMATIONS=none) all names are shown immediately.
"""

from __future__ import annotations

from collections.abc import Callable

from textual.screen import Screen
from textual.timer import Timer

BEAT, LONGEST = 0.9, 4.5
"""Seconds between two roles, and at most for all of them together."""


class Suspense:
    """The number of roles that are still `hidden`; `changed` is called each time one appears."""

    def __init__(self, screen: Screen[None], changed: Callable[[], object]) -> None:
        self._screen, self._changed = screen, changed
        self._timer: Timer | None = None
        self.hidden = 0

    def begin(self, roles: int) -> None:
        """Begin to show the names of so many roles."""
        self.end()
        if roles and self._screen.app.animation_level != "none":
            self.hidden = roles
            self._timer = self._screen.set_interval(min(BEAT, LONGEST / roles), self._next)

    def end(self) -> None:
        """Show all names."""
        self.hidden = 0
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def _next(self) -> None:
        if self.hidden <= 1:
            self.end()
        else:
            self.hidden -= 1
        self._changed()
