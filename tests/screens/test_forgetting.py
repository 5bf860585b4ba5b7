"""A forgotten member leaves name and minutes at once, whatever screen is shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.minutes.publish import publish, shelf_of, slug_of
from kiosk.practices import meeting
from tests.screens.house import House, until

NAME = "Jérôme".encode()


def on_the_shelf(folder: Path) -> list[bytes]:
    """Return the files on the shelf; a file that is being replaced counts as gone."""
    found = []
    for path in shelf_of(folder).rglob("*"):
        if path.is_file():
            try:
                found.append(path.read_bytes())
            except FileNotFoundError:
                continue
    return found


@pytest.mark.parametrize("keys", [("f6", "f", "text:jer", "y"), ("f8", ":", "text:roster.forget Jérôme")])
async def test_a_forgotten_name_leaves_wall_and_minutes(tmp_path: Path, keys: tuple[str, ...]) -> None:
    """By the key or the prompt, and while minutes are shown, they are made again at another address."""
    house = House(tmp_path)
    house.ask(meeting.rules.Open())
    for person in ("m001", "m010"):
        house.ask(meeting.rules.Arrive(person=person))
    house.ask(meeting.rules.Close())
    publish(house.folder, house.desk, 1)
    before = slug_of(house.folder, 1)
    assert any(NAME in data for data in on_the_shelf(house.folder))
    async with house.hands() as hands:
        for key in keys:
            if key.startswith("text:"):
                await hands.type(key.removeprefix("text:"))
            else:
                await hands.press(key)
        await until(lambda: slug_of(house.folder, 1) not in ("", before), "no new minutes are made")
        assert house.desk.name("m010") == "m010"
        assert not any(NAME in data for data in on_the_shelf(house.folder))
        assert "Jérôme" not in hands.wall()
