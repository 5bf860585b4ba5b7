"""A forgotten member leaves name and minutes at once, whatever screen is shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.minutes.publish import publish, shelf_of, slug_of
from kiosk.practices import meeting
from kiosk.practices.record.rules import Undo
from kiosk.practices.roster.rules import AddMember, Rename
from tests.screens.hands import until
from tests.screens.house import House

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


async def test_minutes_follow_a_name_that_was_corrected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The shelf is filled again after a correction, and after its undoing; not when somebody joins."""
    house = House(tmp_path)
    house.ask(meeting.rules.Open())
    house.ask(meeting.rules.Arrive(person="m001"))
    house.ask(meeting.rules.Close())
    async with house.hands(at="arrive") as hands:
        await hands.settled()
        filled: list[int] = []
        monkeypatch.setattr(hands.app, "fill_shelf", lambda: filled.append(house.desk.journal.size))
        house.ask(AddMember(name="Somebody new"))
        await hands.settled()
        filled.clear()
        house.ask(Rename(person="m001", name="Aminata"))
        await hands.settled()
        assert len(filled) == 1
        house.ask(Undo())
        await hands.settled()
        assert len(filled) == 2
        house.ask(AddMember(name="Somebody else"))
        await hands.settled()
        assert len(filled) == 2
