"""Names in the largest size that fits all of them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from screens.widgets.holders import Holder, set_large

FEW = tuple(
    Holder(role, name, "✓ ") for role, name in zip("abc", ("Samir", "Zoë Ferreira", "Rie"), strict=True)
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(("Eva", "Jérôme Martin", "Wilhelmina-Constanze von und zu Hohenfels", "🦊")),
        max_size=14,
    ),
    st.integers(1, 45),
    st.integers(10, 160),
    st.booleans(),
)
def test_a_setting_stays_in_its_room(names: list[str], rows: int, width: int, plain: bool) -> None:
    """The setting never exceeds its rows and columns, for any names."""
    holders = tuple(Holder(f"role {at}", name) for at, name in enumerate(names))
    found = set_large(holders, rows, width, plain)
    if found is not None:
        assert len(found) <= rows
        assert all(cell_len(row.plain) <= width for row in found)
        assert "".join(row.plain for row in found).count("role") == len(names)


@pytest.mark.parametrize(("size", "most"), [((76, 15), 15), ((156, 36), 36)])
def test_three_names_fill_a_wall(size: tuple[int, int], most: int) -> None:
    """At 80x24 and 160x45 each is at least four rows high, with the role above."""
    found = set_large(FEW, size[1], size[0])
    assert found is not None
    assert most - 3 <= len(found) <= most
    assert all("".join(row.plain for row in found).count(f"✓ {role}") == 1 for role in "abc")


def test_one_caption_of_all_is_said_once() -> None:
    """A council of three has its caption once."""
    found = set_large(tuple(Holder("council", name) for name in ("Eva", "Ivo", "Rie")), 15, 76)
    assert found is not None
    assert "\n".join(row.plain for row in found).count("council") == 1


def test_a_name_without_a_picture_makes_nobody_small() -> None:
    """It is set in the terminal's own letters among the others, and so is one that is far too long."""
    fox = (*FEW[:2], Holder("c", "🦊"))
    found = set_large(fox, 15, 76)
    assert found is not None
    assert any(row.plain.strip() == "🦊" for row in found)
    long = (*FEW[:2], Holder("c", "Wilhelmina-Constanze von und zu Hohenfels"))
    found = set_large(long, 15, 76)
    assert found is not None
    assert any("Hohenfels" in row.plain for row in found)


@pytest.mark.parametrize("holders", [(), (Holder("cook", "🦊"),), FEW * 12])
def test_nothing_is_large_that_cannot_be(holders: tuple[Holder, ...]) -> None:
    """Nobody, a sign, and three dozen people on the smallest wall have no large setting."""
    assert set_large(holders, 15, 76) is None


def test_a_console_draws_in_whole_cells() -> None:
    """Coloured cells replace the half blocks that it lacks."""
    found = set_large(FEW[:1], 15, 76, plain=True)
    assert found is not None
    assert set("".join(row.plain for row in found[1:])) <= {"#", " "}
    assert all("on $foreground" in str(span.style) for row in found[1:] for span in row.spans if span.style)
