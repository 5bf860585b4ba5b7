"""An assembly larger than a wall: what does not fit is counted, and nothing goes on before all are marked."""

from __future__ import annotations

from pathlib import Path

from kiosk.practices import meeting
from tests.screens.house import House


async def test_many_arrive(tmp_path: Path) -> None:
    """The names that fit are followed by the number of the others; SPACE waits until E is done."""
    house = House(tmp_path, people=120)
    house.ask(meeting.rules.Open())
    async with house.hands(at="arrive") as hands:
        await hands.sees("more")
        hands.send("a")
        await hands.sees("6 of ")
        await hands.out_of_the_line()
        await hands.press("e")
        hands.send("y")
        await hands.sees("of 120 are marked.")
        hands.send("space")
        await hands.sees("When everybody is here")
        assert hands.moment == "arrive"
        assert len(house.desk.room.present()) == 120
        await hands.settled()
        rows = hands.wall()
        assert " more" in " ".join(rows.split()), rows
        await hands.press("space")
        assert hands.moment == "agenda"
