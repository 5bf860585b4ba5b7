"""Circulation: to how many different people roles and proposals go, so that the assembly can see it.

It hears who was given a role and who brought a proposal. For each person it keeps only the last meeting with
one, and for each meeting totals: enough to count the different people. Speaking time is counted by the floor
(`floor.circulation`) under the same rule: numbers for the wall, no table of names, and members may look up
their own. It decides nothing, records nothing, and judges nobody.
"""

from __future__ import annotations

from typing import assert_never, get_args

from msgspec import Struct

from kiosk.language import words
from kiosk.practices.lot.events import LotAccepted, LotAcceptedBefore
from kiosk.practices.meeting.events import MeetingClosed, MeetingOpened
from kiosk.practices.messages import Event
from kiosk.practices.proposal.events import ProposalWritten
from kiosk.practices.roster.events import MemberLeft
from kiosk.terms import Entry

_, ngettext = words("circulation")

KEPT = 26
"""How many meetings are kept in `past`: half a year of weekly ones."""


class Given(Struct, frozen=True):
    """Totals of a meeting: roles that were accepted, and proposals with a proposer."""

    meeting: int
    roles: int
    proposals: int


class State(Struct):
    """Person -> the meeting in which they last accepted a role (`held`), or brought a proposal (`brought`).

    `roles` and `proposals` are totals of the meeting opened last; `past` has at most `KEPT` earlier meetings.
    """

    meeting: int = 0
    roles: int = 0
    proposals: int = 0
    held: dict[str, int] = {}
    brought: dict[str, int] = {}
    past: list[Given] = []


class Moved(Struct, frozen=True):
    """In so many `meetings`: `roles` that went to `holders` different people, `proposals` of `proposers`."""

    meetings: int
    roles: int
    holders: int
    proposals: int
    proposers: int


class Own(Struct, frozen=True):
    """The meetings in which a member last accepted a role, and last brought a proposal; 0 for never."""

    held: int
    brought: int


HeardEvent = MeetingOpened | MeetingClosed | LotAccepted | LotAcceptedBefore | ProposalWritten | MemberLeft
HEARS: tuple[type[Event], ...] = get_args(HeardEvent)


def fold(state: State, event: HeardEvent, entry: Entry) -> None:
    match event:
        case LotAccepted() | LotAcceptedBefore():
            state.roles += 1
            state.held[event.person] = state.meeting
        case ProposalWritten():
            state.proposals += 1
            if event.proposer:
                state.brought[event.proposer] = state.meeting
        case MeetingOpened():
            state.meeting, state.roles, state.proposals = event.meeting, 0, 0
        case MeetingClosed():
            state.past.append(Given(state.meeting, state.roles, state.proposals))
            del state.past[:-KEPT]
            state.roles = state.proposals = 0
        case MemberLeft():
            state.held.pop(event.member, None)
            state.brought.pop(event.member, None)
        case _:
            assert_never(event)


def moved(state: State, meetings: int) -> Moved:
    """Return the totals of the last `meetings` meetings (at most `KEPT`), the open one included."""
    meetings = min(meetings, KEPT, state.meeting)
    since = state.meeting - meetings
    past = [given for given in state.past if given.meeting > since]
    return Moved(
        meetings,
        state.roles + sum(given.roles for given in past),
        sum(meeting > since for meeting in state.held.values()),
        state.proposals + sum(given.proposals for given in past),
        sum(meeting > since for meeting in state.brought.values()),
    )


def own(state: State, person: str) -> Own:
    """Return the numbers that a member may look up about themselves."""
    return Own(state.held.get(person, 0), state.brought.get(person, 0))


def reading(told: Moved, members: int) -> str:
    """Return "In the last 8 meetings 14 roles went to 9 of 23 members; 4 people brought 6 proposals."

    Returns "" while there were no roles and no proposals.
    """
    if not told.roles and not told.proposals:
        return ""
    when = ngettext("In one meeting", "In the last {n} meetings", told.meetings).format(n=told.meetings)
    roles = ngettext(
        "{n} role went to {people} of {members} members",
        "{n} roles went to {people} of {members} members",
        told.roles,
    ).format(n=told.roles, people=told.holders, members=members)
    proposals = ngettext("{n} proposal", "{n} proposals", told.proposals).format(n=told.proposals)
    by = ngettext("{n} person brought {proposals}", "{n} people brought {proposals}", told.proposers)
    brought = by.format(n=told.proposers, proposals=proposals)
    if not told.proposers:
        brought = ngettext(
            "{n} proposal was brought, without a name",
            "{n} proposals were brought, without a name",
            told.proposals,
        ).format(n=told.proposals)
    if not told.proposals:
        return _("{when} {roles}.").format(when=when, roles=roles)
    if not told.roles:
        return _("{when} {brought}.").format(when=when, brought=brought)
    return _("{when} {roles}; {brought}.").format(when=when, roles=roles, brought=brought)
