"""Entries of a sound journal that this kiosk could not fold, and the room's decision to go on without them.

An entry is left out when a later version wrote its kind, or when folding it raised. Such a kiosk shows and
exports everything it understands, and records nothing until the room decides to go on without those entries.
That decision is an entry too (`entries.left-out/1`): it names them, and every later version leaves out the
same ones, even a version that could fold them. They have no effect on the state.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from msgspec import Struct

KIND = "entries.left-out/1"
MOST_RANGES = 200
"""Most ranges that one entry names; beyond that it names one range, from the first to the last."""
_NEVER = 1 << 62
"""A number above that of any entry."""


class Passed(Struct, frozen=True, forbid_unknown_fields=False):
    """The content of an `entries.left-out/1`: entries of these kinds in these ranges, ends included."""

    ranges: list[tuple[int, int]]
    kinds: list[str]

    def names(self, n: int, kind: str) -> bool:
        """True if it names entry `n` of this kind."""
        return kind in self.kinds and _within(self.ranges, n)


class LeftOut(Struct):
    """The entries that were not folded: ranges for each kind, ends included, all in order.

    `waiting` of them are not yet named by an entry: until then nothing is recorded.
    """

    kinds: dict[str, list[tuple[int, int]]] = {}
    waiting: int = 0
    passed: list[Passed] = []

    @property
    def count(self) -> int:
        """Return the number of entries that were left out."""
        return sum(last - first + 1 for ranges in self.kinds.values() for first, last in ranges)

    def add(self, n: int, kind: str) -> None:
        """Leave entry `n` out. Adding it twice changes nothing."""
        if kind not in self.kinds:
            self.kinds = dict(sorted({**self.kinds, kind: []}.items()))
        ranges = self.kinds[kind]
        at = bisect_right(ranges, (n, _NEVER))
        if at and n <= ranges[at - 1][1]:
            return
        if at == len(ranges) and at and ranges[-1][1] == n - 1:
            ranges[-1] = (ranges[-1][0], n)
        else:
            ranges.insert(at, (n, n))
            _join(ranges)
        self.waiting += not self.is_passed(n, kind)

    def __contains__(self, n: int) -> bool:
        return any(_within(ranges, n) for ranges in self.kinds.values())

    def is_passed(self, n: int, kind: str) -> bool:
        """True if the room decided to go on without this entry."""
        return any(passed.names(n, kind) for passed in self.passed)

    def pass_by(self, passed: Passed) -> None:
        """Count the entries that `passed` names as decided: the room goes on without them."""
        if passed not in self.passed:
            self.passed.append(passed)
            self.waiting = sum(1 for _entry in self._not_passed())

    def lacks(self, passed: Passed, size: int) -> bool:
        """True if `passed` may name folded entries before `size`: then all must be folded again."""
        named = sum(max(0, min(last, size - 1) - first + 1) for first, last in passed.ranges)
        there = sum(
            max(0, min(last, b, size - 1) - max(first, a) + 1)
            for kind in passed.kinds
            for a, b in self.kinds.get(kind, ())
            for first, last in passed.ranges
        )
        return there < named

    def ranges(self) -> list[tuple[int, int]]:
        """Return the ranges of entries that wait to be named, whatever their kind."""
        every = sorted((n, n) for n, _kind in self._not_passed())
        _join(every)
        return every

    def waiting_kinds(self) -> list[str]:
        """Return the kinds of the entries that wait to be named."""
        return sorted({kind for _n, kind in self._not_passed()})

    def naming(self) -> Passed:
        """Return what the next `entries.left-out/1` must name."""
        ranges = self.ranges()
        if len(ranges) > MOST_RANGES:
            ranges = [(ranges[0][0], ranges[-1][1])]
        return Passed(ranges, self.waiting_kinds())

    def _not_passed(self) -> Iterator[tuple[int, str]]:
        for kind, ranges in self.kinds.items():
            for first, last in ranges:
                for n in range(first, last + 1):
                    if not self.is_passed(n, kind):
                        yield n, kind


def _within(ranges: list[tuple[int, int]], n: int) -> bool:
    at = bisect_right(ranges, (n, _NEVER)) - 1
    return at >= 0 and n <= ranges[at][1]


def _join(ranges: list[tuple[int, int]]) -> None:
    """Join ranges that follow each other without a gap."""
    joined: list[tuple[int, int]] = []
    for first, last in ranges:
        if joined and joined[-1][1] == first - 1:
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
    ranges[:] = joined
