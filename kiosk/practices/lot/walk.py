"""From tickets to seats: who is drawn, who comes next after a decline, which seat stays open.

All roles are filled, in the order of the pool, before the first decline is asked. Each free seat is filled
by walking that role's list from the top, skipping people who have a seat in this draw or declined this role.
With quotas a person is seated only if the remaining seats of this and every later role can still be filled
so that every quota holds; otherwise the person is passed over, and `passed` holds the quota.

After a decline a quota may have lost the people it needs: missing = max(0, least - seated - available).
Then as many seats stay open as the largest sum of missing over one attribute, and the quotas' least falls
by what is missing. A seat that stays open stays open in this draw: a later decline fills its own seat only.

Nobody seated ever moves, and there is no new randomness. Acceptances are kept in the draw's state, not here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Literal

from msgspec import Struct

from kiosk.errors import Refused
from kiosk.language import words
from kiosk.practices.lot.pool import Pool, Quota, Role
from kiosk.practices.lot.quotas import Ask, Trait, can_fill
from kiosk.practices.lot.tickets import order

_, _ngettext = words("lot")


class Step(Struct, frozen=True, gc=False):
    """One line of result.txt: a person is seated or declines, or a seat stays open (`person` is "")."""

    what: Literal["seat", "decline", "open"]
    role: str
    person: str = ""


class Passed(Struct, frozen=True):
    """A person passed over; `quota` is the one that would have failed, None for several together."""

    role: str
    person: str
    quota: Quota | None = None


def walk(pool: Pool, seed: str, declines: Iterable[tuple[str, str]] = ()) -> Walk:
    """Return the draw of `pool` with S = `seed` after these declines (role, person), in this order."""
    drawn = Walk(pool, seed)
    for role, person in declines:
        drawn.decline(role, person)
    return drawn


class Walk:
    """The current result of a draw. `steps` in order of happening; `seated` role -> people with a seat."""

    def __init__(self, pool: Pool, seed: str) -> None:
        self.pool, self.seed = pool, seed
        self.steps: list[Step] = []
        self.passed: list[Passed] = []
        self.seated: dict[str, list[str]] = {role.id: [] for role in pool.roles}
        self.opened: Counter[str] = Counter()
        self.orders = {
            role.id: order(seed, role.id, (person.id for person in pool.people), pool.first)
            for role in pool.roles
        }
        self._declined: dict[str, set[str]] = {role.id: set() for role in pool.roles}
        self._taken: set[str] = set()
        self._least = {quota: quota.least for quota in pool.quotas}
        self._kind = _kinds(pool)
        for role in pool.roles:
            self._fill(role)

    def decline(self, role: str, person: str) -> None:
        """Take the person's seat in `role` away, and fill it again or leave it open. Raises Refused."""
        if person not in self.seated.get(role, ()):
            raise Refused(_("{person} has no seat as {role}.").format(person=person, role=role))
        self.seated[role].remove(person)
        self._taken.discard(person)
        self._declined[role].add(person)
        self.steps.append(Step("decline", role, person))
        self._fill(next(drawn for drawn in self.pool.roles if drawn.id == role))

    def place(self, role: str, person: str) -> int:
        """Return which seat of the role the person has, from 1 in the order of being drawn.

        Who is drawn after a decline takes the seat that became free.
        """
        places: dict[str, int] = {}
        free: list[int] = []
        given = 0
        for step in self.steps:
            if step.role != role:
                continue
            if step.what == "decline":
                free.append(places.pop(step.person))
                continue
            if not free:
                given += 1
            place = free.pop(0) if free else given
            if step.what == "seat":
                places[step.person] = place
        return places[person]

    def _fill(self, role: Role) -> None:
        """Fill as many of the role's free seats as possible; the others stay open."""
        stay_open = self._fall_short(role)
        if not self._is_limited(role):
            # Nobody is passed over: a hundred thousand seats are filled in one walk through the list.
            for waiting in islice(self._waiting(role), self._free(role)):
                self._seat(role, waiting)
        while self._free(role) > stay_open:
            person = self._next(role, stay_open)
            if person is None:
                self._leave_open(role)
                continue
            self._seat(role, person)
        for _seat in range(stay_open):
            self._leave_open(role)

    def _seat(self, role: Role, person: str) -> None:
        self.seated[role.id].append(person)
        self._taken.add(person)
        self.steps.append(Step("seat", role.id, person))

    def _free(self, role: Role) -> int:
        return role.seats - len(self.seated[role.id]) - self.opened[role.id]

    def _leave_open(self, role: Role) -> None:
        self.opened[role.id] += 1
        self.steps.append(Step("open", role.id))

    def _available(self, role: str) -> list[str]:
        gone = self._taken | self._declined[role]
        return [person for person in self._kind if person not in gone]

    def _missing(self, role: Role) -> dict[Quota, int]:
        """Return for each quota of the role how many people its least would lack with all available."""
        quotas = [quota for quota in self.pool.quotas if quota.role == role.id]
        if not quotas:
            return {}
        left = Counter(trait for person in self._available(role.id) for trait in self._kind[person])
        held = Counter(trait for person in self.seated[role.id] for trait in self._kind[person])
        missing = {}
        for quota in quotas:
            trait = (quota.attribute, quota.value)
            missing[quota] = max(0, self._least[quota] - held[trait] - left[trait])
        return missing

    def _fall_short(self, role: Role) -> int:
        """Lower the leasts that can no longer be reached; returns how many seats stay open for that."""
        lacking: Counter[str] = Counter()
        for quota, missing in self._missing(role).items():
            self._least[quota] -= missing
            lacking[quota.attribute] += missing
        return min(self._free(role), max(lacking.values(), default=0))

    def _next(self, role: Role, stay_open: int) -> str | None:
        """Return the first person of the role's list who may take its next seat; None if nobody may."""
        if not self._is_limited(role):
            return next(self._waiting(role), None)
        reasons: dict[frozenset[Trait], _Reason] = {}
        for person in self._waiting(role):
            kind = self._kind[person]
            if kind not in reasons:
                reasons[kind] = self._reason_against(role, person, stay_open)
            if reasons[kind] == "none":
                return person
            quota = reasons[kind]
            self.passed.append(Passed(role.id, person, quota if isinstance(quota, Quota) else None))
        return None

    def _waiting(self, role: Role) -> Iterator[str]:
        """Return the people who may still be drawn for the role, by ticket."""
        gone = self._taken | self._declined[role.id]
        return (person for person in self.orders[role.id] if person not in gone)

    def _is_limited(self, role: Role) -> bool:
        """True if a quota applies to this role, or to a later one with free seats."""
        later = self.pool.roles[self.pool.roles.index(role) :]
        return any(
            quota.role == other.id for quota in self.pool.quotas for other in later if self._free(other)
        )

    def _reason_against(self, role: Role, person: str, stay_open: int) -> _Reason:
        """Return the quota that would fail if this person were seated, "several" quotas, or "none"."""
        self.seated[role.id].append(person)
        self._taken.add(person)
        asks = {role.id: Ask(self._free(role) - stay_open, self._limits(role))}
        for later in self.pool.roles[self.pool.roles.index(role) + 1 :]:
            if self._free(later):
                asks[later.id] = Ask(self._free(later), self._limits(later))
        alike = Counter(self._kind[other] for other in self._available(role.id))
        self.seated[role.id].remove(person)
        self._taken.discard(person)
        if can_fill(list(asks.values()), alike):
            return "none"
        for quota in self.pool.quotas:
            if quota.role in asks and not can_fill(_only(asks, quota), alike):
                return quota
        return "several"

    def _limits(self, role: Role) -> dict[Trait, tuple[int, int]]:
        """Return trait -> (at least, at most) so many more, as the role's quotas still ask."""
        held = Counter(trait for person in self.seated[role.id] for trait in self._kind[person])
        limits = {}
        for quota in self.pool.quotas:
            if quota.role == role.id:
                trait = (quota.attribute, quota.value)
                limits[trait] = (max(0, self._least[quota] - held[trait]), quota.most - held[trait])
        return limits


def _kinds(pool: Pool) -> dict[str, frozenset[Trait]]:
    """Return each person's traits that a quota asks for."""
    if not pool.quotas:
        return dict.fromkeys((person.id for person in pool.people), frozenset())
    named = {(quota.attribute, quota.value) for quota in pool.quotas}
    return {person.id: frozenset(named.intersection(person.attributes)) for person in pool.people}


_Reason = Quota | Literal["none", "several"]


def _only(asks: dict[str, Ask], quota: Quota) -> list[Ask]:
    """Return the same seats with the limits of this one quota alone."""
    trait = (quota.attribute, quota.value)
    return [
        Ask(ask.seats, {trait: ask.limits[trait]} if role == quota.role else {}) for role, ask in asks.items()
    ]
