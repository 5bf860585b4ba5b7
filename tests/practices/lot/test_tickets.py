"""Tickets: the order of people."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kiosk.practices.lot.pool import Pool, read, write
from kiosk.practices.lot.tickets import order, ticket
from tests.practices.lot.known import POOL, S, digests, ids, pools, tokens

PEOPLE = [person.id for person in read(POOL).people]
lists = st.lists(ids, min_size=1, max_size=30, unique=True)


def test_the_known_orders() -> None:
    """The frozen vectors give these two orders."""
    assert order(S, "facilitator", PEOPLE) == ["m007", "m006", "m008", "m003", "m002", "m005", "m001"]
    assert order(S, "timekeeper", PEOPLE) == ["m007", "m006", "m005", "m001", "m008", "m002", "m003"]


@given(digests, tokens, lists, st.randoms(), st.data())
def test_permuting_the_list_moves_nobody(
    seed: str, role: str, people: list[str], shuffled: object, data: st.DataObject
) -> None:
    """The order depends on who is in the list, not on the place in it."""
    first = data.draw(st.sets(st.sampled_from(people)))
    before = order(seed, role, people, first)
    shuffled.shuffle(people)  # type: ignore[attr-defined]
    assert order(seed, role, people, first) == before


@given(digests, tokens, lists, st.data())
def test_leaving_somebody_out_moves_nobody_else(
    seed: str, role: str, people: list[str], data: st.DataObject
) -> None:
    """Without one person the others keep their order."""
    gone = data.draw(st.sampled_from(people))
    first = data.draw(st.sets(st.sampled_from(people)))
    everybody = order(seed, role, people, first)
    rest = order(seed, role, [person for person in people if person != gone], first)
    assert rest == [person for person in everybody if person != gone]


@given(digests, tokens, lists, tokens, st.data())
def test_renaming_somebody_moves_nobody_else(
    seed: str, role: str, people: list[str], new: str, data: st.DataObject
) -> None:
    """Under another id one person has another ticket; the others keep their order, also the first ones."""
    old = data.draw(st.sampled_from(people))
    if new in people:
        return
    first = data.draw(st.sets(st.sampled_from(people)))
    renamed = [new if person == old else person for person in people]
    owed = {new if person == old else person for person in first}
    before = [person for person in order(seed, role, people, first) if person != old]
    assert [person for person in order(seed, role, renamed, owed) if person != new] == before


@given(digests, tokens, lists, tokens)
def test_adding_somebody_moves_nobody_else(seed: str, role: str, people: list[str], new: str) -> None:
    """A late person is placed by ticket; the others keep their order."""
    if new in people:
        return
    everybody = order(seed, role, [*people, new])
    assert [person for person in everybody if person != new] == order(seed, role, people)
    tickets = [ticket(seed, role, person) for person in everybody]
    assert tickets == sorted(tickets)


@given(pools(), st.randoms())
def test_permuting_the_roster_changes_no_byte(pool: Pool, shuffled: Random) -> None:
    """The file is sorted, so P, the seal, S and the whole draw are equal."""
    people, out, quotas, first = map(list, (pool.people, pool.out, pool.quotas, pool.first))
    for each in (people, out, quotas, first):
        shuffled.shuffle(each)
    again = replace(pool, people=tuple(people), out=tuple(out), quotas=tuple(quotas), first=tuple(first))
    assert write(again) == write(pool)


@given(digests, tokens, lists, st.data())
def test_owed_people_come_first_each_group_by_ticket(
    seed: str, role: str, people: list[str], data: st.DataObject
) -> None:
    """People who are owed a turn come first; within each group the lower ticket does."""
    first = data.draw(st.sets(st.sampled_from(people)))
    drawn = order(seed, role, people, first)
    assert set(drawn[: len(first)]) == first
    for group in (drawn[: len(first)], drawn[len(first) :]):
        assert group == sorted(group, key=lambda person: ticket(seed, role, person))
