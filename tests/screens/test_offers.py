"""The row of keys names exactly those that do something now."""

from __future__ import annotations

from pathlib import Path

import pytest

from screens.widgets.keybar import KeyBar
from tests.screens.hands import Hands
from tests.screens.house import House, Nowhere
from tests.screens.scenes import SCENES

ELSEWHERE = {f"F{n}" for n in range(2, 11)}


def _offered(hands: Hands) -> set[str]:
    """Return the keys in the row that are not grey."""
    return {name for name, _what, enabled in hands.app.screen.query_one(KeyBar)._shown if enabled}


@pytest.mark.parametrize(
    ("name", "there", "missing"),
    [
        ("lobby-first", {"SPACE", "F6", "F9"}, {"F2", "F3", "F4", "F5", "F10"}),
        ("floor-running", {"SPACE", "U", "F3"}, {"F2"}),
        ("floor-break", {"SPACE"}, ELSEWHERE | {"U"}),
        ("floor-all-done", {"SPACE", "A"}, {"N"}),
        ("floor-typing", {"ESC", "F3"}, {"+", "!", "A", "SPACE"}),
        ("lot-asking", {"Y", "N"}, {"SPACE"}),
        ("lot-committed", {"SPACE", "B"}, {"U"}),
        ("proposal-blocked", {"E", "D", "N"}, {"SPACE"}),
        ("mandates-none", {"SPACE"}, {"↑↓", "R"}),
        ("circulation-tonight", {"SPACE", "O", "F2"}, {"A", "V"}),
        ("minutes-left-open", {"SPACE"}, {"F2", "F3", "F4", "F5"}),
    ],
)
async def test_keys_that_would_be_refused_are_not_offered(
    tmp_path: Path, name: str, there: set[str], missing: set[str]
) -> None:
    """Keys that lead to the present screen are not offered either, nor letters while a line is typed."""
    house, scene = House(tmp_path), SCENES[name]
    scene.before(house)
    async with house.hands(size=(200, 24), at=scene.moment) as hands:
        await hands.press(*scene.keys)
        offered = _offered(hands)
        assert there <= offered
        assert not missing & offered


async def test_the_first_start_offers_nothing_of_an_evening(tmp_path: Path) -> None:
    """There is no floor yet, and nothing to undo."""
    house = Nowhere(tmp_path)
    async with house.hands(size=(200, 24)) as hands:
        assert _offered(hands) == {"F2", "F9", "F1"}  # a question mark is a letter of the name
        await hands.press("f3", "f10")
        assert hands.moment == "welcome"


async def test_a_question_mark_is_a_letter_of_a_line(tmp_path: Path) -> None:
    """While a line is typed, the row says F1, and F1 shows all keys."""
    house = House(tmp_path)
    SCENES["floor-typing"].before(house)
    async with house.hands(at="floor") as hands:
        assert "? keys" in hands.wall()
        await hands.press("a")
        assert "F1 keys" in hands.wall()
        await hands.press("f1")
        assert hands.dialog == "Keys"
