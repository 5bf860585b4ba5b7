"""What was proposed, how the room was asked, what was decided, and which decisions were looked at again."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.desk.registry import State
from kiosk.minutes.document import Decision, Person, Proposal, Reason, Review, Test
from kiosk.practices import proposal as practice
from kiosk.practices.contract import Event
from kiosk.practices.decision.events import DecisionKept, DecisionRepealed
from kiosk.practices.proposal.events import ProposalAdopted
from kiosk.terms import Entry


class Deciding:
    """Takes the entries of a sitting one after the other. `time` gives an entry's local time."""

    def __init__(self, time: Callable[[Entry], str], person: Callable[[str], Person]) -> None:
        self._time, self._person = time, person
        self._touched: dict[int, list[Test]] = {}
        self._item: dict[int, int] = {}
        self._adopted: dict[int, int] = {}
        self._titles: dict[int, str] = {}
        self.decisions: list[Decision] = []
        self.reviews: list[Review] = []

    def begin(self, state: State) -> None:
        """The titles of the decisions that hold at the opening: one that is repealed is gone afterwards."""
        self._titles = {number: _title(each.title, each.text) for number, each in state.decision.live.items()}

    def take(self, entry: Entry, event: Event, state: State, item: int) -> None:
        """`item` is the agenda item that is open, 0 for none."""
        match event:
            case ProposalAdopted():
                self._adopt(event)
            case DecisionKept():
                title = self._titles.get(event.decision, "")
                self.reviews.append(Review(event.decision, title, "kept", event.review, event.reason, item))
            case DecisionRepealed():
                title = self._titles.get(event.decision, "")
                self.reviews.append(Review(event.decision, title, "repealed", "", event.reason, item))
            case _:
                pass
        number = getattr(event, "proposal", None)
        if isinstance(event, practice.events.EVENTS) and isinstance(number, int):
            tests = self._touched.setdefault(number, [])
            self._item.setdefault(number, item)
            if isinstance(event, practice.events.ProposalChosen):
                self._item[number] = item
            if isinstance(event, practice.events.ProposalRead):
                tests.append(Test(event.version, "", {}, 0, 0))
            self._look_at_test(entry, state.proposal.proposals[number])

    def _adopt(self, event: ProposalAdopted) -> None:
        self._adopted[event.proposal] = event.decision
        self._titles[event.decision] = _title(event.title, event.text)
        self.decisions.append(
            Decision(
                event.decision,
                event.title,
                event.text,
                event.review,
                event.proposal,
                {position: event.counts.get(position, 0) for position in practice.state.POSITIONS},
                event.present,
            )
        )

    def _look_at_test(self, entry: Entry, now: practice.state.Proposal) -> None:
        """Keep how the test stands; it lasts until the proposal is amended or read out again."""
        tests = self._touched[now.number]
        if not tests or now.test is None or not now.test.counts:
            return
        last = tests[-1]
        tests[-1] = Test(
            version=now.version,
            time=last.time or self._time(entry),
            counts={position: now.test.counts.get(position, 0) for position in practice.state.POSITIONS},
            present=now.test.present,
            silent=practice.state.silent(now.test),
            reasons=[Reason(said.position, said.text) for said in now.test.reasons],
            read_back=now.test.read_back,
        )

    def proposals(self, state: State) -> list[Proposal]:
        """Every proposal that anything happened to in this sitting, as it stands at the end of it."""
        return [
            self._proposal(state.proposal.proposals[number], tests)
            for number, tests in sorted(self._touched.items())
        ]

    def _proposal(self, now: practice.state.Proposal, tests: list[Test]) -> Proposal:
        return Proposal(
            number=now.number,
            title=now.title,
            versions=list(now.versions),
            outcome=now.outcome,
            proposer=self._person(now.proposer) if now.proposer else None,
            item=self._item[now.number],
            tests=[test for test in tests if test.counts],
            decision=self._adopted.get(now.number, 0),
        )


def _title(title: str, text: str) -> str:
    return title or " ".join(text.split())
