"""A list of people is looked at before it holds: at the first start, and where people arrive."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.screens.happened import people
from tests.screens.house import House, Nowhere

CELLS = "Nachname\tVorname\tGruppe\rBerg\tAnna\tNord\rKral\tIvo\tSüd\rTotal\t2\t\r"
"""Cells of a spreadsheet, as a terminal sends them."""


async def test_founding_from_cells_of_a_spreadsheet(tmp_path: Path) -> None:
    """Every row is shown, and only people join, under names and cells of their own."""
    house = Nowhere(tmp_path)
    async with house.hands() as hands:
        await hands.type("Maple")
        await hands.paste(CELLS)
        await hands.press("f2")
        await hands.sees("2 people, 2 cells, 1 row left out")
        await hands.sees("a heading")
        await hands.sees("a total")
        await hands.press("enter", "3")
        await hands.comes_to("lobby")
        room = house.desk.room
        named = [(house.desk.name(each), room.cell_name(room.cell(each))) for each in room.members()]
        assert named == [("Anna Berg", "Nord"), ("Ivo Kral", "Süd")]


async def test_a_list_is_put_right_by_keys(tmp_path: Path) -> None:
    """Names the other way round, a row that is no person, other cells, the next doubt; ESC takes nobody."""
    house = Nowhere(tmp_path)
    async with house.hands() as hands:
        await hands.type("Maple")
        await hands.paste("Berg Anna, north\nKral Ivo, south\nBerg Anna, south")
        await hands.press("f2")
        await hands.sees("1 doubt")
        await hands.press("x")
        await hands.sees("Anna Berg")
        await hands.press("tab", "h")
        await hands.sees("not a person, you said")
        await hands.press("c")
        await hands.sees("2 people, 1 row left out")
        await hands.press("n")
        await hands.press("escape")
        await hands.sees("Kral Ivo, south")
        assert not house.folder.joinpath("journal").exists()


async def test_every_page_is_seen(tmp_path: Path) -> None:
    """ENTER shows the pages of a long list, and takes it after the last."""
    house = Nowhere(tmp_path)
    async with house.hands(size=(80, 24)) as hands:
        await hands.type("Maple")
        await hands.paste("\n".join(f"{first}ana {last}ato" for first in "BDFGHKM" for last in "RSTVWZ"))
        await hands.press("f2")
        await hands.sees("1 to 16 of 42")
        await hands.press("enter")
        await hands.sees("17 to 32 of 42")
        await hands.press("enter")
        await hands.sees("these people belong to the assembly")
        await hands.press("enter")
        await hands.sees("42 people")
        await hands.sees("How do members fetch the minutes?")


@pytest.mark.parametrize("written", ["{}", "'{}'", "file://{}"])
async def test_a_path_is_read_and_never_a_member(tmp_path: Path, written: str) -> None:
    """Quoted, dropped or plain: the file is read, where people arrive too; a wrong path is said."""
    house = House(tmp_path)
    people(house)
    file = tmp_path / "new members.csv"
    file.write_bytes("name;cell\nJiří Dvořák;jih\nAmina;sever\n".encode("cp1250"))
    path = str(file).replace(" ", "%20") if written.startswith("file:") else str(file)
    size = len(house.kinds())
    async with house.hands(at="arrive") as hands:
        await hands.press("a")
        await hands.paste(f"{tmp_path}/none.csv")
        assert "cannot be read" in hands.refusal()
        await hands.paste(written.format(path))
        await hands.sees("in the roster already")
        await hands.press("enter")
        await hands.settled()
    assert house.kinds(size) == ["member.joined"]
    assert house.desk.name(house.desk.room.members()[-1]) == "Jiří Dvořák"


async def test_several_names_pasted_where_one_is_asked_for(tmp_path: Path) -> None:
    """They are a list; one name alone is a name."""
    house = House(tmp_path)
    people(house)
    async with house.hands(at="arrive") as hands:
        await hands.press("a")
        await hands.paste("Zoë Müller\rÖmer Kaya\r")
        await hands.sees("2 people")
        await hands.press("escape")
        await hands.paste("Zoë Müller\r")
        await hands.sees("nobody has this name")
