"""Fold events into the open proposals, of which one is on the wall; and answer questions about them."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from typing import Literal, assert_never, get_args

from msgspec import Struct

from kiosk.language import contexts, words
from kiosk.practices.agenda.asked import agenda
from kiosk.practices.agenda.events import ItemOpened
from kiosk.practices.meeting.events import MeetingClosed, MeetingOpened
from kiosk.practices.messages import Event, Origin
from kiosk.practices.proposal.events import (
    CountsReadBack,
    HandsCounted,
    Happened,
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
from kiosk.practices.room import Room
from kiosk.terms import TITLE, Entry

_, ngettext = words("proposal")
pgettext, npgettext = contexts("proposal")

POSITIONS: tuple[Position, ...] = get_args(Position)
Outcome = Literal["open", "adopted", "rejected", "deferred", "withdrawn"]

HeardEvent = MeetingOpened | MeetingClosed | ItemOpened
HEARS: tuple[type[Event], ...] = get_args(HeardEvent)


class Words(Struct, frozen=True):
    """A person's reason for a position, in their words."""

    position: Reasoned
    text: str


class Test(Struct):
    """The current test: hands counted so far, of `present` members, and reasons in order."""

    counts: dict[Position, int] = {}
    reasons: list[Words] = []
    present: int = 0
    read_back: bool = False


class Proposal(Struct):
    """`versions` are the texts, the first at index 0; `read` is True if the last was read out.

    `n` is the entry it was written in; `item` the agenda item it belongs to, 0 for none.
    """

    number: int
    title: str
    proposer: str | None
    n: int
    item: int
    versions: list[str]
    read: bool = False
    test: Test | None = None
    outcome: Outcome = "open"

    @property
    def version(self) -> int:
        return len(self.versions)

    @property
    def text(self) -> str:
        return self.versions[-1]


class State(Struct):
    """`proposals` by number: the open ones and those concluded in this meeting. `current` is on the wall."""

    proposals: dict[int, Proposal] = {}
    current: int = 0
    last: int = 0
    last_decision: int = 0
    date: str = ""


def fold(state: State, event: OwnEvent | HeardEvent, entry: Entry) -> None:
    match event:
        case MeetingOpened():
            state.date = event.date
            for proposal in state.proposals.values():
                proposal.outcome, proposal.item = "open", 0
        case MeetingClosed():
            _close(state)
        case ItemOpened():
            if event.proposal in state.proposals:
                state.proposals[event.proposal].item = event.item
            state.current = _latest(state, event.item)
        case ProposalWritten():
            stays(state, event)
            state.proposals[event.proposal] = Proposal(
                number=event.proposal,
                title=event.title,
                proposer=event.proposer,
                n=entry.n,
                item=event.item,
                versions=[event.text],
            )
            state.current = event.proposal
        case ProposalChosen():
            state.proposals[event.proposal].item = event.item
            state.current = event.proposal
        case (
            ProposalAmended()
            | ProposalRead()
            | HandsCounted()
            | ReasonGiven()
            | CountsReadBack()
            | ProposalRejected()
            | ProposalDeferred()
            | ProposalWithdrawn()
        ):
            _fold_one(state.proposals[event.proposal], event)
        case ProposalAdopted():
            stays(state, event)
            _fold_one(state.proposals[event.proposal], event)
        case _:
            assert_never(event)


def _fold_one(now: Proposal, event: Happened) -> None:
    test = now.test or Test()
    match event:
        case ProposalAmended():
            now.versions.append(event.text)
            now.read, now.test = False, None
        case ProposalRead():
            now.read, now.test = True, None
        case HandsCounted():
            now.test = test
            test.counts[event.position], test.present = event.number, event.present
            if not event.number:
                test.reasons = [said for said in test.reasons if said.position != event.position]
            elif event.reason and event.position != "agree":
                test.reasons.append(Words(event.position, event.reason))
        case ReasonGiven():
            test.reasons.append(Words(event.position, event.text))
        case CountsReadBack():
            test.counts, test.present, test.read_back = dict(event.counts), event.present, True
        case ProposalAdopted():
            now.outcome = "adopted"
        case ProposalRejected():
            now.outcome = "rejected"
        case ProposalDeferred():
            now.outcome = "deferred"
        case ProposalWithdrawn():
            now.outcome = "withdrawn"
        case _:
            assert_never(event)


def _close(state: State) -> None:
    """Clear the wall after a meeting; open proposals must be read out again before they are tested."""
    state.current = 0
    state.proposals = {
        number: proposal
        for number, proposal in state.proposals.items()
        if proposal.outcome in ("open", "deferred")
    }
    for proposal in state.proposals.values():
        proposal.read, proposal.test = False, None


def _latest(state: State, item: int) -> int:
    """Return the number of the last open proposal of an agenda item, 0 for none."""
    numbers = (p.number for p in state.proposals.values() if p.item == item and p.outcome == "open")
    return max(numbers, default=0)


def stays(state: State, event: OwnEvent) -> None:
    """Keep the highest numbers of proposals and decisions even after an undo: none is used twice."""
    match event:
        case ProposalWritten():
            state.last = max(state.last, event.proposal)
        case ProposalAdopted():
            state.last_decision = max(state.last_decision, event.decision)
        case (
            ProposalAmended()
            | ProposalRead()
            | HandsCounted()
            | ReasonGiven()
            | CountsReadBack()
            | ProposalRejected()
            | ProposalDeferred()
            | ProposalWithdrawn()
            | ProposalChosen()
        ):
            pass
        case _:
            assert_never(event)


def due(state: State, room: Room, _date: str) -> list[Origin]:
    """Return the proposals that were put off or not concluded: they come back in the next meeting.

    A proposal of an agenda item that is itself carried is not among them.
    """
    carried = agenda(room).carried()
    return [
        Origin(kind="proposal", n=proposal.number, title=title_of(proposal), item_kind="proposal")
        for proposal in state.proposals.values()
        if proposal.outcome in ("open", "deferred") and proposal.item not in carried
    ]


def returning(origin: Origin) -> str:
    """Return the words for a proposal that comes back."""
    return _("Proposal {n}: {title}").format(n=origin.n, title=origin.title)


def title_of(proposal: Proposal) -> str:
    """Return the title, or the beginning of the text, at most 120 characters on one line."""
    if proposal.title:
        return proposal.title
    line = " ".join(proposal.text.split())
    return line if len(line) <= TITLE else line[: TITLE - 1].rstrip() + "…"


def called(position: Position) -> str:
    """Return a position in words."""
    match position:
        case "agree":
            return pgettext("position in a test", "agree")
        case "reservations":
            return pgettext("position in a test", "reservations")
        case "stand-aside":
            return _("stand aside")
        case "block":
            return pgettext("position in a test", "block")
        case _:
            assert_never(position)


def silent(test: Test) -> int:
    """Return how many of the members present raised no hand."""
    return max(0, test.present - sum(test.counts.values()))


def outnumbered(counts: Mapping[Position, int], here: int) -> list[Position]:
    """Return the counts that cannot be right for so many members who are here; [] if they can.

    Those are the positions with more hands than members, or all with hands if only their sum is too large.
    """
    if sum(counts.values()) <= here:
        return []
    alone = [position for position in POSITIONS if counts.get(position, 0) > here]
    return alone or [position for position in POSITIONS if counts.get(position, 0)]


def suggested_review(date: str) -> str:
    """Return the day three months after `date` (YYYY-MM-DD); the last day of a shorter month."""
    year, month, day = (int(part) for part in date.split("-"))
    year, month = year + (month + 2) // 12, (month + 2) % 12 + 1
    return f"{year:04d}-{month:02d}-{min(day, monthrange(year, month)[1]):02d}"
