"""Proposals that come back in the next meeting, and which of several is on the wall."""

from __future__ import annotations

from kiosk.practices import agenda, meeting
from kiosk.practices.agenda.naming import title_of
from kiosk.practices.meeting.events import MeetingOpened
from kiosk.practices.messages import Origin
from kiosk.practices.proposal.commands import (
    Adopt,
    Choose,
    Defer,
    ReadOut,
    Reject,
    Withdraw,
    Write,
)
from tests.practices.play import Play
from tests.practices.proposal.asking import REVIEW, ask_the_room, shown


def test_a_proposal_put_off_comes_back_in_the_next_meeting(play: Play) -> None:
    """It is on the next agenda by itself, open, to be read out and tested again."""
    ask_the_room(play)
    play.ask(Defer())
    play.ask(meeting.rules.Close())
    origin = Origin(kind="proposal", n=1, title="Strike fund", item_kind="proposal")
    assert play.desk.room.due("2026-11-29") == [origin]
    opened = play.ask(meeting.rules.Open()).event
    assert isinstance(opened, MeetingOpened)
    assert opened.due == [origin]
    assert play.state.proposal.current == 0
    item = play.state.agenda.items[0]
    assert title_of(item, play.desk.room.called) == "Proposal 1: Strike fund"
    play.ask(agenda.commands.Open(item=item.id))
    now = shown(play)
    assert (now.number, now.outcome, now.read, now.test, now.item) == (1, "open", False, None, item.id)


def test_a_proposal_that_nobody_concluded_comes_back_too(play: Play) -> None:
    """A proposal without conclusion comes back in the next meeting, and in the one after."""
    play.ask(Write(text="x"))
    for _meeting in range(2):
        play.next_meeting()
        assert [item.origin and item.origin.kind for item in play.state.agenda.items] == ["proposal"]


def test_a_proposal_comes_back_with_its_agenda_item_or_alone(play: Play) -> None:
    """A carried item brings its proposals, which are not on the agenda a second time."""
    play.ask(agenda.commands.Add(title="Rent", kind="proposal"))
    play.ask(agenda.commands.Open(item=1))
    play.ask(Write(text="x"))
    play.ask(agenda.commands.Carry(item=1))
    play.next_meeting()
    assert [item.title for item in play.state.agenda.items] == ["Rent"]
    play.ask(agenda.commands.Open(item=1))
    assert play.state.proposal.current == 0
    play.ask(Choose(proposal=1))
    assert shown(play).item == 1


def test_the_wall_follows_the_agenda(play: Play) -> None:
    """The wall shows the newest open proposal of the open item, or none."""
    for title in ("Rent", "Roof"):
        play.ask(agenda.commands.Add(title=title))
    play.ask(agenda.commands.Open(item=1))
    play.ask(Write(text="x"))
    play.ask(Write(text="y"))
    play.ask(Withdraw())
    play.ask(agenda.commands.Open(item=2, believes=1))
    assert play.state.proposal.current == 0
    play.ask(agenda.commands.PutBack(item=1))
    play.ask(agenda.commands.Open(item=1, believes=2))
    assert play.state.proposal.current == 1


def test_what_is_concluded_leaves_at_the_end_of_the_meeting(play: Play) -> None:
    """Open proposals stay from meeting to meeting; adopted, rejected and withdrawn ones leave."""
    ask_the_room(play)
    play.ask(Adopt(review=REVIEW))
    ask_the_room(play, agree=4, block=1)
    play.ask(Reject())
    play.ask(Write(text="x"))
    play.ask(Withdraw())
    play.ask(Write(text="y"))
    play.ask(Defer())
    play.ask(Write(text="z"))
    assert list(play.state.proposal.proposals) == [1, 2, 3, 4, 5]
    play.ask(meeting.rules.Close())
    assert list(play.state.proposal.proposals) == [4, 5]
    assert play.desk.refusal(ReadOut()) == "No meeting is open. Open one first."


def test_one_of_several_open_proposals_is_on_the_wall(play: Play) -> None:
    """The newest is shown until another is chosen; commands go to the one that is shown."""
    play.ask(Write(text="x"))
    play.ask(Write(text="y", proposer="m001"))
    assert play.state.proposal.current == 2
    play.ask(Choose(proposal=1))
    play.ask(ReadOut())
    assert [p.read for p in play.state.proposal.proposals.values()] == [True, False]
