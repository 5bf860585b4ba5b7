"""Signs and their ASCII twins."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from screens.widgets.symbols import symbol, symbols


@pytest.mark.parametrize("name", symbols())
def test_every_sign_has_an_ascii_twin(name: str) -> None:
    """The twin is ASCII, and both have the cell width that they seem to have."""
    sign, twin = symbol(name), symbol(name, plain=True)
    assert twin.isascii()
    assert (cell_len(sign), cell_len(twin)) == (len(sign), len(twin))


def test_the_twins_are_those_of_the_design() -> None:
    """The twins are as printed on the help page and in the guide."""
    pairs = {
        symbols()[name]
        for name in ("speaking", "wrap up", "over", "paused", "adopted", "stand aside", "block")
    }
    assert pairs == {("▶", ">"), ("▲", "^"), ("■", "#"), ("‖", "||"), ("✓", "+"), ("○", "o"), ("✕", "x")}
