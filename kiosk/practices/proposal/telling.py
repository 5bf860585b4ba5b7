"""Write the journal's sentences about proposals: their texts, the counts of hands, the outcomes."""

from __future__ import annotations

from typing import assert_never

from kiosk.language import contexts, words
from kiosk.language.lists import listed
from kiosk.practices.contract import Heard, Tells
from kiosk.practices.proposal.events import (
    CountsReadBack,
    HandsCounted,
    OwnEvent,
    Position,
    ProposalAdopted,
    ProposalAmended,
    ProposalChosen,
    ProposalDeferred,
    ProposalRead,
    ProposalRejected,
    ProposalWithdrawn,
    ProposalWritten,
    Reasoned,
    ReasonGiven,
)
from kiosk.practices.proposal.state import POSITIONS, called
from kiosk.practices.wording import first_up, short
from kiosk.terms import Entry

_, ngettext = words("proposal")
pgettext, npgettext = contexts("proposal")


class Telling(Tells):
    """Writes a sentence for each event of a proposal. `titles` by number, as far as they were heard."""

    HEARS = (ProposalWritten,)

    def __init__(self, heard: Heard) -> None:
        super().__init__(heard)
        self.titles: dict[int, str] = {}

    def hear(self, event: ProposalWritten, entry: Entry) -> None:
        self.titles[event.proposal] = event.title

    def proposal(self, number: int) -> str:
        """Return `proposal 14 “Strike fund”`."""
        title = self.titles.get(number, "")
        if title:
            return _("proposal {n} “{title}”").format(n=number, title=short(title))
        return _("proposal {n}").format(n=number)

    def sentence(self, event: OwnEvent, entry: Entry) -> str:
        """Return the sentence for one event."""
        match event:
            case ProposalWritten():
                return _written(event, self.heard)
            case HandsCounted():
                return _("{Proposal}: {n} of {present} hands for “{position}”.").format(
                    Proposal=first_up(self.proposal(event.proposal)),
                    n=event.number,
                    present=event.present,
                    position=called(event.position),
                )
            case ReasonGiven():
                return _("{Proposal}, a reason to {position}: {text}").format(
                    Proposal=first_up(self.proposal(event.proposal)),
                    position=_reasoned(event.position),
                    text=short(event.text),
                )
            case ProposalAmended():
                sentence = _("{Proposal} was amended; this is version {n}.")
            case ProposalRead():
                sentence = _("{Proposal}, version {n}, was read out.")
            case CountsReadBack():
                sentence = _("{Proposal}: the counts were read back: {counts}.")
            case ProposalAdopted():
                sentence = _(
                    "{Proposal} was adopted: it is decision {decision}, looked at again on {review}."
                )
            case ProposalRejected():
                sentence = _("{Proposal} was not adopted: {counts}.")
            case ProposalDeferred():
                sentence = _("{Proposal} was put off; it comes back next time.")
            case ProposalWithdrawn():
                sentence = _("{Proposal} was taken back by whoever brought it.")
            case ProposalChosen():
                sentence = _("{Proposal} is on the wall again.")
            case _:
                assert_never(event)
        return sentence.format(
            Proposal=first_up(self.proposal(event.proposal)),
            n=getattr(event, "version", 0),
            counts=_counts(getattr(event, "counts", {})),
            decision=getattr(event, "decision", 0),
            review=getattr(event, "review", ""),
        )


def _written(event: ProposalWritten, heard: Heard) -> str:
    sentence = _("{Proposal} was put forward: “{text}”")
    if event.proposer:
        sentence = _("{name} put forward {proposal}: “{text}”")
    named = _("proposal {n}").format(n=event.proposal)
    return sentence.format(
        name=heard.name(event.proposer or ""),
        proposal=named,
        Proposal=first_up(named),
        text=short(event.title or event.text),
    )


def _reasoned(position: Reasoned) -> str:
    match position:
        case "reservations":
            return _("have reservations")
        case "stand-aside":
            return _("stand aside")
        case "block":
            return pgettext("what somebody who gave a reason does", "block")
        case _:
            assert_never(position)


def _counts(counts: dict[Position, int]) -> str:
    """Return `agree 17, reservations 2`."""
    # Translators: a position and how many hands: "agree 17".
    count = _("{position} {n}")
    told = (
        count.format(position=called(position), n=counts[position])
        for position in POSITIONS
        if position in counts
    )
    return listed(told) or pgettext("hands", "none")
