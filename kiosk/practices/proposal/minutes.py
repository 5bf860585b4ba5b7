"""The minutes' chapter on proposals: what was proposed, how each test went, and the outcome."""

from __future__ import annotations

from typing import assert_never

from msgspec import Struct

from kiosk.language import contexts, words
from kiosk.practices.blocks import (
    Block,
    Card,
    Details,
    Listed,
    Outcome,
    Paragraph,
    Person,
    Point,
    Quote,
    Said,
    say,
)
from kiosk.practices.chapter import Chapter, Company, Ended, Evening, Listener, Passage, Place, Sum, Told
from kiosk.practices.messages import Event
from kiosk.practices.proposal import state as practice
from kiosk.practices.proposal.asked import POSITIONS, counted, in_words, present_of, spoken
from kiosk.practices.proposal.events import (
    EVENTS,
    Position,
    ProposalAdopted,
    ProposalChosen,
    ProposalRead,
    Reasoned,
)
from kiosk.practices.proposal.state import State
from kiosk.terms import Entry

_, ngettext = words("proposal")
pgettext, npgettext = contexts("proposal")


class Reason(Struct, frozen=True):
    """The words of a person who did not simply agree; who it was is not recorded."""

    position: Reasoned
    text: str


class Test(Struct, frozen=True):
    """A test of one version: `counts` by position, of `present` members; read back, or not."""

    version: int
    time: str
    counts: dict[Position, int]
    present: int
    silent: int
    reasons: list[Reason] = []
    read_back: bool = True


class Proposal(Struct, frozen=True):
    """A proposal of this sitting. `versions` are all its texts, the last is the one that was meant.

    `decision` is its number when it was adopted, else 0; `item` the agenda item under which it was last on
    the wall, 0 for none.
    """

    number: int
    title: str
    versions: list[str]
    outcome: practice.Outcome
    proposer: Person | None = None
    item: int = 0
    tests: list[Test] = []
    decision: int = 0


class Proposals(Struct, frozen=True):
    """Every proposal with an event in this sitting, in its state at the end."""

    proposals: list[Proposal] = []


class Asking(Listener):
    """Keeps every test of a proposal; the state keeps only the current one."""

    def __init__(self, company: Company) -> None:
        super().__init__(company)
        self._tests: dict[int, list[Test]] = {}
        self._item: dict[int, int] = {}
        self._adopted: dict[int, int] = {}

    def take(self, entry: Entry, event: Event, state: State) -> None:
        number = getattr(event, "proposal", None)
        if not isinstance(event, EVENTS) or not isinstance(number, int):
            return
        if isinstance(event, ProposalAdopted):
            self._adopted[number] = event.decision
        tests, item = self._tests.setdefault(number, []), self.company.item()
        self._item.setdefault(number, item)
        if isinstance(event, ProposalChosen):
            self._item[number] = item
        if isinstance(event, ProposalRead):
            tests.append(Test(event.version, "", {}, 0, 0))
        self._look_at_test(entry, state.proposals[number])

    def _look_at_test(self, entry: Entry, proposal: practice.Proposal) -> None:
        """Replace the last test by its current counts, until the proposal is amended or read out again."""
        tests = self._tests[proposal.number]
        if not tests or proposal.test is None or not proposal.test.counts:
            return
        last = tests[-1]
        tests[-1] = Test(
            version=proposal.version,
            time=last.time or self.company.time(entry.at),
            counts={position: proposal.test.counts.get(position, 0) for position in POSITIONS},
            present=proposal.test.present,
            silent=practice.silent(proposal.test),
            reasons=[Reason(said.position, said.text) for said in proposal.test.reasons],
            read_back=proposal.test.read_back,
        )

    def data(self, state: State, ended: Ended) -> Proposals | None:
        tests = sorted(self._tests.items())
        told = [self._proposal(state.proposals[number], asked) for number, asked in tests]
        return Proposals(told) if told else None

    def _proposal(self, now: practice.Proposal, tests: list[Test]) -> Proposal:
        return Proposal(
            number=now.number,
            title=now.title,
            versions=list(now.versions),
            outcome=now.outcome,
            proposer=self.company.person(now.proposer) if now.proposer else None,
            item=self._item[now.number],
            tests=[test for test in tests if test.counts],
            decision=self._adopted.get(now.number, 0),
        )


def blocks(data: Proposals, evening: Evening) -> Told:
    return Told(
        [Passage(Place.PROPOSED, (_card(each),), each.item) for each in data.proposals],
        sums=[
            Sum(Place.PUT_OFF, say(sentence, n=count), also)
            for count, sentence, also in map(_counted, _OUTCOMES, [data] * len(_OUTCOMES))
            if count
        ],
    )


_OUTCOMES: tuple[practice.Outcome, ...] = ("deferred", "rejected", "withdrawn", "open")
"""Outcomes in this chapter's summary; adopted proposals are in the one on decisions."""


def _counted(outcome: practice.Outcome, data: Proposals) -> tuple[int, str, bool]:
    """Return (number, phrase, also) for the summary of one outcome; `also` phrases only add to others."""
    n = sum(proposal.outcome == outcome for proposal in data.proposals)
    match outcome:
        case "deferred":
            return n, ngettext("{n} proposal put off", "{n} proposals put off", n), False
        case "rejected":
            return n, ngettext("{n} proposal not adopted", "{n} proposals not adopted", n), True
        case "withdrawn":
            return n, ngettext("{n} proposal withdrawn", "{n} proposals withdrawn", n), True
        case "open":
            return n, ngettext("{n} proposal not concluded", "{n} proposals not concluded", n), True
        case "adopted":
            return 0, "", True
        case _:
            assert_never(outcome)


def _card(proposal: Proposal) -> Card:
    earlier = proposal.versions[:-1]
    known: tuple[Block, ...] = () if proposal.decision else (Quote(proposal.versions[-1]),)
    tests = tuple(
        _test(test, bool(proposal.decision and test is proposal.tests[-1])) for test in proposal.tests
    )
    return Card(
        label=_label(proposal),
        title=proposal.title,
        blocks=(
            *known,
            Paragraph((*_proposer(proposal), _outcome(proposal))),
            *((Listed(tests),) if tests else ()),
            *((_before(earlier),) if earlier else ()),
        ),
    )


def _label(proposal: Proposal) -> Said:
    if len(proposal.versions) == 1:
        return say(_("Proposal {number}"), number=proposal.number)
    sentence = _("Proposal {number}, version {version}")
    return say(sentence, number=proposal.number, version=len(proposal.versions))


def _proposer(proposal: Proposal) -> tuple[Said, ...]:
    return (say(_("Brought by {person}."), person=proposal.proposer),) if proposal.proposer else ()


def _before(versions: list[str]) -> Details:
    told: list[Block] = []
    for number, text in enumerate(versions, start=1):
        told += [Paragraph((say(_("Version {number}:"), number=number),), quiet=True), Quote(text)]
    return Details(say(_("What it said before")), say(_("Before that it said:")), tuple(told))


def _test(test: Test, adopted: bool) -> Point:
    """Return one test as a point; the figures of the test that `adopted` it are shown with the decision."""
    of = present_of(test.present, test.silent)
    told = say(
        _("Version {version}, asked at {time}: {counts} ({present})."),
        version=test.version,
        time=test.time,
        counts=in_words(test.counts),
        present=of,
    )
    asked = say(
        _("Version {version}, asked at {time}, {present}."), version=test.version, time=test.time, present=of
    )
    if not test.read_back:
        more = say(_("The counts were never read back."))
        told, asked = (say(_("{told} {more}"), told=each, more=more) for each in (told, asked))
    reasons = tuple(spoken(each.position, each.text) for each in test.reasons)
    return Point(told if adopted else counted(test.counts, asked, told), reasons)


def _outcome(proposal: Proposal) -> Outcome:
    match proposal.outcome:
        case "adopted":
            told = say(_("Adopted: decision {decision}."), decision=proposal.decision)
            return Outcome(told, "✓", f"decision-{proposal.decision}")
        case "rejected":
            return Outcome(say(_("Tested, and not adopted.")), "✕")
        case "deferred":
            return Outcome(say(_("Put off to the next meeting.")), "→")
        case "withdrawn":
            return Outcome(say(pgettext("a proposal", "Withdrawn.")), "↩")
        case "open":
            return Outcome(say(_("Not concluded in this meeting.")), "…")
        case _:
            assert_never(proposal.outcome)


CHAPTER = Chapter(Proposals, Asking, blocks)
