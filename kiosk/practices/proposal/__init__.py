"""A proposal: written, read out, amended, tested by raised hands, and what came of it.

Consensus in four positions (agree, reservations, stand aside, block), as the guides of Seeds for Change and
the co-operatives teach it: what is tested was heard, every position is asked for, the counts are read back,
and one block or a missing quorum keeps a proposal from being adopted. Hands are counted, people are not
noted: totals and words, never who. It is not the decision that lives on (that is `decision`), and it counts
no ballots.
"""

from kiosk.practices.proposal.changes import Change, changed
from kiosk.practices.proposal.commands import (
    COMMANDS,
    Adopt,
    Amend,
    Choose,
    CountHands,
    Defer,
    GiveReason,
    ReadBack,
    ReadOut,
    Reject,
    Withdraw,
    Write,
)
from kiosk.practices.proposal.deciding import decide
from kiosk.practices.proposal.events import (
    EVENTS,
    CountsReadBack,
    HandsCounted,
    ProposalAmended,
    ProposalChosen,
    ProposalDeferred,
    ProposalRead,
    ProposalRejected,
    ProposalWithdrawn,
    Reasoned,
    ReasonGiven,
)
from kiosk.practices.proposal.state import (
    HEARS,
    POSITIONS,
    Outcome,
    Proposal,
    State,
    Test,
    Words,
    called,
    due,
    fold,
    silent,
    stays,
    suggested_review,
    title_of,
)
from kiosk.practices.room import ProposalWritten

__all__ = [
    "COMMANDS",
    "EVENTS",
    "HEARS",
    "POSITIONS",
    "Adopt",
    "Amend",
    "Change",
    "Choose",
    "CountHands",
    "CountsReadBack",
    "Defer",
    "GiveReason",
    "HandsCounted",
    "Outcome",
    "Proposal",
    "ProposalAmended",
    "ProposalChosen",
    "ProposalDeferred",
    "ProposalRead",
    "ProposalRejected",
    "ProposalWithdrawn",
    "ProposalWritten",
    "ReadBack",
    "ReadOut",
    "ReasonGiven",
    "Reasoned",
    "Reject",
    "State",
    "Test",
    "Withdraw",
    "Words",
    "Write",
    "called",
    "changed",
    "decide",
    "due",
    "fold",
    "silent",
    "stays",
    "suggested_review",
    "title_of",
]
