"""Predicted end, minutes early or late, time left: pure functions of the clock."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.desk.registry import REGISTRY
from kiosk.practices import agenda
from kiosk.practices.agenda import timing
from kiosk.practices.agenda.commands import Adopt, Close, Edit, Extend, Open, Skip, Spread
from kiosk.practices.agenda.events import Draft, Less
from kiosk.practices.agenda.naming import title_of
from kiosk.practices.agenda.timing import lateness, left, predicted_end, returns, spent, spread, timebox
from kiosk.practices.meeting.rules import Open as OpenMeeting
from kiosk.practices.meeting.rules import Pause
from kiosk.practices.messages import Origin
from kiosk.terms import wall_ms
from tests.practices.play import Play

MINUTE = 60_000


def meeting(folder: Path, *items: Draft) -> Play:
    """Return a meeting that began two seconds before 19:00 with these items, at 19:00."""
    play = Play(folder)
    play.clock.step(-42 * MINUTE - 2000)
    play.open_meeting()
    play.ask(Adopt(items=list(items)))
    return play


def at(play: Play) -> str:
    end = predicted_end(play.state.agenda, play.desk.stamp())
    return end.strftime("%H:%M") if end else ""


def late(play: Play) -> int:
    return lateness(play.state.agenda, play.desk.stamp())


TEN, FIVE = Draft(title="Ten", planned=600), Draft(title="Five", planned=300)


def test_it_ends_when_everything_took_its_time(tmp_path: Path) -> None:
    """Two items of 10 and 5 minutes from 19:00 end at 19:15, without lateness."""
    play = meeting(tmp_path, TEN, FIVE)
    assert (at(play), late(play)) == ("19:15", 0)


def test_minutes_without_an_item_make_it_late(tmp_path: Path) -> None:
    """Every minute that passes with no item open moves the end."""
    play = meeting(tmp_path, TEN, FIVE)
    play.clock.advance(4 * MINUTE)
    assert (at(play), late(play)) == ("19:19", 4)
    play.ask(Open(item=1))
    play.clock.advance(5 * MINUTE)
    assert (at(play), late(play)) == ("19:19", 4)


def test_an_item_over_its_time_makes_it_late_and_a_short_one_early(tmp_path: Path) -> None:
    """The overrun of the open item counts while it happens."""
    play = meeting(tmp_path, TEN, FIVE)
    play.ask(Open(item=1))
    play.clock.advance(12 * MINUTE)
    assert (at(play), late(play)) == ("19:17", 2)
    play.ask(Open(item=2, believes=1))
    play.clock.advance(MINUTE)
    play.ask(Close(item=2))
    assert (at(play), late(play)) == ("19:13", -2)


def test_skipping_makes_it_early_and_extending_late(tmp_path: Path) -> None:
    """The plan keeps the lengths that were adopted."""
    play = meeting(tmp_path, TEN, FIVE)
    play.ask(Skip(item=2))
    assert late(play) == -5
    play.ask(Extend(item=1, seconds=120))
    assert late(play) == -3
    assert timebox(play.state.agenda, play.state.agenda.items[0]) == 720


def test_a_time_of_day_corrects_the_plan(tmp_path: Path) -> None:
    """An item does not begin before its time of day, and lateness is measured against it."""
    play = meeting(tmp_path, TEN, Draft(title="Guest", planned=1200, starts="19:30"))
    assert (at(play), late(play)) == ("19:50", 0)
    play.clock.advance(25 * MINUTE)
    assert (at(play), late(play)) == ("19:55", 5)


def test_an_item_without_a_length_lasts_until_the_next_hour(tmp_path: Path) -> None:
    """The length is known where both items have a time of day."""
    play = meeting(tmp_path, Draft(title="A", starts="19:00"), Draft(title="B", starts="19:20", planned=600))
    state = play.state.agenda
    assert timebox(state, state.items[0]) == 1200
    assert (at(play), late(play)) == ("19:30", 0)


def test_without_any_length_nothing_is_predicted(tmp_path: Path) -> None:
    """Without lengths there is no end and no lateness."""
    play = meeting(tmp_path, Draft(title="A"), Draft(title="B"))
    play.clock.advance(30 * MINUTE)
    assert (at(play), late(play)) == ("", 0)
    play.ask(Open(item=1))
    item = play.state.agenda.items[0]
    assert left(play.state.agenda, item, play.desk.stamp()) == 0


def test_in_a_break_nothing_ends_before_its_hour(tmp_path: Path) -> None:
    """The end of the break that the room agreed on, 19:30, is the earliest."""
    play = meeting(tmp_path, TEN, FIVE)
    play.ask(Pause(until="19:30"))
    assert (at(play), late(play)) == ("19:45", 30)


def test_an_evening_past_midnight(tmp_path: Path) -> None:
    """A quarter past midnight is after 23:50, not a day before."""
    play = meeting(tmp_path, Draft(title="Late", starts="0:15", planned=600))
    play.clock.advance(4 * 60 * MINUTE + 50 * MINUTE)
    end = predicted_end(play.state.agenda, play.desk.stamp())
    assert end == datetime(2026, 11, 23, 0, 25)
    assert late(play) == 0


def test_time_left_counts_below_zero(tmp_path: Path) -> None:
    """Time left is in milliseconds and negative once it is over."""
    play = meeting(tmp_path, TEN)
    play.ask(Open(item=1))
    state = play.state.agenda
    play.clock.advance(9 * MINUTE - 1000)
    assert left(state, state.items[0], play.desk.stamp()) == MINUTE
    play.clock.advance(2 * MINUTE)
    assert left(state, state.items[0], play.desk.stamp()) == -MINUTE


def test_a_break_item_says_when_it_ends(tmp_path: Path) -> None:
    """A break ends at the next item's hour, or after its length, or after a quarter of an hour."""
    breaks = [
        Draft(title="Break", kind="break"),
        Draft(title="Tea", kind="break", planned=1200),
        Draft(title="Lunch", kind="break", planned=60),
        Draft(title="Guest", starts="19:45"),
    ]
    play = meeting(tmp_path, *breaks)
    state, now = play.state.agenda, play.desk.stamp()
    assert [returns(state, item, now) for item in state.items[:3]] == [
        "19:15",
        "19:20",
        "19:45",
    ]


def test_a_clock_set_forward_in_the_meeting_makes_nobody_late(tmp_path: Path) -> None:
    """The beginning moves with the clock as long as the boot is the same."""
    play = meeting(tmp_path, TEN)
    play.clock.step(3_600_000)
    assert late(play) == 0
    assert at(play) == "20:10"


def test_after_a_power_cut_the_open_item_counts_on(tmp_path: Path) -> None:
    """The item has its time at the last entry plus the time since the machine is up again."""
    play = meeting(tmp_path, TEN, FIVE)
    play.ask(Open(item=1))
    play.clock.advance(3 * MINUTE - 1000)
    play.ask(Extend(item=2, seconds=60))
    play.clock.reboot()
    play.clock.advance(2 * MINUTE)
    state, last = play.state.agenda, play.desk.room.stamp()
    assert spent(state.items[0], play.desk.stamp(), last) == 5 * MINUTE + play.clock.up() - 2 * MINUTE
    up = play.clock.up()
    play.ask(Extend(item=2, seconds=60))
    play.clock.advance(MINUTE - 1000)
    assert spent(play.state.agenda.items[0], play.desk.stamp()) == 3 * MINUTE + up + MINUTE
    play.ask(Close(item=1))
    assert play.state.agenda.items[0].spent == 3 * MINUTE + up + MINUTE


@pytest.mark.parametrize(
    ("origin", "title"),
    [
        (Origin("carried", 31, "Keys"), "Keys"),
        (Origin("review", 4, "Quiet hours"), "Decision 4 is due for review: Quiet hours"),
        (Origin("review", 4), "Decision 4 is due for review"),
        (Origin("harm", 2, "Of a later version"), "Of a later version"),
        (Origin("lot", 1, "Facilitator"), "To be drawn: Facilitator"),
    ],
)
def test_what_comes_back_by_itself_says_why(origin: Origin, title: str) -> None:
    """The title names the reason, unless the item was given another title."""
    item = agenda.state.Item(id=1, title=origin.title, origin=origin)
    assert title_of(item, REGISTRY.called) == title
    item.title = "Changed"
    assert title_of(item, REGISTRY.called) == "Changed"


def test_lateness_is_spread_when_the_room_says_so(tmp_path: Path) -> None:
    """Waiting items except breaks shrink in proportion; the end is as planned; stale keys are refused."""
    long, pause = Draft(title="Long", planned=1200), Draft(title="Break", kind="break", planned=600)
    play = meeting(tmp_path, TEN, long, pause, TEN, FIVE)
    assert play.refused(Spread()) == "It is not late."
    play.ask(Open(item=1))
    play.clock.advance(17 * MINUTE)
    assert (at(play), late(play)) == ("20:02", 7)
    assert play.refused(Spread(late=2)) == "It is 7 min late now: look again."
    less = [Less(2, 240), Less(4, 120), Less(5, 60)]
    assert spread(play.state.agenda, 7) == less
    event = play.ask(Spread(late=7)).event
    assert isinstance(event, agenda.events.AgendaSpread)
    assert (event.late, event.less) == (7, less)
    assert (at(play), late(play)) == ("19:55", 0)
    assert timebox(play.state.agenda, play.state.agenda.items[1]) == 960
    play.ask(Edit(item=2, planned=600))
    assert timebox(play.state.agenda, play.state.agenda.items[1]) == 600


def test_nothing_is_left_to_spread_over(tmp_path: Path) -> None:
    """No item loses more than half of its time; where none can give, the sentence names other ways."""
    play = meeting(tmp_path, TEN, FIVE)
    play.ask(Open(item=1))
    play.clock.advance(30 * MINUTE)
    assert spread(play.state.agenda, 20) == [Less(2, 120)]
    play.ask(Open(item=2, believes=1))
    assert play.refused(Spread()) == (
        "Nothing is left that could be shorter: leave an item out, or end later."
    )


@given(st.lists(st.integers(0, 3600), max_size=8), st.integers(1, 90))
def test_what_is_spread_is_at_most_what_was_late(boxes: list[int], late: int) -> None:
    """Whole minutes are spread, at most half of an item, and all of the lateness where possible."""
    items = [agenda.state.Item(id=n, title="x", planned=box) for n, box in enumerate(boxes, start=1)]
    less = spread(agenda.state.State(items=items), late)
    assert all(one.seconds % 60 == 0 and 2 * one.seconds <= boxes[one.item - 1] for one in less)
    possible = sum(box // 120 for box in boxes)
    assert sum(one.seconds for one in less) == 60 * min(late, possible)


def test_at_most_a_day_is_spread(tmp_path: Path) -> None:
    """However much an item was extended, at most a day is spread."""
    play = meeting(tmp_path, TEN, FIVE)
    play.ask(Open(item=1))
    for _day in range(2):
        play.ask(Extend(item=1, seconds=86_400))
    assert late(play) == 2_880
    event = play.ask(Spread()).event
    assert isinstance(event, agenda.events.AgendaSpread)
    assert (event.late, event.less) == (1_440, [Less(2, 120)])


def test_at_its_own_moment_a_meeting_has_just_begun(tmp_path: Path) -> None:
    """To the millisecond, time before the meeting was opened does not count."""
    play = Play(tmp_path)
    began = wall_ms(play.desk.stamp().at)
    play.desk.ask(OpenMeeting())
    for later in (0, 1, 90_000):
        play.clock.advance(later)
        assert timing.began(play.state.agenda.sitting, play.desk.stamp()) == began
