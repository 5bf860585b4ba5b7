"""Find the smallest change of quotas or seats with which a pool can be filled, by an exact search.

A change is counted in units: a quota's least lowered by one, its most raised by one, or one seat fewer. Each
seating has a known price in units, so the search goes through the seatings (over counts of people alike, like
`quotas`) within an allowance, which grows by one until something is found. It only proposes: the people in
the room decide.

It changes no pool, and proposes nothing where the search would take too long.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from kiosk.practices.lot.pool import Pool, Quota, Role
from kiosk.practices.lot.quotas import Counts, Trait

PATIENCE = 100_000
"""How many partial seatings are tried: half a second, like the check at the freeze."""

MOST_KINDS = 200
"""With more kinds of people than this nothing is tried."""

Kind = Literal["quotas", "seats", "both"]
"""What may be changed: quotas alone, seats alone, or both at once."""


class Change(Struct, frozen=True):
    """Quotas and roles that ask for less, as pairs (before, after). `size` is in units."""

    quotas: tuple[tuple[Quota, Quota], ...]
    roles: tuple[tuple[Role, Role], ...]

    @property
    def size(self) -> int:
        """Return how many units the change takes."""
        eased = sum(old.least - new.least + new.most - old.most for old, new in self.quotas)
        return eased + sum(old.seats - new.seats for old, new in self.roles)

    def applied(self, pool: Pool) -> Pool:
        """Return the pool with this change."""
        quotas, roles = dict(self.quotas), dict(self.roles)
        return replace(
            pool,
            quotas=tuple(quotas.get(quota, quota) for quota in pool.quotas),
            roles=tuple(roles.get(role, role) for role in pool.roles),
        )


def smallest(pool: Pool, patience: int = PATIENCE) -> list[Change]:
    """Return the smallest changes with which every seat of this pool can be filled: of quotas alone and of
    seats alone, or one of both where neither alone is as small. Every role keeps a seat.

    Empty if no change is needed, if none would do, or if `patience` runs out first.
    """
    search = _Search(pool, patience)
    if len(search.kinds) > MOST_KINDS:
        return []
    most = pool.seats + sum(quota.least for quota in pool.quotas)
    try:
        for units in range(max(0, pool.seats - len(pool.people)), most + 1):
            changes = [change for kind in ("quotas", "seats") if (change := search.within(units, kind))]
            if not changes and (change := search.within(units, "both")):
                changes = [change]
            if changes:
                return [change for change in changes if change.size]
    except _Impatient:
        pass
    return []


class _Impatient(Exception):
    """The search has used up its patience."""


class _Sitting(Struct, frozen=True):
    """A role filled: how many people of each kind are `taken`, and the units that this takes."""

    taken: Counts
    units: int


class _Search:
    """Searches the seatings of one pool: for each role in turn, how many people of each kind sit in it."""

    def __init__(self, pool: Pool, patience: int) -> None:
        named = {(quota.attribute, quota.value) for quota in pool.quotas}
        alike = Counter(frozenset(named.intersection(person.attributes)) for person in pool.people)
        self.pool, self.patience = pool, patience
        self.kinds = sorted(alike, key=sorted)
        self._alike = tuple(alike[kind] for kind in self.kinds)
        self._seats_from = [sum(role.seats for role in pool.roles[at:]) for at in range(len(pool.roles) + 1)]
        self._failed: dict[tuple[int, Counts], int] = {}

    def within(self, units: int, kind: Kind) -> Change | None:
        """Return a change of at most `units` with which all seats can be filled, or None."""
        self._failed.clear()
        found = self._from_role(0, self._alike, units, kind)
        return None if found is None else self._change(found)

    def _from_role(self, at: int, counts: Counts, units: int, kind: Kind) -> list[_Sitting] | None:
        """Return a way to fill the roles from index `at` on for at most `units`; None if there is none."""
        if at == len(self.pool.roles):
            return []
        counts = tuple(min(count, self._seats_from[at]) for count in counts)
        if self._failed.get((at, counts), -1) >= units:
            return None
        for sitting in _Fillings(self, self.pool.roles[at], counts, units, kind):
            left = tuple(count - taken for count, taken in zip(counts, sitting.taken, strict=True))
            rest = self._from_role(at + 1, left, units - sitting.units, kind)
            if rest is not None:
                return [sitting, *rest]
        self._failed[at, counts] = units
        return None

    def _change(self, sittings: Sequence[_Sitting]) -> Change:
        """Return the change that these sittings need."""
        quotas, roles = [], []
        for role, sitting in zip(self.pool.roles, sittings, strict=True):
            people = sum(sitting.taken)
            if people < role.seats:
                roles.append((role, Role(role.id, people)))
            for quota in self.pool.quotas:
                if quota.role == role.id:
                    trait = (quota.attribute, quota.value)
                    held = sum(n for n, kind in zip(sitting.taken, self.kinds, strict=True) if trait in kind)
                    if not quota.least <= held <= quota.most:
                        eased = replace(quota, least=min(quota.least, held), most=max(quota.most, held))
                        quotas.append((quota, eased))
        return Change(tuple(quotas), tuple(roles))


class _Fillings:
    """Iterates over all ways to fill one role within an allowance of units, the fullest first."""

    def __init__(self, search: _Search, role: Role, counts: Counts, units: int, kind: Kind) -> None:
        self._search, self._seats, self._counts = search, role.seats, counts
        self._units, self._empty = units, kind != "quotas"
        self._eased = kind != "seats"
        self._limits = {
            (quota.attribute, quota.value): (quota.least, quota.most)
            for quota in search.pool.quotas
            if quota.role == role.id
        }
        self._traits = [[trait for trait in kind if trait in self._limits] for kind in search.kinds]
        self._left: list[Counter[Trait]] = [Counter()]
        for count, traits in zip(reversed(counts), reversed(self._traits), strict=True):
            self._left.append(self._left[-1] + Counter(dict.fromkeys(traits, count)))
        self._left.reverse()

    def __iter__(self) -> Iterator[_Sitting]:
        return self._from_kind(0, (), self._seats, Counter())

    def _from_kind(self, at: int, taken: Counts, free: int, held: Counter[Trait]) -> Iterator[_Sitting]:
        """Yield the ways to go on from `taken` of the first kinds, with `free` seats left."""
        self._search.patience -= 1
        if self._search.patience < 0:
            raise _Impatient
        units = self._least_units(at, free, held)
        if units is None or units > self._units:
            return
        if at == len(self._counts):
            yield _Sitting(taken, units)
            return
        for count in range(min(self._counts[at], free), -1, -1):
            more = Counter(dict.fromkeys(self._traits[at], count))
            yield from self._from_kind(at + 1, (*taken, count), free - count, held + more)

    def _least_units(self, at: int, free: int, held: Counter[Trait]) -> int | None:
        """Return the fewest units that any choice of the kinds from `at` on takes, None if none is allowed.
        Exact when all kinds have been placed."""
        empty = max(0, free - sum(self._counts[at:]))
        if empty and (not self._empty or empty >= self._seats):
            return None
        over = sum(max(0, held[trait] - most) for trait, (_least, most) in self._limits.items())
        lacking: dict[str, int] = {}
        needed: dict[str, int] = {}
        for trait, (least, _most) in self._limits.items():
            need = max(0, least - held[trait])
            needed[trait[0]] = needed.get(trait[0], 0) + need
            lacking[trait[0]] = lacking.get(trait[0], 0) + max(0, need - self._left[at][trait])
        short = sum(max(lacking[attribute], needed[attribute] - free) for attribute in needed)
        if (over or short) and not self._eased:
            return None
        return empty + over + short
