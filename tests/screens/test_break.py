"""Random use of the keyboard: in a break keys do nothing except end it, and no key ever leaves the kiosk."""

from __future__ import annotations

from pathlib import Path
from string import ascii_letters, digits, punctuation

import pytest

from kiosk.practices import agenda, meeting
from screens.widgets.field import Field
from tests.screens.house import House
from tests.screens.scenes import SCENES, item_open, on_break, people, speaking

LETTERS = [*ascii_letters, *digits, *punctuation]
NAMED = (
    "enter escape tab shift+tab backspace delete insert home end pageup pagedown up down left right".split()
)
CTRL = [f"ctrl+{letter}" for letter in ascii_letters[:26]] + ["ctrl+@", "ctrl+backslash", "ctrl+space"]
ALT = [f"alt+{key}" for key in (*ascii_letters[:26], *digits, "enter", "f4", "space")]
FUNCTIONS = [f"f{n}" for n in range(1, 25)]
EVERY = [*LETTERS, *NAMED, *CTRL, *ALT, *FUNCTIONS]


async def test_during_a_break_every_key_but_space_does_nothing(tmp_path: Path) -> None:
    """Letters, digits, signs and function keys, with Ctrl and Alt, record nothing, and the floor stays."""
    house = House(tmp_path)
    on_break(house)
    size = house.desk.journal.size
    async with house.hands(at="floor") as hands:
        for key in EVERY:
            await hands.press(key)
            assert hands.moment == "floor", key
            assert hands.dialog in ("", "Keys"), key
            if hands.dialog:
                await hands.press("escape")
        assert house.desk.journal.size == size
        await hands.press("space")
        assert house.kinds(size) == ["break.ended"]


@pytest.mark.parametrize("moment", ["agenda", "proposal", "more", "lobby"])
async def test_a_break_leads_to_the_floor_from_wherever_it_was_begun(tmp_path: Path, moment: str) -> None:
    """SPACE on another moment would be refused, so a break begun by a command shows the floor."""
    house = House(tmp_path)
    item_open(house)
    async with house.hands(at=moment) as hands:
        await hands.press(":")
        await hands.type("meeting.break 20:15")
        await hands.comes_to("floor")
        assert hands.coach()[0] == "When everybody is back, press SPACE."
        await hands.press("space")
        assert house.kinds()[-1] == "break.ended"


@pytest.mark.parametrize("name", ["floor-nobody", "lobby-first", "more", "minutes-none", "agenda-import"])
async def test_no_key_leaves_the_kiosk_or_opens_a_shell(tmp_path: Path, name: str) -> None:
    """Ctrl and Alt with any letter neither quit, open nor record anything."""
    house, scene = House(tmp_path), SCENES[name]
    scene.before(house)
    async with house.hands(at=scene.moment) as hands:
        await hands.press(*scene.keys)
        before = hands.still()
        for key in (*CTRL, *ALT):
            hands.send(key)
        await hands.rest()
        assert hands.app.is_running
        assert hands.still() == before


async def test_a_line_that_is_typed_has_no_way_out_but_escape(tmp_path: Path) -> None:
    """Ctrl+C, Ctrl+Q and Ctrl+P neither end nor open anything while a line is typed."""
    house = House(tmp_path)
    speaking(house)
    size = house.desk.journal.size
    async with house.hands(at="floor") as hands:
        await hands.press("a", *CTRL, *ALT)
        assert (hands.moment, hands.dialog, hands.entry_open()) == ("floor", "", True)
        await hands.press("escape")
        assert not hands.entry_open()
        assert house.desk.journal.size == size


@pytest.mark.parametrize("typed", ["", "no", "exit", "q", "quit now"])
async def test_quitting_needs_the_word(tmp_path: Path, typed: str) -> None:
    """Any word except `quit`, and ESC, stay in the kiosk."""
    house = House(tmp_path)
    async with house.hands() as hands:
        await hands.press("q")
        await hands.sees("Type the word quit and press ENTER.")
        await hands.type(typed)
        assert hands.app.is_running
        assert hands.moment == "lobby"


async def test_the_word_quits(tmp_path: Path) -> None:
    """The word counts in upper and lower case, and nothing is recorded."""
    house = House(tmp_path)
    people(house)
    size = house.desk.journal.size
    async with house.hands() as hands:
        await hands.press("escape", "q")
        await hands.type("Quit")
        assert not hands.app.is_running
    assert hands.app.return_value == 0
    assert house.desk.journal.size == size


async def test_escape_leads_to_the_floor_and_between_meetings_to_the_lobby(tmp_path: Path) -> None:
    """ESC leaves the field, then the dialog, then goes back, and never leaves the kiosk."""
    house = House(tmp_path)
    item_open(house)
    async with house.hands(at="arrive") as hands:
        await hands.type("an", then="escape")
        assert (hands.moment, hands.entry_open()) == ("arrive", False)
        await hands.press("k", "escape")
        assert (hands.moment, hands.dialog) == ("arrive", "")
        for _press in range(3):
            await hands.press("escape")
            assert hands.moment == "floor"
        house.ask(meeting.rules.Close())
        await hands.press("f9", "d", "escape")
        assert hands.moment == "lobby"
        await hands.press("escape")
        assert hands.moment == "lobby"


async def test_help_shows_every_key(tmp_path: Path) -> None:
    """`?` lists the keys of the moment and those with the same meaning everywhere, and closes again."""
    house = House(tmp_path)
    speaking(house)
    async with house.hands(size=(120, 50), at="floor") as hands:
        await hands.press("?")
        told = hands.wall()
        for words in ("add a name", "order", "pause", "one minute", "next item", "undo", "prompt", "lobby"):
            assert words in told, words
        for key in ("SPACE", "ESC", "F3", "F10", "Q", ":", "!"):
            assert key in told, key
        await hands.press("?")
        assert hands.dialog == ""


async def test_a_meeting_left_open_is_closed_before_anything_else(tmp_path: Path) -> None:
    """F2 to F6 lead to its closing; overnight the floor goes there by itself."""
    house = House(tmp_path)
    speaking(house)
    async with house.hands(at="floor") as hands:
        await hands.wait(26 * 3_600_000)
        await hands.comes_to("minutes")
        for key in ("f2", "f3", "f4", "f5"):
            await hands.press(key)
            assert hands.moment == "minutes"
        await hands.press("escape")
        assert "was left open. Press SPACE" in hands.coach()[0]
        await hands.press("space")
        await hands.comes_to("minutes")
        await hands.press("space", "y")
        assert house.kinds()[-1] == "meeting.closed"


@pytest.mark.parametrize(
    ("title", "planned", "until"),
    [("Break until 8:15 pm", 0, "20:15"), ("Tea", 600, "19:52"), ("Tea", 0, "")],
)
async def test_a_break_of_the_agenda_knows_its_end(
    tmp_path: Path, title: str, planned: int, until: str
) -> None:
    """The end is in the title, or follows from the length; ENTER is then enough."""
    house = House(tmp_path)
    people(house)
    house.ask(agenda.commands.Adopt(items=[agenda.events.Draft(title=title, kind="break", planned=planned)]))
    async with house.hands(at="floor") as hands:
        await hands.press("space")
        assert hands.app.screen.query_one(Field).value == until
        await hands.press("enter")
        sitting = house.state.meeting.open
        assert sitting is not None
        assert sitting.break_until == until


@pytest.mark.parametrize(("days", "moment"), [(7, "minutes"), (0, "floor")])
async def test_nobody_knows_what_day_it_is(tmp_path: Path, days: int, moment: str) -> None:
    """Started in the middle of a meeting with an untrusted clock, the kiosk asks for the time first; then
    last week's meeting is closed, and tonight's continues."""
    house = House(tmp_path)
    item_open(house)
    house.clock.follows_server = False
    house.restart(reboot=True)
    size = house.desk.journal.size
    async with house.hands() as hands:
        assert "Is it " in hands.wall()
        await hands.press("n")
        await hands.type(f"2026-11-{22 + days} 20:02")
        await hands.comes_to(moment)
        assert house.kinds(size) == ["clock.attested"]
        assert ("was left open" in hands.coach()[0]) == bool(days)
    house.restart()
    async with house.hands() as hands:
        assert (hands.dialog, hands.moment) == ("", moment)
