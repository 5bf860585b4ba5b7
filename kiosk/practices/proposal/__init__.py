"""A proposal: written, read out, amended, tested by raised hands, and what came of it.

Consensus in four positions (agree, reservations, stand aside, block), as the guides of Seeds for Change and
the co-operatives teach it: a proposal is read out before it is tested, every position is asked for, the
counts are read back, and one block or a missing quorum keeps it from being adopted. The record has totals and
words, never who raised a hand. Decisions in force are kept by `decision`. No ballots are counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.language import contexts, words
from kiosk.practices.contract import Practice, Scene, Tells
from kiosk.practices.proposal import commands, deciding, events, state

if TYPE_CHECKING:
    from kiosk.practices.chapter import Chapter

_, ngettext = words("proposal")
pgettext, npgettext = contexts("proposal")


def _title() -> str:
    return pgettext("entries about", "proposals")


def _tells() -> type[Tells]:
    from kiosk.practices.proposal.telling import Telling

    return Telling


def _chapter() -> Chapter:
    from kiosk.practices.proposal.minutes import CHAPTER

    return CHAPTER


def _scene() -> type[Scene]:
    from kiosk.practices.proposal.scene import Story

    return Story


PRACTICE = Practice(
    name="proposal",
    title=_title,
    tells=_tells,
    chapter=_chapter,
    scene=_scene,
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
