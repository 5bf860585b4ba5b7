"""The minutes' chapter on decisions: which were adopted, and which were reviewed."""

from __future__ import annotations

from typing import Literal, assert_never

from msgspec import Struct

from kiosk.language import words
from kiosk.practices.blocks import Card, Dated, Day, Facts, Outcome, Paragraph, Quote, Said, Short, say
from kiosk.practices.chapter import Chapter, Company, Due, Ended, Evening, Listener, Passage, Place, Sum, Told
from kiosk.practices.decision.events import DecisionKept, DecisionRepealed
from kiosk.practices.decision.rules import State
from kiosk.practices.messages import Event
from kiosk.practices.proposal.asked import POSITIONS, counted, in_words, present_of
from kiosk.practices.proposal.events import Position, ProposalAdopted
from kiosk.terms import Entry

_, ngettext = words("decision")


class Adopted(Struct, frozen=True):
    """A decision adopted in this sitting, and the date of its review. `counts` are of `present` members."""

    number: int
    title: str
    text: str
    review: str
    proposal: int
    counts: dict[Position, int] = {}
    present: int = 0


class Reviewed(Struct, frozen=True):
    """A decision reviewed under agenda item `item` (0 for none): kept until `review`, or repealed."""

    decision: int
    title: str
    outcome: Literal["kept", "repealed"]
    review: str = ""
    reason: str = ""
    item: int = 0


class Decisions(Struct, frozen=True):
    """The decisions of this sitting, in the order of the entries."""

    adopted: list[Adopted] = []
    reviewed: list[Reviewed] = []


class Deciding(Listener):
    """Keeps the titles of the decisions in force: the state forgets a decision that is repealed."""

    def __init__(self, company: Company) -> None:
        super().__init__(company)
        self._titles: dict[int, str] = {}
        self._adopted: list[Adopted] = []
        self._reviewed: list[Reviewed] = []

    def begin(self, state: State) -> None:
        self._titles = {number: _title(each.title, each.text) for number, each in state.live.items()}

    def take(self, entry: Entry, event: Event, state: State) -> None:
        if isinstance(event, ProposalAdopted):
            self._adopt(event)
        elif isinstance(event, DecisionKept):
            self._review(event, "kept", event.review)
        elif isinstance(event, DecisionRepealed):
            self._review(event, "repealed")

    def _review(
        self, event: DecisionKept | DecisionRepealed, outcome: Literal["kept", "repealed"], review: str = ""
    ) -> None:
        title, item = self._titles.get(event.decision, ""), self.company.item()
        self._reviewed.append(Reviewed(event.decision, title, outcome, review, event.reason, item))

    def _adopt(self, event: ProposalAdopted) -> None:
        self._titles[event.decision] = _title(event.title, event.text)
        counts: dict[Position, int] = {name: event.counts.get(name, 0) for name in POSITIONS}
        self._adopted.append(
            Adopted(
                event.decision, event.title, event.text, event.review, event.proposal, counts, event.present
            )
        )

    def data(self, state: State, ended: Ended) -> Decisions | None:
        return Decisions(self._adopted, self._reviewed) if self._adopted or self._reviewed else None


def blocks(data: Decisions, evening: Evening) -> Told:
    adopted, reviewed = len(data.adopted), len(data.reviewed)
    sums = (
        (Place.DECIDED, adopted, ngettext("{n} decision", "{n} decisions", adopted)),
        (Place.LOOKED_AT, reviewed, ngettext("{n} decision reviewed", "{n} decisions reviewed", reviewed)),
    )
    passages = [
        Passage(Place.DECIDED, tuple(map(_card, data.adopted))),
        Passage(Place.LOOKED_AT, tuple(map(_short, data.reviewed))),
        *(Passage(Place.REVIEWED, (_in_item(each),), each.item) for each in data.reviewed),
    ]
    days = [
        *(_due(evening, each.number, each.title, each.text, each.review) for each in data.adopted),
        *(_due(evening, each.decision, each.title, "", each.review) for each in data.reviewed if each.review),
    ]
    return Told(
        [passage for passage in passages if passage.blocks],
        sums=[Sum(place, say(sentence, n=count)) for place, count, sentence in sums if count],
        days=days,
    )


def _card(decision: Adopted) -> Card:
    of = present_of(decision.present)
    hands = say(_("Hands: {counts} ({present})."), counts=in_words(decision.counts), present=of)
    review = say(_("To be looked at again on {day}."), day=Day(decision.review))
    return Card(
        label=say(_("Decision {number}"), number=decision.number),
        title=decision.title,
        anchor=f"decision-{decision.number}",
        strong=True,
        blocks=(Quote(decision.text), Facts((Dated(review), counted(decision.counts, of, hands)))),
    )


def _short(review: Reviewed) -> Short:
    label = say(_("Decision {number}"), number=review.decision)
    return Short(label, review.title, Outcome(_told(review), "↻"), review.reason)


def _in_item(review: Reviewed) -> Paragraph:
    label = say(_("Decision {number}"), number=review.decision)
    return Paragraph((say(_("{decision}: {told}"), decision=label, told=_told(review)),))


def _told(review: Reviewed) -> Said:
    match review.outcome:
        case "kept":
            return say(_("Looked at again, and kept until {day}."), day=Day(review.review))
        case "repealed":
            return say(_("Looked at again, and repealed."))
        case _:
            assert_never(review.outcome)


def _due(evening: Evening, number: int, title: str, text: str, review: str) -> Due:
    summary = say(
        _("{assembly}: look at decision {number} again ({title})"),
        assembly=evening.assembly,
        number=number,
        title=title or " ".join(text.split())[:60],
    )
    return Due(f"decision-{number}", review, summary, text)


def _title(title: str, text: str) -> str:
    return title or " ".join(text.split())


CHAPTER = Chapter(Decisions, Deciding, blocks)
