"""The minutes' chapter on proposals: what was proposed, how each test went, and the outcome."""

from __future__ import annotations

from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from kiosk.language import contexts, words
from kiosk.practices.blocks import (
    Block,
    Card,
    Details,
    Hour,
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
from kiosk.practices.meeting import events as meeting
from kiosk.practices.messages import Event
from kiosk.practices.proposal import state as practice
from kiosk.practices.proposal.asked import POSITIONS, counted, in_words, present_of, spoken
from kiosk.practices.proposal.events import (
    EVENTS,
    HandsCounted,
    Position,
    ProposalAdopted,
    ProposalChosen,
    ProposalRead,
    Reasoned,
)
from kiosk.practices.proposal.state import State
from kiosk.practices.roster import events as roster
from kiosk.terms import Entry

_, ngettext = words("proposal")
pgettext, npgettext = contexts("proposal")


class Reason(Struct, frozen=True):
    """The words of a person who did not simply agree; who it was is not recorded."""

    position: Reasoned
    text: str


class Test(Struct, frozen=True):
    """A test of one version: `counts` by position; one that is not there was not asked for.

    `present` members were here when the counts were read back. If they never were (`read_back`), it is the
    most that were here at any count, and `fewest` the least. `silent` members raised no hand, None where
    nobody can say. `outnumbered` are counts that could not be right any more, since members had left.
    """

    version: int
    time: str
    counts: dict[Position, int]
    present: int
    fewest: int
    silent: int | None = None
    reasons: list[Reason] = []
    read_back: bool = True
    outnumbered: list[Position] = []


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


_COUNTED = (*EVENTS, *meeting.EVENTS, *roster.EVENTS)
"""Events that can change what was counted, or how many members are here for it."""


class Asking(Listener):
    """Keeps every test of a proposal; the state keeps only the current one."""

    def __init__(self, company: Company) -> None:
        super().__init__(company)
        self._tests: dict[int, list[Test]] = {}
        self._present: dict[int, dict[Position, int]] = {}
        self._item: dict[int, int] = {}
        self._adopted: dict[int, int] = {}

    def take(self, entry: Entry, event: Event, state: State) -> None:
        number = getattr(event, "proposal", None)
        if isinstance(event, EVENTS) and isinstance(number, int):
            self._hear(event, number)
            self._look_at_test(entry, state.proposals[number])
        if isinstance(event, _COUNTED):
            self._look_who_left(state)

    def _hear(self, event: Event, number: int) -> None:
        if isinstance(event, ProposalAdopted):
            self._adopted[number] = event.decision
        tests, item = self._tests.setdefault(number, []), self.company.item()
        self._item.setdefault(number, item)
        if isinstance(event, ProposalChosen):
            self._item[number] = item
        if isinstance(event, ProposalRead):
            tests.append(Test(event.version, "", {}, 0, 0))
            self._present[number] = {}
        if isinstance(event, HandsCounted):
            self._present[number][event.position] = event.present

    def _look_at_test(self, entry: Entry, proposal: practice.Proposal) -> None:
        """Replace the last test by its current counts, until the proposal is amended or read out again."""
        tests, test = self._tests[proposal.number], proposal.test
        if not tests or test is None or not test.counts:
            return
        present = [test.present] if test.read_back else list(self._present[proposal.number].values())
        known = len(test.counts) == len(POSITIONS) and len(set(present)) == 1
        last = tests[-1]
        tests[-1] = Test(
            version=proposal.version,
            time=last.time or self.company.time(entry.at),
            counts={position: test.counts[position] for position in POSITIONS if position in test.counts},
            present=max(present),
            fewest=min(present),
            silent=practice.silent(test) if known else None,
            reasons=[Reason(said.position, said.text) for said in test.reasons],
            read_back=test.read_back,
            outnumbered=[] if test.read_back else last.outnumbered,
        )

    def _look_who_left(self, state: State) -> None:
        """Mark the counts that cannot be right for those who are here now, until they are read back."""
        members = set(self.company.members())
        here = sum(person in members for person in self.company.present())
        for number, tests in self._tests.items():
            proposal = state.proposals[number]
            if tests and proposal.outcome == "open" and proposal.test is not None and not tests[-1].read_back:
                tests[-1] = replace(tests[-1], outnumbered=practice.outnumbered(tests[-1].counts, here))

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
            return n, ngettext("{n} proposal not concluded", "{n} proposals not concluded", n), False
        case "adopted":
            return 0, "", True
        case _:
            assert_never(outcome)


def _card(proposal: Proposal) -> Card:
    """Return a proposal: its last test, which decided if any did, before all that was earlier."""
    known: tuple[Block, ...] = () if proposal.decision else (Quote(proposal.versions[-1]),)
    last = proposal.tests[-1:]
    if last and last[0].version != len(proposal.versions):
        last = []  # this version was never tested
    tests = tuple(_test(test, bool(proposal.decision)) for test in last)
    return Card(
        label=_label(proposal),
        title=proposal.title,
        blocks=(
            *known,
            Paragraph((*_proposer(proposal), _outcome(proposal))),
            *((Listed(tests),) if tests else ()),
            *_before(proposal, proposal.tests[: len(proposal.tests) - len(last)]),
        ),
    )


def _label(proposal: Proposal) -> Said:
    if len(proposal.versions) == 1:
        return say(_("Proposal {number}"), number=proposal.number)
    sentence = _("Proposal {number}, version {version}")
    return say(sentence, number=proposal.number, version=len(proposal.versions))


def _proposer(proposal: Proposal) -> tuple[Said, ...]:
    return (say(_("Brought by {person}."), person=proposal.proposer),) if proposal.proposer else ()


def _before(proposal: Proposal, tests: list[Test]) -> tuple[Block, ...]:
    """Return what an earlier version said, and how earlier tests went, in the order of the evening."""
    earlier = proposal.versions[:-1]
    told: list[Block] = []
    for number, text in enumerate(proposal.versions, start=1):
        if number <= len(earlier):
            told += _said_before(number, text, proposal)
        asked = tuple(_test(test, in_words_only=True) for test in tests if test.version == number)
        told += [Listed(asked)] if asked else []
    if not told:
        return ()
    if not tests:
        return (Details(say(_("What it said before")), say(_("Before that it said:")), tuple(told)),)
    return (Details(say(_("Before that")), say(_("Before that:")), tuple(told)),)


def _said_before(number: int, text: str, proposal: Proposal) -> list[Block]:
    """Return an earlier version, without its text if that is the text that stands above already."""
    if text == proposal.versions[-1]:
        sentence = _("Version {number} said the same as version {last}.")
        return [Paragraph((say(sentence, number=number, last=len(proposal.versions)),), quiet=True)]
    return [Paragraph((say(_("Version {number}:"), number=number),), quiet=True), Quote(text)]


def _test(test: Test, in_words_only: bool = False) -> Point:
    """Return one test as a point. The figures of a test that adopted something are with the decision."""
    of = present_of(test.present, test.silent, test.fewest)
    told = say(
        _("Version {version}, asked at {time}: {counts} ({present})."),
        version=test.version,
        time=Hour(test.time),
        counts=in_words(test.counts),
        present=of,
    )
    asked = say(
        _("Version {version}, asked at {time}, {present}."),
        version=test.version,
        time=Hour(test.time),
        present=of,
    )
    for more in _not_final(test):
        told, asked = (say(_("{told} {more}"), told=each, more=more) for each in (told, asked))
    reasons = tuple(spoken(each.position, each.text) for each in test.reasons)
    return Point(told if in_words_only else counted(test.counts, asked, told), reasons)


def _not_final(test: Test) -> list[Said]:
    """Return why the counts of a test are not final, if they are not."""
    if test.read_back:
        return []
    told = [say(_("The counts were never read back."))]
    if test.outnumbered:
        sentence = _("Members left, and too few were here for this count: {counts}; it was not taken again.")
        told.append(say(sentence, counts=in_words(test.counts, test.outnumbered)))
    return told


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
