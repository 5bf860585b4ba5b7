"""Texts typed on the floor are shown as letters: words about points of order, names of lists, titles."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.practices import agenda, floor
from kiosk.terms import TITLE
from screens.floor import lists as floor_lists
from tests.screens.hostile import Hostile, check_harmless, corpus, fitting, let_in, recordable

TALL = (110, 100)


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Hostile:
    """Return an assembly of sixty hostile texts, none of them cleaned."""
    let_in(monkeypatch)
    made = Hostile(tmp_path, recordable(corpus())[:60])
    made.install()
    return made


async def test_words_about_points_of_order_and_names_of_lists(house: Hostile) -> None:
    """They are letters in the list, next to the next speaker, and in the question for a list."""
    people = house.desk.room.present()
    house.desk.ask(agenda.commands.Open(item=1))
    house.desk.ask(floor.commands.SetRule(rule="alternating", lists=2))
    for person in people[:3]:
        house.desk.ask(floor.commands.Ask(person=person))
    async with house.hands(size=TALL, at="floor") as hands:
        for place, text in enumerate(house.texts):
            person = people[place % len(people)]
            floor_lists.call(house.desk, [text, text + " too"])
            floor_lists.choose(house.desk, people[0], 1)
            floor_lists.choose(house.desk, people[1], 2)
            note = fitting(text, TITLE)
            house.desk.ask(floor.commands.Ask(person=person, kind="order", category="rules", note=note))
            await hands.pilot.pause()
            check_harmless(hands.app, text)
            house.desk.ask(floor.commands.Withdraw(person=person, kind="order"))
        await hands.press("v")
        await hands.type("m001")
        assert hands.dialog == "Choice"
        check_harmless(hands.app, "which list")


async def test_questions_with_titles_and_names_in_them(house: Hostile) -> None:
    """Questions on the length of a rule, on two points of order and on shorter items show letters."""
    people = house.desk.room.present()
    for place in range(0, len(house.texts), 12):
        house.desk.ask(agenda.commands.Open(item=place + 1, believes=house.state.agenda.open))
        for person in people[place : place + 2]:
            house.desk.ask(floor.commands.Ask(person=person, kind="order"))
        house.desk.ask(floor.commands.Ask(person=people[place]))
        house.desk.ask(floor.commands.Begin(person=people[place], kind="order"))
        house.desk.ask(floor.commands.Begin(person=people[place], after=people[place], kind="contribution"))
        house.desk.ask(floor.commands.Ask(person=people[place], kind="order"))
        async with house.hands(size=TALL, at="floor") as hands:
            for keys in (("r", "2"), ("k",), ("o",), ("h",), ("w", *"m001", "enter")):
                await hands.press(*keys)
                check_harmless(hands.app, (place, keys))
                await hands.press("escape")
            await hands.press("escape")
        for waiting in list(house.state.floor.waiting):
            house.desk.ask(floor.commands.Withdraw(person=waiting.person, kind=waiting.kind))
