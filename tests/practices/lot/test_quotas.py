"""The exact search for a seating of all seats that keeps every quota."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.errors import Refused
from kiosk.practices.lot.quotas import Ask, Trait, can_fill

NORTH, SOUTH, OLD, YOUNG = ("cell", "north"), ("cell", "south"), ("age", "old"), ("age", "young")
TRAITS = [NORTH, SOUTH, OLD, YOUNG]

kinds = st.tuples(st.sampled_from([None, NORTH, SOUTH]), st.sampled_from([None, OLD, YOUNG])).map(
    lambda pair: frozenset(trait for trait in pair if trait)
)
limits = st.dictionaries(
    st.sampled_from(TRAITS), st.tuples(st.integers(0, 2), st.integers(-1, 2)).map(lambda p: (p[0], sum(p)))
)
asks = st.lists(st.builds(Ask, st.integers(0, 3), limits), min_size=1, max_size=3)


def tried_one_by_one(wanted: Sequence[Ask], people: Sequence[frozenset[Trait]]) -> bool:
    """True if any seating of the people, tried one by one, keeps every quota."""
    if not wanted:
        return True
    here, later = wanted[0], wanted[1:]
    for sitting in combinations(range(len(people)), here.seats):
        held = Counter(trait for at in sitting for trait in people[at])
        if all(least <= held[trait] <= most for trait, (least, most) in here.limits.items()):
            left = [kind for at, kind in enumerate(people) if at not in sitting]
            if tried_one_by_one(later, left):
                return True
    return False


@settings(max_examples=400)
@given(asks, st.lists(kinds, max_size=6))
def test_the_search_agrees_with_trying_every_seating(
    wanted: list[Ask], people: list[frozenset[Trait]]
) -> None:
    """On small pools the search by counts gives the answer of trying people one by one."""
    assert can_fill(wanted, Counter(people)) == tried_one_by_one(wanted, people)


def test_two_attributes_are_tried_together() -> None:
    """One seat cannot be both north and old if no person is both."""
    one = [Ask(1, {NORTH: (1, 1), OLD: (1, 1)})]
    apart: Mapping[frozenset[Trait], int] = {frozenset([NORTH, YOUNG]): 5, frozenset([SOUTH, OLD]): 5}
    assert not can_fill(one, apart)
    assert can_fill(one, {**apart, frozenset([NORTH, OLD]): 1})


def test_a_later_role_keeps_whom_it_needs() -> None:
    """An earlier role without quotas does not take the only people who can meet a later quota."""
    later = Ask(1, {SOUTH: (1, 1)})
    assert can_fill([Ask(2, {}), later], {frozenset([SOUTH]): 1, frozenset(): 2})
    assert not can_fill([Ask(3, {}), later], {frozenset([SOUTH]): 1, frozenset(): 2})


def test_a_thousand_people_are_no_more_work_than_a_few() -> None:
    """The search counts equal people together, so a large assembly is answered within a small patience."""
    many = {frozenset([cell, age]): 250 for cell in (NORTH, SOUTH) for age in (OLD, YOUNG)}
    wanted = [Ask(10, {NORTH: (4, 6), OLD: (5, 5)}), Ask(6, {SOUTH: (3, 3), YOUNG: (3, 6)})]
    assert can_fill(wanted, many, patience=2_000)


def test_what_cannot_be_tried_exactly_is_refused_not_guessed() -> None:
    """A search that runs out of patience is refused with that reason."""
    many = {frozenset([("a", str(a)), ("b", str(b))]): 3 for a in range(6) for b in range(6)}
    tangled = {("a", str(a)): (2, 3) for a in range(6)} | {("b", str(b)): (0, 2) for b in range(6)}
    with pytest.raises(Refused, match="too tangled"):
        can_fill([Ask(13, tangled), Ask(13, tangled)], many, patience=1_000)
