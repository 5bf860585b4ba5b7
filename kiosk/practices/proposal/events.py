"""What happened to a proposal, as the journal records it."""

from __future__ import annotations

from typing import Literal, get_args

from kiosk.practices.messages import Event
from kiosk.terms import Count, Date, PersonId, Reason, Text, Title

Reasoned = Literal["reservations", "stand-aside", "block"]
"""The positions that come with words."""


class ProposalAmended(Event, tag="proposal.amended/1"):
    proposal: Count
    version: Count
    text: Text


class ProposalRead(Event, tag="proposal.read/1"):
    proposal: Count
    version: Count


class HandsCounted(Event, tag="proposal.counted/1"):
    """Hands were counted for a position; `present` members were in the room."""

    proposal: Count
    version: Count
    position: Position
    number: Count
    present: Count
    reason: Reason = ""


class ReasonGiven(Event, tag="proposal.reason-given/1"):
    proposal: Count
    version: Count
    position: Reasoned
    text: Reason


class CountsReadBack(Event, tag="proposal.read-back/1"):
    """All counts were read back together; `present` members were in the room."""

    proposal: Count
    version: Count
    counts: dict[Position, Count]
    present: Count


class ProposalRejected(Event, tag="proposal.rejected/1"):
    proposal: Count
    version: Count
    counts: dict[Position, Count]
    present: Count


class ProposalDeferred(Event, tag="proposal.deferred/1"):
    proposal: Count
    version: Count


class ProposalWithdrawn(Event, tag="proposal.withdrawn/1"):
    proposal: Count
    version: Count


class ProposalChosen(Event, tag="proposal.chosen/1"):
    """A proposal was put back on the wall, under the agenda item `item` (0 for none)."""

    proposal: Count
    item: Count = 0


Position = Literal["agree", "reservations", "stand-aside", "block"]
"""The positions on a proposal that is tested, in the order of asking."""


class ProposalWritten(Event, tag="proposal.written/1"):
    """A proposal was written; `item` is the agenda item that was open, 0 for none."""

    proposal: Count
    text: Text
    title: Title = ""
    proposer: PersonId | None = None
    item: Count = 0


class ProposalAdopted(Event, tag="proposal.adopted/1"):
    """A proposal became a decision, with the date on which it is looked at again.

    `date` is the meeting's; `counts` are the hands that were read back, of `present` members.
    """

    proposal: Count
    decision: Count
    review: Date
    text: str = ""
    counts: dict[Position, Count] = {}
    title: Title = ""
    version: Count = 0
    present: Count = 0
    date: Date | Literal[""] = ""


Happened = (
    ProposalAmended
    | ProposalRead
    | HandsCounted
    | ReasonGiven
    | CountsReadBack
    | ProposalAdopted
    | ProposalRejected
    | ProposalDeferred
    | ProposalWithdrawn
)
"""Events of a proposal that is on the wall."""

OwnEvent = (
    ProposalWritten
    | ProposalAmended
    | ProposalRead
    | HandsCounted
    | ReasonGiven
    | CountsReadBack
    | ProposalAdopted
    | ProposalRejected
    | ProposalDeferred
    | ProposalWithdrawn
    | ProposalChosen
)
EVENTS: tuple[type[Event], ...] = get_args(OwnEvent)
