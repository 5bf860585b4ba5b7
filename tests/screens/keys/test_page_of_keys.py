"""The page of all keys: those of this moment or of the line first, then those that work everywhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from screens.dialogs.keys import groups
from screens.keys import labels
from tests.screens.hands import Hands
from tests.screens.house import House, Nowhere
from tests.screens.scenes import SCENES

LINE, TEXT = ["ENTER", "←→", "BACKSPACE"], ["ENTER", "↑↓", "←→", "BACKSPACE"]
NAME = ["ENTER", "↓", "↑", "ESC", "←→", "BACKSPACE"]


def _keys(hands: Hands) -> dict[str, list[str]]:
    """Return the headings of the page for the present screen, and the keys below each."""
    return {title: [key for key, _what in rows] for title, rows in groups(hands.app.screen)}


@pytest.mark.parametrize(
    ("name", "line", "here"),
    [
        ("arrive-typing", NAME, []),
        ("floor-typing", NAME, []),
        ("lot-typing", ["ENTER", "BACKSPACE", "←→"], ["ESC"]),
        ("floor-prompt", LINE, ["F1", "ESC"]),
        ("proposal-writing", TEXT, ["F2", "F1", "ESC"]),
        ("key-locked", LINE, ["F1", "ESC"]),
        ("lobby-question", [], ["Y", "N", "?", "ESC"]),
        ("floor-kind-asked", [], ["ENTER", "SPACE", "↓", "↑", "1", "?", "ESC"]),
        ("key-unsigned", [], ["SPACE", "Y", "N", "?", "↓", "↑", "PAGE ↓", "PAGE ↑", "ESC"]),
    ],
)
async def test_a_line_has_few_keys(tmp_path: Path, name: str, line: list[str], here: list[str]) -> None:
    """F1 shows them while a line is typed, and going back changes nothing."""
    house, scene = House(tmp_path), SCENES[name]
    scene.before(house)
    async with house.hands(at=scene.moment) as hands:
        await hands.settled()
        await hands.press(*scene.keys)
        found, still = _keys(hands), hands.still()
        assert found.get("In the line", []) == line
        assert found.get("Here", []) == here
        modal = hands.app.screen.is_modal
        assert ("Everywhere" in found) != modal
        await hands.press("f1")
        assert hands.dialog == "Keys"
        await hands.press("escape")
        assert hands.still() == still


async def test_the_first_start_has_its_own(tmp_path: Path) -> None:
    """The keys of its line come first, then those of the first start."""
    async with Nowhere(tmp_path).hands() as hands:
        found = _keys(hands)
        assert found["In the line"] == LINE
        assert found["Here"] == ["F2", "F9"]
        await hands.press("f1")
        await hands.sees("look at a made-up evening")


async def test_a_moment_comes_before_everywhere(tmp_path: Path) -> None:
    """The floor's keys come first as in the row, then back, then what works in every moment."""
    house, scene = House(tmp_path), SCENES["floor-running"]
    scene.before(house)
    async with house.hands(at="floor") as hands:
        found = _keys(hands)
        assert list(found) == ["Here", "Everywhere"]
        assert found["Here"][:4] == ["SPACE", "A", "P", "+"]
        assert found["Here"][-1] == "ESC"
        assert found["Everywhere"] == [":", "U", "?", "F3", "F4", "F5", "F6", "F7", "F8", "F9", "F10", "Q"]


def backwards(label: str) -> str:
    return label[::-1]


async def test_labels_are_translated_when_they_are_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Labels use the words of the screen that declares the key, in the language of that time."""
    house, scene = House(tmp_path), SCENES["floor-running"]
    scene.before(house)
    async with house.hands(at="floor", size=(200, 36)) as hands:
        assert "A add a name" in hands.wall()
        assert "F3 agenda" in hands.wall()
        monkeypatch.setattr("screens.floor.floor._", str.upper)
        await hands.visit("agenda")
        await hands.visit("floor")
        assert "A ADD A NAME" in hands.wall()
        assert "F3 agenda" in hands.wall()
        monkeypatch.setattr("screens.app.app._", backwards)
        monkeypatch.setattr(labels, "OWN_WORDS", dict.fromkeys(labels.OWN_WORDS, backwards))
        await hands.press("f1")
        await hands.sees("adnega")
