"""The minutes' chapter on decisions: which were adopted, and which were reviewed."""

from __future__ import annotations

from copy import copy
from typing import Literal, assert_never

from msgspec import Struct

from kiosk.language import words
from kiosk.practices.blocks import Card, Dated, Day, Fact, Facts, Outcome, Paragraph, Quote, Said, Short, say
from kiosk.practices.chapter import Chapter, Company, Due, Ended, Evening, Listener, Passage, Place, Sum, Told
from kiosk.practices.decision.events import DecisionKept, DecisionRepealed
from kiosk.practices.decision.rules import Decision, State
from kiosk.practices.messages import Event
from kiosk.practices.proposal.asked import POSITIONS, counted, in_words, is_beginning, present_of
from kiosk.practices.proposal.events import Position, ProposalAdopted
from kiosk.practices.wording import short
from kiosk.terms import Entry

_, ngettext = words("decision")


class Adopted(Struct, frozen=True):
    """A decision adopted in this sitting, and the date of its review. `counts` are of `present` members.

    `title` is "" where nobody gave one: then the text says it. A position that is not in `counts` was not
    recorded.
    """

    number: int
    title: str
    text: str
    review: str
    proposal: int
    counts: dict[Position, int] = {}
    present: int = 0


class Reviewed(Struct, frozen=True):
    """A decision reviewed under agenda item `item` (0 for none): kept until `review`, or repealed.

    `text` is its text; `was` the date on which it was to be looked at, as far as the journal says it.
    """

    decision: int
    title: str
    outcome: Literal["kept", "repealed"]
    review: str = ""
    reason: str = ""
    item: int = 0
    text: str = ""
    was: str = ""


class Decisions(Struct, frozen=True):
    """The decisions of this sitting, in the order of the entries."""

    adopted: list[Adopted] = []
    reviewed: list[Reviewed] = []


class Deciding(Listener):
    """Keeps the decisions in force as they were: the state forgets a decision that is repealed."""

    def __init__(self, company: Company) -> None:
        super().__init__(company)
        self._known: dict[int, Decision] = {}
        self._adopted: list[Adopted] = []
        self._reviewed: list[Reviewed] = []

    def begin(self, state: State) -> None:
        self._known = {number: copy(each) for number, each in state.live.items()}

    def take(self, entry: Entry, event: Event, state: State) -> None:
        if isinstance(event, DecisionKept):
            self._review(event, "kept", event.review)
        elif isinstance(event, DecisionRepealed):
            self._review(event, "repealed")
        elif isinstance(event, ProposalAdopted):
            self._adopt(event)
        if isinstance(event, ProposalAdopted | DecisionKept) and event.decision in state.live:
            self._known[event.decision] = copy(state.live[event.decision])

    def _review(
        self, event: DecisionKept | DecisionRepealed, outcome: Literal["kept", "repealed"], review: str = ""
    ) -> None:
        known, item = self._known.get(event.decision), self.company.item()
        title, text = (_title(known.title, known.text), known.text) if known else ("", "")
        was = known.review if known else ""
        self._reviewed.append(Reviewed(event.decision, title, outcome, review, event.reason, item, text, was))

    def _adopt(self, event: ProposalAdopted) -> None:
        counts: dict[Position, int] = {name: event.counts[name] for name in POSITIONS if name in event.counts}
        title = "" if is_beginning(event.title, event.text) else event.title
        self._adopted.append(
            Adopted(event.decision, title, event.text, event.review, event.proposal, counts, event.present)
        )

    def data(self, state: State, ended: Ended) -> Decisions | None:
        return Decisions(self._adopted, self._reviewed) if self._adopted or self._reviewed else None


def blocks(data: Decisions, evening: Evening) -> Told:
    adopted, reviewed = len(data.adopted), len(data.reviewed)
    sums = (
        (Place.DECIDED, adopted, ngettext("{n} decision", "{n} decisions", adopted)),
        (Place.LOOKED_AT, reviewed, ngettext("{n} decision reviewed", "{n} decisions reviewed", reviewed)),
    )
    last = {each.decision: each for each in data.reviewed}
    passages = [
        Passage(Place.DECIDED, tuple(_card(each, last.get(each.number)) for each in data.adopted)),
        Passage(Place.LOOKED_AT, tuple(map(_short, data.reviewed))),
        *(Passage(Place.REVIEWED, (_in_item(each),), each.item) for each in data.reviewed),
    ]
    days = [
        *(
            _due(evening, each.number, each.title, each.text, each.review)
            for each in data.adopted
            if each.number not in last
        ),
        *(_moved(evening, each, data) for each in last.values()),
    ]
    return Told(
        [passage for passage in passages if passage.blocks],
        sums=[Sum(place, say(sentence, n=count)) for place, count, sentence in sums if count],
        days=[day for day in days if day is not None],
    )


def _card(decision: Adopted, reviewed: Reviewed | None) -> Card:
    """Return a decision as it is after this sitting, also if it was `reviewed` in the same one."""
    facts: list[Fact] = [Dated(say(_("To be looked at again on {day}."), day=Day(decision.review)))]
    if reviewed is not None:
        facts = [Dated(_told(reviewed))]
    if decision.counts:
        of = present_of(decision.present)
        hands = say(_("Hands: {counts} ({present})."), counts=in_words(decision.counts), present=of)
        facts.append(counted(decision.counts, of, hands))
    return Card(
        label=say(_("Decision {number}"), number=decision.number),
        title=decision.title,
        anchor=f"decision-{decision.number}",
        strong=True,
        blocks=(Quote(decision.text), Facts(tuple(facts))),
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


def _due(evening: Evening, number: int, title: str, text: str, review: str, cancelled: bool = False) -> Due:
    summary = say(
        _("{assembly}: look at decision {number} again ({title})"),
        assembly=evening.assembly,
        number=number,
        title=title or short(text),
    )
    return Due(f"decision-{number}", review, summary, text, cancelled)


def _moved(evening: Evening, last: Reviewed, data: Decisions) -> Due | None:
    """Return the day on which a decision is looked at after its last review; a repealed one takes its day
    out of calendars that have it: not of one that was adopted in the same sitting."""
    if last.review:
        return _due(evening, last.decision, last.title, last.text, last.review)
    earlier = next(each.was for each in data.reviewed if each.decision == last.decision)
    if not earlier or any(each.number == last.decision for each in data.adopted):
        return None
    return _due(evening, last.decision, last.title, last.text, earlier, cancelled=True)


def _title(title: str, text: str) -> str:
    return title or " ".join(text.split())


CHAPTER = Chapter(Decisions, Deciding, blocks)
