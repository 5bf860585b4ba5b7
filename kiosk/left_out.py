"""Entries of a sound journal that this kiosk could not fold, and what the room said about them.

An entry is left out when a later version wrote its kind, or when folding it raised. Such a kiosk shows and
exports everything it understands, and records nothing until the room has said that it goes on without those
entries. That saying is an entry too (`entries.left-out/1`): it names them, and every later version leaves out
the same ones, also a version that could fold them. They leave nothing behind.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

import msgspec
from msgspec import Struct

KIND = "entries.left-out/1"
MOST_RANGES = 200
"""Ranges that one entry names; beyond that it names one, from the first to the last."""
_NEVER = 1 << 62
"""A number that no entry has."""


class Passed(Struct, frozen=True, forbid_unknown_fields=False):
    """What an `entries.left-out/1` names: the entries of these kinds within these ranges, ends included."""

    ranges: list[tuple[int, int]]
    kinds: list[str]

    def names(self, n: int, kind: str) -> bool:
        """True if this says that entry `n` of this kind is left out."""
        return kind in self.kinds and _within(self.ranges, n)


_decode = msgspec.json.Decoder(Passed).decode
_NAME = f'"kind":"{KIND}"'.encode()


def passed_in(lines: Iterable[bytes]) -> list[Passed]:
    """What these entries say is left out. Entries are canonical JSON."""
    return [_decode(line) for line in lines if _NAME in line and _is_one(line)]


class _Kind(Struct):
    kind: str


def _is_one(line: bytes) -> bool:
    """A text that somebody typed may contain the name too."""
    return msgspec.json.decode(line, type=_Kind).kind == KIND


class LeftOut(Struct):
    """The entries that were not folded: ranges for each kind, ends included, in order.

    `waiting` of them are not yet named by an entry: until then nothing is recorded.
    """

    kinds: dict[str, list[tuple[int, int]]] = {}
    waiting: int = 0
    passed: list[Passed] = []

    @property
    def count(self) -> int:
        """How many entries."""
        return sum(last - first + 1 for ranges in self.kinds.values() for first, last in ranges)

    def add(self, n: int, kind: str) -> None:
        """Entry `n` is not folded. Adding it twice changes nothing."""
        ranges = self.kinds.setdefault(kind, [])
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
        """True if the room has said that it goes on without this entry."""
        return any(each.names(n, kind) for each in self.passed)

    def pass_by(self, passed: Passed) -> None:
        """The room goes on without these."""
        if passed not in self.passed:
            self.passed.append(passed)
        self.waiting = sum(
            not self.is_passed(n, kind)
            for kind, ranges in self.kinds.items()
            for first, last in ranges
            for n in range(first, last + 1)
        )

    def ranges(self) -> list[tuple[int, int]]:
        """The entries, whatever their kind."""
        every = sorted(each for ranges in self.kinds.values() for each in ranges)
        _join(every)
        return every

    def naming(self) -> Passed:
        """What the next `entries.left-out/1` has to name."""
        ranges = self.ranges()
        if len(ranges) > MOST_RANGES:
            ranges = [(ranges[0][0], ranges[-1][1])]
        return Passed(ranges, sorted(self.kinds))

    @property
    def exact(self) -> bool:
        """True if `naming` names these entries and no others."""
        return len(self.ranges()) <= MOST_RANGES


def _within(ranges: list[tuple[int, int]], n: int) -> bool:
    at = bisect_right(ranges, (n, _NEVER)) - 1
    return at >= 0 and n <= ranges[at][1]


def _join(ranges: list[tuple[int, int]]) -> None:
    """Make one range of those that follow each other without a gap."""
    joined: list[tuple[int, int]] = []
    for first, last in ranges:
        if joined and joined[-1][1] == first - 1:
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
    ranges[:] = joined
