"""The draw on the wall, beyond its keys: restarts, pages, and the number of keys."""

from __future__ import annotations

from pathlib import Path

from kiosk.practices import agenda, meeting, roster
from kiosk.practices.lot import commands as lot
from kiosk.practices.lot.state import texts
from tests.screens.hands import Hands
from tests.screens.happened import committed, people, throwing, thrown
from tests.screens.happened_lot import CROWD, crowd_frozen, reopened
from tests.screens.house import House, name_of


async def test_a_reopened_hat_remembers_who_was_left_out(tmp_path: Path) -> None:
    """Exclusions and reasons survive a restart; closed again, the pool has the same ones."""
    house = House(tmp_path)
    reopened(house)
    before = house.state.lot.draw.pool if house.state.lot.draw else None
    house.restart()
    async with house.hands(at="lot") as hands:
        assert "Left out: Chris, Eva (travels)" in hands.wall()
        await hands.press("space")
        assert house.kinds()[-1] == "lot.frozen"
    again = house.state.lot.draw.pool if house.state.lot.draw else None
    assert before is not None
    assert again is not None
    assert again.out == before.out


async def test_who_was_left_out_can_come_in_again(tmp_path: Path) -> None:
    """Entering the name again after a restart includes the person; entering a reason changes the reason."""
    house = House(tmp_path)
    reopened(house)
    house.restart()
    async with house.hands(at="lot") as hands:
        await hands.press("x")
        await hands.type("chris, holds the keys")
        assert "Chris (holds-the-keys), Eva (travels)" in hands.wall()
        await hands.press("x")
        await hands.type("eva")
        await hands.press("x")
        await hands.type("chris")
        assert "Left out" not in hands.wall()
        await hands.press("space")
    draw = house.state.lot.draw
    assert draw is not None
    assert {one.reason for one in draw.pool.out} == {"absent"}


async def test_everybody_in_the_hat_can_be_read(tmp_path: Path) -> None:
    """Hundreds are shown page by page, with exclusions and reasons; the coach names the key to turn pages."""
    house = House(tmp_path)
    crowd_frozen(house)
    async with house.hands(at="lot") as hands:
        assert hands.coach()[0].startswith("↓ and ↑ show the other names.")
        pages = [hands.wall()]
        while "↓ the next" in hands.wall():
            await hands.press("down")
            pages.append(hands.wall())
    seen = " ".join(" ".join(pages).split())
    for place in range(CROWD):
        assert seen.count(f"{name_of(place)} ") or seen.count(f"{name_of(place)},"), name_of(place)
    for words in (
        "In the hat (215):",
        "holds a role: council",
        "left out (travels)",
        "Out (40), absent:",
    ):
        assert words in seen, words


async def test_a_backspace_held_too_long_corrects_nothing(tmp_path: Path) -> None:
    """It empties the line and stops there, because the hand before was right; in a correction too."""
    house = House(tmp_path)
    throwing(house)
    async with house.hands(at="lot") as hands:
        await hands.press("space", *"415", *["backspace"] * 12)
        await hands.type("5555")
        assert house.kinds()[-1] == "lot.thrown"
        await hands.press("backspace", *["backspace"] * 12)
        await hands.type("4 4 4 4")
        assert house.kinds()[-1] == "lot.corrected"
    draw = house.state.lot.draw
    assert draw is not None
    assert [line.text for line in draw.lines] == ["chestnut", "4152", "6631", "4444"]


async def test_a_correction_that_lowers_the_label_says_so_before(tmp_path: Path) -> None:
    """The wall warns at a second correction of a hand, and at any after all are thrown, not at a first."""
    house = House(tmp_path)
    throwing(house)
    async with house.hands(at="lot") as hands:
        await hands.press("backspace")
        assert "The last line, as it should be" in hands.wall()
        assert "label is B" not in hands.wall()
        await hands.press(*["backspace"] * 7)
        await hands.type("4 4 4 4")
        assert house.kinds()[-1] == "lot.corrected"
        await hands.press("escape", "backspace")
        assert "The last line, as it should be. The label is B then." in hands.wall()
        await hands.press("escape")
        while (draw := house.state.lot.draw) and (left := draw.left_to_throw):
            house.ask(lot.Throw(symbols="6" * min(4, left)))
        await hands.visit("floor")
        await hands.visit("lot")
        assert "BACKSPACE corrects them: label B." in hands.wall()
        await hands.press("backspace")
        assert "The label is B then." in hands.wall()
        await hands.press(*["backspace"] * 7)
        await hands.type("1 1 1 1")
        await hands.press("space")
    draw = house.state.lot.draw
    assert draw is not None
    assert (draw.label, draw.doubt) == ("B", "late")


async def test_a_no_is_published_by_id_and_the_wall_says_so_first(tmp_path: Path) -> None:
    """The wall says so before the answer; the id is then in result.txt, and no reason anywhere."""
    house = House(tmp_path)
    thrown(house)
    house.ask(lot.Reveal())
    draw = house.state.lot.draw
    assert draw is not None
    asked = draw.asked()
    assert asked is not None
    async with house.hands(at="lot") as hands:
        assert f"A no is published as {asked[1]}, never why." in hands.wall()
        await hands.press("n")
    draw = house.state.lot.draw
    assert draw is not None
    assert f"decline {asked[0]} {asked[1]}\n" in texts(draw)["result.txt"]


async def test_a_word_is_corrected_as_it_was_typed(tmp_path: Path) -> None:
    """The line holds the letters of the word together."""
    house = House(tmp_path)
    committed(house)
    house.ask(lot.Word(word="chesnut"))
    async with house.hands(at="lot") as hands:
        await hands.press("backspace")
        assert "chesnut" in hands.wall().splitlines()[-5]
        await hands.press(*["backspace"] * 3)
        await hands.type("tnut")
    draw = house.state.lot.draw
    assert draw is not None
    assert [line.text for line in draw.lines] == ["chestnut"]


async def test_the_code_waits_while_a_word_is_typed(tmp_path: Path) -> None:
    """The smallest wall has no room for both; ESC brings the code back."""
    house = House(tmp_path)
    committed(house)
    async with house.hands(at="lot") as hands:
        seal = hands.wall()
        await hands.press("w")
        assert "No room" not in hands.wall()
        await hands.press("escape")
        assert hands.wall() == seal


async def test_three_roles_take_twenty_eight_keys(tmp_path: Path) -> None:
    """Twenty-eight keys lead from F4 to the last yes, with sixteen dice; the coach names each next key."""
    house = House(tmp_path)
    people(house)
    size = house.desk.journal.size
    async with house.hands() as hands:
        pressed = 0
        for keys in (["f4"], *[["space"]] * 3, *[[*"4152", "enter"]] * 4, ["space"], *[["y"]] * 3):
            if keys[0] in ("space", "y"):
                assert keys[0].upper() in " ".join(hands.coach())
            await hands.press(*keys)
            pressed += len(keys)
        assert pressed == 28
        kinds = ["frozen", "committed", *["thrown"] * 4, "revealed", *["accepted"] * 3]
        assert house.kinds(size) == [f"lot.{kind}" for kind in kinds]


async def test_the_coach_says_what_to_change(tmp_path: Path) -> None:
    """Where a draw would be refused the coach names the remedy, not SPACE."""
    house = House(tmp_path)
    people(house)
    async with house.hands(at="lot") as hands:
        await hands.press("k")
        await hands.type("north 2")
        assert "SPACE" not in hands.coach()[0]
        assert "K the quotas" in hands.coach()[0]
        assert "The smallest change that would do" in " ".join(hands.wall().split())


async def test_the_keys_of_quotas_are_shown_at_eighty_columns(tmp_path: Path) -> None:
    """E and K are in the row where members belong to cells, and nowhere else."""
    house = House(tmp_path)
    people(house)
    async with house.hands(at="lot") as hands:
        row = hands.wall().splitlines()[-1]
        assert "X leave out  E each cell  K quotas" in row
        await hands.press("space")
        assert "quotas" not in hands.wall().splitlines()[-1]


async def test_no_quotas_where_there_are_no_cells(tmp_path: Path) -> None:
    """Without cells their keys are not offered."""
    house = House(tmp_path, people=0)
    for name in ("Ana", "Bo", "Eva"):
        house.ask(roster.rules.AddMember(name=name))
    house.ask(meeting.rules.Open())
    for place in range(3):
        house.ask(meeting.rules.Arrive(person=house.person(place)))
    async with house.hands(at="lot") as hands:
        assert "quotas" not in hands.wall().splitlines()[-1]
        await hands.press("e")
        assert "belongs to a cell" in hands.refusal()


def _can_be_typed_in(hands: Hands) -> bool:
    return hands.app.screen.query_one("#line").focusable


async def test_the_cursor_does_not_come_back_to_a_shut_line(tmp_path: Path) -> None:
    """Textual restores the focus when the terminal's window is left and returned to; the line stays shut."""
    house = House(tmp_path)
    throwing(house)
    async with house.hands(at="lot") as hands:
        assert not _can_be_typed_in(hands)
        await hands.press("space")
        assert _can_be_typed_in(hands)
        for hand in ("4152", "4152"):
            await hands.type(hand)
        assert hands.app.screen.query_one("#line").display
        assert not _can_be_typed_in(hands)
        hands.app.screen.set_focus(hands.app.screen.query_one("#line"))
        await hands.press("space")
        assert house.kinds()[-1] == "lot.revealed"


async def test_whoever_was_missing_is_marked_and_the_hat_is_next(tmp_path: Path) -> None:
    """The opened hat leads to arrivals, and SPACE from there back to the hat, not to the agenda."""
    house = House(tmp_path)
    reopened(house)
    async with house.hands(at="lot") as hands:
        await hands.press("f6")
        await hands.out_of_the_line()
        assert hands.coach()[0] == "When everybody is here, press SPACE: back to the hat."
        await hands.press("space")
        assert hands.moment == "lot"
        await hands.press("space", "f6")
        await hands.out_of_the_line()
        assert hands.coach()[0] == "When everybody is here, press SPACE: the agenda."


async def test_a_members_name_as_the_rooms_word_is_asked_about(tmp_path: Path) -> None:
    """The word stays in the record for ever: N records nothing and keeps the line; Y records it."""
    house = House(tmp_path)
    committed(house)
    size = house.desk.journal.size
    async with house.hands(at="lot") as hands:
        await hands.press("w")
        await hands.type("chris")
        await hands.sees("Chris")
        assert hands.dialog == "Question"
        await hands.press("n")
        assert house.kinds(size) == []
        await hands.press("enter")
        await hands.sees("Chris")
        await hands.press("y")
        assert house.kinds(size) == ["lot.word-said"]


async def test_a_second_item_of_the_kind_lot_does_not_show_the_draw_of_the_first(tmp_path: Path) -> None:
    """The next draw is chosen there; back on the wall without such an item the result is shown."""
    house = House(tmp_path)
    people(house)
    for title in ("Who facilitates", "Who cleans"):
        house.ask(agenda.commands.Add(title=title, kind="lot"))
    first, second = (item.id for item in house.state.agenda.items[-2:])
    house.ask(agenda.commands.Open(item=first))
    house.ask(lot.Quick(roles={"keys": 1}))
    draw = house.state.lot.draw
    assert draw is not None
    house.ask(lot.Accept(role="keys", person=draw.asked()[1]))  # type: ignore[index]
    async with house.hands(at="lot") as hands:
        assert f"Draw {draw.number}" in hands.wall()
    house.clock.advance(60_000)
    house.ask(agenda.commands.Open(item=second, believes=first))
    async with house.hands(at="lot") as hands:
        assert f"Draw {draw.number}" not in hands.wall()
