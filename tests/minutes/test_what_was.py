"""Minutes say what was: each quorum, each count, each time, and nothing where nobody knows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.minutes.build import build, of_open
from kiosk.minutes.dates import hour, length
from kiosk.minutes.render import As, render
from kiosk.practices import agenda, floor
from kiosk.practices.agenda.commands import Carry, PutBack
from kiosk.practices.decision.rules import Review
from kiosk.practices.lot import commands as lots
from kiosk.practices.meeting.rules import Arrive, Close, Depart, Pause, Resume
from kiosk.practices.proposal.commands import Adopt, Amend, CountHands, ReadBack, ReadOut, Write
from kiosk.practices.proposal.minutes import Proposals
from kiosk.practices.record.rules import AttestClock
from kiosk.practices.rules.rules import SetQuorum
from tests.minutes.kept import kept
from tests.practices.play import DAY, Play

MINUTE = 60_000
HOURS_TO_MIDNIGHT = 5 * 60 * MINUTE
"""From the opening at 19:42 to 00:42."""


@pytest.fixture
def play(tmp_path: Path) -> Iterator[Play]:
    """Yield a meeting of three members, opened on 22 November 2026 at 19:42."""
    played = Play(tmp_path)
    played.open_meeting("Ana", "Bo", "Cem")
    yield played
    played.desk.close()


def told(play: Play, form: As = "markdown") -> str:
    """Return the minutes of the open meeting, the lines of a paragraph joined."""
    text = render(of_open(play.desk), form).decode()
    return " ".join(text.split()) if form == "text" else text


def wait(play: Play, minutes: float) -> None:
    play.clock.advance(int(minutes * MINUTE))


@pytest.mark.parametrize("form", ["markdown", "text"])
def test_a_quorum_that_was_raised_is_told_twice(play: Play, form: As) -> None:
    """Three are here: two were enough until five were wanted, which never were here."""
    play.ask(SetQuorum(number=2))
    wait(play, 10)
    play.ask(SetQuorum(number=5))
    assert (
        "Until 19:52 a quorum of 2 members was in force: reached at 19:42, with 3 members here. From 19:52 a "
        "quorum of 5 members was in force: never reached; at most 3 were here at once."
    ) in told(play, form)


def test_a_quorum_that_is_set_late_or_lifted_is_told_with_its_times(play: Play) -> None:
    """No quorum is told as one, with its times, unless it was over within the minute of the opening."""
    wait(play, 5)
    play.ask(SetQuorum(number=3))
    wait(play, 5)
    play.ask(SetQuorum())
    assert (
        "Until 19:47 no quorum was set. From 19:47 to 19:52 a quorum of 3 members was in force: reached at "
        "19:47, with 3 members here. From 19:52 no quorum was set."
    ) in told(play)


def test_a_quorum_that_is_lost_says_when_and_whether_it_came_back(play: Play) -> None:
    """Each loss has its time, how many were left, and when the quorum was reached again."""
    play.ask(SetQuorum(number=3))
    wait(play, 10)
    play.ask(Depart(person="m001"))
    wait(play, 10)
    play.ask(Arrive(person="m001"))
    wait(play, 10)
    play.ask(Depart(person="m002"))
    play.ask(Depart(person="m003"))
    assert (
        "A quorum of 3 members was reached at 19:42; at most 3 were here at once. It was lost at 19:52, with "
        "2 members here, and reached again at 20:02. It was lost at 20:12, with 2 members here, and not "
        "reached again."
    ) in told(play)


def test_a_share_of_a_growing_roster_says_how_many_it_was(play: Play) -> None:
    """Half of three is two; half of six is three; the roster may also take the quorum away."""
    play.ask(SetQuorum(percent=100))
    assert "A quorum of 3 members was reached at 19:42" in told(play)
    play.add("Dodo", here=False)
    assert (
        "A quorum of 100 % of the members (3 to 4) was reached at 19:42; at most 3 were here at once. It was "
        "lost at 19:42, with 3 members here, and not reached again."
    ) in told(play)


def test_one_member_is_no_members(play: Play) -> None:
    """Singular words stand where there is one."""
    play.ask(SetQuorum(number=1))
    play.ask(Depart(person="m001"))
    play.ask(Depart(person="m002"))
    play.ask(floor.commands.Ask(person="m003"))
    play.ask(floor.commands.Begin(person="m003"))
    play.ask(floor.commands.End(person="m003"))
    assert "A quorum of 1 member was reached at 19:42" in told(play)
    assert "1 of the 3 people here was heard, in 1 contribution." in told(play)


def count(play: Play, *numbers: int) -> None:
    """Read the proposal out and count hands for as many positions as there are numbers."""
    play.ask(ReadOut())
    for position, number in zip(("agree", "reservations", "stand-aside", "block"), numbers, strict=False):
        reason = "too dear" if position == "block" and number else ""
        play.ask(CountHands(position=position, number=number, reason=reason))  # type: ignore[arg-type]


def test_a_position_that_nobody_asked_is_not_asked(play: Play) -> None:
    """It has no count in any form, and nobody can say who raised no hand."""
    play.ask(Write(text="We mend the roof."))
    count(play, 2)
    assert (
        "agree 2, reservations not asked, stand aside not asked, block not asked (of 3 members present). "
        "The counts were never read back."
    ) in told(play)
    assert "block</bdi> not asked" in told(play, "html")
    (test,) = kept(of_open(play.desk), Proposals).proposals[0].tests
    assert (test.counts, test.silent) == ({"agree": 2}, None)


def test_what_decided_stands_before_what_was_tested_earlier(play: Play) -> None:
    """Under Adopted is the count that adopted; the blocked version and its count come under Before that."""
    play.ask(Write(text="We sell the roof."))
    count(play, 2, 0, 0, 1)
    play.ask(ReadBack())
    play.ask(Amend(text="We mend the roof."))
    count(play, 3, 0, 0, 0)
    play.ask(ReadBack())
    play.ask(Adopt(review="2027-03-01"))
    text = told(play)
    _short, what = text.split("## What happened")
    assert what.index("block 0") < what.index("Before that:") < what.index("block 1")
    assert what.index("Before that:") < what.index("We sell the roof.") < what.index("block 1")
    assert text.count("We mend the roof.") == 1


def test_the_text_of_a_decision_stands_once(play: Play) -> None:
    """Neither a title made from it nor an earlier version that said the same repeats it."""
    long = "We mend the roof, " + "all of us together, " * 8 + "on Sunday."
    play.ask(Write(text=long))
    play.ask(Amend(text="We sell the roof."))
    play.ask(Amend(text=long))
    count(play, 3, 0, 0, 0)
    play.ask(ReadBack())
    play.ask(Adopt(review="2027-03-01"))
    for form in ("markdown", "text", "html"):
        text = told(play, form)
        assert text.count("We mend the roof") == 1
        assert long in text
        assert "Version 1 said the same as version 3." in " ".join(text.split())


def test_a_count_that_became_impossible_is_named(play: Play) -> None:
    """Members left after they were counted: the wall asks again, and minutes say that nobody did."""
    play.ask(Write(text="We mend the roof."))
    count(play, 0, 0, 0, 3)
    play.ask(Depart(person="m001"))
    assert play.refused(ReadBack()) == "Only 2 members are here now. Count again: block 3."
    assert (
        "The counts were never read back. Members left, and too few were here for this count: block 3; it "
        "was not taken again."
    ) in told(play)
    play.ask(CountHands(position="block", number=2))
    assert "block 2 (of 2 to 3 members present). The counts were never read back." in told(play)
    play.ask(ReadBack())
    assert "block 2 (of 2 members present)." in told(play)


def test_times_after_midnight_have_their_day(play: Play) -> None:
    """Only the times of another day than the heading's have one, and both ends of a span share it."""
    play.ask(agenda.commands.Add(title="Roof"))
    play.ask(agenda.commands.Add(title="Yard"))
    play.ask(agenda.commands.Open(item=1))
    play.clock.advance(HOURS_TO_MIDNIGHT)
    play.ask(agenda.commands.Open(item=2, believes=1))
    play.ask(Pause(until="00:55"))
    wait(play, 13)
    play.ask(Resume())
    play.ask(Depart(person="m001"))
    play.ask(Close())
    text = render(build(play.desk, 1), "markdown").decode()
    assert "discussion · 19:42 to 00:42 on 23 Nov · 5 h 00 min" in text
    assert "Break from 00:42 on 23 Nov to 00:55 on 23 Nov, as agreed." in text
    assert "discussion · 00:42 to 00:55 on 23 Nov" in text
    assert "- Ana left at 00:55 on 23 Nov." in text
    assert "Sunday 22 November 2026, 19:42, to Monday 23 November 2026, 00:55" in text


def test_a_clock_that_nobody_trusts_gives_no_day(play: Play) -> None:
    """A doubtful clock may be days away: its hours are told, with a warning, its days are not."""
    play.clock.follows_server = False
    play.clock.advance(3 * DAY)
    play.ask(Depart(person="m001"))
    assert "- Ana left at 19:42." in told(play)


def test_an_item_that_was_opened_twice_has_both_times(play: Play) -> None:
    """The length is that of both; what the room added to the plan is told apart from it."""
    play.ask(agenda.commands.Add(title="Roof", planned=90))
    play.ask(agenda.commands.Open(item=1))
    wait(play, 1)
    play.ask(Carry(item=1))
    wait(play, 20)
    assert "19:42 to 19:43 · 1 min 1 s of 1 min 30 s planned" in told(play)
    play.ask(PutBack(item=1))
    assert "Put back, and not taken up again." in told(play)
    play.ask(agenda.commands.Open(item=1))
    play.ask(agenda.commands.Extend(item=1, seconds=300))
    wait(play, 5)
    play.ask(agenda.commands.Close(item=1))
    assert "19:42 to 19:43, 20:03 to 20:08 · 6 min 3 s of 1 min 30 s planned, 5 min added" in told(play)


def test_a_decision_reviewed_in_its_own_sitting_is_told_as_it_is(play: Play) -> None:
    """What is repealed has no day on which it is looked at again, and leaves the calendar."""
    play.ask(Write(text="We mend the roof."))
    count(play, 3, 0, 0, 0)
    play.ask(ReadBack())
    play.ask(Adopt(review="2027-03-01"))
    play.ask(Review(decision=1, outcome="keep", review="2027-04-01"))
    assert "DTSTART;VALUE=DATE:20270401" in told(play, "ics")
    assert "20270301" not in told(play, "ics")
    play.ask(Review(decision=1, outcome="repeal"))
    assert "To be looked at again on Monday 1 March 2027" not in told(play)
    assert "BEGIN:VEVENT" not in told(play, "ics")


def test_a_decision_repealed_later_is_cancelled_in_calendars(play: Play) -> None:
    """The day that earlier minutes put into a calendar is taken out by those that repeal it."""
    play.ask(Write(text="We mend the roof."))
    count(play, 3, 0, 0, 0)
    play.ask(ReadBack())
    play.ask(Adopt(review="2027-03-01"))
    play.next_meeting()
    play.ask(Review(decision=1, outcome="repeal"))
    assert "DTSTART;VALUE=DATE:20270301" in told(play, "ics")
    assert "STATUS:CANCELLED" in told(play, "ics")


@pytest.mark.parametrize(
    ("seconds", "exact", "measured"),
    [
        (40, "40 s", "40 s"),
        (90, "1 min 30 s", "1 min 30 s"),
        (210, "3 min 30 s", "4 min"),
        (1_500, "25 min", "25 min"),
        (3_905, "1 h 05 min 5 s", "1 h 05 min"),
    ],
)
def test_a_length_that_was_agreed_on_is_never_rounded(seconds: int, exact: str, measured: str) -> None:
    """One that was measured has its seconds while they matter."""
    assert length(seconds) == exact
    assert length(seconds, measured=True) == measured


def test_an_hour_may_have_a_day() -> None:
    assert hour("19:02") == "19:02"
    assert hour("2026-11-23T00:10") == "00:10 on 23 Nov"


def test_a_term_counted_in_meetings_says_for_how_many(play: Play) -> None:
    """A role that goes on after this sitting has its end beside the name, as one with a day has."""
    play.ask(lots.Quick(roles={"facilitator": 1}, meetings={"facilitator": 3}))
    draw = play.state.lot.draw
    assert draw is not None
    role, person = draw.waiting()[0]
    play.ask(lots.Accept(role=role, person=person))
    assert f"- facilitator: {play.desk.name(person)}, for 3 meetings, this one counted" in told(play)


def test_a_time_that_was_set_in_the_meeting_was_not_said_at_its_beginning(play: Play) -> None:
    """Each hour that people attested stands with what it was, also one that went back."""
    wait(play, 15)
    play.ask(AttestClock(said="2026-11-22T19:50"))
    text = told(play)
    assert "During the meeting the people in the room set the clock: it was 19:50." in text
    assert "said what time it was when the meeting began" not in text
