"""The floor: the speaking list, turns, phases and totals."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.practices.agenda.commands import Add as AddItem
from kiosk.practices.agenda.commands import Open as OpenItem
from kiosk.practices.floor.circulation import heard
from kiosk.practices.floor.commands import Ask, Begin, End, Extend, PauseTurn, ResumeTurn, Withdraw
from kiosk.practices.floor.order import queue
from kiosk.practices.floor.timing import elapsed, phase_of
from kiosk.practices.meeting.rules import Depart, Pause, Resume
from kiosk.practices.record.rules import Undo
from tests.practices.play import Play


@pytest.fixture
def play(tmp_path: Path) -> Play:
    return Play(tmp_path)


def listed(play: Play) -> list[str]:
    return [place.person for place in queue(play.state.floor, play.desk.room.present())]


def spoken(play: Play) -> int:
    turn = play.state.floor.turn
    assert turn is not None
    return elapsed(turn, play.desk.stamp(), play.desk.room.stamp())


def test_first_come_first_served(play: Play) -> None:
    """People speak in the order in which they asked."""
    ana, bo, chris = play.open_meeting("Ana", "Bo", "Chris")
    for person in (bo, chris, ana):
        play.ask(Ask(person=person))
    assert listed(play) == [bo, chris, ana]


def test_order_comes_first(play: Play) -> None:
    """A point of order comes before every contribution, and earlier points of order come first."""
    ana, bo, chris = play.open_meeting("Ana", "Bo", "Chris")
    play.ask(Ask(person=ana))
    play.ask(Ask(person=chris, kind="order"))
    play.ask(Ask(person=bo, kind="order"))
    assert listed(play) == [chris, bo, ana]


def test_once_a_class(play: Play) -> None:
    """A person waits at most once for a contribution and once for a point of order."""
    (ana,) = play.open_meeting("Ana")
    play.ask(Ask(person=ana))
    assert play.refused(Ask(person=ana)) == "Ana is already waiting."
    play.ask(Ask(person=ana, kind="order"))
    assert play.refused(Ask(person=ana, kind="order")) == "Ana is already waiting."


def test_only_those_here(play: Play) -> None:
    """Absent people cannot ask; a person who left keeps the place but is passed over."""
    ana, bo = play.open_meeting("Ana", "Bo")
    absent = play.add("Dana", here=False)
    assert play.refused(Ask(person=absent)) == "Dana is not here: mark the arrival first."
    play.ask(Ask(person=ana))
    play.ask(Ask(person=bo))
    play.ask(Depart(person=ana))
    assert listed(play) == [bo]
    assert play.refused(Begin(person=ana)) == "Ana is not here."


def test_a_turn_takes_the_place(play: Play) -> None:
    """Beginning a turn removes the person from the list and sets the planned length of the rules."""
    (ana,) = play.open_meeting("Ana")
    play.ask(Ask(person=ana))
    play.ask(Begin(person=ana))
    assert listed(play) == []
    turn = play.state.floor.turn
    assert turn is not None
    assert (turn.person, turn.planned) == (ana, 120)


def test_next_names_who_speaks(play: Play) -> None:
    """A key pressed twice or late names another speaker and is refused."""
    ana, bo = play.open_meeting("Ana", "Bo")
    play.ask(Ask(person=ana))
    play.ask(Ask(person=bo))
    play.ask(Begin(person=ana))
    assert play.refused(Begin(person=bo)) == "Ana is speaking now: look again."
    play.ask(Begin(person=bo, after=ana))
    assert play.refused(End(person=ana)) == "Bo is speaking now: look again."
    play.ask(End(person=bo))
    assert play.refused(End(person=bo)) == "Nobody is speaking."
    play.ask(Ask(person=ana))
    assert play.refused(Begin(person=ana, after=bo)) == "Bo has already finished: look again."


def test_time_is_a_function_of_the_clock(play: Play) -> None:
    """Spoken time follows the time since boot and not the wall clock."""
    (ana,) = play.open_meeting("Ana")
    play.ask(Ask(person=ana))
    play.desk.ask(Begin(person=ana))
    play.clock.advance(30_000)
    play.clock.step(-86_400_000)
    assert spoken(play) == 30_000


def test_pause(play: Play) -> None:
    """A paused clock does not run, cannot be paused twice, and continues from the same time."""
    (ana,) = play.open_meeting("Ana")
    play.ask(Ask(person=ana))
    play.desk.ask(Begin(person=ana))
    play.clock.advance(10_000)
    play.desk.ask(PauseTurn(person=ana))
    play.clock.advance(50_000)
    assert spoken(play) == 10_000
    assert play.refused(PauseTurn(person=ana)) == "The clock already stands still."
    play.desk.ask(ResumeTurn(person=ana))
    play.clock.advance(5_000)
    assert spoken(play) == 15_000
    assert play.refused(ResumeTurn(person=ana)) == "The clock is already running."


def test_reboot_pauses(play: Play) -> None:
    """After a reboot a running turn is paused with its time, until people resume it."""
    (ana, bo) = play.open_meeting("Ana", "Bo")
    play.ask(Ask(person=ana))
    play.desk.ask(Begin(person=ana))
    play.clock.advance(20_000)
    play.desk.ask(Ask(person=bo))
    play.clock.reboot()
    assert spoken(play) == 20_000
    play.desk.ask(Withdraw(person=bo))
    turn = play.state.floor.turn
    assert turn is not None
    assert (turn.paused, turn.rebooted, spoken(play)) == (True, True, 20_000)
    play.desk.ask(ResumeTurn(person=ana))
    play.clock.advance(1_000)
    assert spoken(play) == 21_000


def test_break_stands_still(play: Play) -> None:
    """A break pauses the speaker's clock, and resuming the meeting does not start it."""
    (ana,) = play.open_meeting("Ana")
    play.ask(Ask(person=ana))
    play.desk.ask(Begin(person=ana))
    play.clock.advance(7_000)
    play.desk.ask(Pause(until="23:00"))
    play.clock.advance(600_000)
    play.desk.ask(Resume())
    assert spoken(play) == 7_000


def test_one_minute_more(play: Play) -> None:
    """Added time makes the turn longer and does not change the time spoken."""
    (ana,) = play.open_meeting("Ana")
    play.ask(Ask(person=ana))
    play.desk.ask(Begin(person=ana))
    play.desk.ask(Extend(person=ana, seconds=60))
    turn = play.state.floor.turn
    assert turn is not None
    assert (turn.planned, spoken(play)) == (180, 0)


def test_totals(play: Play) -> None:
    """Contributions are counted when they end; a point of order never counts as one."""
    ana, bo = play.open_meeting("Ana", "Bo")
    play.ask(Ask(person=bo, kind="order"))
    play.ask(Ask(person=ana))
    play.desk.ask(Begin(person=bo))
    play.clock.advance(60_000)
    play.desk.ask(Begin(person=ana, after=bo))
    play.clock.advance(30_000)
    play.desk.ask(End(person=ana))
    assert play.state.floor.turns == {ana: 1}
    assert play.state.floor.spoken == {ana: 30_000}
    told = heard(play.state.floor, play.desk.room.present())
    assert (told.heard, told.present, told.share) == (1, 2, 100)


def test_a_new_item_begins_a_new_list(play: Play) -> None:
    """Opening an item ends the turn and clears contributions; points of order keep waiting."""
    ana, bo = play.open_meeting("Ana", "Bo")
    play.ask(AddItem(title="Roof"))
    play.ask(Ask(person=ana))
    play.ask(Ask(person=bo, kind="order"))
    play.ask(OpenItem(item=1))
    assert listed(play) == [bo]
    assert play.state.floor.turn is None


def test_undo_gives_the_turn_back(play: Play) -> None:
    """Undoing the end of a turn lets it run as if it had never ended."""
    (ana,) = play.open_meeting("Ana")
    play.ask(Ask(person=ana))
    play.desk.ask(Begin(person=ana))
    play.clock.advance(40_000)
    play.desk.ask(End(person=ana))
    play.clock.advance(2_000)
    play.desk.ask(Undo())
    assert spoken(play) == 42_000
    assert play.state.floor.turns == {}


@pytest.mark.parametrize(
    ("left", "planned", "phase"),
    [
        (120, 120, "speaking"),
        (30.1, 120, "speaking"),
        (30, 120, "wrap up"),
        (15, 40, "wrap up"),
        (15.1, 40, "speaking"),
        (10, 120, "last"),
        (0.1, 120, "last"),
        (0, 120, "over"),
        (-5, 120, "over"),
        (-5, 0, "speaking"),
    ],
)
def test_phases(left: float, planned: float, phase: str) -> None:
    """The phases are: wrap up at 15 s or a quarter, whichever is more; the last 10 s; over."""
    assert phase_of(left, planned) == phase


@given(st.floats(-1_000, 1_000), st.integers(10, 3_600))
def test_phases_only_advance(left: float, planned: int) -> None:
    """As time passes a turn never goes back to an earlier phase."""
    order = ["speaking", "wrap up", "last", "over"]
    later = phase_of(left - 0.5, planned)
    assert order.index(later) >= order.index(phase_of(left, planned))
