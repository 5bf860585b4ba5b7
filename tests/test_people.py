"""Who is meant by a few letters."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.errors import Refused
from kiosk.people import found, meant, plainly, who
from tests.made_up import RoomOf

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
    ],
)
def test_one_person_is_meant(letters: str, person: str) -> None:
    """Accents, capitals and blanks need not be typed; whole names win over beginnings."""
    assert meant(letters, ROOM) == person


def test_two_people_are_both_named() -> None:
    """Between two people nothing is guessed."""
    with pytest.raises(Refused) as refused:
        meant("jer", ROOM)
    assert refused.value.sentence == (
        '"jer" could be Jérôme Martin (m001) or Jeremy Park (m002): type more letters, or the number.'
    )


def test_many_people_are_counted() -> None:
    """Three are named, the rest is a number."""
    with pytest.raises(Refused, match=r"Ana 1 \(m001\), Ana 2 \(m002\), Ana 3 \(m003\) or 2 more"):
        meant("an", RoomOf(*(f"Ana {n}" for n in range(1, 6))))


def test_nobody_is_near_somebody() -> None:
    """A mistyped name brings the nearest one, a strange one says what to do."""
    with pytest.raises(Refused, match=r"did you mean Jeremy Park \(m002\)\?"):
        meant("Jeromy Prak", ROOM)
    with pytest.raises(Refused, match="add the name to the roster first"):
        meant("Xiuhcoatl", ROOM)


def test_two_of_one_name_need_the_number() -> None:
    """Two people of the same name are told apart by their numbers."""
    room = RoomOf("Ana", "Ana")
    with pytest.raises(Refused, match=r"Ana \(m001\) or Ana \(m002\)"):
        meant("Ana", room)
    assert meant("m002", room) == "m002"


def test_a_guest_who_is_not_here_is_found_by_the_whole_name() -> None:
    """Guests of earlier meetings are known by their full name only."""
    room = RoomOf("Ana", guests=("Noor Said",))
    assert meant("noor said", room) == "g001"


def test_marks_alone_mean_nobody() -> None:
    """Letters that fold to nothing do not mean everybody."""
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
