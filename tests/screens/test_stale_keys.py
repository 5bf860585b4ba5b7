"""Keys that come twice, too late or too early: each applies to what was on the wall when it was pressed."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from textual.events import AppBlur

from kiosk.practices import meeting
from screens.widgets.entry import Letters
from tests.screens.house import House
from tests.screens.scenes import SCENES


@pytest.mark.parametrize(
    ("name", "key", "recorded"),
    [
        ("floor-running", "space", ["turn.began"]),
        ("floor-running", "p", ["turn.paused"]),
        ("floor-running", "plus", ["turn.extended"]),
        ("floor-running", "n", ["item.opened"]),
        ("floor-running", "u", ["act.undone"]),
        ("floor-question-waits", "space", ["turn.began"]),
        ("floor-question-put", "space", ["turn.ended"]),
        ("floor-answered", "space", ["turn.ended"]),
        ("floor-rounds", "space", ["floor.round-began"]),
        ("floor-closed-empty", "space", ["item.opened"]),
        ("floor-round", "x", ["floor.passed"]),
        ("floor-check-in", "g", ["floor.round-began"]),
        ("floor-running", "z", ["turn.put-back"]),
        ("floor-running", "c", ["floor.closed"]),
        ("floor-wrong-order", "o", ["floor.made-ordinary"]),
        ("floor-break", "space", ["break.ended"]),
        ("agenda-six", "space", ["item.opened"]),
        ("agenda-six", "x", ["item.removed"]),
        ("agenda-import", "space", ["agenda.adopted"]),
        ("lot-choose", "d", ["lot.drawn-quickly"]),
        ("lot-frozen", "space", ["lot.committed"]),
        ("lot-asking", "y", ["lot.accepted"]),
        ("proposal-counted", "space", ["proposal.read-back"]),
        ("arrive-here", "space", []),
    ],
)
async def test_a_key_that_bounces_acts_once(tmp_path: Path, name: str, key: str, recorded: list[str]) -> None:
    """The second press came before the first was on the wall, so it is ignored."""
    house, scene = House(tmp_path), SCENES[name]
    scene.before(house)
    size = house.desk.journal.size
    async with house.hands(at=scene.moment) as hands:
        await hands.press(*scene.keys)
        hands.send(key)
        hands.send(key)
        await hands.rest()
        assert house.kinds(size) == recorded


@pytest.mark.parametrize("key", ["colon", "q", "b", "w", "exclamation_mark", *"khdrtl"])
async def test_a_key_that_bounces_asks_once(tmp_path: Path, key: str) -> None:
    """One line opens, and ESC leaves it."""
    house = House(tmp_path)
    SCENES["floor-running"].before(house)
    async with house.hands(at="floor") as hands:
        before = hands.wall()
        hands.send(key)
        hands.send(key)
        await hands.rest()
        assert len(hands.app.screen_stack) <= 2
        await hands.press("escape")
        assert (hands.dialog, hands.entry_open()) == ("", False)
        await hands.same_wall(before)


async def test_letters_typed_ahead_go_into_the_line(tmp_path: Path) -> None:
    """After `A` and a name in one go the person is named, and no letter acts as a key."""
    house = House(tmp_path)
    SCENES["floor-nobody"].before(house)
    size = house.desk.journal.size
    async with house.hands(at="floor") as hands:
        hands.send("a")
        await hands.type("nils")
        assert house.kinds(size) == ["floor.asked"]
        assert house.state.floor.waiting[-1].person == "m014"


async def test_letters_typed_as_soon_as_people_arrive_are_read(tmp_path: Path) -> None:
    """The line for names takes letters as soon as the moment is shown: the first ones are not keys."""
    house = House(tmp_path)
    house.ask(meeting.rules.Open())
    size = house.desk.journal.size
    async with house.hands(at="floor") as hands:
        hands.app.go("arrive")
        while hands.moment != "arrive" or not any(hands.coach()):
            await asyncio.sleep(0)
        assert hands.entry_open()
        await hands.type("nils")
        assert house.kinds(size) == ["person.arrived"]


async def test_a_line_keeps_its_letters_while_the_terminal_has_no_keyboard(tmp_path: Path) -> None:
    """With the keyboard unplugged and put back, typing continues where it stopped."""
    house = House(tmp_path)
    SCENES["floor-nobody"].before(house)
    size = house.desk.journal.size
    async with house.hands(at="floor") as hands:
        await hands.press("a", "n", "i")
        wall = hands.wall()
        hands.app.post_message(AppBlur())
        await hands.rest()
        assert hands.wall() == wall
        await hands.type("ls")
        assert house.kinds(size) == ["floor.asked"]
        assert house.state.floor.waiting[-1].person == "m014"


async def test_something_that_lies_on_a_key_does_not_play_the_evening(tmp_path: Path) -> None:
    """A repeating key counts once; up and down repeat, for scrolling."""
    house = House(tmp_path)
    SCENES["floor-long-list"].before(house)
    size = house.desk.journal.size
    app = house.app()
    app.meant.repeat = 60.0
    async with app.run_test() as pilot:
        app.go("floor")
        await pilot.pause()
        await pilot.press(*["space"] * 5)
        assert house.kinds(size) == ["turn.began"]
        await pilot.press("p", "space")
        assert house.kinds(size) == ["turn.began", "turn.paused", "turn.resumed"]


async def test_what_changed_meanwhile_is_not_acted_on(tmp_path: Path) -> None:
    """A dialog for one version of a proposal does not count hands for the next."""
    from kiosk.practices import proposal

    house = House(tmp_path)
    SCENES["proposal-read-out"].before(house)
    async with house.hands(at="proposal") as hands:
        await hands.press("1")
        house.ask(proposal.commands.Amend(text="Something else."))
        size = house.desk.journal.size
        await hands.type("17")
        assert house.kinds(size) == []
        assert "version 3 now: look again" in hands.refusal()


@pytest.mark.parametrize(
    ("name", "opening", "keys", "recorded"),
    [
        # A question
        ("minutes-left-open", ("space",), ("y", "y"), ["meeting.closed"]),
        ("minutes-left-open", ("space",), ("y", "n"), ["meeting.closed"]),
        ("minutes-left-open", ("space",), ("n", "y"), []),
        ("minutes-left-open", ("space",), ("escape", "y"), []),
        ("proposal-read-back", ("n",), ("y", "n"), ["proposal.rejected"]),
        ("proposal-read-back", ("n",), ("n", "n"), []),
        ("mandates-held", ("r",), ("y", "r"), ["role.released"]),
        ("lobby-first", ("space",), ("y", "y"), ["meeting.opened"]),
        ("arrive-newcomer", (), ("n", "y"), ["guest.joined"]),
        ("floor-running", ("r", "2", "1"), ("y", "y"), ["floor.rule-set"]),
        ("floor-running", ("r", "2", "1"), ("n", "y"), []),
        ("floor-late", ("l",), ("y", "y"), ["agenda.spread"]),
        # A choice
        ("floor-running", ("k",), ("2", "2"), []),
        ("floor-running", ("t",), ("2", "2"), ["rules.clocks-set"]),
        ("floor-running", ("t",), ("escape", "2"), []),
        ("floor-two-orders", ("o",), ("2", "1"), ["floor.made-ordinary"]),
        # A line
        ("proposal-read-back", ("space",), ("enter", "enter"), ["proposal.adopted"]),
        ("proposal-read-back", ("space",), ("enter", "space"), ["proposal.adopted"]),
        ("proposal-read-back", ("space",), ("enter", "escape"), ["proposal.adopted"]),
        ("proposal-read-back", ("space",), ("escape", "enter"), []),
        ("agenda-six", ("e",), ("escape", "escape"), []),
        ("agenda-six", ("e",), ("escape", "enter"), []),
        ("floor-running", ("colon",), ("enter", "enter"), []),
        ("floor-running", ("q",), ("escape", "enter"), []),
        # A page
        ("proposal-written", ("e", "x"), ("f2", "f2"), ["proposal.amended"]),
        ("proposal-written", ("e", "x"), ("f2", "escape"), ["proposal.amended"]),
        ("proposal-written", ("e", "x"), ("escape", "f2"), []),
        # All keys
        ("floor-running", ("question_mark",), ("escape", "escape"), []),
        ("floor-running", ("question_mark",), ("space", "space"), []),
        ("floor-running", ("question_mark",), ("f1", "question_mark"), []),
    ],
)
async def test_of_two_keys_at_once_a_dialog_takes_one(
    tmp_path: Path, name: str, opening: tuple[str, ...], keys: tuple[str, str], recorded: list[str]
) -> None:
    """The second key was meant for the earlier screen: it answers nothing and does nothing."""
    house, scene = House(tmp_path), SCENES[name]
    scene.before(house)
    size = house.desk.journal.size
    async with house.hands(at=scene.moment) as hands:
        await hands.press(*scene.keys, *opening)
        assert hands.dialog
        for key in keys:
            hands.send(key)
        await hands.rest()
        then = "arrive" if "meeting.opened" in recorded else scene.moment
        assert (house.kinds(size), hands.moment, hands.dialog) == (recorded, then, "")
        assert not any(line.value for line in hands.app.screen.query(Letters))
