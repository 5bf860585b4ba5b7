"""Where the lines of a journal begin, in little memory however long it is.

Exact for the last thousand entries or two, every STEP-th for those before: an older entry is found by reading
on from the mark before it. Marks and offsets are in bytes from the beginning of the file. It reads nothing.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from itertools import accumulate

STEP = 1024


class Starts:
    """The starts of all lines. Grows at its end; other threads may ask meanwhile.

    Starts empty, or from what `marks` returned for `first` entries that end at the offset `end`.
    """

    def __init__(self, marks: Iterable[int] = (), first: int = 0, end: int = 0) -> None:
        self._parts = array("Q", marks), first, array("Q", [end])

    @property
    def end(self) -> int:
        """The offset after the last line."""
        return self._parts[2][-1]

    @property
    def size(self) -> int:
        """How many lines there are."""
        return self._parts[1] + len(self._parts[2]) - 1

    def copy(self) -> Starts:
        """Return the same starts, which grow on their own."""
        twin = Starts()
        marks, first, recent = self._parts
        twin._parts = marks[:], first, recent[:]
        return twin

    def add(self, length: int) -> None:
        """Add a line of so many bytes, its LF included."""
        self.extend([length])

    def extend(self, lengths: Iterable[int]) -> None:
        """Add lines. A reader in another thread never misses an older line."""
        marks, first, recent = self._parts
        grown = accumulate(lengths, initial=recent[-1])
        next(grown)
        recent.extend(grown)
        while len(recent) > 2 * STEP:
            marks = marks + array("Q", [recent[-first % STEP]])
            first, recent = first + STEP, recent[STEP:]
        self._parts = marks, first, recent

    def marks(self) -> list[int]:
        """Return the starts of entries 0, STEP, 2 STEP..."""
        marks, first, recent = self._parts
        return [*marks, *recent[-first % STEP : -1 : STEP]]

    def span(self, start: int, stop: int) -> tuple[int, int, int]:
        """Return (known, from, to): `from` begins entry `known` <= `start`; entry `stop` - 1 ends by `to`."""
        marks, first, recent = self._parts
        known, begin = (start, recent[start - first]) if start >= first else (start // STEP * STEP, 0)
        if start < first:
            begin = marks[start // STEP]
        if stop >= first:
            return known, begin, recent[stop - first]
        following = -(-stop // STEP)
        return known, begin, marks[following] if following < len(marks) else recent[0]
