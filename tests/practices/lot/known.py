"""The known answers of lot/1 and how the tests read them; strategies for pools and seeds of every shape."""

from __future__ import annotations

from pathlib import Path

from hypothesis import strategies as st

from kiosk.practices.lot.pool import KINDS, Kind, Out, Person, Pool, Quota, Role, Room
from kiosk.practices.lot.seed import Seed

VECTORS = Path(__file__).parents[2] / "vectors" / "lot-1"
POOL, SEED = (VECTORS / "pool.txt").read_bytes(), (VECTORS / "seed.txt").read_bytes()
P = "ca63eb5a08b7c165fef456146ed1ce8426c4df9dc095b4832b3ab6e3b007a9a1"
K = "8328e12c0dc05f57c71313a1a0b0fe62b0ecdc427f16e36a992fedee03450b60"
C = "bf9d76a63f9971b97343a7d269c88e00feff958f22a54f18dda6850c04fb9f97"
S = "9099f7fd6e90bab47b391bb57a67201df82eae7be590eef2aabd9f9f930744e5"

tokens = st.text("abcxyz0189._-", min_size=1, max_size=32)
digests = st.text("0123456789abcdef", min_size=64, max_size=64)
ids = st.integers(1, 999).map("m{:03d}".format)


@st.composite
def pools(draw: st.DrawFn, quotas: bool = True, most: int = 12) -> Pool:
    """Return a pool that keeps every rule; lists that the format sorts are sorted."""
    everybody = sorted(draw(st.sets(ids, min_size=1, max_size=most)))
    inside = everybody[: draw(st.integers(1, len(everybody)))]
    cells, ages = st.sampled_from(["", "north", "south", "west"]), st.sampled_from(["", "old", "young"])
    people = []
    for person in inside:
        pairs = (("age", draw(ages)), ("cell", draw(cells)))
        people.append(Person(person, tuple(pair for pair in pairs if pair[1])))
    roles = draw(st.lists(tokens, min_size=1, max_size=3, unique=True))
    seats = tuple(Role(role, draw(st.integers(1, 3))) for role in roles)
    return Pool(
        assembly=draw(tokens),
        number=f"{draw(st.integers(1, 2000)):03d}",
        prev=draw(digests),
        roles=seats,
        people=tuple(people),
        quotas=draw(quotas_for(seats)) if quotas else (),
        room=draw(st.none() | st.builds(Room, st.sampled_from(KINDS), st.integers(1, 30))),
        out=tuple(Out(person, draw(tokens)) for person in everybody[len(inside) :]),
        first=tuple(sorted(draw(st.sets(st.sampled_from(inside))))),
    )


@st.composite
def quotas_for(draw: st.DrawFn, roles: tuple[Role, ...]) -> tuple[Quota, ...]:
    """Return quotas on cell and age for some of the roles, each pair once, in the order of the format."""
    traits = [("age", "old"), ("age", "young"), ("cell", "north"), ("cell", "south"), ("cell", "west")]
    found = []
    for role in roles:
        for attribute, value in sorted(draw(st.sets(st.sampled_from(traits), max_size=3))):
            least = draw(st.integers(0, 2))
            found.append(Quota(role.id, attribute, value, least, draw(st.integers(least, 3))))
    found.sort(key=lambda q: f"{q.role} {q.attribute} {q.value} {q.least} {q.most}")
    return tuple(found)


@st.composite
def throws(draw: st.DrawFn, kind: Kind, most: int = 40) -> tuple[str, ...]:
    """Return what a room throws, in order."""
    one = {
        "dice": st.sampled_from("123456"),
        "coin": st.sampled_from("HT"),
        "cards": st.tuples(st.sampled_from("23456789TJQKA"), st.sampled_from("CDHS")).map("".join),
    }[kind]
    return tuple(draw(st.lists(one, min_size=1, max_size=most)))


@st.composite
def seeds(draw: st.DrawFn) -> Seed:
    """Return a seed with any label, words and number of throws."""
    said = draw(st.lists(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1), max_size=3))
    kind = draw(st.none() | st.sampled_from(KINDS))
    thrown = draw(throws(kind)) if kind else ()
    return Seed(draw(digests), draw(st.just("") | digests), tuple(said), kind, thrown)
