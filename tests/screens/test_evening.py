"""An evening on the wall from the first start to the minutes, guided mostly by the coach lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.screens.hands import Hands
from tests.screens.house import House, Nowhere


async def _says(hands: Hands, *words: str) -> None:
    """Check that the coach shows these words."""
    told = " ".join(hands.coach())
    for word in words:
        assert word in told, told


async def test_an_evening_is_led_by_the_coach_lines(tmp_path: Path) -> None:
    """From the founding to sealed minutes, each step is the key that the coach line names."""
    house = Nowhere(tmp_path)
    async with house.hands() as hands:
        await _says(hands, "Type the name, then press ENTER.")
        await hands.type("Maple Street 4")
        await _says(hands, "press F2")
        await hands.paste("Ana Lima\rBahar\rChris\rRie")
        await hands.press("f2")
        await hands.sees("4 people")
        await hands.sees("Is every name right? Press ENTER")
        await hands.press("enter")
        await _says(hands, "Press 1, 2 or 3.")
        await hands.press("3")
        await hands.comes_to("lobby")
        await _says(hands, "To open a meeting, press SPACE.")
        await hands.press("space", "y")
        await hands.comes_to("arrive")
        await _says(hands, "Type a few letters of a name, then ENTER.")
        for letters in ("an", "ba", "ch", "ri"):
            await hands.type(letters)
        await _says(hands, "When everybody is here, press SPACE")
        await hands.press("space")
        await _says(hands, "Press SPACE or A to add an item")
        await hands.press("space")
        await hands.type("Strike fund 25 min")
        await _says(hands, "If the room agrees, press SPACE: Strike fund.")
        await hands.press("space")
        await hands.comes_to("floor")
        await _says(hands, "SPACE", "A", "adds whoever wants to speak")
        await hands.press("space")
        await hands.type("ana")
        await hands.press("a")
        await hands.type("rie")
        await _says(hands, "Press SPACE: Ana", 'Say: "Ana')
        await hands.press("space")
        await _says(hands, "When Ana has finished, press SPACE.", 'Say: "Rie, please."')
        await hands.wait(40_000)
        await hands.press("space")
        await _says(hands, "When Rie has finished, press SPACE.")
        await hands.press("space")
        await hands.press("f5")
        await _says(hands, "Press SPACE to write a proposal.")
        await hands.press("space")
        await hands.type("We pay 40 %.", then="f2")
        await _says(hands, "Read it out, slowly, then press SPACE.")
        await hands.press("space")
        for number in ("3", "1", "0", "0"):
            await _says(hands, "Count hands, press SPACE")
            await hands.press("space")
            await hands.type(number)
        await _says(hands, "Read the counts back, then press SPACE.", "agree: 3, reservations: 1")
        await hands.press("space")
        await _says(hands, "SPACE adopts it")
        await hands.press("space", "enter")
        await _says(hands, "SPACE goes back to the floor.")
        await hands.press("space")
        await hands.comes_to("floor")
        await hands.press("f8")
        await _says(hands, "SPACE closes the meeting")
        await hands.press("space", "y")
        await _says(hands, "SPACE goes to the lobby.")
        await hands.sees("paper or a stick.")
        await hands.press("space")
        await hands.comes_to("lobby")
    assert house.kinds()[-2:] == ["proposal.adopted", "meeting.closed"]
    assert [decision.text for decision in house.state.decision.live.values()] == ["We pay 40 %."]


async def test_a_draw_is_led_by_the_coach_lines(tmp_path: Path) -> None:
    """The whole ceremony needs SPACE, dice and answers, without knowing its order."""
    from tests.screens.scenes import adopted_agenda

    house = House(tmp_path)
    adopted_agenda(house)
    async with house.hands(at="lot") as hands:
        await _says(hands, "SPACE begins the ceremony with dice")
        await hands.press("space")
        await _says(hands, "press SPACE: the kiosk fixes its secret")
        await hands.press("space")
        await _says(hands, "press SPACE: then the dice")
        await hands.press("space")
        for dice in ("4152", "6631", "42 53", "1, 1, 1, 1"):
            await _says(hands, "Type the dice as they lie, ENTER after each hand.")
            await hands.type(dice)
        await _says(hands, "Press SPACE: the secret is opened")
        await hands.press("space")
        await _says(hands, "Y for yes, N for no.")
        await hands.press("n", "y", "y")
        await _says(hands, "Y for yes, N for no.")
        await hands.press("y")
        await _says(hands, "SPACE goes on.")
    assert house.kinds()[-11:] == [
        "lot.frozen",
        "lot.committed",
        *["lot.thrown"] * 4,
        "lot.revealed",
        "lot.declined",
        *["lot.accepted"] * 3,
    ]


async def test_the_first_start_goes_back_and_refuses_in_words(tmp_path: Path) -> None:
    """ESC goes back a step and keeps what was typed; an empty or too long name is refused."""
    house = Nowhere(tmp_path)
    async with house.hands() as hands:
        await hands.press("enter")
        assert "needs a name" in hands.refusal()
        await hands.type("Maple")
        await hands.paste("x" * 70 + "\nBahar")
        await hands.press("f2")
        await hands.sees("too long for a name")
        await hands.press("escape")
        await hands.sees("Bahar")
        await hands.press("escape")
        await hands.sees("Maple")
        assert not house.folder.joinpath("journal").exists()


async def test_an_assembly_is_founded_once(tmp_path: Path) -> None:
    """Repeating the last answer before the lobby is shown founds nothing more."""
    house = Nowhere(tmp_path)
    async with house.hands() as hands:
        await hands.type("Maple")
        await hands.paste("Ana\nBahar")
        await hands.press("f2", "enter")
        for key in ("1", "1", "2", "3"):
            hands.send(key)
        await hands.comes_to("lobby")
        assert house.kinds() == ["journal.founded", "member.joined", "member.joined", "rules.minutes-set"]
        assert house.state.rules.route == "network"


@pytest.mark.parametrize("key", ["f9"])
async def test_a_made_up_evening_is_the_only_other_way(tmp_path: Path, key: str) -> None:
    """F9 at the first question starts the demo and founds nothing."""
    house = Nowhere(tmp_path)
    app = house.app()
    async with app.run_test() as pilot:
        await pilot.press(key)
    assert app.return_value == 42
    assert not house.folder.joinpath("journal").exists()
