"""Totals of roles and proposals, and among how many people they went."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.practices import circulation
from kiosk.practices.circulation.rules import KEPT, Moved, Own
from kiosk.practices.lot.commands import Accept, Quick
from kiosk.practices.meeting.rules import Arrive, Close
from kiosk.practices.meeting.rules import Open as OpenMeeting
from kiosk.practices.proposal.commands import Write
from kiosk.practices.record.rules import Undo
from kiosk.practices.roster.rules import Leave
from tests.practices.play import DAY, Play


@pytest.fixture
def play(tmp_path: Path) -> Play:
    return Play(tmp_path)


def given(play: Play, seats: int) -> None:
    """Draw so many of those present for tonight, with everybody accepting."""
    play.ask(Quick(roles={"facilitator": seats}))
    draw = play.state.lot.draw
    assert draw is not None
    while asked := draw.asked():
        play.ask(Accept(role=asked[0], person=asked[1]))
        draw = play.state.lot.draw
        assert draw is not None


def test_roles_and_proposals_of_the_last_meetings(play: Play) -> None:
    """Numbers and the number of different people are counted; undone acts are not."""
    ana, bo = play.open_meeting("Ana", "Bo")
    given(play, 2)
    play.ask(Write(text="We pay 30 %.", proposer=ana))
    play.ask(Write(text="We pay 40 %.", proposer=bo))
    play.ask(Undo())
    assert circulation.rules.moved(play.state.circulation, 8) == Moved(1, 2, 2, 1, 1)
    play.next_meeting()
    play.ask(Arrive(person=ana))
    given(play, 1)
    play.ask(Write(text="We pay 50 %."))
    now = play.state.circulation
    assert circulation.rules.moved(now, 8) == Moved(2, 3, 2, 2, 1)
    assert circulation.rules.moved(now, 1) == Moved(1, 1, 1, 1, 0)
    assert circulation.rules.own(now, ana) == Own(held=2, brought=1)
    assert circulation.rules.own(now, bo) == Own(held=1, brought=0)
    play.ask(Leave(member=ana))
    assert circulation.rules.own(play.state.circulation, ana) == Own(held=0, brought=0)


def test_half_a_year_is_looked_back_on(play: Play) -> None:
    """The state does not grow over the years."""
    for _meeting in range(KEPT + 2):
        play.ask(OpenMeeting())
        play.ask(Close())
        play.clock.advance(DAY)
    assert len(play.state.circulation.past) == KEPT
    assert circulation.rules.moved(play.state.circulation, 500).meetings == KEPT


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        (Moved(3, 0, 0, 0, 0), ""),
        (
            Moved(8, 14, 9, 6, 4),
            "In the last 8 meetings 14 roles went to 9 of 23 members; 4 people brought 6 proposals.",
        ),
        (
            Moved(1, 1, 1, 1, 1),
            "In one meeting 1 role went to 1 of 23 members; 1 person brought 1 proposal.",
        ),
        (Moved(2, 3, 2, 0, 0), "In the last 2 meetings 3 roles went to 2 of 23 members."),
        (Moved(2, 0, 0, 6, 0), "In the last 2 meetings 6 proposals were brought, without a name."),
        (Moved(2, 0, 0, 2, 1), "In the last 2 meetings 1 person brought 2 proposals."),
    ],
)
def test_it_reads_as_a_sentence(told: Moved, sentence: str) -> None:
    """The sentence has plain words and no names."""
    assert circulation.rules.reading(told, 23) == sentence
