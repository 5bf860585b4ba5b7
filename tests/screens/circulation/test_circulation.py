"""Circulation of voice on the wall: live, in totals, and a member's own numbers, which disappear."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.practices import floor, proposal
from kiosk.practices.record.rules import Undo
from screens.dialogs.glance import Glance
from tests.screens.hands import until
from tests.screens.happened import speaking
from tests.screens.happened_voices import evenings, weeks
from tests.screens.house import SMALL, House, name_of


async def test_it_is_live(tmp_path: Path) -> None:
    """The end of a turn changes the numbers at once, and undoing it changes them back."""
    house = House(tmp_path)
    weeks(house)
    async with house.hands(at="circulation") as hands:
        assert "3 people spoke 92 % of the time; 16 have not spoken." in hands.wall()
        assert "4 heard, 4 for the first time tonight" in hands.wall()
        house.ask(floor.commands.End(person=house.person(1)))
        await hands.sees("3 people spoke 81 % of the time; 15 have not spoken.")
        assert "5 heard, 5 for the first time tonight" in hands.wall()
        house.ask(Undo())
        await hands.sees("16 have not spoken.")
        house.ask(proposal.commands.Write(text="We meet on Mondays.", proposer=house.person(5)))
        await hands.sees("3 people brought 3")


async def test_meetings_before(tmp_path: Path) -> None:
    """Each meeting is a row, with a share if more than three spoke; a sentence gives the trend."""
    house = House(tmp_path)
    evenings(house)
    async with house.hands(size=(120, 36), at="circulation") as hands:
        rows = [row.split() for row in hands.wall().splitlines() if " heard " in f"{row} " and "Dec" in row]
        assert [row[:2] + row[-7:-5] for row in rows[:1]] == [["6", "Dec", "2", "heard"]]
        assert "fell from 91 % to 44 %" in hands.wall()
        assert "9 HEARD" not in hands.wall()


async def test_no_name_stands_there(tmp_path: Path) -> None:
    """Nobody is named, however few have spoken, until a member asks for their own numbers."""
    house = House(tmp_path)
    weeks(house)
    names = [name_of(place) for place in range(25)]
    async with house.hands(size=(160, 60), at="circulation") as hands:
        assert not [name for name in names if name in hands.wall()]
        await hands.press("o")
        await hands.type("jer")
        assert hands.dialog == "Glance"
        assert [name for name in names if name in hands.wall()] == ["Jérôme"]


@pytest.mark.parametrize("key", ["space", "f2", "x", "escape", "u"])
async def test_any_key_takes_ones_own_numbers_away(tmp_path: Path, key: str) -> None:
    """The key does nothing else, and nothing is recorded."""
    house = House(tmp_path)
    weeks(house)
    size = house.desk.journal.size
    async with house.hands(at="circulation") as hands:
        await hands.press("o")
        await hands.type("jer")
        await hands.sees("accepted")
        await hands.press(key)
        assert (hands.dialog, hands.moment) == ("", "circulation")
    assert house.desk.journal.size == size


async def test_ones_own_numbers_go_by_themselves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The numbers disappear by themselves after a while."""
    monkeypatch.setattr(Glance, "SECONDS", 0.01)
    house = House(tmp_path)
    speaking(house)
    async with house.hands(size=SMALL, at="circulation") as hands:
        await hands.press("o")
        await hands.type("jer")
        await until(lambda: not hands.dialog, "it stays")
        assert hands.moment == "circulation"
