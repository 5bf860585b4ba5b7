"""Mistakes of people who have never seen the wall: no text is lost, no wrong key goes unanswered."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.follow.status import seen
from kiosk.practices import floor, roster
from kiosk.practices.floor.timing import REMIND
from screens.agenda.importing import AgendaImport
from screens.floor import views as floor_views
from tests.screens.happened import item_open, people
from tests.screens.happened_floor import question_waits
from tests.screens.house import House


async def test_a_text_that_was_not_recorded_is_still_there(tmp_path: Path) -> None:
    """After N at a name in a proposal the text is still there, so that the name can be removed."""
    house = House(tmp_path)
    item_open(house)
    name = house.desk.room.name(house.desk.room.present()[0])
    async with house.hands(at="proposal") as hands:
        await hands.press("space")
        await hands.type(f"{name} orders wood", then="f2")
        await hands.press("n")
        assert not house.state.proposal.proposals
        assert hands.coach()[0] == "Press SPACE to go on writing: the text is still there."
        await hands.press("space", *["home", *["delete"] * len(name)])
        await hands.type("We order", then="f2")
    assert [each.text for each in house.state.proposal.proposals.values()] == ["We order orders wood"]


async def test_an_open_line_says_what_to_do_with_it(tmp_path: Path) -> None:
    """While nobody speaks or waits, the coach names no key that would be a letter of the line."""
    house = House(tmp_path)
    item_open(house)
    async with house.hands(at="floor") as hands:
        before = hands.coach()[0]
        await hands.press("space")
        assert hands.coach()[0] == "Type a few letters of a name, then ENTER. ESC leaves the line."
        await hands.press("escape")
        assert hands.coach()[0] == before


async def test_what_cannot_be_handed_over_is_said_before_a_name_is_typed(tmp_path: Path) -> None:
    """H during a question opens no line."""
    house = House(tmp_path)
    question_waits(house)
    async with house.hands(at="floor") as hands:
        await hands.press("space", "h")
        await hands.sees("Only a contribution can be handed over.")


async def test_in_a_round_the_reminder_names_the_key_of_the_next_step(tmp_path: Path) -> None:
    """A person is asked already, so SPACE begins the turn, and nobody need be added."""
    house = House(tmp_path)
    item_open(house)
    house.ask(floor.commands.BeginRound(round=1))
    house.clock.advance(REMIND)
    told = floor_views.untimed(house.state, house.desk.room, house.desk.stamp())
    assert "SPACE begins a turn." in told.plain


@pytest.mark.parametrize(
    ("text", "told"), [("Ana, north\nBahar", "2 people, 1 cell"), ("/home/list.csv", "F2 reads")]
)
async def test_the_path_of_a_list_is_not_counted_as_a_person(tmp_path: Path, text: str, told: str) -> None:
    """A path that will be read does not count as one person."""
    from tests.screens.house import Nowhere

    async with Nowhere(tmp_path).hands() as hands:
        await hands.type("Maple Street 4")
        await hands.paste(text)
        await hands.sees(told)


async def test_three_minutes_are_not_taken_for_three_seconds(tmp_path: Path) -> None:
    """A length that no turn has is refused with the way to write it."""
    house = House(tmp_path)
    item_open(house)
    async with house.hands(at="more") as hands:
        await hands.press("t")
        await hands.type("3")
        await hands.sees("Three minutes are 3:00.")
        await hands.press("t")
        await hands.type("3:00")
    assert house.state.rules.turn_seconds == 180


async def test_an_hour_alone_says_the_time(tmp_path: Path) -> None:
    """An hour alone is enough when the day is known."""
    house = House(tmp_path)
    item_open(house)
    async with house.hands(at="more") as hands:
        await hands.press("c")
        await hands.type("20:30")
    assert house.kinds()[-1] == "clock.attested"


def test_a_second_screen_says_that_a_round_goes_on_while_lists_take_turns(tmp_path: Path) -> None:
    """The order of a round is recorded, so the second screen shows it."""
    house = House(tmp_path)
    item_open(house)
    house.ask(floor.commands.SetRule(rule="alternating", lists=2))
    house.ask(floor.commands.BeginRound(round=1))
    told = seen(house.desk.assembly, house.desk.name, house.desk.stamp())
    assert told.waiting[0].why == "round 1"


async def test_a_keyboard_of_another_script_is_told_why_nothing_happens(tmp_path: Path) -> None:
    """A Cyrillic letter names itself; a Latin one, SPACE and the line for names take what is typed."""
    house = House(tmp_path)
    item_open(house)
    async with house.hands(at="floor") as hands:
        await hands.press("ф")
        assert "This keyboard writes \N{CYRILLIC SMALL LETTER EF}." in hands.refusal()
        await hands.press("a")
        await hands.type("ф", then="escape")
        assert not hands.entry_open()


async def test_arrows_mark_another_name_in_a_line(tmp_path: Path) -> None:
    """DOWN and UP walk through the names that fit, on a whole wall; ENTER takes the marked one."""
    house = House(tmp_path)
    item_open(house)
    for name in ("Amir", "Amalia"):
        house.ask(roster.rules.AddMember(name=name, here=True))
    async with house.hands(at="floor") as hands:
        await hands.press("a", "a", "m", "down", "down", "up", "enter")
    assert [house.desk.room.name(each.person) for each in house.state.floor.waiting] == ["Amir"]


async def test_every_line_like_it_leaves_those_that_were_put_right_one_by_one(tmp_path: Path) -> None:
    """E after X keeps a line that the room made an item before."""
    house = House(tmp_path)
    people(house)
    folder = house.folder / "agenda"
    folder.mkdir()
    (folder / "next.md").write_text("Hello all\nKey for the cellar\nSee you\n\n- Roof\n- Garden\n", "utf-8")
    async with house.hands(at="agenda") as hands:
        await hands.press("i", "1", "enter", "down", "down", "i")
        dialog = hands.app.screen
        assert isinstance(dialog, AgendaImport)
        assert [draft.title for draft in dialog.drafts] == ["Key for the cellar", "Roof", "Garden"]
        await hands.press("up", "x", "e")
        assert [draft.title for draft in dialog.drafts] == ["Key for the cellar", "Roof", "Garden"]
