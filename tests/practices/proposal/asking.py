"""Words of a proposal, and how the room is asked about it in tests."""

from __future__ import annotations

from kiosk.desk.desk import Answer
from kiosk.practices.proposal.commands import (
    CountHands,
    ReadBack,
    ReadOut,
    Write,
)
from kiosk.practices.proposal.events import ProposalAdopted
from kiosk.practices.proposal.state import POSITIONS, Proposal
from tests.practices.play import Play

FUND = "We pay 30 % of collected rents into the strike fund until 1 March."
AMENDED = "We pay 40 % of collected rents into the strike fund until 1 March, reviewed each month."
REVIEW = "2027-02-22"


def shown(play: Play) -> Proposal:
    return play.state.proposal.proposals[play.state.proposal.current]


def count(play: Play, agree: int = 5, reservations: int = 0, aside: int = 0, block: int = 0) -> None:
    """Count the hands for every position; a block gives a reason."""
    for position, number in zip(POSITIONS, (agree, reservations, aside, block), strict=True):
        reason = "It breaks the lease." if position == "block" and number else ""
        play.ask(CountHands(position=position, number=number, reason=reason))


def ask_the_room(play: Play, agree: int = 5, reservations: int = 0, aside: int = 0, block: int = 0) -> None:
    """Write a proposal, read it out, test it with these hands, and read the counts back."""
    play.ask(Write(text=FUND, title="Strike fund"))
    play.ask(ReadOut())
    count(play, agree, reservations, aside, block)
    play.ask(ReadBack())


def adopted(answer: Answer) -> ProposalAdopted:
    assert isinstance(answer.event, ProposalAdopted)
    return answer.event
