"""Decide about numbers that may be something else: `2 Minutes` may be a length, `3D printer` a word.

Such a number counts where a numbering goes on with it: the number before it is above, or the next one is
below, at the same level.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

Count = tuple[int, ...]

_LONG_WORD = re.compile(r"[^\W\d_]{5}")
"""`minutes`, `heures`: nobody's item is called `min`."""


class Number(Struct, eq=False):
    """A number at the beginning of a line: its style, how far in it stands, and what follows it.

    `timed` is True if it reads as a length, `lettered` if its last part is a letter, `2a`.
    """

    style: tuple[str, int]
    indent: int
    count: Count
    rest: str
    timed: bool = False
    lettered: bool = False

    @property
    def sure(self) -> bool:
        return not (self.timed or self.lettered)


def follows(one: Count | None, two: Count) -> bool:
    """True if `two` is the next number after `one` at the same level."""
    return one is not None and len(one) > 0 and two == (*one[:-1], one[-1] + 1)


def going_on(numbers: list[Number]) -> list[Number]:
    """Return those numbers that are not sure and go on with a numbering; `numbers` are all of a file."""
    taken = {number for number in numbers if number.sure}
    down, up = numbers, numbers[::-1]
    for lines, others in ((down, up), (up, down)):  # each chain ends at a sure number: above it, or below
        far = dict(_nearest(others, taken))
        for number, near in _nearest(lines, taken):
            before, after = (near, far[number]) if lines is down else (far[number], near)
            if number not in taken and _goes_on(number, before, after):
                taken.add(number)
    return [number for number in numbers if number in taken and not number.sure]


def _nearest(numbers: list[Number], taken: set[Number]) -> Iterator[tuple[Number, Number | None]]:
    """Yield each number with the last one before it that is taken, and no deeper than it.

    A number may be taken while this goes on: it counts for those after it.
    """
    last: dict[tuple[str, int], dict[int, Number]] = {}
    for number in numbers:
        levels, depth = last.setdefault(number.style, {}), len(number.count)
        yield number, levels[max(held)] if (held := [one for one in levels if one <= depth]) else None
        if number in taken:
            last[number.style] = {one: levels[one] for one in held} | {depth: number}


def _goes_on(number: Number, before: Number | None, after: Number | None) -> bool:
    """True if a number goes on from the one before it, or the one after it goes on from it."""
    count = number.count
    if after and after.count == count:
        return False
    first = before is None or count == (*before.count, 1)
    first = first or (before is not None and follows(before.count[: len(count) - 1], count[:-1]))
    up = follows(before.count if before else None, count) or (first and count[-1] == 1)
    if number.lettered:
        return up
    beside = [
        one
        for one, goes_on in ((before, up), (after, after is not None and follows(count, after.count)))
        if one and goes_on and abs(one.indent - number.indent) < 2
    ]
    if len(beside) == 1 and number.rest[0].islower():
        return beside[0].rest[0].islower() and bool(_LONG_WORD.match(number.rest))
    return bool(beside)
