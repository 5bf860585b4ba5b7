"""From tickets to seats, with declines and quotas."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kiosk.errors import Refused
from kiosk.practices.lot.check import why_passed
from kiosk.practices.lot.pool import Person, Pool, Quota, Role, read
from kiosk.practices.lot.result import write
from kiosk.practices.lot.shortfall import shortfall
from kiosk.practices.lot.walk import Passed, Step, Walk, walk
from tests.practices.lot.known import POOL, VECTORS, S, digests, pools

KNOWN = read(POOL)
F, T = "facilitator", "timekeeper"
SOUTH = Quota(F, "cell", "south", 1, 2)

SCENARIOS: list[tuple[str, list[tuple[str, str]]]] = [
    ("result", []),
    ("result-m006", [(F, "m006")]),
    ("result-m007", [(F, "m007")]),
    ("result-m007-m003", [(F, "m007"), (F, "m003")]),
    ("result-m007-m005", [(F, "m007"), (T, "m005")]),
]


@pytest.mark.parametrize(("file", "declines"), SCENARIOS)
def test_the_known_results_byte_for_byte(file: str, declines: list[tuple[str, str]]) -> None:
    """Each scenario of lot/1 gives its frozen result.txt."""
    assert write(S, walk(KNOWN, S, declines).steps) == (VECTORS / f"{file}.txt").read_bytes()


def test_the_known_seats() -> None:
    """m007 and m006 are facilitators and m005 is timekeeper; nobody is passed over."""
    drawn = walk(KNOWN, S)
    assert drawn.seated == {F: ["m007", "m006"], T: ["m005"]}
    assert drawn.passed == []


def test_who_is_passed_over_is_told_with_the_quota() -> None:
    """m008 cannot follow m007, because the seat must remain for the south."""
    assert walk(KNOWN, S, [(F, "m007")]).passed == [Passed(F, "m008", SOUTH)]


def test_who_is_passed_over_for_two_quotas_together_is_told_so() -> None:
    """With m003 the other seat would need a person who is old and of the north, and there is none.

    For the last seat the quota of the north alone is the reason.
    """
    people = tuple(
        Person(person, (("age", age), ("cell", cell)))
        for person, age, cell in (
            ("m001", "old", "south"),
            ("m002", "young", "north"),
            ("m003", "young", "south"),
        )
    )
    old, north = Quota("f", "age", "old", 1, 2), Quota("f", "cell", "north", 1, 2)
    drawn = walk(Pool("demo", "001", "0" * 64, (Role("f", 2),), people, (old, north)), S)
    assert drawn.seated == {"f": ["m001", "m002"]}
    assert drawn.passed == [Passed("f", "m003"), Passed("f", "m003", north)]
    assert why_passed(drawn) == [
        "m003 was passed over for f: else the quotas could not all have been kept.",
        "m003 was passed over for f: else the quota of 1 to 2 of cell north for f could not have been kept.",
    ]


def test_a_seat_that_stays_open_stays_open() -> None:
    """With nobody left from the south, the other seat is filled after a decline, the open one never."""
    drawn = walk(KNOWN, S, [(F, "m007"), (F, "m003"), (F, "m006")])
    assert drawn.seated[F] == ["m008"]
    assert drawn.opened[F] == 1
    assert [step.what for step in drawn.steps].count("open") == 1


def test_nobody_declines_a_seat_they_do_not_hold() -> None:
    """A stale decline is refused and changes nothing."""
    drawn = walk(KNOWN, S)
    before = list(drawn.steps)
    with pytest.raises(Refused, match="m008 has no seat as facilitator"):
        drawn.decline(F, "m008")
    with pytest.raises(Refused, match="m005 has no seat as scribe"):
        drawn.decline("scribe", "m005")
    assert drawn.steps == before


def test_an_exhausted_list_leaves_the_seat_open() -> None:
    """When everybody has declined, the seat is recorded as open."""
    pool = Pool("demo", "001", "0" * 64, (Role("scribe", 1),), (Person("m001"), Person("m002")))
    drawn = walk(pool, S)
    while drawn.seated["scribe"]:
        drawn.decline("scribe", drawn.seated["scribe"][0])
    assert drawn.steps[-1] == Step("open", "scribe")
    assert drawn.opened["scribe"] == 1


def test_more_seats_than_people_fill_in_order() -> None:
    """Without quotas the first roles are filled, and the last seats stay open."""
    pool = Pool("demo", "001", "0" * 64, (Role("a", 2), Role("b", 2)), (Person("m001"), Person("m002")))
    drawn = walk(pool, S)
    assert sorted(drawn.seated["a"]) == ["m001", "m002"]
    assert drawn.opened == {"b": 2}


@st.composite
def draws(draw: st.DrawFn, quotas: bool = True, crowd: int = 0) -> tuple[Pool, str, list[tuple[str, str]]]:
    """Return a pool that could be frozen, a seed, and possible declines; `crowd` adds people."""
    pool = draw(pools(quotas=quotas))
    pool = replace(pool, people=(*pool.people, *(Person(f"m999{n:03d}") for n in range(crowd))))
    if shortfall(pool):
        pool = replace(pool, quotas=())
    while shortfall(pool):
        pool = replace(pool, roles=(*pool.roles[:-2], replace(pool.roles[-1], seats=1)))
    seed = draw(digests)
    drawn, declines = Walk(pool, seed), []
    for _ in range(draw(st.integers(0, 6))):
        holders = [(role, person) for role, people in drawn.seated.items() for person in people]
        if not holders:
            break
        declines.append(draw(st.sampled_from(holders)))
        drawn.decline(*declines[-1])
    return pool, seed, declines


@given(draws())
def test_seats_are_filled_open_or_declined_and_no_more(
    drawn: tuple[Pool, str, list[tuple[str, str]]],
) -> None:
    """Each role's seats are seated or open; nobody holds two; a decliner does not return."""
    pool, seed, declines = drawn
    done = walk(pool, seed, declines)
    for role in pool.roles:
        assert len(done.seated[role.id]) + done.opened[role.id] == role.seats
        assert not {person for name, person in declines if name == role.id} & set(done.seated[role.id])
    held = [person for people in done.seated.values() for person in people]
    assert len(set(held)) == len(held)


@given(draws())
def test_a_decline_moves_nobody_who_is_seated(drawn: tuple[Pool, str, list[tuple[str, str]]]) -> None:
    """After each decline everybody else keeps the seat, and at most one person is new."""
    pool, seed, declines = drawn
    done = Walk(pool, seed)
    for role, person in declines:
        before = {name: list(people) for name, people in done.seated.items()}
        before[role].remove(person)
        done.decline(role, person)
        for name, people in before.items():
            assert done.seated[name][: len(people)] == people
        assert sum(map(len, done.seated.values())) - sum(map(len, before.values())) in (0, 1)


@given(draws())
def test_quotas_hold_at_first_and_most_holds_always(
    drawn: tuple[Pool, str, list[tuple[str, str]]],
) -> None:
    """A frozen pool meets every quota at first; after declines no quota is above its most."""
    pool, seed, declines = drawn
    traits = {person.id: set(person.attributes) for person in pool.people}

    def held(done: Walk, quota: Quota) -> int:
        return sum((quota.attribute, quota.value) in traits[person] for person in done.seated[quota.role])

    first, last = walk(pool, seed), walk(pool, seed, declines)
    for quota in pool.quotas:
        assert quota.least <= held(first, quota) <= quota.most
        assert held(last, quota) <= quota.most
    assert not first.opened


@given(draws(quotas=False))
def test_without_quotas_it_is_the_first_who_may(drawn: tuple[Pool, str, list[tuple[str, str]]]) -> None:
    """Each seat goes to the first on the role's list without a seat who has not declined the role."""
    pool, seed, declines = drawn
    done = walk(pool, seed, declines)
    taken: set[str] = set()
    declined: Counter[tuple[str, str]] = Counter()
    for step in done.steps:
        free = [p for p in done.orders[step.role] if p not in taken and not declined[step.role, p]]
        match step.what:
            case "seat":
                assert step.person == free[0]
                taken.add(step.person)
            case "decline":
                taken.discard(step.person)
                declined[step.role, step.person] += 1
            case "open":
                assert not free
    assert done.passed == []


@given(draws(quotas=False, crowd=20))
def test_leaving_an_undrawn_person_out_changes_no_seat(
    drawn: tuple[Pool, str, list[tuple[str, str]]],
) -> None:
    """With the same seed, removing a person who was never seated changes no seat."""
    pool, seed, declines = drawn
    done = walk(pool, seed, declines)
    never = [p for p in pool.people if p.id not in {step.person for step in done.steps}]
    for gone in never[:3]:
        fewer = replace(pool, people=tuple(p for p in pool.people if p is not gone))
        assert walk(fewer, seed, declines).steps == done.steps
