"""A search for entries in a journal of any length, outside the loop, from the newest back, until stopped.

It reports its progress and its finds so far. It shows nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable

from kiosk.telling.pages import Filter, Pages
from kiosk.telling.teller import Told

MOST_FOUND = 2_000
"""Most entries that are listed; a narrower search finds older ones."""


class Search:
    """The entries that fit `wanted` among the first `size`. `found` has the newest first; `percent` is the
    progress.

    `percent` is None once the search has ended, stopped or complete; `full` is True if the list is full.
    """

    def __init__(self, pages: Pages, wanted: Filter, size: int) -> None:
        self.wanted, self.found = wanted, list[Told]()
        self.percent: int | None = 0
        self._pages, self._size = pages, size

    @property
    def full(self) -> bool:
        """True if there may be older entries that are not listed."""
        return len(self.found) >= MOST_FOUND

    async def run(self, changed: Callable[[], None]) -> None:
        """Search back to the founding, or until cancelled; calls `changed` after each step and at the end."""
        steps = self._pages.backwards(self.wanted, self._size)
        try:
            while not self.full and (step := await asyncio.to_thread(next, steps, None)):
                start, fitting = step
                self.found += fitting
                del self.found[MOST_FOUND:]
                self.percent = 100 - start * 100 // self._size
                changed()
        finally:
            self.percent = None
            changed()

    def add(self, fresh: Iterable[Told]) -> None:
        """Add entries recorded since the search began, the oldest first."""
        self.found[:0] = self.wanted.choose(fresh)[::-1]
