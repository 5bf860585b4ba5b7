"""seed.txt: the kiosk's secret and what the room threw."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.errors import NotTrusted
from kiosk.practices.lot.pool import KINDS, Kind
from kiosk.practices.lot.seed import (
    A_LINE,
    Seed,
    bits_thrown,
    bits_wanted,
    digest,
    read,
    split,
    symbols,
    throws_wanted,
    write,
)
from tests.practices.lot.known import SEED, K, P, S, seeds, throws


def test_the_known_seed_is_read_and_written_byte_for_byte() -> None:
    """The frozen vector holds P, K, a word and sixteen dice, and writing it gives its 207 bytes again."""
    assert read(SEED) == Seed(P, K, ("granit",), "dice", tuple("4152663142536611"))
    assert write(read(SEED)) == SEED
    assert len(SEED) == 207
    assert digest(SEED) == S


@given(seeds())
def test_reading_undoes_writing(seed: Seed) -> None:
    """Every seed survives the file unchanged."""
    assert read(write(seed)) == seed


@given(st.sampled_from(KINDS).flatmap(lambda kind: st.tuples(st.just(kind), throws(kind))), st.data())
def test_no_other_split_of_what_was_thrown_is_read(
    drawn: tuple[Kind, tuple[str, ...]], data: st.DataObject
) -> None:
    """Of all ways to cut the throws into lines, only lines of eight (cards: four) are read."""
    kind, thrown = drawn
    places = st.sets(st.integers(1, len(thrown) - 1)) if len(thrown) > 1 else st.just(set())
    cuts = [0, *sorted(data.draw(places)), len(thrown)]
    lines = ["".join(thrown[a:b]) for a, b in pairwise(cuts)]
    text = "".join(f"room {kind} {line}\n" for line in lines)
    file = f"lot/1 seed\npool {P}\nkiosk {K}\n{text}".encode()
    if lines == split(kind, thrown):
        assert read(file).thrown == thrown
    else:
        with pytest.raises(NotTrusted, match=r"no other split is valid|cannot be thrown"):
            read(file)


@given(st.sampled_from(KINDS).flatmap(lambda kind: st.tuples(st.just(kind), throws(kind))))
def test_lines_are_full_but_the_last(drawn: tuple[Kind, tuple[str, ...]]) -> None:
    """Lines have eight symbols, four for cards; nothing is lost or reordered."""
    kind, thrown = drawn
    lines = [symbols(kind, line) for line in split(kind, thrown)]
    assert all(line is not None and len(line) == A_LINE[kind] for line in lines[:-1])
    assert tuple(symbol for line in lines for symbol in line or ()) == thrown


BROKEN = [
    (b"lot/1 seed", b"lot/1 pool", "line 1: the first line must be “lot/1 seed”."),
    (b"pool ca", b"pool CA", "line 2: it must be “pool” and 64 hex digits."),
    (b"pool ca", b"loop ca", "line 2: it must be “pool” and 64 hex digits."),
    (b"kiosk 83", b"kiosk 8", "line 3: it must be “kiosk” and 64 hex digits."),
    (b"room word granit", b"room word", "line 4: it must be “room”, a kind, and what was said or thrown."),
    (b"room word granit", b"word granit", "line 4: it must be “room”, a kind, and what was said or thrown."),
    (b"dice 42536611\n", b"dice 42536611\nroom word late\n", "line 7: words come before what is thrown."),
    (b"dice 42536611", b"dice 42536617", "line 6: “42536617” cannot be thrown with dice."),
    (b"dice 42536611", b"coin HHHHHHHH", "line 6: the room throws dice, cards or coins, and one kind only."),
    (b"dice 42536611", b"dart 42536611", "line 6: the room throws dice, cards or coins, and one kind only."),
    (b"dice 41526631", b"dice 4152663", "line 6: dice stand in lines of 8, the last one shorter"),
    (b"dice 41526631", b"dice 415266311", "line 5: dice stand in lines of 8, the last one shorter"),
]


@pytest.mark.parametrize(("right", "wrong", "sentence"), BROKEN)
def test_a_broken_rule_is_named_with_its_line(right: bytes, wrong: bytes, sentence: str) -> None:
    """Each rule of the format has its own sentence."""
    broken = SEED.replace(right, wrong, 1)
    assert broken != SEED
    with pytest.raises(NotTrusted) as trouble:
        read(broken)
    assert trouble.value.sentence.startswith("seed.txt, line ")
    assert sentence in trouble.value.sentence


@given(st.integers(0, len(SEED) - 1), st.integers(0, 255))
def test_every_mangled_byte_is_refused_or_another_seed(at: int, byte: int) -> None:
    """A file that can be read is the one that its seed writes."""
    mangled = SEED[:at] + bytes([byte]) + SEED[at + 1 :]
    try:
        seed = read(mangled)
    except NotTrusted:
        return
    assert write(seed) == mangled


def test_sixteen_dice_serve_forty_people_drawing_three() -> None:
    """Sixteen dice are 41 bits, more than log2(40 * 39 * 38) + 20 (lot/1, Room)."""
    assert math.floor(bits_thrown("dice", 16)) == 41
    assert bits_wanted(40, 3) == pytest.approx(math.log2(40 * 39 * 38) + 20)
    assert bits_thrown("dice", 16) >= bits_wanted(40, 3)
    assert throws_wanted("dice", 40, 3) == 14


@given(st.sampled_from(KINDS), st.integers(1, 300), st.integers(1, 8))
def test_throws_wanted_are_just_enough(kind: Kind, people: int, seats: int) -> None:
    """This many throws give the bits wanted, and one fewer does not."""
    count = throws_wanted(kind, people, seats)
    assert count is not None
    assert bits_thrown(kind, count) >= bits_wanted(people, seats) > bits_thrown(kind, count - 1)


def test_one_pack_of_cards_has_an_end() -> None:
    """Where 52 cards hold too few bits, no number is given."""
    assert throws_wanted("cards", 1000, 100) is None
    assert throws_wanted("dice", 1000, 100) == 391


@pytest.mark.parametrize(
    ("kind", "text", "found"),
    [
        ("dice", "4152", ("4", "1", "5", "2")),
        ("cards", "TCAS", ("TC", "AS")),
        ("coin", "HT", ("H", "T")),
        ("dice", "0", None),
        ("dice", "", None),
        ("cards", "TCA", None),
        ("cards", "1C", None),
        ("coin", "H T", None),
    ],
)
def test_symbols_are_read_whole_or_not_at_all(kind: Kind, text: str, found: tuple[str, ...] | None) -> None:
    """A text with one wrong symbol is refused."""
    assert symbols(kind, text) == found
