"""The floor's screen over a while: a question and its answer, lists, rounds, reminders and late keys."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from kiosk.practices import agenda, floor, meeting, rules
from kiosk.practices.agenda.timing import timebox
from kiosk.practices.floor.order import Lists
from kiosk.practices.floor.timing import REMIND, elapsed, quiet
from screens.floor import lists as floor_lists
from screens.floor.next import next_turn
from screens.hardware.talking_piece import command
from screens.widgets.clockface import ClockFace
from tests.screens.happened import item_open, people, speaking
from tests.screens.happened_floor import (
    BAHAR,
    CHRIS,
    EVA,
    JEROME,
    alternating,
    asks,
    forgotten,
    late,
    list_closed,
    nobody_is_timed,
    question_waits,
    rounds,
    sides,
)
from tests.screens.hardware.test_talking_piece import _press
from tests.screens.house import House
from tests.screens.scenes import LISTS, SCENES
from tests.screens.test_ticks import _painted


async def test_space_leads_through_a_question_and_its_answer(tmp_path: Path) -> None:
    """SPACE puts the question, then the answer, then resumes the speaker with the time left."""
    house = House(tmp_path)
    question_waits(house)
    before = house.state.floor.turn
    assert before is not None
    async with house.hands(at="floor") as hands:
        coached = []
        for _step in range(4):
            coached.append(hands.coach()[0])
            await hands.press("space")
        assert coached == [
            "Press SPACE: Ivo asks, and Bahar's clock stands still.",
            "When Ivo has asked, press SPACE: Bahar answers.",
            "When Bahar has answered, press SPACE: Bahar goes on.",
            "When Bahar has finished, press SPACE.",
        ]
        assert house.kinds()[-4:] == ["turn.began", "turn.ended", "turn.ended", "turn.began"]
        assert house.state.floor.turns[house.person(BAHAR)] == 1


async def test_the_talking_piece_follows_a_question_too(tmp_path: Path) -> None:
    """Away from the floor the wall says who answers, and who continues."""
    house = House(tmp_path)
    question_waits(house)
    async with house.hands(at="agenda") as hands:
        told = []
        for after in (1, 2, 3):
            await _press(hands, after=after)
            told.append(hands.refusal().partition(": ")[2])
        assert told == ["Ivo speaks.", "Bahar answers.", "Bahar goes on."]


@pytest.mark.parametrize("name", ["floor-running", "floor-question-put", "floor-answered", "floor-round"])
def test_a_step_that_was_meant_for_an_earlier_turn_is_refused(tmp_path: Path, name: str) -> None:
    """The command names the turn on the wall: accepted once, it is refused afterwards."""
    house = House(tmp_path)
    SCENES[name].before(house)
    step = next_turn(house.desk)
    assert step is not None
    house.ask(step)
    assert house.refused(step)


def test_who_spoke_twice_in_a_row_is_not_ended_by_a_late_key(tmp_path: Path) -> None:
    """The key names the earlier turn, and the same person's next turn continues."""
    house = House(tmp_path)
    item_open(house)
    asks(house, BAHAR)
    house.ask(floor.commands.Begin(person=house.person(BAHAR)))
    step = next_turn(house.desk)
    assert isinstance(step, floor.commands.End)
    house.ask(step)
    asks(house, BAHAR)
    house.ask(floor.commands.Begin(person=house.person(BAHAR)))
    assert house.refused(step) == "That has ended already: look again."


async def test_lists_are_the_same_for_space_and_the_talking_piece(tmp_path: Path) -> None:
    """Both follow the lists that people chose, which no entry holds."""
    house = House(tmp_path)
    speaking(house)
    async with house.hands(at="floor") as hands:
        await hands.press(*LISTS)
        line = [house.desk.name(place.person) for place in floor_lists.queue(house.desk)]
        assert line == ["Jérôme", "Chris"]
        step = next_turn(house.desk)
        assert isinstance(step, floor.commands.Begin)
        assert step.person == house.person(JEROME)
        assert command("next", house.desk) == step
        assert "list newcomers" in hands.wall()
        written = b"".join(house.desk.journal.read(0))
        assert b"newcomers" not in written


async def test_lists_are_asked_again_after_a_restart(tmp_path: Path) -> None:
    """The lists' names and choices are kept in memory alone, and the wall says so."""
    house = House(tmp_path)
    speaking(house)
    async with house.hands(at="floor") as hands:
        await hands.press(*LISTS, "v")
        await hands.type("chris")
        await hands.press("1")
        assert floor_lists.lists_of(house.desk).chosen[house.person(CHRIS)] == 1
        assert not floor_lists.unnamed(house.desk)
    house.restart()
    async with house.hands(at="floor") as hands:
        await hands.sees("V names the lists")
        await hands.sees("no list yet: V")
        await hands.press("a")
        await hands.type("eva")
        await hands.type("old, new")
        await hands.press("1")
        await hands.sees("list old")


def test_lists_end_with_the_meeting(tmp_path: Path) -> None:
    """The next meeting begins without lists and choices."""
    house = House(tmp_path)
    alternating(house)
    floor_lists.call(house.desk, ["old", "new"])
    floor_lists.choose(house.desk, house.person(CHRIS), 1)
    assert not floor_lists.to_choose(house.desk, house.person(CHRIS))
    house.ask(meeting.rules.Close())
    house.ask(meeting.rules.Open())
    assert floor_lists.lists_of(house.desk) == Lists()


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("newcomers, regulars", ["newcomers", "regulars"]),
        (" a ,, b ,a", ["a", "b"]),
        ("", []),
        ("x" * 99, ["x" * 24]),
        ("\x1b[31m, b", ["\ufffd[31m", "b"]),
    ],
)
def test_names_of_lists(said: str, names: list[str]) -> None:
    """Names are split at commas, without repetitions, long names and control characters."""
    assert floor_lists.named(said) == names


async def test_a_round_is_passed_through(tmp_path: Path) -> None:
    """Everybody is asked once; X skips a person, and the last SPACE ends the round."""
    house = House(tmp_path, people=4)
    rounds(house)
    size = house.desk.journal.size
    async with house.hands(at="floor") as hands:
        await hands.press("space", "space", "x", "space", "space", "space")
        assert house.kinds(size) == [
            "floor.round-began",
            "turn.began",
            "floor.passed",
            "turn.began",
            "turn.began",
            "turn.ended",
        ]
        assert hands.coach()[0].startswith("G begins another round.")
        await hands.press("g")
        assert house.state.floor.rounds == 2


async def test_an_item_in_which_nobody_is_timed_is_reminded_of(tmp_path: Path) -> None:
    """The reminder comes after half a minute, and a turn ends it."""
    house = House(tmp_path)
    item_open(house)
    asks(house, BAHAR)
    async with house.hands(at="floor") as hands:
        assert "Nobody is being timed." not in hands.wall()
        await hands.wait(30_000)
        await hands.sees("▲ Nobody is being timed.")
        await hands.press("space")
        assert "Nobody is being timed." not in hands.wall()
        await hands.sees("SPEAKING")


@pytest.mark.parametrize("kind", ["lot", "break", "reflection"])
async def test_where_nobody_speaks_by_turns_nobody_is_reminded(
    tmp_path: Path, kind: agenda.events.Kind
) -> None:
    """A draw, a break and a reflection have no reminder."""
    house = House(tmp_path)
    people(house)
    house.ask(agenda.commands.Adopt(items=[agenda.events.Draft(title="Something", kind=kind)]))
    house.ask(agenda.commands.Open(item=1))
    async with house.hands(at="floor") as hands:
        await hands.wait(90_000)
        assert "Nobody is being timed." not in hands.wall()


async def test_the_reminder_comes_by_itself(tmp_path: Path) -> None:
    """The wall updates when the reminder is due, not at the next full minute."""
    house = House(tmp_path)
    item_open(house)
    async with house.hands(at="floor") as hands:
        screen = hands.app.screen
        wait = screen.tick(house.desk.stamp())  # type: ignore[attr-defined]
        assert wait == REMIND - quiet(house.state.floor, house.desk.stamp())


async def test_a_clock_that_is_none_ticks_for_nobody(tmp_path: Path) -> None:
    """Without a timer a second repaints nothing, and no figures are shown."""
    house = House(tmp_path)
    nobody_is_timed(house)
    async with house.hands(at="floor") as hands:
        await hands.wait(0)
        seen = _painted(hands)
        await hands.wait(1_000)
        assert seen == []
        assert hands.app.screen.query_one(ClockFace)._shown[0] == ""
        await hands.press("+")
        assert house.kinds()[-1] == "turn.began"


@pytest.mark.parametrize(("count", "shown"), [("down", "1:20"), ("up", "0:40"), ("none", "")])
async def test_clocks_count_as_the_assembly_likes(
    tmp_path: Path, count: rules.events.Counting, shown: str
) -> None:
    """Clocks count down, up, or show a bar alone; both figures change at the same time."""
    house = House(tmp_path)
    speaking(house, 38)
    house.ask(rules.rules.SetClocks(count=count))
    async with house.hands(at="floor") as hands:
        await hands.wait(40_000 - _gone(house))
        assert hands.app.screen.query_one(ClockFace)._shown[0] == shown


def _gone(house: House) -> int:
    turn = house.state.floor.turn
    assert turn is not None
    return elapsed(turn, house.desk.stamp(), house.desk.room.stamp())


async def test_a_name_given_too_late_hands_nothing_over(tmp_path: Path) -> None:
    """The line asked for the rest of Bahar's turn; meanwhile Chris speaks, so the name is refused."""
    house = House(tmp_path)
    speaking(house)
    async with house.hands(at="floor") as hands:
        await hands.press("h")
        assert "Who speaks for the rest of Bahar's turn?" in hands.wall()
        house.ask(floor.commands.Begin(person=house.person(CHRIS), after=house.person(BAHAR)))
        size = house.desk.journal.size
        await hands.type("eva")
        assert house.desk.journal.size == size
        assert "That has ended already: look again." in hands.refusal()


async def test_somebody_who_waits_is_not_asked_for_a_side_again(tmp_path: Path) -> None:
    """The refusal comes before the question."""
    house = House(tmp_path)
    sides(house)
    async with house.hands(at="floor") as hands:
        await hands.press("a")
        await hands.type("eva")
        assert hands.dialog == ""
        assert "Eva is already waiting." in hands.refusal()


async def test_a_badge_at_a_closed_list(tmp_path: Path) -> None:
    """The wall says that the list is closed, not that the badge is unknown."""
    house = House(tmp_path)
    list_closed(house)
    async with house.hands(at="floor") as hands:
        assert hands.app.screen.badge("m005")  # type: ignore[attr-defined]
        await hands.rest()
        assert "The list is closed" in hands.refusal()
        assert not any(place.person == house.person(EVA) for place in house.state.floor.waiting)


async def test_lateness_is_shown_before_it_is_spread(tmp_path: Path) -> None:
    """Each item is shown with its old and new length, and exactly that is applied."""
    house = House(tmp_path)
    late(house)
    before = {item.id: timebox(house.state.agenda, item) for item in house.state.agenda.items}
    async with house.hands(at="floor") as hands:
        await hands.press("l")
        await hands.sees("Shorten what is left by 12 min?")
        await hands.sees("Draw the facilitator of December: 5 min instead of 10")
        await hands.press("y")
        after = {item.id: timebox(house.state.agenda, item) for item in house.state.agenda.items}
        assert sum(before.values()) - sum(after.values()) == 12 * 60
        assert after[3] == 5 * 60


async def test_a_break_ends_when_the_next_item_begins(tmp_path: Path) -> None:
    """A break without a length ends at the time of day of the next item."""
    house = House(tmp_path)
    people(house)
    items = [
        agenda.events.Draft(title="Tea", kind="break"),
        agenda.events.Draft(title="Roof", starts="20:10"),
    ]
    house.ask(agenda.commands.Adopt(items=items))
    async with house.hands(at="floor") as hands:
        await hands.press("space", "enter")
        sitting = house.state.meeting.open
        assert sitting is not None
        assert sitting.break_until == "20:10"


async def test_forgetting_the_clock_can_be_meant(tmp_path: Path) -> None:
    """T marks the item as untimed, and the reminder is gone."""
    house = House(tmp_path)
    forgotten(house)
    async with house.hands(at="floor") as hands:
        await hands.sees("Nobody is being timed.")
        await hands.press("t", "5")
        assert house.kinds()[-1] == "floor.item-set"
        assert "Nobody is being timed." not in hands.wall()


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("floor-running", ("k", "2", *"eva", "enter")),
        ("floor-question-waits", ("space",)),
        ("floor-question-put", ("space",)),
        ("floor-answered", ("space",)),
        ("floor-wrong-order", ("o",)),
        ("floor-running", ("h", *"eva", "enter")),
        ("floor-running", ("z",)),
        ("floor-running", ("d", *"chris", "enter")),
        ("floor-running", ("c",)),
        ("floor-closed", ("c",)),
        ("floor-check-in", ("g",)),
        ("floor-round", ("x",)),
        ("floor-running", ("r", "2", "1", "y")),
        ("floor-running", ("r", "8")),
        ("floor-running", ("t", "3")),
        ("floor-running", ("t", "5")),
        ("floor-late", ("l", "y")),
    ],
)
async def test_whatever_was_done_is_taken_back(tmp_path: Path, name: str, keys: tuple[str, ...]) -> None:
    """U restores the floor, the agenda and the rules."""
    house = House(tmp_path)
    SCENES[name].before(house)
    size = house.desk.journal.size
    async with house.hands(at="floor") as hands:
        before = _known(house)
        await hands.press(*keys)
        assert len(house.kinds(size)) == 1
        assert _known(house) != before
        await hands.press("u")
        assert house.kinds(size)[1:] == ["act.undone"], hands.refusal()
        assert _known(house) == before


def _known(house: House) -> bytes:
    """Return what the screen shows; what was drawn for a first round stays, so that nobody draws again."""
    now = house.state
    return msgspec.json.encode((replace(now.floor, circle=""), now.agenda, now.rules))
