"""What is read back before a meeting is closed."""

from __future__ import annotations

from pathlib import Path

from kiosk.practices import roles
from kiosk.practices.lot import commands as lot
from tests.screens.happened import answer, people
from tests.screens.house import House


async def test_a_role_drawn_twice_has_one_holder(tmp_path: Path) -> None:
    """The second draw is what counts: the wall says who holds the role now, and who had it before."""
    house = House(tmp_path)
    people(house)
    held = []
    for _draw in range(2):
        house.ask(lot.Quick(roles={"facilitator": 1, "minutes": 1}))
        for _role in range(2):
            answer(house, lot.Accept)
        held.append([one.person for one in house.state.roles.held])
    (first, _clerk), (second, other) = held
    house.ask(roles.Release(role="minutes", person=other))
    name = house.desk.name
    async with house.hands(at="minutes") as hands:
        wall = hands.wall()
        assert "2 roles" in wall
        assert f"facilitator: {name(second)}   before: {name(first)}" in wall
        assert "minutes: nobody any more   before: " in wall
