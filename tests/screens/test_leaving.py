"""Leaving the kiosk: commands under way are recorded, without a screen to show them."""

from __future__ import annotations

from pathlib import Path

from kiosk.practices import meeting
from tests.screens.house import House


async def test_an_entry_that_comes_when_the_wall_is_dark(tmp_path: Path) -> None:
    """After quitting while the card is slow the entry is kept, and no screen is looked up."""
    house = House(tmp_path)
    async with house.hands():
        pass
    house.ask(meeting.rules.Open())
    assert house.kinds()[-1] == "meeting.opened"
