"""Reading back: the summary names what happened, and says "nothing" only when nothing did."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.minutes.build import of_open
from kiosk.minutes.escaping import Plain, write
from kiosk.minutes.page import page
from kiosk.practices import agenda, meeting, proposal, roles, roster, rules
from kiosk.practices.lot import commands as lots
from tests.practices.play import Play

NOTHING = "Nothing was decided, drawn by lot or carried over."


@pytest.fixture
def play(tmp_path: Path) -> Iterator[Play]:
    """Yield the second meeting of an assembly before any act; Ana is media contact."""
    played = Play(tmp_path)
    played.open_meeting("Ana", "Bo")
    played.ask(lots.Quick(roles={"media-contact": 1}, days={"media-contact": 90}))
    role, person = played.state.lot.draw.waiting()[0] if played.state.lot.draw else ("", "")
    played.ask(lots.Accept(role=role, person=person))
    played.next_meeting()
    yield played
    played.desk.close()


def read_back(play: Play) -> str:
    return write(Plain(), page(of_open(play.desk)).read_back)


def given_back(play: Play) -> None:
    held = play.state.roles.held[0]
    play.ask(roles.rules.Release(role=held.role, person=held.person))


def joined(play: Play) -> None:
    play.add("Cem", here=False)


def left(play: Play) -> None:
    play.ask(roster.rules.Leave(member="m002"))


def ruled(play: Play) -> None:
    for number in (2, 1):
        play.ask(rules.rules.SetQuorum(number=number))


def written(play: Play) -> None:
    play.ask(proposal.commands.Write(text="We mend the roof."))


def withdrawn(play: Play) -> None:
    written(play)
    play.ask(proposal.commands.Withdraw())


def frozen(play: Play) -> None:
    play.add("Dimitra")
    play.ask(lots.Freeze(roles={"facilitator": 1}))


def aborted(play: Play) -> None:
    frozen(play)
    play.ask(lots.Abort())


@pytest.mark.parametrize(
    ("act", "phrases"),
    [
        (given_back, "1 role given back"),
        (joined, "1 member joined"),
        (left, "1 member left the assembly"),
        (ruled, "1 rule changed"),
        (withdrawn, "1 proposal withdrawn"),
        (frozen, "1 draw not finished, 1 member joined"),
        (aborted, "1 draw given up, 1 member joined"),
    ],
)
def test_what_else_happened_is_read_back(play: Play, act: Callable[[Play], None], phrases: str) -> None:
    """Without decisions, draws and carried items the summary names the other acts."""
    act(play)
    assert read_back(play) == f"{NOTHING} This happened: {phrases}."


def test_a_meeting_in_which_nothing_happened_says_so(play: Play) -> None:
    """Arrivals and speaking are listed below, and the summary is true without them."""
    play.ask(meeting.rules.Arrive(person="m001"))
    play.ask(agenda.commands.Add(title="Roof"))
    play.ask(agenda.commands.Open(item=1))
    assert read_back(play) == NOTHING


def test_lesser_things_stay_out_of_a_summary_that_has_something_to_say(play: Play) -> None:
    """The summary has the carried items as before, and no new members."""
    joined(play)
    play.ask(agenda.commands.Add(title="Roof"))
    play.ask(agenda.commands.Carry(item=1))
    assert read_back(play) == "1 item carried over."


def test_a_proposal_that_comes_back_is_no_nothing(play: Play) -> None:
    """A proposal that was not concluded is on the next agenda, so something is carried over."""
    written(play)
    assert read_back(play) == "1 proposal not concluded."
