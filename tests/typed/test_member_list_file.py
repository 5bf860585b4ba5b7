"""Lists of people in the forms that assemblies have."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.errors import Refused
from kiosk.typed.member_list_file import Listed, read_people


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Ana\nBo\n", [Listed("Ana"), Listed("Bo")]),
        ("- Ana Lima\n2. Bo\n• Chris", [Listed("Ana Lima"), Listed("Bo"), Listed("Chris")]),
        ("Ana, north\nBo, South Wing", [Listed("Ana", "north"), Listed("Bo", "South Wing")]),
        ("name;cell\nAna;north\nBo;", [Listed("Ana", "north"), Listed("Bo")]),
        ("First name,Last name\nAna,Lima\n", [Listed("Ana Lima")]),
        ("Ana\tnorth\nBo\tsouth", [Listed("Ana", "north"), Listed("Bo", "south")]),
        ("\n\n   \n", []),
        ("Ana\nana\n", [Listed("Ana"), Listed("ana", "", True)]),
    ],
)
def test_forms(text: str, people: list[Listed]) -> None:
    """Typed lines, bullets, CSV with or without a heading, and tabs are read; a repeated name is marked."""
    assert read_people(text) == people


def test_too_long() -> None:
    """A name that is too long is refused with its beginning."""
    with pytest.raises(
        Refused, match=r"A name has at most 60 characters; this one has 61: xxxxxxxxxxxxxxxxxxxx"
    ):
        read_people("x" * 61)


@given(st.text(max_size=400))
def test_any_text(text: str) -> None:
    """Any pasted text gives people or one plain sentence."""
    with suppress(Refused):
        assert all(person.name.strip() and len(person.name) <= 60 for person in read_people(text))
