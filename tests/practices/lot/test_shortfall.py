"""The check before a pool is frozen: its seats can be filled."""

from __future__ import annotations

import pytest
from hypothesis import given
from msgspec.structs import replace

from kiosk.practices.lot.pool import Person, Pool, Quota, Role, read
from kiosk.practices.lot.shortfall import shortfall, unmet
from kiosk.practices.lot.walk import walk
from tests.practices.lot.known import POOL, S, pools

KNOWN = read(POOL)


def test_the_known_pool_can_be_frozen() -> None:
    """Five of the north and two of the south fill two seats with one of each."""
    assert shortfall(KNOWN) == ""


def test_more_seats_than_people_are_refused() -> None:
    """The sentence gives both numbers and says what to do."""
    two = replace(KNOWN, quotas=(), people=KNOWN.people[:2])
    assert shortfall(two) == (
        "3 seats, but only 2 people in the hat: draw fewer at once. The smallest change that would do: "
        "draw 1 instead of 2 (facilitator). That is for the assembly to decide."
    )
    assert unmet(two) == ""


@pytest.mark.parametrize(
    ("quota", "sentence"),
    [
        (
            Quota("facilitator", "cell", "west", 1, 2),
            "facilitator: 1 of cell west are wanted, 0 in the hat; 1 short. The smallest change that would "
            "do: ask for 0 of cell west instead of 1 (facilitator). That is for the assembly to decide.",
        ),
        (
            Quota("facilitator", "cell", "north", 3, 3),
            "facilitator: 3 of cell north are wanted for 2 seats; 1 too many. The smallest change that would "
            "do: ask for 2 of cell north instead of 3 (facilitator). That is for the assembly to decide.",
        ),
    ],
)
def test_a_quota_that_cannot_be_met_is_named_with_what_is_short(quota: Quota, sentence: str) -> None:
    """Nothing is relaxed: the sentence names the quota, the shortfall and the possible decisions."""
    assert shortfall(replace(KNOWN, quotas=(quota,))) == sentence


def test_a_most_that_leaves_seats_empty_is_named() -> None:
    """Three people of one cell, of whom at most one may sit, leave one of two seats empty."""
    people = tuple(Person(f"m{n:03d}", (("cell", "north"),)) for n in range(3))
    pool = Pool("demo", "001", "0" * 64, (Role("a", 2),), people, (Quota("a", "cell", "north", 0, 1),))
    assert shortfall(pool) == (
        "a: with at most 1 of cell north, 1 of 2 seats stays empty. The smallest change that would do: "
        "allow 2 of cell north instead of 1 (a), or draw 1 instead of 2 (a). That is for the assembly to "
        "decide."
    )


def test_quotas_that_contradict_each_other_are_found() -> None:
    """Each quota can be met alone but not both; the sentence names one whose change frees the rest."""
    quotas = (Quota("facilitator", "cell", "north", 2, 2), Quota("facilitator", "cell", "south", 1, 2))
    assert shortfall(replace(KNOWN, quotas=quotas)) == (
        "The quotas cannot all be met; without “facilitator, 1 to 2 of cell south” they could. The smallest "
        "change that would do: ask for 0 of cell south instead of 1 (facilitator). That is for the assembly "
        "to decide."
    )


@given(pools())
def test_what_can_be_frozen_is_drawn_without_an_open_seat(pool: Pool) -> None:
    """The check at the freeze and the walk are the same search and agree on every pool."""
    drawn = walk(pool, S)
    if not shortfall(pool):
        assert not drawn.opened
    else:
        full = not drawn.opened
        traits = {person.id: set(person.attributes) for person in pool.people}
        kept = all(
            q.least <= sum((q.attribute, q.value) in traits[p] for p in drawn.seated[q.role]) <= q.most
            for q in pool.quotas
        )
        assert not (full and kept)
