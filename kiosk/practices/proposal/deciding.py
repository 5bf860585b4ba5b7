"""Decide what can be done with a proposal now, and refuse the rest with a sentence.

The order is: read out, every position asked for, counts read back, an outcome.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from kiosk.cleaning import has_visible
from kiosk.errors import Refused
from kiosk.language import words
from kiosk.language.lists import listed
from kiosk.practices.agenda.asked import agenda
from kiosk.practices.proposal.commands import (
    About,
    Adopt,
    Amend,
    Choose,
    CountHands,
    Defer,
    GiveReason,
    OwnCommand,
    ReadBack,
    ReadOut,
    Reject,
    Withdraw,
    Write,
)
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
    ReasonGiven,
)
from kiosk.practices.proposal.state import (
    POSITIONS,
    Proposal,
    State,
    Test,
    Words,
    called,
    outnumbered,
    title_of,
)
from kiosk.practices.room import Room, members_present
from kiosk.practices.rules.asked import rules
from kiosk.terms import Stamp, local_date

_, ngettext = words("proposal")


def decide(state: State, room: Room, command: OwnCommand, stamp: Stamp) -> OwnEvent:
    match command:
        case Write():
            return _write(state, room, command)
        case Choose():
            return _choose(state, room, command)
        case (
            Amend()
            | ReadOut()
            | CountHands()
            | GiveReason()
            | ReadBack()
            | Adopt()
            | Reject()
            | Defer()
            | Withdraw()
        ):
            return _about(state, room, command, _believed(state, command), stamp)
        case _:
            assert_never(command)


def _about(state: State, room: Room, command: About, proposal: Proposal, stamp: Stamp) -> OwnEvent:
    number, version = proposal.number, proposal.version
    match command:
        case Amend():
            text = _worded(command.text)
            if text == proposal.text:
                raise Refused(_("This is the text that is on the wall already: nothing was amended."))
            return ProposalAmended(proposal=number, version=version + 1, text=text)
        case ReadOut():
            if proposal.read and not (proposal.test and proposal.test.read_back):
                raise Refused(_("Version {version} was read out already.").format(version=version))
            return ProposalRead(proposal=number, version=version)
        case CountHands():
            return _count(room, command, proposal)
        case GiveReason():
            return _reason(command, proposal)
        case ReadBack():
            return _read_back(room, proposal)
        case Adopt():
            return _adopt(state, room, command, proposal, stamp)
        case Reject():
            test = _tested(proposal)
            return ProposalRejected(
                proposal=number, version=version, counts=dict(test.counts), present=test.present
            )
        case Defer():
            return ProposalDeferred(proposal=number, version=version)
        case Withdraw():
            return ProposalWithdrawn(proposal=number, version=version)


def _write(state: State, room: Room, command: Write) -> ProposalWritten:
    if command.proposer is not None and not room.known(command.proposer):
        raise Refused(_("Nobody is known as {person}.").format(person=command.proposer))
    text, shown = _worded(command.text), state.proposals.get(state.current)
    if shown is not None and shown.outcome == "open" and shown.text == text:
        raise Refused(_("Proposal {number} says this already.").format(number=shown.number))
    return ProposalWritten(
        proposal=state.last + 1,
        text=text,
        title=command.title,
        proposer=command.proposer,
        item=agenda(room).open_item(),
    )


def _worded(text: str) -> str:
    if not has_visible(text):
        raise Refused(_("A proposal needs words: write what is proposed."))
    return text.strip()


def _choose(state: State, room: Room, command: Choose) -> ProposalChosen:
    chosen = state.proposals.get(command.proposal)
    if chosen is None:
        raise Refused(_("There is no open proposal {number}.").format(number=command.proposal))
    if chosen.outcome != "open":
        raise Refused(_over(chosen))
    if chosen.number == state.current:
        raise Refused(_("Proposal {number} is on the wall already.").format(number=chosen.number))
    return ProposalChosen(proposal=chosen.number, item=agenda(room).open_item())


def _believed(state: State, command: About) -> Proposal:
    """Return the proposal on the wall. Raises Refused if the sender saw another: a late or doubled key."""
    proposal = state.proposals.get(state.current)
    if proposal is None:
        raise Refused(_("No proposal is on the wall: write one, or choose one."))
    if command.proposal not in (0, proposal.number):
        raise Refused(_("Proposal {number} is on the wall now: look again.").format(number=proposal.number))
    if command.believes not in (0, proposal.version):
        raise Refused(
            _("Proposal {number} is in version {version} now: look again.").format(
                number=proposal.number, version=proposal.version
            )
        )
    if proposal.outcome != "open":
        raise Refused(_over(proposal))
    return proposal


def _over(proposal: Proposal) -> str:
    """Return the sentence that says what came of a proposal."""
    match proposal.outcome:
        case "open":
            raise AssertionError(f"proposal {proposal.number} is open")
        case "adopted":
            sentence = _("Proposal {number} was adopted already.")
        case "rejected":
            sentence = _("Proposal {number} was tested and not adopted.")
        case "deferred":
            sentence = _("Proposal {number} was put off to the next meeting.")
        case "withdrawn":
            sentence = _("Proposal {number} was withdrawn.")
        case _:
            assert_never(proposal.outcome)
    return sentence.format(number=proposal.number)


def _heard(proposal: Proposal) -> None:
    if not proposal.read:
        raise Refused(
            _("Read version {version} out first: it is tested when everybody has heard it.").format(
                version=proposal.version
            )
        )


def _count(room: Room, command: CountHands, proposal: Proposal) -> HandsCounted:
    _heard(proposal)
    test = proposal.test or Test()
    if test.read_back:
        raise Refused(_("The counts were read back and stand. Read the proposal out again to test it anew."))
    before = test.counts.get(command.position)
    if before == command.number and not command.reason:
        raise Refused(
            _("{position}: {number} is what was counted already.").format(
                position=called(command.position), number=command.number
            )
        )
    present = members_present(room)
    others = {name: number for name, number in test.counts.items() if name != command.position}
    _still_right(others, present)
    _enough_people(sum(others.values()) + command.number, present)
    if command.reason and (command.position == "agree" or not command.number):
        raise Refused(_("A reason goes with hands for reservations, standing aside or a block."))
    reasons = [said.text for said in test.reasons if said.position == "block"]
    if command.position == "block" and command.number and not has_visible(command.reason) and not reasons:
        raise Refused(_("A block has a reason: write it in a few words, without a name."))
    return HandsCounted(
        proposal=proposal.number,
        version=proposal.version,
        position=command.position,
        number=command.number,
        present=present,
        reason=command.reason,
    )


def _still_right(counts: Mapping[Position, int], present: int) -> None:
    """Raise Refused for earlier counts that cannot be right any more, since members have left."""
    if not present:
        raise Refused(_("Nobody of the roster is marked as here: take attendance first."))
    wrong = outnumbered(counts, present)
    if not wrong:
        return
    counted = listed(
        _("{position} {number}").format(position=called(position), number=counts[position])
        for position in wrong
    )
    raise Refused(
        ngettext(
            "Only {present} member is here now. Count again: {counts}.",
            "Only {present} members are here now. Count again: {counts}.",
            present,
        ).format(counts=counted, present=present)
    )


def _enough_people(total: int, present: int) -> None:
    """Raise Refused for more hands than people; fewer hands are people who stayed silent, and are counted."""
    if total > present:
        raise Refused(
            ngettext(
                "That would be {total} hands, and {present} member is here: count again.",
                "That would be {total} hands, and {present} members are here: count again.",
                present,
            ).format(total=total, present=present)
        )


def _reason(command: GiveReason, proposal: Proposal) -> ReasonGiven:
    if proposal.test is None or not proposal.test.counts.get(command.position):
        raise Refused(
            _("{position}: no hands were counted, so there is no reason to write down.").format(
                position=called(command.position)
            )
        )
    if not has_visible(command.text):
        raise Refused(_("Write the reason in a few words, without a name."))
    if Words(command.position, command.text) in proposal.test.reasons:
        raise Refused(_("This reason is written down already."))
    return ReasonGiven(
        proposal=proposal.number, version=proposal.version, position=command.position, text=command.text
    )


def _read_back(room: Room, proposal: Proposal) -> CountsReadBack:
    _heard(proposal)
    test = proposal.test or Test()
    if test.read_back:
        raise Refused(_("The counts were read back already."))
    unasked = [called(position) for position in POSITIONS if position not in test.counts]
    if unasked:
        raise Refused(
            _("Ask for all four positions first; not yet asked: {positions}.").format(
                positions=listed(unasked)
            )
        )
    if not any(test.counts.values()):
        raise Refused(_("Not one hand was counted: ask again."))
    present = members_present(room)
    _still_right(test.counts, present)
    return CountsReadBack(
        proposal=proposal.number, version=proposal.version, counts=dict(test.counts), present=present
    )


def _tested(proposal: Proposal) -> Test:
    """Return the test whose counts were read back. Raises Refused without one: there is no outcome then."""
    _heard(proposal)
    if proposal.test is None:
        raise Refused(_("Nobody was asked yet: count the hands first."))
    if not proposal.test.read_back:
        raise Refused(_("Read the counts back first: nothing is decided before."))
    return proposal.test


def _adopt(state: State, room: Room, command: Adopt, proposal: Proposal, stamp: Stamp) -> ProposalAdopted:
    test = _tested(proposal)
    counts, limit, quorum = test.counts, rules(room).stand_aside_limit(), rules(room).quorum()
    if counts["block"]:
        raise Refused(
            ngettext(
                "{count} block: a blocked proposal is amended, put off or not adopted.",
                "{count} blocks: a blocked proposal is amended, put off or not adopted.",
                counts["block"],
            ).format(count=counts["block"])
        )
    if limit and counts["stand-aside"] > limit:
        raise Refused(
            _(
                "{count} stand aside, and {limit} at most may: amend it, put it off or do not adopt it."
            ).format(count=counts["stand-aside"], limit=limit)
        )
    if not counts["agree"] and not counts["reservations"]:
        raise Refused(_("Nobody agrees, so nobody would carry it out: it cannot be adopted."))
    here = members_present(room)
    if here < quorum:
        raise Refused(
            ngettext(
                "A decision needs {quorum} member; here: {here}.",
                "A decision needs {quorum} members; here: {here}.",
                quorum,
            ).format(quorum=quorum, here=here)
        )
    # A clock that cannot be trusted must not refuse a date: compare with the date that the room confirmed.
    today = state.date if stamp.clock == "unsure" else local_date(stamp.at, stamp.offset)
    if command.review <= today:
        raise Refused(_("The review has to be after today, {today}.").format(today=today))
    return ProposalAdopted(
        proposal=proposal.number,
        decision=state.last_decision + 1,
        review=command.review,
        text=proposal.text,
        counts=dict(counts),
        title=title_of(proposal),
        version=proposal.version,
        present=test.present,
        date=today,
    )
