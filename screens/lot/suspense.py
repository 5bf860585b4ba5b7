"""The moment after the secret is opened: names appear one role after another, and SPACE shows all at once.

It delays nothing: the draw is recorded before the first name appears, and every key answers at once. Where
nothing moves (Textual's animation level, TEXTUAL_ANIMATIONS=none) all names are there immediately.
"""

from __future__ import annotations

from collections.abc import Callable

from textual.screen import Screen
from textual.timer import Timer

BEAT, LONGEST = 0.9, 4.5
"""Seconds between two roles, and for all of them together."""


class Suspense:
    """How many roles are `hidden` still; `changed` is called at each that appears."""

    def __init__(self, screen: Screen[None], changed: Callable[[], object]) -> None:
        self._screen, self._changed = screen, changed
        self._timer: Timer | None = None
        self.hidden = 0

    def begin(self, roles: int) -> None:
        """The names of so many roles are about to appear."""
        self.end()
        if roles and self._screen.app.animation_level != "none":
            self.hidden = roles
            self._timer = self._screen.set_interval(min(BEAT, LONGEST / roles), self._next)

    def end(self) -> None:
        """All are there."""
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
