"""A proposal: written, read out, amended, tested by raised hands, and what came of it.

Consensus in four positions (agree, reservations, stand aside, block), as the guides of Seeds for Change and
the co-operatives teach it: a proposal is read out before it is tested, every position is asked for, the
counts are read back, and one block or a missing quorum keeps it from being adopted. The record has totals and
words, never who raised a hand. Decisions in force are kept by `decision`. No ballots are counted.
"""

from __future__ import annotations

from kiosk.language import contexts, words
from kiosk.later import Later
from kiosk.practices.contract import Practice
from kiosk.practices.proposal import commands, deciding, events, state

_, ngettext = words("proposal")
pgettext, npgettext = contexts("proposal")


def _title() -> str:
    return pgettext("entries about", "proposals")


PRACTICE = Practice(
    name="proposal",
    title=_title,
    tells=Later("kiosk.practices.proposal.telling:Telling"),
    chapter=Later("kiosk.practices.proposal.minutes:CHAPTER"),
    scene=Later("kiosk.practices.proposal.scene:Story"),
    state=state.State,
    commands=commands.COMMANDS,
    events=events.EVENTS,
    hears=state.HEARS,
    decide=deciding.decide,
    fold=state.fold,
    stays=state.stays,
    returns=("proposal",),
    due=state.due,
    called=state.returning,
)
