"""The summary before a meeting is closed, and the code on the wall afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.journal.background import Result
from kiosk.journal.words import head_words
from kiosk.minutes import shelf
from kiosk.minutes.publish import shelf_of
from kiosk.minutes.scanned import code
from kiosk.minutes.sums import SEAL, SUMS
from kiosk.practices import roles
from kiosk.practices.lot import commands as lot
from kiosk.practices.meeting.rules import Close
from tests.pictures import codes
from tests.screens.happened import answer, people
from tests.screens.happened_at_the_end import closed
from tests.screens.happened_journal import unsigned
from tests.screens.house import LARGE, SMALL, House


async def test_a_role_drawn_twice_has_one_holder(tmp_path: Path) -> None:
    """The second draw counts: the wall names the present and the earlier holder."""
    house = House(tmp_path)
    people(house)
    held = []
    for _draw in range(2):
        house.ask(lot.Quick(roles={"facilitator": 1, "minutes": 1}))
        for _role in range(2):
            answer(house, lot.Accept)
        held.append([one.person for one in house.state.roles.held])
    (first, _clerk), (second, other) = held
    house.ask(roles.rules.Release(role="minutes", person=other))
    name = house.desk.name
    async with house.hands(at="minutes") as hands:
        wall = hands.wall()
        assert "2 roles" in wall
        assert f"facilitator: {name(second)}   before: {name(first)}" in wall
        assert "minutes: nobody any more   before: " in wall


@pytest.mark.parametrize("moment", ["minutes", "lobby"])
@pytest.mark.parametrize("size", [SMALL, LARGE, (160, 45)], ids=["80x24", "120x36", "160x45"])
async def test_the_code_holds_the_whole_head(tmp_path: Path, size: tuple[int, int], moment: str) -> None:
    """The code on the wall has size and root of the closing entry; the short address is there to type."""
    house = House(tmp_path)
    closed(house)
    size_, root = house.desk.journal.size, house.desk.journal.root.hex()
    async with house.hands(size=size, at="minutes") as hands:
        await hands.settled()
        if moment == "lobby":
            await hands.press("space")
        about = shelf.about(shelf_of(house.folder) / "1")
        assert about is not None
        assert (about.size, about.root) == (size_, root)
        assert codes(hands.app) == [code("http://10.42.0.1:8080", about.slug, size_, root)]
        assert f"10.42.0.1:8080/{about.slug}" in hands.wall()


async def test_the_wall_promises_no_more_than_four_words_hold(tmp_path: Path) -> None:
    """The words are for comparing; a change shows only in what members take home."""
    house = House(tmp_path)
    closed(house)
    async with house.hands(at="minutes") as hands:
        await hands.settled()
        wall = hands.wall()
        assert "four words to compare:" in wall
        assert "Take the minutes home. Whoever keeps them can show a later change." in wall


async def test_minutes_of_a_locked_key_get_their_seal_when_it_is_opened(tmp_path: Path) -> None:
    """The wall says that they are not sealed and what to do; after opening, W writes the sealed files."""
    house = House(tmp_path)
    unsigned(house)
    house.ask(Close())
    signed, root = house.desk.journal.size, house.desk.journal.root
    async with house.hands() as hands:
        await hands.press("escape", "f8")
        await hands.settled()
        await hands.sees("Not sealed yet: F9, then O,")
        assert " ".join(head_words(root)) in hands.wall()
        await hands.press("f9", "o")
        await hands.type("eight rivers")
        await hands.press("enter", "space")
        await hands.sees("entries were signed.")
        await hands.press("f8")
        await hands.settled()
        wall = hands.wall()
        assert "Not sealed yet" not in wall
        assert f"{' '.join(head_words(root))}, {signed}" in " ".join(wall.split())
        await hands.press("w")
        await hands.type(str(tmp_path / "stick"))
        await hands.press("enter")
        await hands.sees("Written to")
    (folder,) = (tmp_path / "stick").iterdir()
    assert {SUMS, SEAL, "minutes.md.sig", "checkpoint"} <= {path.name for path in folder.iterdir()}


async def test_minutes_come_after_damage_was_put_right(tmp_path: Path) -> None:
    """During damage no minutes are made, and the wall says why; afterwards they are, without a restart."""
    house = House(tmp_path)
    closed(house)
    house.desk.journal.damaged("Entry 5 is another.")
    async with house.hands(at="minutes") as hands:
        await hands.sees("Not made: something is not as it")
        await hands.press("w")
        await hands.sees("Entry 5 is another.")
        house.desk.take_in(Result(house.desk.journal.size, []), house.desk.held())
        await hands.press("f10", "f8")
        await hands.settled()
        await hands.sees("Take the minutes home")
        assert "Not made" not in hands.wall()
