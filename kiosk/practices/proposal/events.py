"""What happened to a proposal, as the journal holds it (what others hear too is in `room`)."""

from __future__ import annotations

from typing import Literal

from kiosk.practices.contract import Event
from kiosk.practices.room import Position, ProposalAdopted, ProposalWritten
from kiosk.terms import Count, Reason, Text

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
    """`present` members were in the room."""

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
    """All counts together, of `present` members in the room."""

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
    """Back on the wall, under the agenda item `item` (0 for none)."""

    proposal: Count
    item: Count = 0


EVENTS = (
    ProposalWritten,
    ProposalAmended,
    ProposalRead,
    HandsCounted,
    ReasonGiven,
    CountsReadBack,
    ProposalAdopted,
    ProposalRejected,
    ProposalDeferred,
    ProposalWithdrawn,
    ProposalChosen,
)
