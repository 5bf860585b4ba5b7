"""Reading back on the wall asks the chapters: what the screen does not know itself is told too."""

from __future__ import annotations

from pathlib import Path

from kiosk.practices import meeting, roles, rules
from kiosk.practices.lot import commands as lot
from tests.screens.happened import answer, people
from tests.screens.house import House


def a_later_meeting(house: House) -> None:
    """Somebody was drawn for a term last week; tonight nothing has happened yet."""
    people(house)
    house.ask(lot.Quick(roles={"media-contact": 1}, days={"media-contact": 90}))
    answer(house, lot.Accept)
    house.ask(meeting.rules.Close())
    house.ask(meeting.rules.Open())


async def test_a_role_of_an_earlier_meeting_that_is_given_back_is_read_back(tmp_path: Path) -> None:
    """In the sum, and below it with the name."""
    house = House(tmp_path)
    a_later_meeting(house)
    held = house.state.roles.held[0]
    house.ask(roles.rules.Release(role=held.role, person=held.person))
    async with house.hands(at="minutes") as hands:
        wall = hands.wall()
        assert "Read back: 1 role given back" in wall
        assert f"- media contact: {house.desk.name(held.person)}" in wall
        assert "Nothing was decided" not in wall


async def test_a_rule_that_was_changed_is_read_back(tmp_path: Path) -> None:
    """It is not "nothing was decided" and no more."""
    house = House(tmp_path)
    a_later_meeting(house)
    house.ask(rules.rules.SetQuorum(number=2))
    async with house.hands(at="minutes") as hands:
        assert "Read back: 1 rule changed" in hands.wall()


async def test_a_meeting_of_nothing_says_so(tmp_path: Path) -> None:
    """As before."""
    house = House(tmp_path)
    a_later_meeting(house)
    async with house.hands(at="minutes") as hands:
        assert "Read back: nothing was decided" in hands.wall()
        assert "Nothing was decided, drawn or carried over tonight." in hands.wall()
