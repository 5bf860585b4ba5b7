"""Cells: a name in any script, an id that no other cell has, and both taken wherever a cell is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.practices.lot.commands import Quick, Wish
from kiosk.practices.meeting.rules import Open
from kiosk.practices.record.rules import Undo
from kiosk.practices.roster.events import CellNamed
from kiosk.practices.roster.rules import AddMember, NameCell, Place
from kiosk.telling.teller import Teller
from kiosk.typed.joining import joining
from kiosk.typed.member_list_file import Listed
from kiosk.typed.prompt import parse
from tests.practices.play import Play

IDS = [
    ("Süd", "sud"),
    ("Sád", "sad"),
    ("Sud", "sud-2"),
    ("北", "bei"),
    ("Север", "sever"),
    ("Юг", "yug"),
    ("\u2625\u2625", "cell"),
    ("Haus 3", "haus-3"),
    ("北" * 60, ("bei" * 10)[:28]),
    ("北" * 59, ("bei" * 10)[:28] + "-2"),
]


@pytest.fixture
def play(tmp_path: Path) -> Play:
    """An assembly with cells in several scripts."""
    play = Play(tmp_path)
    for name, _id in IDS:
        play.ask(NameCell(name=name))
    return play


def test_names_that_read_alike_are_several_cells(play: Play) -> None:
    """Süd, Sád and Sud are three; 北 and Север have a cell at all; each id fits a pool of lot/1."""
    assert list(play.state.roster.cells.items()) == [(id, name) for name, id in IDS]
    assert play.desk.room.cells() == [id for _name, id in IDS]
    play.restart()
    assert play.desk.room.cell_name("sud-2") == "Sud"


@pytest.mark.parametrize(("name", "id"), IDS)
def test_a_cell_is_said_by_its_name_or_its_id(play: Play, name: str, id: str) -> None:
    """In a command, at the prompt, in large or small letters."""
    ana = play.add("Ana", cell=name)
    bo = play.add("Bo", cell=id)
    eve = play.add("Eve", cell=name.upper() if id != "sud-2" else "Sud")
    assert {play.desk.room.cell(member) for member in (ana, bo, eve)} == {id}
    play.ask(Place(member=ana))
    play.ask(parse(f'roster.cell Ana "{name}"', play.desk.room))
    assert play.desk.room.cell(ana) == id


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (NameCell(name="süd"), "There is a cell Süd already."),
        (NameCell(name="Süd", cell="sud"), "Süd is the name already."),
        (NameCell(name="Sád", cell="Süd"), "There is a cell Sád already."),
        (NameCell(name="West", cell="west"), "There is no cell west."),
        (Place(member="m001", cell="Wést"), "No cell is called Wést. Name it first: roster.name-cell Wést"),
        (Place(member="m001", cell="SÚD"), '"SÚD" could be Süd (sud), Sud (sud-2): write the id.'),
        (Place(member="m001", cell="x" * 61), "A name has at most 60 characters; this one has 61."),
    ],
)
def test_what_is_no_name_of_a_cell(play: Play, asked: NameCell | Place, sentence: str) -> None:
    """Each refusal says what can be done."""
    play.add("Ana")
    assert play.refused(asked) == sentence


def test_a_cell_that_nobody_named_is_shown_by_its_id(tmp_path: Path) -> None:
    """As in older journals; it gets a name later and keeps its id and its members."""
    play = Play(tmp_path)
    ana = play.add("Ana", cell="north")
    assert play.desk.room.cell_name("north") == "north"
    event = play.ask(NameCell(name="Der Norden", cell="north")).event
    assert event == CellNamed(cell="north", name="Der Norden")
    assert play.desk.room.cell_name(play.desk.room.cell(ana)) == "Der Norden"
    play.ask(Undo())
    assert play.desk.room.cell_name("north") == "north"


def test_the_journal_in_words_says_names(play: Play) -> None:
    """Also of entries before the cell had this name."""
    play.add("Ana", cell="Süd")
    play.ask(NameCell(name="Südhaus", cell="Süd"))
    tell = Teller(play.desk.name, cell=play.desk.room.cell_name).tell
    told = [tell(line).sentence for line in play.desk.journal.read(len(IDS) + 1)]
    assert told == ["Ana joined the assembly, in the cell Südhaus.", "The cell sud is called Südhaus now."]


def test_a_draw_says_names_and_records_ids(play: Play) -> None:
    """The quota takes the name; pool.txt has the id; what is short is said of the name."""
    play.ask(Open())
    for name in ("Ana", "Bo", "Eve"):
        play.add(name, cell="北")

    def draw(least: int) -> Quick:
        return Quick(roles={"council": 3}, quotas=[Wish("council", "cell", "北", least)])

    assert "council: 4 of cell 北 are wanted" in play.refused(draw(4))
    assert "quota council cell bei 2 1000\n" in getattr(play.ask(draw(2)).event, "pool", "")


def test_a_cell_that_looks_like_another_is_refused(play: Play) -> None:
    """Written with a Cyrillic letter; a list with such a cell means the one that is there."""
    name = "H\u0430us 3"
    sentence = f"{name} looks like the cell Haus 3: take a name that can be told apart."
    assert play.refused(NameCell(name=name)) == sentence
    assert list(joining([Listed("Ana", name)], play.desk.room)) == [
        AddMember(name="Ana", cell="haus-3", another=True)
    ]
