"""The decisions in force, and when the assembly reviews them.

A proposal that is adopted becomes a decision with a review date. From that day on it comes back on the agenda
by itself, until the room keeps it with a new date or repeals it. Nothing is renewed silently, and nothing
ends silently: a decision is in force until it is repealed. The proposal's texts and counts are in the
journal.
"""

from __future__ import annotations

from datetime import date as calendar_date
from datetime import timedelta
from typing import Annotated, Literal, assert_never, get_args

from msgspec import Meta, Struct

from kiosk.errors import Refused
from kiosk.language import words
from kiosk.practices.decision.events import DecisionKept, DecisionRepealed, OwnEvent
from kiosk.practices.meeting.events import MeetingOpened
from kiosk.practices.messages import Command, Event, Origin
from kiosk.practices.proposal.events import ProposalAdopted
from kiosk.practices.room import Room, members_present
from kiosk.practices.rules.asked import rules
from kiosk.terms import Date, Entry, Reason, Stamp, local_date

_, ngettext = words("decision")

Number = Annotated[int, Meta(ge=1, le=100_000)]


class Review(Command, tag="decision.review"):
    """Review a decision: the room keeps it until a new `review` date, or repeals it.

    `believes` is the review date that the room saw; without it the current one counts.
    """

    decision: Number
    outcome: Literal["keep", "repeal"]
    review: Date | None = None
    reason: Reason = ""
    believes: Date | None = None


class Decision(Struct):
    """A decision in force. `adopted` and `review` are local dates, `n` is the entry that adopted it."""

    number: int
    title: str
    text: str
    adopted: str
    review: str
    n: int
    proposal: int


class State(Struct):
    """`live` decisions by number; `date` is the date of the meeting opened last."""

    live: dict[int, Decision] = {}
    date: str = ""


OwnCommand = Review
COMMANDS: tuple[type[Command], ...] = (Review,)
HeardEvent = MeetingOpened | ProposalAdopted
HEARS: tuple[type[Event], ...] = get_args(HeardEvent)


def decide(state: State, room: Room, command: OwnCommand, stamp: Stamp) -> OwnEvent:
    match command:
        case Review():
            return _review(state, room, command, stamp)
        case _:
            assert_never(command)


def _review(state: State, room: Room, command: Review, stamp: Stamp) -> OwnEvent:
    decision = state.live.get(command.decision)
    if decision is None:
        raise Refused(_("There is no decision {number} that holds now.").format(number=command.decision))
    if command.believes not in (None, decision.review):
        raise Refused(
            _("Decision {number} was reviewed already; it is looked at again on {review}.").format(
                number=decision.number, review=decision.review
            )
        )
    here, quorum = members_present(room), rules(room).quorum()
    if here < quorum:
        raise Refused(
            ngettext(
                "A review needs {quorum} member; here: {here}.",
                "A review needs {quorum} members; here: {here}.",
                quorum,
            ).format(quorum=quorum, here=here)
        )
    if command.outcome == "repeal":
        if command.review is not None:
            raise Refused(_("A decision that is repealed has no further review: leave the date out."))
        return DecisionRepealed(decision=decision.number, reason=command.reason)
    if command.review is None:
        raise Refused(_("A decision is kept until a new review: say the date."))
    today = state.date if stamp.clock == "unsure" else local_date(stamp.at, stamp.offset)
    if command.review <= today:
        raise Refused(_("The review has to be after today, {today}.").format(today=today))
    return DecisionKept(decision=decision.number, review=command.review, reason=command.reason)


def fold(state: State, event: OwnEvent | HeardEvent, entry: Entry) -> None:
    match event:
        case MeetingOpened():
            state.date = event.date
        case ProposalAdopted():
            state.live[event.decision] = Decision(
                number=event.decision,
                title=event.title,
                text=event.text,
                adopted=event.date,
                review=event.review,
                n=entry.n,
                proposal=event.proposal,
            )
        case DecisionKept():
            state.live[event.decision].review = event.review
        case DecisionRepealed():
            state.live.pop(event.decision, None)
        case _:
            assert_never(event)


def due(state: State, _room: Room, date: str) -> list[Origin]:
    """Return the decisions to be reviewed in a meeting on `date` (YYYY-MM-DD), the longest due first."""
    return [
        Origin(kind="review", n=decision.number, title=decision.title) for decision in soon(state, date, 0)
    ]


def called(origin: Origin) -> str:
    """Return the words for a decision that comes back to be reviewed."""
    if origin.title:
        return _("Decision {n} is due for review: {title}").format(n=origin.n, title=origin.title)
    return _("Decision {n} is due for review").format(n=origin.n)


def soon(state: State, date: str, days: int) -> list[Decision]:
    """Return decisions whose review is due within `days` of `date`, or overdue; the longest due first."""
    until = (calendar_date.fromisoformat(date) + timedelta(days=days)).isoformat()
    return sorted(
        (decision for decision in state.live.values() if decision.review <= until),
        key=lambda decision: (decision.review, decision.number),
    )


class Answers:
    """Answers the questions of other practices about the decisions (`asked.Decisions`)."""

    def __init__(self, state: State, _room: Room) -> None:
        self._state = state

    def holds(self, number: int) -> bool:
        return number in self._state.live
