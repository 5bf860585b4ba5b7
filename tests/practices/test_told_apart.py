"""Two people of one name: what stands beside it, and nothing beside a name that is the only one."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.look_alikes import alike
from kiosk.minutes.build import of_open
from kiosk.minutes.render import render
from kiosk.practices.floor.commands import Ask, Begin
from kiosk.practices.meeting.rules import Depart
from kiosk.practices.roster.rules import AddMember, Forget, Leave, NameCell, Place, Rename
from kiosk.practices.told_apart import told_apart, with_beside
from kiosk.typed.name_lookup import call_name
from tests.practices.play import Play


@pytest.mark.parametrize(
    ("names", "cells", "beside"),
    [
        ("Ana Bo Eve", "a b c", ["", "", ""]),
        ("Ana Ana Eve", "a b c", ["a", "b", ""]),
        ("Ana Ana Eve", "a a c", ["m001", "m002", ""]),
        ("Ana Ana Ana", "a a c", ["m001", "m002", "c"]),
        ("Ana Ana Eve", "- b c", ["m001", "b", ""]),
        ("Dan D\u0430n Eve", "a a c", ["m001", "m002", ""]),
        ("Ana ANA Eve", "a b c", ["a", "b", ""]),
        ("Ana m001 m003", "a b c", ["", "", ""]),
        ("m003 Bo m003", "- b c", ["m001", "", ""]),
        ("Ana Ana Ana_(a)", "a b c", ["m001", "b", "m003"]),
        ("Ana Ana Eve", f"{'a' * 25} b c", ["m001", "b", ""]),
    ],
)
def test_what_stands_beside(names: str, cells: str, beside: list[str]) -> None:
    """The cell where nobody else of the name is in it, else the number; a forgotten person is a number."""
    people = {f"m{n:03d}": name.replace("_", " ") for n, name in enumerate(names.split(), start=1)}
    of = {person: cell for person, cell in zip(people, cells.split(), strict=True) if cell != "-"}
    found = told_apart(people, of)
    assert [found.get(person, "") for person in people] == beside


NAMES = st.sampled_from(["Ana", "ana", "\u0410na", "Ana (a)", "Ana (m001)", "Ana (m002)", "Bo", "m002"])


@given(st.lists(st.tuples(NAMES, st.sampled_from(["", "a", "b"])), max_size=6))
def test_no_two_are_shown_alike(drawn: list[tuple[str, str]]) -> None:
    """Whatever they are called: also where somebody's name is what stands beside another's."""
    people = {f"m{n:03d}": name for n, (name, _cell) in enumerate(drawn, start=1)}
    beside = told_apart(people, {f"m{n:03d}": cell for n, (_name, cell) in enumerate(drawn, start=1)})
    shown = [with_beside(name, beside.get(person, "")) for person, name in people.items()]
    assert not any(alike(one, other) for at, one in enumerate(shown) for other in shown[:at])


@pytest.fixture
def play(tmp_path: Path) -> Play:
    """Two Anas in two cells, one of which is named in another script, and Bo."""
    play = Play(tmp_path)
    play.ask(NameCell(name="北"))
    play.open_meeting()
    for name, cell in (("Ana Lima", "north"), ("Ana Lima", "北"), ("Bo", "")):
        play.ask(AddMember(name=name, cell=cell, here=True, another=True))
    return play


def test_a_name_is_told_apart_as_soon_and_as_long_as_another_has_it(play: Play) -> None:
    """When somebody joins, moves, is renamed, forgotten or leaves; who left is told apart for the journal."""
    room = play.desk.room

    def names() -> list[str]:
        return [play.desk.name(f"m{n:03d}") for n in (1, 2, 3)]

    assert names() == ["Ana Lima (north)", "Ana Lima (北)", "Bo"]
    assert [room.own_name("m001"), room.beside("m002"), room.beside("m003")] == ["Ana Lima", "北", ""]
    play.ask(NameCell(name="Nord", cell="北"))
    assert names()[1] == "Ana Lima (Nord)"
    play.ask(Place(member="m002", cell="north"))
    assert names() == ["Ana Lima (m001)", "Ana Lima (m002)", "Bo"]
    play.ask(Rename(person="m002", name="Ana Luz"))
    assert names() == ["Ana Lima", "Ana Luz", "Bo"]
    assert [call_name(person, room) for person in ("m001", "m002", "m003")] == ["Ana Lima", "Ana Luz", "Bo"]
    play.ask(Rename(person="m003", name="Ana Luz", another=True))
    assert names() == ["Ana Lima", "Ana Luz (north)", "Ana Luz (m003)"]
    play.ask(Leave(member="m003"))
    play.ask(Depart(person="m003"))
    assert names() == ["Ana Lima", "Ana Luz", "Ana Luz (m003)"]
    play.ask(Forget(person="m003"))
    assert names() == ["Ana Lima", "Ana Luz", "m003"]


@pytest.mark.parametrize("form", ["markdown", "html", "text", "json"])
def test_minutes_tell_them_apart(play: Play, form: str) -> None:
    """In each form, and the list of who was here says which cell goes with which number."""
    play.ask(Ask(person="m002"))
    play.ask(Begin(person="m002"))
    text = render(of_open(play.desk), form).decode()  # type: ignore[arg-type]
    wanted = {
        "markdown": "Ana Lima (北, m002)",
        "html": '<bdi>Ana Lima</bdi> <span class="quiet">北, m002</span>',
        "text": "Ana Lima (北, m002)",
        "json": '"beside": "北"',
    }
    assert wanted[form] in text
