"""The smallest change after which a pool can be filled."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations_with_replacement

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from kiosk.practices.lot.pool import Person, Pool, Quota, Role
from kiosk.practices.lot.relaxing import smallest
from kiosk.practices.lot.shortfall import shortfall, unmet
from tests.practices.lot.known import pools


def can_be_filled(pool: Pool) -> bool:
    """True if the pool can be filled, as at the freeze, without searching for a remedy."""
    return len(pool.people) >= pool.seats and not unmet(pool)


def eased(pool: Pool, units: int) -> Iterator[tuple[Pool, bool, bool]]:
    """Yield every pool that asks exactly so many units less; if quotas changed, and if seats did."""
    rooms = [
        room
        for quota in pool.quotas
        for room in (min(units, quota.least), units if quota.most < pool.seats else 0)
    ]
    rooms += [min(units, role.seats - 1) for role in pool.roles]
    for chosen in combinations_with_replacement(range(len(rooms)), units):
        less = [chosen.count(at) for at in range(len(rooms))]
        if any(n > room for n, room in zip(less, rooms, strict=True)):
            continue
        of_quotas, of_seats = less[: 2 * len(pool.quotas)], less[2 * len(pool.quotas) :]
        quotas = tuple(
            replace(quota, least=quota.least - of_quotas[2 * n], most=quota.most + of_quotas[2 * n + 1])
            for n, quota in enumerate(pool.quotas)
        )
        roles = tuple(Role(role.id, role.seats - n) for role, n in zip(pool.roles, of_seats, strict=True))
        yield replace(pool, quotas=quotas, roles=roles), any(of_quotas), any(of_seats)


@settings(max_examples=150)
@given(pools(most=6))
def test_what_is_named_would_do_and_nothing_smaller_would(pool: Pool) -> None:
    """The named change is the first that helps when all changes of one, two and three units are tried."""
    assume(not can_be_filled(pool))
    changes = smallest(pool)
    for change in changes:
        assert can_be_filled(change.applied(pool))
        assert change.size == changes[0].size
    for units in range(1, min(3, changes[0].size if changes else 3) + 1):
        helping = [(quotas, seats) for other, quotas, seats in eased(pool, units) if can_be_filled(other)]
        if not changes or units < changes[0].size:
            assert not helping
            continue
        named = {(bool(change.quotas), bool(change.roles)) for change in changes}
        alone = {kinds for kinds in helping if kinds != (True, True)}
        assert named == (alone or {(True, True)})


@given(pools(), st.integers(0, 200))
def test_it_gives_up_silently_and_names_nothing_wrong(pool: Pool, patience: int) -> None:
    """With less patience the search names the same change or none."""
    assert smallest(pool, patience) in ([], smallest(pool))


def test_nothing_is_proposed_where_nothing_is_wrong() -> None:
    """A pool that can be filled needs no change; a pool that no change fills gets none."""
    role = Role("scribe", 1)
    one = Pool("demo", "001", "0" * 64, (role,), (Person("m001"),))
    assert smallest(one) == []
    assert smallest(replace(one, roles=(role, Role("chair", 1)))) == []
    assert shortfall(replace(one, roles=(role, Role("chair", 1)))) == (
        "2 seats, but only 1 person in the hat: draw fewer at once."
    )


def test_a_large_assembly_is_answered_within_a_small_patience() -> None:
    """A thousand people in twenty cells, two roles and twenty quotas, each too high by one, are answered."""
    cells = [f"cell{n:02d}" for n in range(20)]
    people = tuple(Person(f"m{n:04d}", (("cell", cells[n % 20]),)) for n in range(1000))
    quotas = tuple(Quota("council", "cell", cell, 2, 3) for cell in cells)
    pool = Pool("demo", "001", "0" * 64, (Role("council", 37), Role("panel", 5)), people, quotas)
    (change,) = smallest(pool)
    assert change.size == 3
    assert can_be_filled(change.applied(pool))
