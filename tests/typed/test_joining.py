"""People of a list join, with their cells named first."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from kiosk.look_alikes import folded
from kiosk.practices.roster.rules import AddMember, NameCell
from kiosk.typed.joining import joining
from kiosk.typed.member_list_file import Listed, read_people
from tests.made_up import RoomOf
from tests.practices.play import Play

LIST = "Ana, Süd\nBo, Sád\nChris, 北\nDan, Север\nEve, Юг\nFay, süd\nGus, sud\nHal, north\nIda, North\nJan"


def test_cells_of_a_list_keep_their_names(tmp_path: Path) -> None:
    """Each is named once; one that differs in its accents, its script or its letters is another one."""
    play = Play(tmp_path)
    for command in joining(read_people(LIST).people, play.desk.room):
        play.ask(command)
    room = play.desk.room
    assert [room.cell_name(room.cell(member)) for member in room.members()] == [
        *("Süd", "Sád", "北", "Север", "Юг", "Süd", "sud", "north", "north", "")
    ]
    assert len(set(play.state.roster.members.values())) == 8


@given(st.lists(st.text("Süd uSD北-n", max_size=4), max_size=12))
def test_two_people_share_a_cell_if_and_only_if_its_name_is_one(cells: list[str]) -> None:
    """Whatever the names: as many cells as names, in capitals or not."""
    room = _Room()
    named = [" ".join(cell.split()) for cell in cells]
    for command in joining([Listed("P", cell) for cell in named], room):
        room.take(command)
    wanted = {folded(cell) for cell in named if cell}
    assert len({cell for cell in room.placed if cell}) == len(wanted)
    assert [bool(cell) for cell in room.placed] == [bool(cell) for cell in named]


class _Room(RoomOf):
    """A room with cells and no journal."""

    def __init__(self) -> None:
        super().__init__()
        self.placed: list[str] = []
        self.named_cells: dict[str, str] = {}

    def take(self, command: object) -> None:
        from kiosk.practices.cells import cell_meant, free_id

        if isinstance(command, NameCell):
            self.named_cells[free_id(command.name, self)] = command.name
        elif isinstance(command, AddMember):
            self.placed.append(cell_meant(command.cell, self))

    def cells(self) -> list[str]:
        return [cell for cell in dict.fromkeys([*self.placed, *self.named_cells]) if cell]

    def cell_name(self, cell: str) -> str:
        return self.named_cells.get(cell, cell)
