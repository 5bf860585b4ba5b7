"""Draws from a list of lines: the person on each line, and the draws that are possible."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.errors import Refused
from kiosk.practices.lot import pool as pools
from kiosk.practices.lot.listed import MOST_LINES, WHATS, Listed, number_of, pool_of, read_list
from kiosk.practices.lot.pool import Role, Room


def read(data: bytes, repeated: bool = False) -> Listed:
    """Return the lines of a file in UTF-8."""
    return read_list(data, data.decode(errors="surrogatepass"), repeated)


def refused(data: bytes) -> str:
    """Return the sentence with which a list is refused."""
    with pytest.raises(Refused) as refusal:
        read(data)
    return refusal.value.sentence


def test_a_line_has_the_number_that_an_editor_shows() -> None:
    """Empty lines count but name nobody; blanks are not part of a name."""
    listed = read(b"Ana Lima\n\nBahar\n  Chris ")
    assert listed.lines == {"l000001": "Ana Lima", "l000003": "Bahar", "l000004": "Chris"}
    assert [number_of(id_) for id_ in listed.lines] == [1, 3, 4]


def test_a_line_without_a_place_in_the_hat() -> None:
    """The others keep their numbers."""
    assert list(read_list(b"", "name\nAna\nBo", without={1}).lines) == ["l000002", "l000003"]


def test_the_draw_is_named_after_the_file() -> None:
    """The name is the first 16 hex digits of what sha256sum prints."""
    data = b"Ana\nBahar\n"
    listed = read(data)
    assert listed.digest == hashlib.sha256(data).hexdigest()
    assert pool_of(listed, "001", "seats", 1).assembly == f"list-{listed.digest[:16]}"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "Nothing stands in this list."),
        (b"\n \n", "Nothing stands in this list."),
        (b"x\n" * (MOST_LINES + 1), "999999 lines are the most that a draw takes."),
        (
            "Ana\nJe\u0301rôme  M\nJÉRÔME m\n".encode(),
            "Lines 2 and 3 say the same: “JÉRÔME m”. Take one out, or say --repeated: then each counts by "
            "itself.",
        ),
        (
            "Ana\nDan\nD\u0430n\n".encode(),
            "Lines 2 and 3 look the same: “D\u0430n”. Take one out, or say --repeated: then each counts by "
            "itself.",
        ),
    ],
)
def test_what_is_no_list_is_refused(data: bytes, sentence: str) -> None:
    """The refusal names the line."""
    assert refused(data) == sentence


def test_lines_may_be_repeated_if_that_is_said() -> None:
    """Each repeated line is in the hat by itself."""
    assert list(read(b"Ana\nAna\n", repeated=True).lines) == ["l000001", "l000002"]


def test_what_can_be_drawn() -> None:
    """Seats, a panel, an order and a tie can be drawn, each with as many throws as it needs."""
    listed = read(b"Ana\nBahar\nChris\n")
    roles = {what: pool_of(listed, "001", what, 2).roles for what in WHATS}
    assert roles == {
        "seats": (Role("seat", 2),),
        "panel": (Role("panel", 1),),
        "order": (Role("place", 3),),
        "tie-break": (Role("tie-break", 1),),
    }
    assert pool_of(listed, "001", "order", throw="dice").room == Room("dice", 12)


def test_what_cannot_be_drawn_is_refused() -> None:
    """More seats than lines, none, a tie of one, and an order too long to throw for are refused."""
    listed = read(b"Ana\nBahar\n")
    for seats in (0, -1, 3):
        with pytest.raises(Refused, match=r"^Between 1 and 2 seats can be drawn from this list\.$"):
            pool_of(listed, "001", "seats", seats)
    with pytest.raises(Refused, match="two lines or more"):
        pool_of(read(b"Ana\n"), "001", "tie-break")
    many = read(b"".join(b"%d\n" % n for n in range(2_000)))
    with pytest.raises(Refused, match="1000 throws are the most"):
        pool_of(many, "001", "order", throw="dice")


@given(st.lists(st.text(), max_size=8))
def test_any_list_gives_a_pool_or_a_sentence(lines: list[str]) -> None:
    """No text of the lines enters pool.txt."""
    try:
        listed = read("\n".join(lines).encode("utf-8", "surrogatepass"))
    except Refused:
        return
    pool = pools.write(pool_of(listed, "001", "order"))
    assert [person.id for person in pools.read(pool).people] == list(listed.lines)
