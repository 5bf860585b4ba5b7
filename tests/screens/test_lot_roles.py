"""Roles to be drawn, as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.errors import Refused
from kiosk.practices.lot.commands import Wish
from screens.lot.cells import as_typed, each_cell, told, typed
from screens.lot.hat import reason
from screens.lot.roles import Choice, Wanted, as_said, role_said, token


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("facilitator", Wanted("facilitator", "facilitator")),
        ("timekeeper 2", Wanted("timekeeper", "timekeeper", 2)),
        ("media contact 1 30 days", Wanted("media-contact", "media contact", 1, 30)),
        ("media contact 90 days", Wanted("media-contact", "media contact", 1, 90)),
        ("media contact 2", Wanted("media-contact", "media contact", 2, 30)),
        ("Minutes 2 weeks", Wanted("minutes", "Minutes", 1, 14)),
        ("treasurer 4 meetings", Wanted("treasurer", "treasurer", 1, 0, 4)),
        ("gardener 1 moon", Wanted("gardener", "gardener", 1, 0, 0, 1)),
        ("council 3 90 days staggered", Wanted("council", "council", 3, 90, staggered=True)),
        ("cook 0 tonight", Wanted("cook", "cook")),
        (" ", None),
    ],
)
def test_a_role_is_a_name_seats_and_a_term(typed: str, read: Wanted | None) -> None:
    """Without a number there is one seat; without a term a month, or tonight for roles of an evening."""
    assert role_said(typed) == read


TERMS = st.one_of(
    st.tuples(st.integers(0, 999), st.just(0), st.just(0)),
    st.tuples(st.just(0), st.integers(1, 999), st.just(0)),
    st.tuples(st.just(0), st.just(0), st.integers(1, 120)),
)


@given(
    st.one_of(st.sampled_from(["facilitator", "door"]), st.from_regex(r"[a-z]+( [a-z]+)?", fullmatch=True)),
    st.integers(1, 99),
    TERMS,
    st.booleans(),
)
def test_what_stands_in_the_line_is_read_as_it_was(
    title: str, seats: int, term: tuple[int, int, int], staggered: bool
) -> None:
    """Opened again and entered unchanged, the roles keep their seats and terms."""
    role = Wanted(token(title), title, seats, *term, staggered)
    assert role_said(as_said(role)) == role


SEATS = {"cook": 1, "council": 3}
CELLS = {"north": "north", "roof": "roof"}
SCRIPTS = {"sud": "Süd", "sad": "Sád", "bei": "北", "sever": "Север", "haus-3": "Haus 3"}


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("north 1-2", [Wish("council", "cell", "north", 1, 2)]),
        ("North 1, roof 0-1", [Wish("council", "cell", "north", 1), Wish("council", "cell", "roof", 0, 1)]),
        ("cook: roof 1", [Wish("cook", "cell", "roof", 1)]),
        ("cook roof 1", [Wish("cook", "cell", "roof", 1)]),
        ("north 1, north 2", [Wish("council", "cell", "north", 2)]),
        ("-", []),
    ],
)
def test_a_quota_is_a_cell_at_least_and_at_most(said: str, read: list[Wish]) -> None:
    """Without a role it applies to the role with the most seats; a dash gives no quota."""
    assert typed(said, SEATS, CELLS) == read
    assert typed(as_typed(read, SEATS) or "-", SEATS, CELLS) == read


@pytest.mark.parametrize(
    ("said", "role", "cell", "least"),
    [
        ("Süd 1", "council", "sud", 1),
        ("süd 1", "council", "sud", 1),
        ("sud 2", "council", "sud", 2),
        ("Sád 1", "council", "sad", 1),
        ("cook: 北 1", "cook", "bei", 1),
        ("север 3", "council", "sever", 3),
        ("cook haus 3 1", "cook", "haus-3", 1),
    ],
)
def test_a_quota_takes_the_name_of_a_cell_in_any_script(said: str, role: str, cell: str, least: int) -> None:
    """The id is taken too, and what stands in the line again is the name."""
    read = typed(said, SEATS, SCRIPTS)
    assert read == [Wish(role, "cell", cell, least)]
    line = as_typed(read, SEATS, SCRIPTS.__getitem__)
    assert SCRIPTS[cell] in line
    assert typed(line, SEATS, SCRIPTS) == read
    assert SCRIPTS[cell] in told(read, SCRIPTS.__getitem__)[0]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("north", "Type a cell and how many"),
        ("west 1", "Nobody of cell west is here; the cells here: north, roof."),
        ("north 2-1", "The smaller number comes first"),
        ("baker north 1", "baker is not drawn now."),
    ],
)
def test_what_is_no_quota_is_refused_in_words(said: str, why: str) -> None:
    """The sentence says what can be typed."""
    with pytest.raises(Refused, match=why):
        typed(said, SEATS, CELLS)


def test_quotas_that_are_alike_are_told_together() -> None:
    """Quotas with the same bounds are one sentence: at least, at most, or both."""
    assert told(each_cell(SEATS, ["north", "roof"])) == ["at least 1 of each cell: north, roof"]
    assert told(typed("north 0-1, roof 1-2", SEATS, CELLS)) == [
        "at most 1 of cell north",
        "1 to 2 of cell roof",
    ]


@pytest.mark.parametrize(
    ("code", "rests", "words"),
    [
        ("served-cycle-3", 0, "had a turn in this cycle"),
        ("cooldown", 1, "rests tonight"),
        ("cooldown", 2, "rests for 2 meetings, this one counted"),
        ("declined-before", 0, "declined in this cycle"),
        ("newcomer", 0, "joined in this cycle: from the next"),
    ],
)
def test_why_somebody_is_out_is_said_in_plain_words(code: str, rests: int, words: str) -> None:
    """No token of pool.txt is on the wall."""
    assert reason(code, rests) == words


def test_who_is_named_again_is_in() -> None:
    """Naming an excluded person again includes them."""
    choice = Choice()
    choice.leave_out("m001")
    choice.leave_out("m002")
    choice.leave_out("m001")
    assert list(choice.excluded) == ["m002"]
