"""Turns: questions that interrupt, handing over, putting back, and restarts of the machine."""

from __future__ import annotations

import pytest

from kiosk.practices import floor
from kiosk.practices.agenda.commands import Add as AddItem
from kiosk.practices.agenda.commands import Open as OpenItem
from kiosk.practices.floor.commands import (
    Ask,
    Begin,
    BeginRound,
    End,
    Extend,
    HandOver,
    PutBack,
    SetItem,
    Withdraw,
)
from kiosk.practices.floor.state import Waiting
from kiosk.practices.floor.timing import stands_still
from kiosk.practices.record.rules import Undo
from tests.practices.floor.watching import listed, speaks, spoken, turn
from tests.practices.play import DAY, Play


@pytest.fixture
def three(play: Play) -> list[str]:
    """Return three people present, of whom Ana has spoken for 20 s."""
    ana, bo, chris = play.open_meeting("Ana", "Bo", "Chris")
    play.ask(Ask(person=ana))
    play.desk.ask(Begin(person=ana))
    play.clock.advance(20_000)
    return [ana, bo, chris]


def test_a_question_interrupts_and_is_answered(play: Play, three: list[str]) -> None:
    """The speaker's clock is paused; after the answer the speaker continues with the time left."""
    ana, bo, chris = three
    assert play.refused(Ask(person=ana, kind="interposed")) == "Ana is speaking."
    play.desk.ask(Ask(person=bo, kind="interposed"))
    play.desk.ask(Ask(person=chris, kind="interposed"))
    play.desk.ask(Begin(person=bo, after=ana))
    assert listed(play) == []
    play.clock.advance(5_000)
    assert (turn(play).kind, spoken(play)) == ("interposed", 5_000)
    play.desk.ask(End(person=bo, turn=turn(play).n))
    answer = turn(play)
    assert (answer.person, answer.kind) == (ana, "answer")
    play.clock.advance(7_000)
    play.desk.ask(End(person=ana, turn=answer.n))
    assert play.refused(End(person=ana, turn=answer.n)) == "That has ended already: look again."
    play.clock.advance(10_000)
    assert (turn(play).kind, spoken(play)) == ("contribution", 30_000)
    assert listed(play) == [chris]
    play.desk.ask(End(person=ana))
    assert play.state.floor.turns == {ana: 1}
    assert play.state.floor.spoken == {bo: 5_000, ana: 37_000}
    assert listed(play) == []


def test_nobody_is_passed_over_by_a_question(play: Play, three: list[str]) -> None:
    """Until the answer is given only a point of order comes in between, and it ends question and turn."""
    ana, bo, chris = three
    play.ask(Ask(person=chris))
    play.ask(Ask(person=bo, kind="interposed"))
    play.ask(Begin(person=bo, after=ana))
    assert play.refused(Begin(person=chris, after=bo)) == (
        "Ana was interrupted and goes on first: end the question and the answer."
    )
    assert play.refused(PutBack(person=bo)).startswith("Somebody was interrupted")
    assert play.refused(HandOver(person=bo, to=chris)) == "Only a contribution can be handed over."
    play.ask(Ask(person=chris, kind="order"))
    play.ask(Begin(person=chris, after=bo))
    assert (play.state.floor.held, play.state.floor.turns) == (None, {ana: 1})


def test_a_question_needs_a_speaker(play: Play) -> None:
    """A question needs a contribution, and only one question is open at a time."""
    ana, bo = play.open_meeting("Ana", "Bo")
    refused = "A question is put to somebody who speaks, one at a time."
    assert play.refused(Ask(person=ana, kind="interposed")) == refused
    play.ask(Ask(person=ana, kind="order"))
    play.ask(Begin(person=ana))
    assert play.refused(Ask(person=bo, kind="interposed")) == refused


def test_the_rest_of_a_turn_is_handed_over(play: Play, three: list[str]) -> None:
    """The other speaks for the time left, rounded up to seconds; each has a turn and their own time."""
    ana, bo, _chris = three
    assert play.refused(HandOver(person=bo, to=ana)) == "Ana is speaking now: look again."
    assert play.refused(HandOver(person=ana, to=ana)) == "Ana is speaking."
    play.clock.advance(500)
    play.desk.ask(HandOver(person=ana, to=bo))
    assert (turn(play).person, turn(play).planned, spoken(play)) == (bo, 100, 0)
    play.clock.advance(100_000)
    assert play.refused(HandOver(person=bo, to=ana)) == "No time is left to hand over."
    play.desk.ask(End(person=bo))
    assert play.state.floor.turns == {ana: 1, bo: 1}
    assert play.state.floor.spoken == {ana: 20_500, bo: 100_000}


def test_who_was_called_too_soon_goes_back(play: Play) -> None:
    """The person gets the old place, while speaking or just after; no turn is counted, but the time is."""
    ana, bo, chris = play.open_meeting("Ana", "Bo", "Chris")
    assert play.refused(PutBack(person=ana)) == "Nobody has spoken who could go back to the list."
    for person in (ana, bo):
        play.ask(Ask(person=person))
    play.desk.ask(Begin(person=ana))
    play.clock.advance(3_000)
    play.ask(Ask(person=chris))
    assert play.refused(PutBack(person=bo)) == "Ana is speaking now: look again."
    play.desk.ask(PutBack(person=ana))
    assert (listed(play), play.state.floor.turns) == ([ana, bo, chris], {})
    assert play.refused(PutBack(person=ana)) == "Nobody has spoken who could go back to the list."
    play.ask(Begin(person=ana))
    play.ask(End(person=ana))
    assert play.state.floor.turns == {ana: 1}
    assert play.refused(PutBack(person=bo)) == "Ana spoke last: look again."
    play.ask(PutBack(person=ana))
    assert (listed(play), play.state.floor.turns) == ([ana, bo, chris], {})
    play.ask(Undo())
    assert (listed(play), play.state.floor.turns) == ([bo, chris], {ana: 1})


def test_who_asked_again_has_one_place(play: Play) -> None:
    """Putting back gives no second place in the same class."""
    (ana,) = play.open_meeting("Ana")
    speaks(play, ana)
    play.ask(Ask(person=ana))
    play.ask(PutBack(person=ana))
    assert listed(play) == [ana]


def in_round(play: Play) -> list[str]:
    """Return the people still to be asked in the current round."""
    going = play.state.floor.round
    assert going is not None
    return going.left


def test_back_to_the_list_or_to_the_round(play: Play) -> None:
    """A turn of the round goes back to the head of the round, any other to the list as it was."""
    play.open_meeting("Ana", "Bo")
    play.ask(BeginRound())
    ana, bo = in_round(play)
    asked = play.ask(Ask(person=ana, kind="order")).n
    play.ask(Begin(person=ana))
    play.ask(PutBack(person=ana))
    assert (in_round(play), play.state.floor.waiting) == ([ana, bo], [Waiting(ana, "order", asked)])
    play.ask(Withdraw(person=ana, kind="order"))
    play.ask(Begin(person=ana))
    assert in_round(play) == [bo]
    play.ask(PutBack(person=ana))
    assert (in_round(play), play.state.floor.waiting) == ([ana, bo], [])


def test_a_turn_of_a_round_that_is_over_goes_back_to_the_list(play: Play) -> None:
    """The next item has no round, so the turn goes back to a place on its list."""
    (ana,) = play.open_meeting("Ana")
    play.ask(AddItem(title="Roof"))
    play.ask(BeginRound())
    began = play.ask(Begin(person=ana)).n
    play.ask(OpenItem(item=1))
    play.ask(PutBack(person=ana))
    assert play.state.floor.waiting == [Waiting(ana, "contribution", began)]


def test_an_item_has_turns_of_its_own(play: Play) -> None:
    """An item has shorter turns, or untimed ones; other items have those of the rules."""
    ana, bo = play.open_meeting("Ana", "Bo")
    for title in ("Roof", "Walls"):
        play.ask(AddItem(title=title))
    assert play.refused(SetItem(turn=60)) == "No item is open: say which one."
    play.ask(SetItem(item=2, turn=45))
    play.ask(OpenItem(item=1))
    play.ask(SetItem(timed=False))
    assert play.refused(SetItem(timed=False)) == "Nothing changes: it is like that already."
    assert play.refused(SetItem(turn=9)) == "A turn is at least 10 seconds long."
    play.ask(Ask(person=ana))
    play.ask(Begin(person=ana))
    assert turn(play).planned == 0
    assert play.refused(Extend(person=ana)) == "Nobody is timed in this item."
    play.ask(HandOver(person=ana, to=bo))
    assert turn(play).planned == 0
    play.ask(OpenItem(item=2, believes=1))
    play.ask(Ask(person=ana))
    play.ask(Begin(person=ana))
    assert turn(play).planned == 45


def test_a_crash_changes_no_second(play: Play, three: list[str]) -> None:
    """After a kill and a restart the second is the same, also during a question."""
    ana, bo, _chris = three
    play.restart()
    assert spoken(play) == 20_000
    play.desk.ask(Ask(person=bo, kind="interposed"))
    play.desk.ask(Begin(person=bo, after=ana))
    play.clock.advance(4_000)
    play.restart()
    assert spoken(play) == 4_000
    assert play.state.floor.held is not None
    assert play.state.floor.held.before == 20_000


def test_a_power_cut_during_a_question_loses_nobody(play: Play, three: list[str]) -> None:
    """The question is paused and that is shown; afterwards the speaker has the old time."""
    ana, bo, _chris = three
    play.desk.ask(Ask(person=bo, kind="interposed"))
    play.desk.ask(Begin(person=bo, after=ana))
    play.clock.advance(4_000)
    play.restart(reboot=True)
    assert stands_still(turn(play), play.desk.stamp())
    play.clock.advance(60_000)
    play.desk.ask(floor.commands.ResumeTurn(person=bo))
    assert not turn(play).rebooted
    play.desk.ask(End(person=bo))
    play.desk.ask(End(person=ana))
    assert (turn(play).person, spoken(play)) == (ana, 20_000)


def test_no_clock_that_is_set_changes_a_turn(play: Play, three: list[str]) -> None:
    """Setting the clock a day forward or thirty years back does not change the turn."""
    play.clock.step(DAY)
    assert spoken(play) == 20_000
    play.clock.step(-30 * 365 * DAY)
    play.clock.advance(1_000)
    assert spoken(play) == 21_000


def test_eight_hours_drift_by_nothing(play: Play, three: list[str]) -> None:
    """Looked at a million times or once, it is the same millisecond, because no ticks are added up."""
    began = turn(play)
    for step in range(1, 8 * 60 + 1):
        play.clock.advance(60_000)
        assert spoken(play) == 20_000 + 60_000 * step
    assert turn(play) == began
