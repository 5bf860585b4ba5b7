"""Proposals: written, read out, amended, tested by hands, and concluded."""

from __future__ import annotations

import msgspec
import pytest

from kiosk.practices import meeting, proposal, rules
from kiosk.practices.messages import Command
from kiosk.practices.proposal.commands import (
    Adopt,
    Amend,
    Choose,
    CountHands,
    Defer,
    GiveReason,
    ReadBack,
    ReadOut,
    Reject,
    Withdraw,
    Write,
)
from kiosk.practices.proposal.events import ProposalAdopted
from kiosk.practices.record.rules import Undo
from tests.practices.play import Play
from tests.practices.proposal.asking import AMENDED, FUND, REVIEW, adopted, ask_the_room, count, shown


def test_a_proposal_becomes_a_decision(play: Play) -> None:
    """Written, read out, tested and read back, it is adopted with a number and a review date."""
    ask_the_room(play, agree=3, reservations=1, aside=1)
    event = adopted(play.ask(Adopt(review=REVIEW, proposal=1, believes=1)))
    assert event == ProposalAdopted(
        proposal=1,
        decision=1,
        review=REVIEW,
        text=FUND,
        title="Strike fund",
        version=1,
        counts={"agree": 3, "reservations": 1, "stand-aside": 1, "block": 0},
        present=5,
        date="2026-11-22",
    )
    assert shown(play).outcome == "adopted"


def test_an_amendment_is_a_new_version_that_is_read_out_and_tested_anew(play: Play) -> None:
    """Amending keeps every text, and clears reading and counts."""
    play.ask(Write(text=FUND))
    play.ask(ReadOut())
    play.ask(CountHands(position="agree", number=3))
    play.ask(Amend(text=f"  {AMENDED}\n", proposal=1, believes=1))
    now = shown(play)
    assert (now.version, now.versions, now.read, now.test) == (2, [FUND, AMENDED], False, None)
    assert play.refused(CountHands(position="agree", number=3)) == (
        "Read version 2 out first: it is tested when everybody has heard it."
    )


def test_numbers_are_never_used_twice(play: Play) -> None:
    """Undone proposals and decisions keep their numbers; the next ones count on."""
    play.ask(Write(text="One"))
    play.ask(Undo())
    assert play.state.proposal.proposals == {}
    ask_the_room(play)
    assert play.state.proposal.current == 2
    assert adopted(play.ask(Adopt(review=REVIEW))).decision == 1
    play.ask(Undo())
    assert adopted(play.ask(Adopt(review=REVIEW))).decision == 2
    play.next_meeting()
    play.restart(reboot=True)
    play.ask(Write(text="Three"))
    assert play.state.proposal.current == 3


def test_a_wrong_count_is_corrected_before_it_is_read_back(play: Play) -> None:
    """Counting a position again replaces its number; after reading back only a new test changes it."""
    play.ask(Write(text=FUND))
    play.ask(ReadOut())
    count(play, agree=4, reservations=1)
    play.ask(CountHands(position="agree", number=3))
    play.ask(ReadBack())
    test = shown(play).test
    assert test is not None
    assert (test.counts["agree"], proposal.state.silent(test)) == (3, 1)
    assert play.refused(CountHands(position="agree", number=4)) == (
        "The counts were read back and stand. Read the proposal out again to test it anew."
    )
    play.ask(ReadOut())
    assert shown(play).test is None
    play.ask(CountHands(position="agree", number=4))


def test_reasons_are_words_without_names(play: Play) -> None:
    """Reasons are in the order in which they were said, and are removed when nobody holds that position."""
    play.ask(Write(text=FUND))
    play.ask(ReadOut())
    count(play, agree=2, reservations=2, block=1)
    play.ask(GiveReason(position="reservations", text="Too fast."))
    test = shown(play).test
    assert test is not None
    assert [(said.position, said.text) for said in test.reasons] == [
        ("block", "It breaks the lease."),
        ("reservations", "Too fast."),
    ]
    play.ask(CountHands(position="block", number=0))
    test = shown(play).test
    assert test is not None
    assert [said.text for said in test.reasons] == ["Too fast."]
    fields = msgspec.json.decode(msgspec.json.encode(play.ask(ReadBack()).event))
    assert not any("person" in name or "member" in name for name in fields)


@pytest.mark.parametrize(
    ("done", "asked", "sentence"),
    [
        ((), Amend(text="x"), "No proposal is on the wall: write one, or choose one."),
        ((), ReadBack(), "No proposal is on the wall: write one, or choose one."),
        ((), Write(text=" \n "), "A proposal needs words: write what is proposed."),
        ((), Write(text="\u3164"), "A proposal needs words: write what is proposed."),
        ((), Write(text="x", proposer="m099"), "Nobody is known as m099."),
        ((), Choose(proposal=3), "There is no open proposal 3."),
        ((Write(text="x"),), Write(text="x "), "Proposal 1 says this already."),
        ((Write(text="x"),), Choose(proposal=1), "Proposal 1 is on the wall already."),
        ((Write(text="x"),), Amend(text="\ufffd"), "A proposal needs words: write what is proposed."),
        (
            (Write(text="x"),),
            Amend(text=" x"),
            "This is the text that is on the wall already: nothing was amended.",
        ),
        (
            (Write(text="x"), Write(text="y")),
            ReadOut(proposal=1),
            "Proposal 2 is on the wall now: look again.",
        ),
        (
            (Write(text="x"), Amend(text="y")),
            ReadOut(proposal=1, believes=1),
            "Proposal 1 is in version 2 now: look again.",
        ),
        ((Write(text="x"), ReadOut()), ReadOut(), "Version 1 was read out already."),
        (
            (Write(text="x"),),
            ReadBack(),
            "Read version 1 out first: it is tested when everybody has heard it.",
        ),
        (
            (Write(text="x"),),
            Adopt(review=REVIEW),
            "Read version 1 out first: it is tested when everybody has heard it.",
        ),
        (
            (Write(text="x"), ReadOut()),
            Adopt(review=REVIEW),
            "Nobody was asked yet: count the hands first.",
        ),
        ((Write(text="x"), ReadOut()), Reject(), "Nobody was asked yet: count the hands first."),
        (
            (Write(text="x"), ReadOut(), CountHands(position="agree", number=5)),
            Adopt(review=REVIEW),
            "Read the counts back first: nothing is decided before.",
        ),
        (
            (Write(text="x"), ReadOut(), CountHands(position="agree", number=5)),
            CountHands(position="agree", number=5),
            "agree: 5 is what was counted already.",
        ),
        (
            (Write(text="x"), ReadOut(), CountHands(position="agree", number=5)),
            ReadBack(),
            "Ask for all four positions first; not yet asked: reservations, stand aside, block.",
        ),
        (
            (Write(text="x"), ReadOut()),
            ReadBack(),
            "Ask for all four positions first; not yet asked: agree, reservations, stand aside, block.",
        ),
        (
            (Write(text="x"), ReadOut(), CountHands(position="agree", number=5)),
            CountHands(position="stand-aside", number=1),
            "That would be 6 hands, and 5 members are here: count again.",
        ),
        (
            (Write(text="x"), ReadOut()),
            CountHands(position="block", number=1),
            "A block has a reason: write it in a few words, without a name.",
        ),
        (
            (Write(text="x"), ReadOut()),
            CountHands(position="block", number=1, reason="\u200b"),
            "A block has a reason: write it in a few words, without a name.",
        ),
        (
            (Write(text="x"), ReadOut()),
            CountHands(position="agree", number=1, reason="good"),
            "A reason goes with hands for reservations, standing aside or a block.",
        ),
        (
            (Write(text="x"), ReadOut()),
            GiveReason(position="reservations", text="Too fast."),
            "reservations: no hands were counted, so there is no reason to write down.",
        ),
        (
            (Write(text="x"), ReadOut(), CountHands(position="reservations", number=1)),
            GiveReason(position="reservations", text=" "),
            "Write the reason in a few words, without a name.",
        ),
        (
            (Write(text="x"), ReadOut(), CountHands(position="block", number=1, reason="No.")),
            GiveReason(position="block", text="No."),
            "This reason is written down already.",
        ),
        ((Write(text="x"), Withdraw()), Amend(text="y"), "Proposal 1 was withdrawn."),
        ((Write(text="x"), Defer()), ReadOut(), "Proposal 1 was put off to the next meeting."),
        (
            (Write(text="x"), Defer(), Write(text="y")),
            Choose(proposal=1),
            "Proposal 1 was put off to the next meeting.",
        ),
    ],
)
def test_what_cannot_be_done_now_is_refused(
    play: Play, done: tuple[Command, ...], asked: Command, sentence: str
) -> None:
    """Each refusal is one sentence that says what to do."""
    for command in done:
        play.ask(command)
    assert play.refused(asked) == sentence


@pytest.mark.parametrize(
    ("hands", "sentence"),
    [
        ((4, 0, 0, 1), "1 block: a blocked proposal is amended, put off or not adopted."),
        ((3, 0, 0, 2), "2 blocks: a blocked proposal is amended, put off or not adopted."),
        ((2, 0, 3, 0), "3 stand aside, and 2 at most may: amend it, put it off or do not adopt it."),
        ((0, 0, 2, 0), "Nobody agrees, so nobody would carry it out: it cannot be adopted."),
    ],
)
def test_hands_that_keep_a_proposal_from_being_adopted(
    play: Play, hands: tuple[int, int, int, int], sentence: str
) -> None:
    """With a block, too many standing aside or no agreement it can be rejected but not adopted."""
    play.ask(rules.rules.SetStandAside(number=2))
    ask_the_room(play, *hands)
    assert play.refused(Adopt(review=REVIEW)) == sentence
    play.ask(Reject())
    assert play.refused(Adopt(review=REVIEW)) == "Proposal 1 was tested and not adopted."


def test_no_hand_at_all_is_no_test(play: Play) -> None:
    """Four zeros are not read back."""
    play.ask(Write(text=FUND))
    play.ask(ReadOut())
    count(play, 0)
    assert play.refused(ReadBack()) == "Not one hand was counted: ask again."


def test_a_second_block_needs_no_second_reason(play: Play) -> None:
    """Correcting one block to two needs no further reason."""
    play.ask(Write(text=FUND))
    play.ask(ReadOut())
    play.ask(CountHands(position="block", number=1, reason="It breaks the lease."))
    play.ask(CountHands(position="block", number=2))
    play.ask(CountHands(position="block", number=2, reason="And the law."))
    test = shown(play).test
    assert test is not None
    assert (test.counts, len(test.reasons)) == ({"block": 2}, 2)


def test_a_decision_needs_a_quorum_of_members(play: Play) -> None:
    """Guests and absent members do not count towards a quorum."""
    play.ask(rules.rules.SetQuorum(number=5))
    play.guest("Visitor")
    ask_the_room(play, agree=4)
    play.ask(meeting.rules.Depart(person="m005"))
    assert play.refused(Adopt(review=REVIEW)) == "A decision needs 5 members; here: 4."
    play.ask(meeting.rules.Arrive(person="m005"))
    play.ask(Adopt(review=REVIEW))


def test_hands_are_those_of_members_in_the_room(play: Play) -> None:
    """Guests' hands do not count; more hands than members, also after one leaves, are a wrong count."""
    play.guest("Visitor")
    play.ask(Write(text=FUND))
    play.ask(ReadOut())
    assert play.refused(CountHands(position="agree", number=6)) == (
        "That would be 6 hands, and 5 members are here: count again."
    )
    count(play)
    play.ask(meeting.rules.Depart(person="m001"))
    assert play.refused(ReadBack()) == "Only 4 members are here now. Count again: agree 5."
    play.ask(CountHands(position="agree", number=2))
    play.ask(CountHands(position="reservations", number=2))
    for person in ("m002", "m003"):
        play.ask(meeting.rules.Depart(person=person))
    assert play.refused(ReadBack()) == ("Only 2 members are here now. Count again: agree 2, reservations 2.")
    assert play.refused(CountHands(position="stand-aside", number=1)) == (
        "Only 2 members are here now. Count again: agree 2, reservations 2."
    )
    for person in ("m004", "m005"):
        play.ask(meeting.rules.Depart(person=person))
    assert play.refused(CountHands(position="agree", number=1)) == (
        "Nobody of the roster is marked as here: take attendance first."
    )


def test_a_review_lies_in_the_future(play: Play) -> None:
    """Today, yesterday and text that is not a date are refused."""
    ask_the_room(play)
    for day in ("2026-11-22", "2026-11-21"):
        assert play.refused(Adopt(review=day)) == "The review has to be after today, 2026-11-22."
    assert play.refused(Adopt(review="2027-02-29")) == (
        '"2027-02-29" is no date; write the year first, like 2026-11-22.'
    )


def test_under_a_clock_nobody_believes_today_is_the_day_of_the_meeting(play: Play) -> None:
    """After a power cut the clock says 1970, and the meeting's date still refuses a past review."""
    ask_the_room(play)
    play.clock.step(-play.clock.wall())
    play.clock.follows_server = False
    play.restart(reboot=True)
    assert play.refused(Adopt(review="2026-11-22")) == "The review has to be after today, 2026-11-22."
    assert adopted(play.ask(Adopt(review=REVIEW))).date == "2026-11-22"
