"""Several draws of one evening: people left out or let in, many noes, an empty hat, a vacant seat."""

from __future__ import annotations

from pathlib import Path

from kiosk.practices import roles, rules
from kiosk.practices.lot import commands as lot
from kiosk.practices.lot.state import Draw
from tests.screens.happened import answer, people
from tests.screens.house import House


def held(house: House, role: str, **terms: dict[str, int]) -> str:
    """Let the person drawn for a role say yes; returns the name."""
    house.ask(lot.Quick(roles={role: 1}, **terms))  # type: ignore[arg-type]
    answer(house, lot.Accept)
    return house.desk.name(house.state.roles.held[-1].person)


def latest(house: House) -> Draw:
    draw = house.state.lot.draw
    assert draw is not None
    return draw


def inside(house: House) -> set[str]:
    return {house.desk.name(person.id) for person in latest(house).pool.people}


async def test_after_three_noes_the_wall_says_what_the_room_can_do(tmp_path: Path) -> None:
    """Two are chance. It says how many are left to ask, and how the seat is left for another evening."""
    house = House(tmp_path)
    people(house)
    house.ask(lot.Quick(roles={"facilitator": 1}))
    for _no in range(2):
        answer(house, lot.Decline)
    async with house.hands(at="lot") as hands:
        assert "said no." not in hands.wall()
        await hands.press("n")
        left = len(latest(house).pool.people) - 4
        wall = " ".join(hands.wall().split())
        assert f"3 said no. In the hat there are {left} more. Go on asking; or leave it open" in wall
        assert "X puts people back in, F9 R changes the rule" in wall


async def test_who_was_left_out_stays_out_for_the_evening(tmp_path: Path) -> None:
    """Also after a restart; the wall shows it before each draw, until the name is typed again."""
    house = House(tmp_path)
    people(house)
    async with house.hands(at="lot") as hands:
        await hands.press("x")
        await hands.type("eva, travels")
        await hands.press("x")
        await hands.type("ivo")
        await hands.press("r")
        await hands.type(", cook")
        await hands.press("d", "space", "y", "y", "y", "y", "r")
        await hands.type("!")
        assert "Left out: Eva (travels), Ivo" in hands.wall()
    house.restart()
    async with house.hands(at="lot") as hands:
        await hands.press("r")
        await hands.type("")
        assert "Left out: Eva (travels), Ivo" in hands.wall()
        await hands.press("x")
        await hands.type("eva")
        assert "Left out: Ivo" in hands.wall()
        await hands.press("x")
        await hands.type("ivo")
        assert "Left out" not in hands.wall()
        await hands.press("space")
    assert "Eva" in inside(house)


async def test_who_holds_a_role_is_asked_about(tmp_path: Path) -> None:
    """The wall names the person and the role, the coach asks, X lets in, also into a hat opened again."""
    house = House(tmp_path)
    people(house)
    name = held(house, "treasurer", days={"treasurer": 30})
    async with house.hands(at="lot") as hands:
        await hands.press("r")
        await hands.type("")
        assert f"Hold a role, so out: {name} (treasurer). X and a name: in." in hands.wall()
        assert (
            hands.coach()[1]
            == f'Say: "{name} holds a role, treasurer. Do we want {name} in the hat as well?"'
        )
        await hands.press("x")
        await hands.type(name)
        assert "Hold a role" not in hands.wall()
        await hands.press("x")
        await hands.type(name)
        assert "Hold a role" in hands.wall()
        await hands.press("x")
        await hands.type("*")
        assert "Hold a role" not in hands.wall()
        await hands.press("space", "b")
    house.restart()
    async with house.hands(at="lot") as hands:
        assert "Hold a role" not in hands.wall()
        await hands.press("space")
    assert name in inside(house)


async def test_a_hat_without_anybody_names_the_keys(tmp_path: Path) -> None:
    """Everybody rests after a turn: for how long, and which key changes the rule."""
    house = House(tmp_path, people=2)
    people(house)
    house.ask(rules.rules.SetRotation(scope="all", cooldown=2))
    held(house, "cook", days={"cook": 30})
    house.ask(lot.Quick(roles={"door": 1}))
    answer(house, lot.Accept)
    for role in list(house.state.roles.held):
        house.ask(roles.rules.Release(role=role.role, person=role.person))
    async with house.hands(at="lot") as hands:
        await hands.press("r", "ctrl+u")
        await hands.type("tea")
        wall = " ".join(hands.wall().split())
        assert "Nobody is left in the hat. 2 rest after a turn, the first for 2 meetings more" in wall
        assert "F9, R changes how long people rest." in hands.coach()[0]


async def test_a_role_that_was_given_back_is_proposed(tmp_path: Path) -> None:
    """F4 has it with what is left of its term, F7 says that it is vacant, and the lobby that it is due."""
    house = House(tmp_path)
    people(house)
    held(house, "treasurer", meetings={"treasurer": 4})
    (term,) = house.state.roles.held
    house.ask(roles.rules.Release(role="treasurer", person=term.person))
    async with house.hands(at="mandates") as hands:
        assert "treasurer ■ vacant: F4 draws it" in " ".join(hands.wall().split())
        await hands.visit("lot")
        assert "Still to be drawn: treasurer. R draws" in hands.coach()[0]
        await hands.press("r")
        await hands.type("")
        assert "treasurer 1 for 4 meetings, this one counted" in " ".join(hands.wall().split())
        await hands.visit("lobby")
        assert "To be drawn next time: treasurer" in " ".join(hands.wall().split())
