"""What people ask for about a proposal: a name and a shape for each act. `deciding` has the rules."""

from __future__ import annotations

from typing import Annotated, get_args

from msgspec import Meta

from kiosk.practices.messages import Command
from kiosk.practices.proposal.events import Position, Reasoned
from kiosk.terms import Count, Date, PersonId, Reason, Text, Title

Number = Annotated[int, Meta(ge=0, le=100_000)]
"""The number of a proposal, or of a version; 0 for the one on the wall."""


class Write(Command, tag="proposal.write"):
    """Put a new proposal on the wall. `proposer` is a member or a guest, if one is named."""

    text: Text
    title: Title = ""
    proposer: PersonId | None = None


class Amend(Command, tag="proposal.amend"):
    """Amend the proposal: `text` is its next version, to be read out and tested again."""

    text: Text
    proposal: Number = 0
    believes: Number = 0


class ReadOut(Command, tag="proposal.read"):
    """Mark that this version was read out; after a test, that it was read out again, for a new test."""

    proposal: Number = 0
    believes: Number = 0


class CountHands(Command, tag="proposal.count"):
    """Record the hands for a position; a second count corrects the first. A block needs a reason."""

    position: Position
    number: Count
    reason: Reason = ""
    proposal: Number = 0
    believes: Number = 0


class GiveReason(Command, tag="proposal.reason"):
    """Add the words of a person with a reservation, standing aside or blocking; without the name."""

    position: Reasoned
    text: Reason
    proposal: Number = 0
    believes: Number = 0


class ReadBack(Command, tag="proposal.read-back"):
    """Mark that the counts were read back and nobody objected: they are final."""

    proposal: Number = 0
    believes: Number = 0


class Adopt(Command, tag="proposal.adopt"):
    """Adopt the proposal: it becomes a decision, to be reviewed on the day `review`."""

    review: Date
    proposal: Number = 0
    believes: Number = 0


class Reject(Command, tag="proposal.reject"):
    """Reject the proposal: it was tested and is not adopted."""

    proposal: Number = 0
    believes: Number = 0


class Defer(Command, tag="proposal.defer"):
    """Put the proposal off: it comes back by itself in the next meeting."""

    proposal: Number = 0
    believes: Number = 0


class Withdraw(Command, tag="proposal.withdraw"):
    """Withdraw the proposal: the proposer takes it back."""

    proposal: Number = 0
    believes: Number = 0


About = Amend | ReadOut | CountHands | GiveReason | ReadBack | Adopt | Reject | Defer | Withdraw
"""Commands about the proposal on the wall: its number, and the version that the sender saw (`believes`); 0
for the one that is there."""


class Choose(Command, tag="proposal.choose"):
    """Put one of several open proposals on the wall."""

    proposal: Number


OwnCommand = (
    Write | Amend | ReadOut | CountHands | GiveReason | ReadBack | Adopt | Reject | Defer | Withdraw | Choose
)
COMMANDS: tuple[type[Command], ...] = get_args(OwnCommand)
