"""After the reveal names appear one role after another, without delaying any key."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.screens.hands import Hands, until
from tests.screens.happened import thrown
from tests.screens.house import House


def _names(hands: Hands) -> list[str]:
    """Return the names drawn, in the order of the roles."""
    draw = hands.house.state.lot.draw
    assert draw is not None
    return [hands.house.desk.name(person) for people in draw.seated.values() for person in people]


async def _opened(hands: Hands) -> None:
    """Press SPACE to open the secret, with a suspense that ends by itself only after an hour."""
    hands.app.animation_level = "full"
    await hands.press("space")
    await hands.sees("SPACE shows all names at once.")


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Slow the suspense down, so that a test sees each step."""
    monkeypatch.setattr("screens.lot.suspense.BEAT", 3_600.0)
    monkeypatch.setattr("screens.lot.suspense.LONGEST", 3_600.0)


@pytest.mark.usefixtures("slow")
async def test_space_shows_all_names_at_once(tmp_path: Path) -> None:
    """The draw was recorded before the first name; SPACE records nothing."""
    house = House(tmp_path)
    thrown(house)
    async with house.hands(at="lot") as hands:
        await _opened(hands)
        size = house.desk.journal.size
        assert house.kinds()[-1] == "lot.revealed"
        first, *others = _names(hands)
        assert not any(name in hands.wall() for name in (first, *others))
        await hands.press("space")
        await hands.sees(f'Say: "{first}, you are drawn')
        assert all(name in hands.wall() for name in others)
        assert house.desk.journal.size == size


@pytest.mark.usefixtures("slow")
async def test_nobody_answers_who_was_not_seen(tmp_path: Path) -> None:
    """Y before a name is shown shows the names; the next Y is the answer."""
    house = House(tmp_path)
    thrown(house)
    async with house.hands(at="lot") as hands:
        await _opened(hands)
        await hands.press("y")
        await hands.sees("accepts?")
        assert house.kinds()[-1] == "lot.revealed"
        await hands.press("y")
        assert house.kinds()[-1] == "lot.accepted"


async def test_the_names_appear_by_themselves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The roles follow one another by themselves until all are shown."""
    monkeypatch.setattr("screens.lot.suspense.BEAT", 0.02)
    house = House(tmp_path)
    thrown(house)
    async with house.hands(at="lot") as hands:
        hands.app.animation_level = "full"
        await hands.press("space")
        await until(lambda: all(name in hands.wall() for name in _names(hands)), hands.wall)


async def test_nothing_moves_where_nothing_should(tmp_path: Path) -> None:
    """Without animations the names are shown with the entry."""
    house = House(tmp_path)
    thrown(house)
    async with house.hands(at="lot") as hands:
        await hands.press("space")
        assert "accepts?" in hands.wall()
        assert all(name in hands.wall() for name in _names(hands)[1:])
