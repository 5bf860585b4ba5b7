"""Decisions: those in force, and their reviews."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.practices import decision, meeting, rules
from kiosk.practices.decision.events import DecisionKept
from kiosk.practices.decision.rules import Decision, Review, due, soon
from kiosk.practices.meeting.events import MeetingOpened
from kiosk.practices.messages import Command, Origin
from kiosk.practices.proposal.commands import Adopt, CountHands, ReadBack, ReadOut, Write
from kiosk.practices.proposal.state import POSITIONS
from kiosk.practices.record.rules import Undo
from tests.made_up import RoomOf
from tests.practices.play import Play


@pytest.fixture
def play(tmp_path: Path) -> Play:
    """Return a meeting on 22 November 2026 with three members, who have adopted decision 1."""
    play = Play(tmp_path)
    play.open_meeting("Ana", "Bahar", "Chris")
    adopt(play, "Quiet from ten.", "Quiet hours", "2026-12-01")
    return play


def adopt(play: Play, text: str, title: str, review: str) -> None:
    play.ask(Write(text=text, title=title))
    play.ask(ReadOut())
    for position in POSITIONS:
        play.ask(CountHands(position=position, number=3 if position == "agree" else 0))
    play.ask(ReadBack())
    play.ask(Adopt(review=review))


def test_an_adopted_proposal_is_a_decision_that_holds(play: Play) -> None:
    """It has text, title, dates, the proposal it came from and the entry that adopted it."""
    now = play.state.decision.live[1]
    assert now == Decision(1, "Quiet hours", "Quiet from ten.", "2026-11-22", "2026-12-01", now.n, 1)
    assert now.n == play.desk.journal.size - 1


def test_a_review_that_is_due_comes_back_by_itself(play: Play) -> None:
    """From the review date on it is on the agenda of the next meeting; until then it is not."""
    assert play.desk.room.due("2026-11-30") == []
    play.next_meeting(days=14)
    origin = Origin(kind="review", n=1, title="Quiet hours")
    assert play.desk.room.due("2026-12-01") == [origin]
    play.ask(meeting.rules.Close())
    opened = play.ask(meeting.rules.Open()).event
    assert isinstance(opened, MeetingOpened)
    assert opened.due == [origin]


def test_a_decision_holds_until_it_is_reviewed(play: Play) -> None:
    """A year after its review date it is still in force, and still due."""
    play.next_meeting(days=400)
    assert list(play.state.decision.live) == [1]
    assert [origin.n for origin in play.desk.room.due("2027-12-27")] == [1]


def test_a_decision_is_kept_until_a_new_date(play: Play) -> None:
    """Keeping sets a new review date; a second key for the same review is refused."""
    keep = Review(decision=1, outcome="keep", review="2027-06-01", believes="2026-12-01")
    assert play.ask(keep).event == DecisionKept(decision=1, review="2027-06-01")
    assert play.state.decision.live[1].review == "2027-06-01"
    assert play.refused(keep) == "Decision 1 was reviewed already; it is looked at again on 2027-06-01."


def test_a_decision_is_repealed(play: Play) -> None:
    """It is no longer in force; undoing the repeal restores it."""
    play.ask(Review(decision=1, outcome="repeal", reason="Nobody needs it."))
    assert play.state.decision.live == {}
    assert play.refused(Review(decision=1, outcome="repeal")) == "There is no decision 1 that holds now."
    play.ask(Undo())
    assert list(play.state.decision.live) == [1]


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (
            Review(decision=2, outcome="keep", review="2027-01-01"),
            "There is no decision 2 that holds now.",
        ),
        (Review(decision=1, outcome="keep"), "A decision is kept until a new review: say the date."),
        (
            Review(decision=1, outcome="keep", review="2026-11-22"),
            "The review has to be after today, 2026-11-22.",
        ),
        (
            Review(decision=1, outcome="repeal", review="2027-01-01"),
            "A decision that is repealed has no further review: leave the date out.",
        ),
    ],
)
def test_reviews_that_are_refused(play: Play, asked: Command, sentence: str) -> None:
    """Each refusal is one sentence that says what to do."""
    assert play.refused(asked) == sentence


def test_a_review_needs_the_quorum_that_a_decision_needs(play: Play) -> None:
    """A handful cannot repeal what a quorum decided."""
    play.ask(rules.rules.SetQuorum(percent=100))
    play.ask(meeting.rules.Depart(person="m002"))
    play.guest("Visitor")
    assert play.refused(Review(decision=1, outcome="repeal")) == "A review needs 3 members; here: 2."


def test_under_a_clock_nobody_believes_the_meeting_says_the_day(play: Play) -> None:
    """A review before the day of the meeting is refused although the clock says 1970."""
    play.clock.step(-play.clock.wall())
    play.clock.follows_server = False
    play.restart(reboot=True)
    assert play.refused(Review(decision=1, outcome="keep", review="2020-01-01")) == (
        "The review has to be after today, 2026-11-22."
    )


def test_what_is_due_soon_stands_in_the_order_of_days(play: Play) -> None:
    """Overdue decisions, and those due within so many days, are listed for the lobby, longest due first."""
    adopt(play, "Compost on Mondays.", "Compost", "2026-11-25")
    adopt(play, "A new boiler.", "Boiler", "2027-05-01")
    assert [d.number for d in soon(play.state.decision, "2026-11-22", 9)] == [2, 1]
    assert [d.number for d in soon(play.state.decision, "2026-11-22", 3)] == [2]
    assert [d.number for d in soon(play.state.decision, "2027-11-22", 0)] == [2, 1, 3]


def test_no_more_comes_back_than_an_entry_can_hold(play: Play) -> None:
    """A meeting can be opened even with hundreds of long titles due at once."""
    live = play.state.decision.live
    for number in range(2, 400):
        live[number] = Decision(number, "\U0001f525" * 120, "x", "2020-01-01", "2021-01-01", 5, number)
    play.ask(meeting.rules.Close())
    opened = play.ask(meeting.rules.Open()).event
    assert isinstance(opened, MeetingOpened)
    assert len(opened.due) == 60


@given(st.dictionaries(st.integers(1, 99), st.dates()), st.dates())
def test_due_is_what_has_reached_its_review_date(reviews: dict[int, object], day: object) -> None:
    """Exactly the decisions whose review date is not after the day are due."""
    live = {n: Decision(n, "x", "x", "2020-01-01", str(review), 1, n) for n, review in reviews.items()}
    found = {origin.n for origin in due(decision.rules.State(live=live), RoomOf(), str(day))}
    assert found == {n for n, review in reviews.items() if str(review) <= str(day)}
