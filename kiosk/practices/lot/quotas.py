"""Find out whether seats can be filled so that every quota holds: an exact search over all attributes.

The search counts people who are alike in what the quotas ask about, so it stays small however long the
roster is. It ignores tickets and turns: it answers yes or no, at the freeze and for each person that the
walk considers.

It relaxes no quota. Where an exact search would take too long it refuses, at the freeze, before anything is
drawn, instead of guessing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from kiosk.errors import Refused
from kiosk.language import words

_, _ngettext = words("lot")

Trait = tuple[str, str]
"""An attribute and a value: ("cell", "north")."""
Counts = tuple[int, ...]

AT_FREEZE, IN_WALK = 100_000, 10_000_000
"""How many partial fillings may be tried: half a second at the freeze, after it more than any pool needs."""


class Ask(Struct, frozen=True):
    """What one role still needs: `seats` to fill; `limits` trait -> (at least, at most) so many more."""

    seats: int
    limits: Mapping[Trait, tuple[int, int]]


def can_fill(asks: Sequence[Ask], alike: Mapping[frozenset[Trait], int], patience: int = IN_WALK) -> bool:
    """True if all seats can be filled, each person at most once, with every limit kept.

    `alike` counts people by their traits (only those that some limit names need be told apart). Raises
    Refused when more than `patience` partial fillings would have to be tried.
    """
    if any(most < least for ask in asks for least, most in ask.limits.values()):
        return False
    return _Search(asks, alike, patience).from_role(0, tuple(alike.values()))


class _Search:
    """One search: for each role in turn, tries how many people of each kind sit in it."""

    def __init__(self, asks: Sequence[Ask], alike: Mapping[frozenset[Trait], int], patience: int) -> None:
        self._asks = asks
        self._kinds = tuple(alike)
        self._patience = patience
        self._seats_from = [sum(ask.seats for ask in asks[at:]) for at in range(len(asks) + 1)]
        self._limited_from = [any(ask.limits for ask in asks[at:]) for at in range(len(asks) + 1)]
        self._failed: set[tuple[int, Counts]] = set()

    def from_role(self, at: int, counts: Counts) -> bool:
        """True if the roles from index `at` on can be filled from `counts` people of each kind."""
        seats = self._seats_from[at]
        if sum(counts) < seats:
            return False
        if not self._limited_from[at]:
            return True
        # More people alike than there are seats make no difference; capping them keeps the states few.
        counts = tuple(min(count, seats) for count in counts)
        if (at, counts) in self._failed:
            return False
        for sitting in _Fillings(self, self._asks[at], self._kinds, counts):
            left = tuple(count - taken for count, taken in zip(counts, sitting, strict=True))
            if self.from_role(at + 1, left):
                return True
        self._failed.add((at, counts))
        return False

    def tried(self) -> None:
        """Count one partial filling; raises Refused when the patience is used up."""
        self._patience -= 1
        if self._patience < 0:
            raise Refused(_("These quotas are too tangled to be tried exactly: ask for fewer at once."))


class _Fillings:
    """Iterates over all ways to fill one role, as counts of each kind in order; without recursion."""

    def __init__(self, search: _Search, ask: Ask, kinds: Sequence[frozenset[Trait]], counts: Counts) -> None:
        self._search, self._ask, self._counts = search, ask, counts
        self._traits = [tuple(trait for trait in kind if trait in ask.limits) for kind in kinds]
        self._attributes = {attribute for attribute, _value in ask.limits}
        self._left: list[dict[Trait, int]] = [dict.fromkeys(ask.limits, 0)]
        self._people = [0]
        for count, traits in zip(reversed(counts), reversed(self._traits), strict=True):
            more = dict(self._left[-1])
            for trait in traits:
                more[trait] += count
            self._left.append(more)
            self._people.append(self._people[-1] + count)
        self._left.reverse()
        self._people.reverse()

    def __iter__(self) -> Iterator[Counts]:
        sitting: list[int] = []
        taken = dict.fromkeys(self._ask.limits, 0)
        next_try: list[int] = []
        seats = self._ask.seats
        if self._hopeless(0, seats, taken):
            return
        if not self._counts:
            yield ()
            return
        next_try.append(self._most(0, seats, taken))
        while next_try:
            at = len(next_try) - 1
            if len(sitting) > at:
                seats += self._move(at, -sitting.pop(), taken)
            count = next_try[at]
            if count < 0:
                next_try.pop()
                continue
            next_try[at] -= 1
            self._search.tried()
            sitting.append(count)
            seats += self._move(at, count, taken)
            if self._hopeless(at + 1, seats, taken):
                continue
            if at + 1 == len(self._counts):
                yield tuple(sitting)
            else:
                next_try.append(self._most(at + 1, seats, taken))

    def _move(self, at: int, count: int, taken: dict[Trait, int]) -> int:
        """Seat `count` more people of a kind (fewer if negative); returns the change of the free seats."""
        for trait in self._traits[at]:
            taken[trait] += count
        return -count

    def _most(self, at: int, seats: int, taken: dict[Trait, int]) -> int:
        """Return how many people of kind `at` may sit at most."""
        most = min(self._counts[at], seats)
        for trait in self._traits[at]:
            most = min(most, self._ask.limits[trait][1] - taken[trait])
        return most

    def _hopeless(self, at: int, seats: int, taken: dict[Trait, int]) -> bool:
        """True if the kinds from `at` on cannot fill the seats or reach the limits."""
        if self._people[at] < seats:
            return True
        needed = dict.fromkeys(self._attributes, 0)
        for trait, (least, _most) in self._ask.limits.items():
            need = least - taken[trait]
            if need > 0:
                if self._left[at][trait] < need:
                    return True
                needed[trait[0]] += need
        return any(need > seats for need in needed.values())
