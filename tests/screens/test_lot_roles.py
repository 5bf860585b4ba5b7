"""What is to be drawn, as people type it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screens.lot_roles import Choice, Wanted, as_said, role_said


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("facilitator", ("facilitator", 1, 0)),
        ("timekeeper 2", ("timekeeper", 2, 0)),
        ("media contact 1 30 days", ("media contact", 1, 30)),
        ("cook 0", ("cook", 1, 0)),
        (" ", ("", 0, 0)),
    ],
)
def test_a_role_is_a_name_seats_and_days(typed: str, read: tuple[str, int, int]) -> None:
    """One seat and no days where none are said."""
    assert role_said(typed) == read


@given(st.from_regex(r"[a-z]+( [a-z]+)?", fullmatch=True), st.integers(1, 99), st.integers(0, 999))
def test_what_stands_in_the_line_is_read_as_it_was(title: str, seats: int, days: int) -> None:
    """Opened again, and entered without a change, the roles keep their seats and terms."""
    assert role_said(as_said(Wanted("role", title, seats, days))) == (title, seats, days)


def test_who_is_named_again_is_in() -> None:
    """Leaving out is taken back the same way."""
    choice = Choice()
    choice.leave_out("m001")
    choice.leave_out("m002")
    choice.leave_out("m001")
    assert list(choice.excluded) == ["m002"]
