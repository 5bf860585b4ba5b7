"""Names that do not fit the journal: the wall, the room's choices, and the minutes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from kiosk.journal.place import Place
from kiosk.minutes.build import build
from kiosk.minutes.render import render
from kiosk.minutes.source import of_desk, of_folder
from kiosk.practices import meeting
from tests.screens.happened_journal import lost
from tests.screens.house import House

Kept = dict[str, Any]


def changed(house: House, kept: Kept) -> None:
    """Write the file of names while the kiosk is closed."""
    house.desk.close()
    Place(house.folder).names.write_bytes(msgspec.json.encode(kept))
    house.desk = house._opened()


def names_of(house: House) -> Kept:
    """Return what the file of names holds."""
    kept: Kept = msgspec.json.decode(Place(house.folder).names.read_bytes())
    return kept


def met(folder: Path) -> House:
    """Return a house in which Amina and Bahar met."""
    house = House(folder)
    house.ask(meeting.rules.Open())
    for person in ("m001", "m002"):
        house.ask(meeting.rules.Arrive(person=person))
    house.ask(meeting.rules.Close())
    return house


def in_minutes(house: House) -> list[str]:
    """Return the minutes, from the open house and from its folder."""
    sources = (of_desk(house.desk), of_folder(house.folder))
    return [render(build(source, 1), "text").decode() for source in sources]


async def test_a_name_that_is_another_is_nowhere(tmp_path: Path) -> None:
    """With two names exchanged, wall and minutes show ids, and the wall says what to do."""
    house = met(tmp_path)
    kept = names_of(house)
    kept["m001"]["name"], kept["m002"]["name"] = "Bahar", "Amina"
    changed(house, kept)
    async with house.hands() as hands:
        await hands.press("f6")
        assert "m001, m002, Chris" in hands.wall().replace("\n", " ")
        assert "Amina" not in hands.wall()
        await hands.press("f9", "j")
        assert "The names kept for m001, m002 do not fit the journal" in hands.wall()
    for text in in_minutes(house):
        assert "m001" in text
        assert "Amina" not in text
        assert "Bahar" not in text
    assert names_of(house) == kept


async def test_names_that_were_exchanged_with_their_salts_go_back(tmp_path: Path) -> None:
    """Each name fits only one commitment, so its person is certain."""
    house = met(tmp_path)
    kept = names_of(house)
    kept["m001"], kept["m002"] = kept["m002"], kept["m001"]
    changed(house, kept)
    async with house.hands() as hands:
        await hands.press("f6")
        assert "Amina, Bahar, Chris" in hands.wall()
        await hands.press("f9", "j")
        assert "The names of m001, m002 were found in another place" in hands.wall()
    assert names_of(house)["m001"]["name"] == "Amina"


@pytest.mark.parametrize("strange", [b"", b"{", b"nonsense", b"\xff\x00", b"[]", None])
async def test_without_a_file_of_names_the_wall_shows_ids(tmp_path: Path, strange: bytes | None) -> None:
    """With the file deleted or overwritten the kiosk opens, and says whose names are missing."""
    house = met(tmp_path)
    house.desk.close()
    Place(house.folder).names.unlink()
    if strange is not None:
        Place(house.folder).names.write_bytes(strange)
    house.desk = house._opened()
    async with house.hands() as hands:
        await hands.press("f9", "j")
        assert "The names of m001, m002, m003 and 24 more are missing" in hands.wall()
    assert all("m001" in text and "Amina" not in text for text in in_minutes(house))


async def test_a_name_of_nobody_is_shown_to_nobody(tmp_path: Path) -> None:
    """An id that was never assigned is on no list, and its name is kept aside."""
    house = met(tmp_path)
    changed(house, {**names_of(house), "m099": {"name": "Mallory", "salt": "00" * 16}})
    async with house.hands() as hands:
        await hands.press("f6")
        assert "Mallory" not in hands.wall()
        assert house.desk.name("m099") == "m099"
    assert [each.name for each in house.desk.beside.names.lost] == ["Mallory"]
    assert "m099" not in names_of(house)


async def test_the_room_says_whose_a_name_is(tmp_path: Path) -> None:
    """N, the name and the person record a correction, and the name is not lost any more."""
    house = House(tmp_path)
    lost(house)
    size = house.desk.journal.size
    quinn = house.person(16)
    async with house.hands(at="journal") as hands:
        assert "2 names fit nobody and are kept" in hands.wall()
        await hands.press("n", "2")
        assert "Zoë, which stood under m028 (2026-11-22)" in hands.wall()
        await hands.press("1")
        await hands.type(quinn)
        await hands.sees("1 name fits nobody.")
        await hands.press("escape")
        assert "1 name fits nobody and is kept" in hands.wall()
    assert house.kinds(size) == ["person.renamed"]
    assert house.desk.name(quinn) == "Zoë"


async def test_the_room_deletes_a_name_that_fits_nobody(tmp_path: Path) -> None:
    """A question comes first; a piece of a file belongs to nobody, so it can only be deleted."""
    house = House(tmp_path)
    lost(house)
    size = house.desk.journal.size
    async with house.hands(at="journal") as hands:
        await hands.press("n", "1")
        assert "Say whose" not in hands.wall()
        await hands.press("1", "n")
        assert len(house.desk.beside.names.lost) == 2
        await hands.press("1", "1", "y")
        await hands.sees("1 name fits nobody.")
        await hands.press("1", "2", "y")
        await hands.sees("four words")
        assert "fit nobody" not in hands.wall()
    assert not Place(house.folder).names_lost.exists()
    assert house.kinds(size) == []


async def test_forgetting_says_what_may_still_be_theirs(tmp_path: Path) -> None:
    """Names that fit nobody stay until the room has looked at them, and the wall says so."""
    house = House(tmp_path)
    lost(house)
    async with house.hands() as hands:
        await hands.press("f6", "escape", "f")
        await hands.type("amina")
        await hands.press("y")
        await hands.sees("2 names fit nobody and are kept")


@pytest.mark.parametrize(("key", "kinds"), [("y", ["member.joined"]), ("n", [])])
async def test_a_newcomer_who_looks_like_somebody_is_asked_about(
    tmp_path: Path, key: str, kinds: list[str]
) -> None:
    """For a Cyrillic letter in an existing name the wall names the similar member, and N records nothing."""
    house = House(tmp_path)
    house.ask(meeting.rules.Open())
    size = house.desk.journal.size
    async with house.hands() as hands:
        await hands.press("f6")
        await hands.type("\u0410mina")
        await hands.press("y")
        await hands.sees("looks like Amina (m001). Are these two people?")
        await hands.press(key)
        assert house.kinds(size) == kinds
