"""pool.txt: the frozen pool and every rule of its file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kiosk.errors import NotTrusted
from kiosk.practices.lot import pool as pool_module
from kiosk.practices.lot.pool import Out, Person, Pool, Quota, Role, Room, digest, read, write
from tests.practices.lot.known import POOL, P, pools


def test_the_known_pool_is_read_and_written_byte_for_byte() -> None:
    """The frozen vector is a pool of seven people, and writing it gives its 412 bytes again."""
    pool = read(POOL)
    assert write(pool) == POOL
    assert len(POOL) == 412
    assert digest(POOL) == P
    assert pool.roles == (Role("facilitator", 2), Role("timekeeper", 1))
    assert pool.quotas[0] == Quota("facilitator", "cell", "north", 1, 2)
    assert pool.room == Room("dice", 16)
    assert pool.out == (Out("m004", "absent"), Out("m009", "served-cycle-3"))
    assert pool.people[0] == Person("m001", (("cell", "north"),))
    assert (pool.assembly, pool.number, pool.first, pool.seats) == ("demo", "001", (), 3)


@given(pools())
def test_reading_undoes_writing(pool: Pool) -> None:
    """Every pool that keeps the rules survives the file unchanged."""
    data = write(pool)
    assert read(data) == pool
    assert write(read(data)) == data


@given(pools(), st.randoms())
def test_the_order_in_which_people_were_listed_is_not_in_the_file(pool: Pool, shuffled: object) -> None:
    """The same people in another order give the same bytes."""
    people = list(pool.people)
    shuffled.shuffle(people)  # type: ignore[attr-defined]
    mixed = replace(pool, people=tuple(people), out=pool.out[::-1], first=pool.first[::-1])
    assert write(mixed) == write(pool)


BROKEN = [
    (b"lot/1 pool", b"lot/2 pool", "pool.txt, line 1: the first line must be “lot/1 pool”."),
    (b"demo/001", b"demo/01", "line 2: it must be “draw ASSEMBLY/NUMBER”"),
    (b"demo/001", b"Demo/001", "line 2: it must be “draw ASSEMBLY/NUMBER”"),
    (b"prev 0", b"prev g", "line 3: it must be “prev” and 64 hex digits."),
    (b"role timekeeper 1", b"role timekeeper 0", "line 5: it must be “role ID SEATS”"),
    (b"role timekeeper 1", b"role timekeeper 01", "line 5: it must be “role ID SEATS”"),
    (b"role timekeeper 1", b"role timekeeper 1000000", "line 5: it must be “role ID SEATS”"),
    (b"role timekeeper 1", b"role timekeeper 1 2", "line 5: it must be “role ID SEATS”"),
    (b"role timekeeper 1", b"role facilitator 1", "facilitator stands in it twice."),
    (b"north 1 2", b"north 2 1", "line 6: it must be “quota ROLE ATTRIBUTE VALUE LEAST MOST”"),
    (b"cell north 1 2", b"cell 1 2", "line 6: it must be “quota ROLE ATTRIBUTE VALUE LEAST MOST”"),
    (b"cell north 1 2", b"cell zorth 1 2", "line 7: “quota” lines are sorted, each once."),
    (b"cell north 1 2", b"cell south 0 2", "facilitator cell=south stands in it twice."),
    (
        b"quota facilitator cell south",
        b"quota scribe cell south",
        "a quota is for scribe, which is not drawn.",
    ),
    (b"room dice 16", b"room dice 0", "line 8: it must be “room dice N”"),
    (b"room dice 16", b"room bones 16", "line 8: it must be “room dice N”"),
    (b"room dice 16\n", b"room dice 16\nroom dice 16\n", "line 9: the room throws one kind of thing"),
    (b"out m004 absent", b"out m004", "line 9: it must be “out ID REASON”."),
    (b"out m004 absent", b"out m004 away today", "line 9: it must be “out ID REASON”."),
    (b"out m004", b"out m010", "line 10: “out” lines are sorted, each once."),
    (b"out m004", b"out m001", "m001 is in the pool and out of it."),
    (b"person m001", b"first m004\nperson m001", "m004 comes first but is not in the pool."),
    (b"person m001", b"first m001 m002\nperson m001", "line 11: it must be “first ID”."),
    (b"person m001", b"person m010", "line 12: “person” lines are sorted, each once."),
    (b"person m002 cell=north", b"person m001 cell=south", "m001 stands in it twice."),
    (b"person m002 cell=north", b"person m001 cell=north", "line 12: “person” lines are sorted, each once."),
    (b"m001 cell=north", b"m001 cell=north age=old", "line 11: attributes are sorted by name, each once."),
    (b"m001 cell=north", b"m001 cell=north cell=west", "line 11: attributes are sorted by name, each once."),
    (b"m001 cell=north", b"m001 cell", "line 11: attributes are written NAME=VALUE."),
    (b"m001 cell=north", b"m001 cell=a=b", "line 11: attributes are written NAME=VALUE."),
    (b"m001 cell=north", b"M001 cell=north", "line 11: it must be “person ID” with attributes"),
    (b"m001 cell=north", b"m001  cell=north", "line 11: words stand between single spaces"),
    (b"m001 cell=north\n", b"m001 cell=north \n", "line 11: words stand between single spaces"),
    (b"m001 cell=north\n", b"m001 cell=north\r\n", "line 11: words stand between single spaces"),
    (b"m001 cell=north\n", b"m001 cell=north\n\n", "line 12: words stand between single spaces"),
    (b"m001 cell=north", "m001 cell=nørth".encode(), "line 11: only ASCII characters may stand here."),
    (b"m001 cell=north", b"winner m001", "line 11: “m001” begins no line of a pool."),
    (b"room dice 16\n", b"out m003 absent\nroom dice 16\n", "line 9: “room” lines stand further up."),
    (b"m008 cell=north\n", b"m008 cell=north", "line 17: the last line must end with a line feed."),
]


@pytest.mark.parametrize(("right", "wrong", "sentence"), BROKEN)
def test_a_broken_rule_is_named_with_its_line(right: bytes, wrong: bytes, sentence: str) -> None:
    """Each rule of the format has its own sentence, and nothing that breaks one is read."""
    broken = POOL.replace(right, wrong, 1)
    assert broken != POOL
    if b"person winner" in broken:
        broken = broken.replace(b"person winner m001", b"m001 winner")
    with pytest.raises(NotTrusted) as trouble:
        read(broken)
    assert trouble.value.sentence.startswith("pool.txt, line ")
    assert sentence in trouble.value.sentence


def test_a_pool_needs_roles_and_people() -> None:
    """A pool without people or without roles is refused."""
    bare = b"lot/1 pool\ndraw demo/001\nprev " + b"0" * 64 + b"\n"
    with pytest.raises(NotTrusted, match="at least one role"):
        read(bare)
    with pytest.raises(NotTrusted, match="nobody is in the pool"):
        read(bare + b"role scribe 1\n")


@pytest.mark.parametrize("id_", ["Ana", "a b", "", "x" * 33, "é", "a\nperson b", "\udc80"])
def test_what_is_no_id_cannot_be_written(id_: str) -> None:
    """A name, a blank or a line feed in place of an id is refused before a file is written."""
    with pytest.raises(NotTrusted):
        write(Pool("demo", "001", "0" * 64, (Role("scribe", 1),), (Person(id_),)))


@given(st.integers(0, len(POOL) - 1), st.integers(0, 255))
def test_every_mangled_byte_is_refused_or_another_pool(at: int, byte: int) -> None:
    """A changed byte never gives the same pool, and raises only the documented error."""
    mangled = POOL[:at] + bytes([byte]) + POOL[at + 1 :]
    try:
        pool = read(mangled)
    except NotTrusted:
        return
    assert write(pool) == mangled


@given(st.binary(max_size=200))
def test_anything_at_all_is_refused_with_a_line(rest: bytes) -> None:
    """No bytes after the first line raise anything but the documented error."""
    with pytest.raises(NotTrusted, match=r"^pool\.txt, line "):
        read(b"lot/1 pool\n" + rest)


FOUR = tuple(map(Person, ("a", "b.1", "b0", "c")))
PLAIN = write(Pool("demo", "001", "0" * 64, (Role("scribe", 1),), FOUR))


@given(st.integers(3, 60), st.integers(0, 4), st.binary(max_size=3))
def test_people_read_all_at_once_are_those_read_line_by_line(back: int, cut: int, put: bytes) -> None:
    """A plain list of ids is read at once; after any change the result equals reading line by line."""
    at = max(0, len(PLAIN) - back)
    changed = PLAIN[:at] + put + PLAIN[at + cut :]

    def answer() -> Pool | str:
        try:
            return read(changed)
        except NotTrusted as trouble:
            return trouble.sentence

    at_once = answer()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pool_module, "_plain_people", lambda lines: ((), lines))
        assert answer() == at_once
    assert isinstance(at_once, str) or write(at_once) == changed
