"""How voice moves: totals of the meeting, of an item, of the last meetings; and a member's own numbers."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.practices import floor
from kiosk.practices.agenda.commands import Add as AddItem
from kiosk.practices.agenda.commands import Open as OpenItem
from kiosk.practices.floor.circulation import Heard, Own, heard, heard_in, own, reading, trend
from kiosk.practices.floor.commands import Ask, Begin
from kiosk.practices.floor.state import KEPT, three_longest
from kiosk.practices.meeting.rules import Arrive, Close
from kiosk.practices.meeting.rules import Open as OpenMeeting
from kiosk.practices.roster.rules import Leave
from kiosk.terms import Entry
from tests.practices.floor.watching import speaks
from tests.practices.play import DAY, Play


def test_by_item_and_by_evening(play: Play) -> None:
    """In an item a voice is new if not heard tonight; in a meeting if never heard before."""
    ana, bo, chris, dana = play.open_meeting("Ana", "Bo", "Chris", "Dana")
    play.ask(AddItem(title="Roof"))
    play.ask(AddItem(title="Walls"))
    play.ask(OpenItem(item=1))
    speaks(play, ana, 30)
    speaks(play, bo, 10)
    play.ask(OpenItem(item=2, believes=1))
    speaks(play, bo, 20)
    speaks(play, chris, 20)
    now, here = play.state.floor, play.desk.room.present()
    assert heard_in(now, 1, here) == Heard(2, 4, 100, 2)
    assert heard_in(now, 2, here) == Heard(2, 4, 100, 1)
    assert heard(now, here) == Heard(3, 4, 100, 3)
    assert heard(now, here).silent == 1
    assert dana not in now.spoken


def test_a_point_of_order_is_not_heard_and_a_response_is(play: Play) -> None:
    """A response counts as time but not as a turn."""
    ana, bo = play.open_meeting("Ana", "Bo")
    play.ask(Ask(person=ana, kind="order"))
    play.ask(Begin(person=ana))
    play.ask(Ask(person=bo, kind="response"))
    play.ask(Begin(person=bo, after=ana))
    play.ask(floor.commands.End(person=bo))
    told = heard(play.state.floor, play.desk.room.present())
    assert (told.heard, play.state.floor.turns) == (1, {})


def test_the_trend_is_totals(play: Play) -> None:
    """Each meeting gives numbers; about a person only the last meeting with a contribution is kept."""
    ana, bo = play.open_meeting("Ana", "Bo")
    speaks(play, ana, 60)
    play.ask(Ask(person=bo))
    play.desk.ask(Begin(person=bo))
    play.clock.advance(20_000)
    play.next_meeting()
    play.ask(Arrive(person=ana))
    speaks(play, ana, 5)
    assert own(play.state.floor, ana) == Own(turns=1, seconds=5, of=5, items=[0], last=1)
    assert own(play.state.floor, "m009") == Own(turns=0, seconds=0, of=5, items=[], last=0)
    play.ask(Close())
    first, second = trend(play.state.floor, 5)
    assert (first.meeting, first.heard, first.new, first.turns, first.seconds) == (1, 2, 2, 2, 80)
    assert (second.meeting, second.heard, second.new, second.turns, second.seconds) == (2, 1, 0, 1, 5)
    assert play.state.floor.voices == {ana: 2, bo: 1}
    assert trend(play.state.floor, 1) == [second]
    assert trend(play.state.floor, 0) == []
    play.ask(Leave(member=bo))
    assert play.state.floor.voices == {ana: 2}


def test_half_a_year_is_kept(tmp_path: Path) -> None:
    """The state does not grow over the years."""
    play = Play(tmp_path)
    (ana,) = play.open_meeting("Ana")
    for _meeting in range(KEPT + 3):
        speaks(play, ana)
        play.ask(Close())
        play.clock.advance(DAY)
        play.ask(OpenMeeting())
        play.ask(Arrive(person=ana))
    assert [each.meeting for each in play.state.floor.past] == list(range(4, 30))


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        (Heard(0, 9, 0), ""),
        (Heard(1, 9, 100), "1 person has spoken; 8 have not spoken."),
        (Heard(3, 4, 100), "3 people have spoken; 1 has not spoken."),
        (Heard(9, 20, 61), "3 people spoke 61 % of the time; 11 have not spoken."),
        (Heard(9, 9, 61), "3 people spoke 61 % of the time; everybody has spoken."),
    ],
)
def test_a_plain_reading(told: Heard, sentence: str) -> None:
    """The sentence has numbers that can be read aloud, and no names."""
    assert reading(told) == sentence


@given(st.dictionaries(st.text(min_size=1), st.integers(0, 10**7)))
def test_the_share_of_the_three(spoken: dict[str, int]) -> None:
    """The share is 0 to 100: 100 for three speakers or fewer, and at least that of three equal parts."""
    share = three_longest(spoken)
    assert 0 <= share <= 100
    if sum(spoken.values()):
        assert share >= round(100 * min(3, len(spoken)) / len(spoken)) - 1
        assert len(spoken) > 3 or share == 100


def test_a_long_evening_makes_no_longer_state() -> None:
    """With two hundred people and fifteen hundred turns the state stops growing once all were heard."""
    state, sizes = floor.state.State(), []
    for count in range(1_500):
        person, n = f"m{count % 200:03d}", 3 * count
        turn: list[floor.events.OwnEvent] = [
            floor.events.Asked(person=person),
            floor.events.TurnBegan(person=person, speak="contribution", planned=120),
            floor.events.TurnEnded(person=person),
        ]
        for step, event in enumerate(turn):
            entry = Entry(n + step, "", "2026-11-22T18:00:00.000Z", "1f2e3d4c", 20_000 * (n + step), "ok")
            floor.folding.fold(state, event, entry)
        if count % 500 == 499:
            sizes.append(len(msgspec.msgpack.encode(state)))
    assert sum(state.turns.values()) == 1_500
    assert max(sizes) - min(sizes) < 1_000
