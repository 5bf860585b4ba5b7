"""What people say of a proposal. Nothing here decides: it only gives each act a name and a shape."""

from __future__ import annotations

from typing import Annotated, get_args

from msgspec import Meta

from kiosk.practices.messages import Command
from kiosk.practices.proposal.events import Position, Reasoned
from kiosk.terms import Count, Date, PersonId, Reason, Text, Title

Number = Annotated[int, Meta(ge=0, le=100_000)]
"""Of a proposal, or of a version; 0 for whatever is on the wall."""


class Write(Command, tag="proposal.write"):
    """Put a new proposal on the wall. `proposer` is a member or a guest, nobody unless named."""

    text: Text
    title: Title = ""
    proposer: PersonId | None = None


class Amend(Command, tag="proposal.amend"):
    """The text of the next version; it is read out and tested anew."""

    text: Text
    proposal: Number = 0
    believes: Number = 0


class ReadOut(Command, tag="proposal.read"):
    """This version was read out; after counts were read back: once more, for a new test."""

    proposal: Number = 0
    believes: Number = 0


class CountHands(Command, tag="proposal.count"):
    """So many hands for a position; counting again corrects. A block brings its reason."""

    position: Position
    number: Count
    reason: Reason = ""
    proposal: Number = 0
    believes: Number = 0


class GiveReason(Command, tag="proposal.reason"):
    """The words of somebody with a reservation, standing aside or blocking; no name goes with them."""

    position: Reasoned
    text: Reason
    proposal: Number = 0
    believes: Number = 0


class ReadBack(Command, tag="proposal.read-back"):
    """The counts were read back and nobody objected: they stand."""

    proposal: Number = 0
    believes: Number = 0


class Adopt(Command, tag="proposal.adopt"):
    """It becomes a decision, looked at again on the day `review`."""

    review: Date
    proposal: Number = 0
    believes: Number = 0


class Reject(Command, tag="proposal.reject"):
    """It was tested and is not adopted."""

    proposal: Number = 0
    believes: Number = 0


class Defer(Command, tag="proposal.defer"):
    """It comes back by itself in the next meeting."""

    proposal: Number = 0
    believes: Number = 0


class Withdraw(Command, tag="proposal.withdraw"):
    """Whoever brought it takes it back."""

    proposal: Number = 0
    believes: Number = 0


About = Amend | ReadOut | CountHands | GiveReason | ReadBack | Adopt | Reject | Defer | Withdraw
"""Commands about the proposal on the wall: `proposal` and the version it `believes` to be there; 0 for
whatever is there."""


class Choose(Command, tag="proposal.choose"):
    """Of several open proposals, this one goes on the wall."""

    proposal: Number


OwnCommand = (
    Write | Amend | ReadOut | CountHands | GiveReason | ReadBack | Adopt | Reject | Defer | Withdraw | Choose
)
COMMANDS: tuple[type[Command], ...] = get_args(OwnCommand)
