"""Looking for entries in a journal of any length: beside the loop, from the newest back, until stopped.

A search says how far it is and what it has found so far. It shows nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable

from kiosk.telling.pages import Filter, Pages
from kiosk.telling.teller import Told

MOST_FOUND = 2_000
"""Entries that are listed of those that fit; who wants older ones narrows it."""


class Search:
    """What fits `wanted` among the first `size` entries. `found`: the newest first; `percent` looked through.

    `percent` is None when the search has ended, whether it was stopped or is through; `full` when it found
    as many as it lists.
    """

    def __init__(self, pages: Pages, wanted: Filter, size: int) -> None:
        self.wanted, self.found = wanted, list[Told]()
        self.percent: int | None = 0
        self._pages, self._size = pages, size

    @property
    def full(self) -> bool:
        """Whether there may be older ones that are not listed."""
        return len(self.found) >= MOST_FOUND

    async def run(self, changed: Callable[[], None]) -> None:
        """Look back to the founding, or until cancelled; `changed` is called after each step and at last."""
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
        """Entries that were recorded since, the oldest first."""
        self.found[:0] = self.wanted.choose(fresh)[::-1]
