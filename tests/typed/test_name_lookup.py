"""Finding a person by a few letters."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.errors import Refused
from kiosk.plain_names import plainly
from kiosk.typed.name_lookup import found, meant, who
from tests.made_up import RoomOf
from tests.two_hundred import names

ROOM = RoomOf("Jérôme Martin", "Jeremy Park", "Ana", "Ana Lima", "Łukasz Żak", "Marta", "Ana-Sofia Ruiz")


@pytest.mark.parametrize(
    ("letters", "person"),
    [
        ("m004", "m004"),
        ("Jérôme Martin", "m001"),
        ("jerome martin", "m001"),
        ("  JEROME   martin ", "m001"),
        ("jé", "m001"),
        ("ana", "m003"),
        ("ana l", "m004"),
        ("lukasz", "m005"),
        ("zak", "m005"),
        ("park", "m002"),
        ("sofia", "m007"),
        ("mart", "m006"),
        ("5", "m005"),
        ("05", "m005"),
        ("M5", "m005"),
        ("lz", "m005"),
        ("jpa", "m002"),
        ("jem", "m001"),
        ("asr", "m007"),
    ],
)
def test_one_person_is_meant(letters: str, person: str) -> None:
    """Accents, capitals and blanks need not be typed; whole names win over beginnings."""
    assert meant(letters, ROOM) == person


def test_two_people_are_both_named() -> None:
    """Between two possible people nothing is guessed: both are named."""
    with pytest.raises(Refused) as refused:
        meant("jer", ROOM)
    assert refused.value.sentence == (
        '"jer" could be Jérôme Martin (m001) or Jeremy Park (m002): type more letters, or the number.'
    )


def test_many_people_are_counted() -> None:
    """Of many possible people three are named and the others counted."""
    with pytest.raises(Refused, match=r"Ana 1 \(m001\), Ana 2 \(m002\), Ana 3 \(m003\) or 2 more"):
        meant("an", RoomOf(*(f"Ana {n}" for n in range(1, 6))))


def test_nobody_is_near_somebody() -> None:
    """A mistyped name suggests the nearest one; for a strange name the sentence says what to do."""
    with pytest.raises(Refused, match=r"did you mean Jeremy Park \(m002\)\?"):
        meant("Jeromy Prak", ROOM)
    with pytest.raises(Refused, match="add the name to the roster first"):
        meant("Xiuhcoatl", ROOM)


def test_two_of_one_name_need_the_number() -> None:
    """Two people of the same name differ by their numbers."""
    room = RoomOf("Ana", "Ana")
    with pytest.raises(Refused, match=r"Ana \(m001\) or Ana \(m002\)"):
        meant("Ana", room)
    assert meant("m002", room) == "m002"


def test_a_guest_who_is_not_here_is_found_by_the_whole_name() -> None:
    """Guests of earlier meetings are known by their full name only."""
    room = RoomOf("Ana", guests=("Noor Said",))
    assert meant("noor said", room) == "g001"


def test_marks_alone_mean_nobody() -> None:
    """Letters that fold to nothing do not match everybody."""
    assert found("\u0301", ["m001"], lambda person: "Ana") == []
    assert who("", ROOM) == []


@given(st.text())
def test_folding_twice_changes_nothing(name: str) -> None:
    """The plain form of a plain form is itself."""
    assert plainly(plainly(name)) == plainly(name)


@given(st.text())
def test_nothing_but_a_refusal_comes_out(letters: str) -> None:
    """Any text means one person or is refused."""
    with contextlib.suppress(Refused):
        assert meant(letters, ROOM)


def test_a_number_is_a_members_before_a_guests() -> None:
    """`2` finds m002 first and then g002; `g2` finds only the guest; no person has the number 9."""
    room = RoomOf("Ana", "Bo", guests=("Noor", "Ola"))
    everybody = ["g002", *room.names, "g001"]
    assert found("2", everybody, room.name) == ["m002", "g002"]
    assert found("g2", everybody, room.name) == ["g002"]
    assert found("9", everybody, room.name) == []


def test_initials_mean_the_shorter_name_first() -> None:
    """For initials, a person without further names comes first, and all possible people are listed."""
    room = RoomOf("Léa Schulz Klein", "Léa Schulz", "Lucía Schneider")
    assert found("les", room.names, room.name) == ["m002", "m001"]
    assert found("lsk", room.names, room.name) == ["m001"]


def tried(name: str) -> Iterator[str]:
    """Yield what a person types who can see the name: at most three letters, from one part or two."""
    first, *others = plainly(name).replace("-", " ").split()
    yield first[:3]
    for part in others:
        yield from (part[:3], first[:1] + part[:1], first[:1] + part[:2], first[:2] + part[:1])


@pytest.mark.parametrize("seed", range(10))
def test_three_characters_bring_somebody_to_the_head_of_two_hundred(seed: int) -> None:
    """The badge's number brings the right person first; letters alone do for more than 9 of 10."""
    room = RoomOf(*names(Random(seed)))

    def heads(person: str, letters: str) -> bool:
        return found(letters, room.names, room.name)[:1] == [person]

    by_letters = [any(heads(p, letters) for letters in tried(name)) for p, name in room.names.items()]
    assert len(by_letters) == 200
    assert sum(by_letters) >= 185
    assert all(heads(person, str(int(person[1:]))) for person in room.names)
