"""Each key has one name, in every way of pressing it."""

from __future__ import annotations

import pytest

from tests.keys import NAMED, named


def test_single_characters_are_typed() -> None:
    """One character is not a named key: it is typed as it is."""
    assert [named(character) for character in "aA;é "] == [None] * 5


def test_control() -> None:
    """Control and a letter is the byte that a terminal sends for it."""
    key = named("ctrl+C")
    assert key is not None
    assert (key.tmux, key.xkb, key.sent) == ("C-c", "c", b"\x03")


@pytest.mark.parametrize("name", ["entr", "", "ctrl+", "ctrl+é", "F2"])
def test_no_such_key(name: str) -> None:
    """An unknown name is refused with the list of known names."""
    with pytest.raises(ValueError, match=r"is no key.*enter"):
        named(name)


def test_every_key_sends_something_else() -> None:
    """No two names send the same press."""
    assert len({key.sent for key in NAMED.values()}) == len(NAMED)
