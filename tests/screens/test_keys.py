"""Each key of each moment does what its binding says: one entry through the desk, a view, or a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.binding import Binding
from textual.dom import DOMNode

from screens.agenda.importing import AgendaImport
from screens.app.app import KioskApp
from screens.app.registry import MOMENTS
from screens.journal.entry import EntryView
from screens.moment import Moment
from screens.welcome.welcome import Welcome
from tests.screens.house import House
from tests.screens.presses import PRESSES
from tests.screens.presses.press import Press
from tests.screens.scenes import SCENES


def _shown(press: Press) -> str:
    return f"{press.binding} in {press.scene}: {' '.join(press.keys)}"


@pytest.mark.parametrize("press", PRESSES, ids=_shown)
async def test_a_key_does_what_it_says(tmp_path: Path, press: Press) -> None:
    """An accepted command is its one entry; a refusal is shown in words and changes nothing."""
    house, scene = House(tmp_path), SCENES[press.scene]
    scene.before(house)
    size = house.desk.journal.size
    async with house.hands(at=scene.moment) as hands:
        await hands.settled()
        await hands.press(*scene.keys)
        for key in press.keys:
            letters = key.removeprefix("text:")
            if letters != key:
                await hands.type(letters)
            else:
                await hands.press(key)
        assert house.kinds(size) == list(press.recorded), hands.refusal()
        assert hands.moment == (press.then or scene.moment)
        if press.shown:
            await hands.sees(press.shown)


def _owners() -> list[type[DOMNode]]:
    """Return every class with bindings: the shared one, each moment, the app, the import, the first start."""
    return [Moment, *(type(make()) for make in MOMENTS.values()), KioskApp, AgendaImport, EntryView, Welcome]


def _bindings(owner: type[DOMNode]) -> Iterator[Binding]:
    for binding in owner.BINDINGS:
        assert isinstance(binding, Binding)
        yield binding


def test_every_key_was_pressed() -> None:
    """A new key needs a row in tests/screens/presses, and an id by which it can be remapped."""
    ids = {binding.id for owner in _owners() for binding in _bindings(owner)}
    elsewhere = {"minutes.before", "minutes.other", *(each.id for each in _bindings(Welcome))}
    assert ids - {binding for press in PRESSES for binding in press.binding.split()} == elsewhere - {
        "app.help"
    }


def test_the_next_step_was_taken_in_every_moment() -> None:
    """One id is the next step everywhere, and each moment has its own step to take."""
    taken = {SCENES[press.scene].moment for press in PRESSES if "moment.next" in press.binding.split()}
    stepping = {
        owner.NAME
        for owner in _owners()
        if issubclass(owner, Moment) and any(each.id == "moment.next" for each in _bindings(owner))
    }
    assert stepping <= taken


def test_no_two_keys_of_a_moment_are_the_same() -> None:
    """No moment uses a key that has a meaning everywhere."""
    everywhere = {key for binding in _bindings(KioskApp) for key in binding.key.split(",")}
    for owner in _owners():
        keys = [key for binding in _bindings(owner) for key in binding.key.split(",")]
        assert len(keys) == len(set(keys)), owner.__name__
        if issubclass(owner, Moment):
            assert not everywhere & set(keys), owner.__name__
