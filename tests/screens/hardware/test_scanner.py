"""A badge scanner types, names people, and can never type a command."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from screens.hardware import scanner
from tests.screens.hands import Hands
from tests.screens.happened import item_open, nothing, on_break, opened, speaking
from tests.screens.house import House

PREFIX = "~"


def _house(folder: Path, before: Callable[[House], None]) -> House:
    house = House(folder)
    house.scanner = PREFIX
    before(house)
    return house


async def _scan(hands: Hands, code: str) -> None:
    for letter in PREFIX + code:
        hands.send(letter)
    await hands.press("enter")


@pytest.mark.parametrize("code", ["m003", "3", "M3", "Chris", "chris"])
async def test_a_badge_puts_its_person_on_the_list(tmp_path: Path, code: str) -> None:
    """Number or whole name work, without opening a line."""
    house = _house(tmp_path, item_open)
    async with house.hands(at="floor") as hands:
        await _scan(hands, code)
        assert [place.person for place in house.state.floor.waiting] == ["m003"]
        assert not hands.entry_open()


async def test_an_open_line_takes_it(tmp_path: Path) -> None:
    """An arrival is marked, whatever was half typed."""
    house = _house(tmp_path, opened)
    async with house.hands(at="arrive") as hands:
        await hands.press("a", "x")
        await _scan(hands, "m005")
        assert house.desk.room.present() == ["m005"]


@pytest.mark.parametrize("code", ["m999", "Chr", "nobody", "", "x" * 500])
async def test_a_badge_of_nobody_changes_nothing(tmp_path: Path, code: str) -> None:
    """The wall says so, nobody is added, and the beginning of a name is not a badge."""
    house = _house(tmp_path, item_open)
    size = house.desk.journal.size
    async with house.hands(at="floor") as hands:
        await _scan(hands, code)
        assert (house.desk.journal.size, hands.entry_open()) == (size, False)
        assert ("Nobody who is asked for here" in hands.refusal()) is (0 < len(code) < 80)


@pytest.mark.parametrize(
    ("moment", "before"),
    [("floor", speaking), ("floor", on_break), ("agenda", speaking), ("lobby", nothing), ("more", speaking)],
)
async def test_no_code_is_ever_a_command(
    tmp_path: Path, moment: str, before: Callable[[House], None]
) -> None:
    """Letters that are keys of the kiosk, SPACE among them, do nothing in any moment."""
    house = _house(tmp_path, before)
    size = house.desk.journal.size
    async with house.hands(at=moment) as hands:
        await hands.out_of_the_line()
        where = hands.moment
        for dialog in ("", "?"):
            if dialog:
                await hands.press(dialog)
            stands = hands.dialog
            await _scan(hands, "p nwby!ud :q y")
            assert (house.desk.journal.size, hands.moment, hands.dialog) == (size, where, stands)


async def test_a_scan_that_breaks_off_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the sign alone, typed by a person, keys count again after a short time."""
    monkeypatch.setattr(scanner, "STALLED", -1.0)
    house = _house(tmp_path, speaking)
    async with house.hands(at="floor") as hands:
        await hands.press(PREFIX, "p")
        assert house.kinds()[-1] == "turn.paused"


async def test_without_a_scanner_every_sign_is_a_sign(tmp_path: Path) -> None:
    """The scanner is off until kiosk.toml names its sign."""
    house = _house(tmp_path, speaking)
    house.scanner = ""
    async with house.hands(at="floor") as hands:
        await hands.press(PREFIX, "p")
        assert house.kinds()[-1] == "turn.paused"
