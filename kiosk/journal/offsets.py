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
    """Grows at its end; may be asked from another thread meanwhile.

    Made anew, or from what `marks` gave for `first` entries that end at the offset `end`.
    """

    def __init__(self, marks: Iterable[int] = (), first: int = 0, end: int = 0) -> None:
        self._parts = array("Q", marks), first, array("Q", [end])

    @property
    def end(self) -> int:
        """The offset after the last line."""
        return self._parts[2][-1]

    @property
    def size(self) -> int:
        """How many lines."""
        return self._parts[1] + len(self._parts[2]) - 1

    def copy(self) -> Starts:
        """One that grows on its own."""
        twin = Starts()
        marks, first, recent = self._parts
        twin._parts = marks[:], first, recent[:]
        return twin

    def add(self, length: int) -> None:
        """One more line of so many bytes, its LF included."""
        self.extend([length])

    def extend(self, lengths: Iterable[int]) -> None:
        """More lines. Readers see them all or none of the older ones gone."""
        marks, first, recent = self._parts
        grown = accumulate(lengths, initial=recent[-1])
        next(grown)
        recent.extend(grown)
        while len(recent) > 2 * STEP:
            marks = marks + array("Q", [recent[-first % STEP]])
            first, recent = first + STEP, recent[STEP:]
        self._parts = marks, first, recent

    def marks(self) -> list[int]:
        """The starts of entries 0, STEP, 2 STEP..."""
        marks, first, recent = self._parts
        return [*marks, *recent[-first % STEP : -1 : STEP]]

    def span(self, start: int, stop: int) -> tuple[int, int, int]:
        """(known, from, to): entry `known` <= `start` begins at `from`; those before `stop` end by `to`."""
        marks, first, recent = self._parts
        known, begin = (start, recent[start - first]) if start >= first else (start // STEP * STEP, 0)
        if start < first:
            begin = marks[start // STEP]
        if stop >= first:
            return known, begin, recent[stop - first]
        following = -(-stop // STEP)
        return known, begin, marks[following] if following < len(marks) else recent[0]
