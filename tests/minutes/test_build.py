"""Minutes are a fold of one sitting's entries: undone acts are not in them."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from kiosk.errors import Refused
from kiosk.journal.note import open_checkpoint, parse_vkey
from kiosk.minutes.build import build, newest, of_open
from kiosk.minutes.chapters import decoded
from kiosk.minutes.publish import publish
from kiosk.minutes.render import render
from kiosk.minutes.source import of_desk, of_folder
from kiosk.practices import agenda, decision, floor, meeting, proposal, record
from kiosk.practices.agenda.minutes import Items
from kiosk.practices.blocks import Person
from kiosk.practices.decision.minutes import Decisions
from kiosk.practices.floor.minutes import Voice
from kiosk.practices.lot import commands as lots
from kiosk.practices.lot.minutes import Draws
from kiosk.practices.lot.seed import digest
from kiosk.practices.meeting.minutes import Attendance, Break, Gone
from kiosk.practices.meeting.quorum import Quorum
from kiosk.practices.proposal.minutes import Proposals
from kiosk.practices.record.minutes import Record
from tests.minutes.evening import Evening
from tests.minutes.kept import kept
from tests.practices.play import DAY, Play


@pytest.fixture(scope="module")
def evening(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Evening]:
    """Yield the made-up evening, closed."""
    played = Evening(tmp_path_factory.mktemp("evening"))
    played.play()
    yield played
    played.desk.close()


@pytest.fixture
def play(tmp_path: Path) -> Iterator[Play]:
    """Yield an assembly to play with."""
    played = Play(tmp_path)
    yield played
    played.desk.close()


def test_who_was_here(evening: Evening) -> None:
    """Members are in order of arrival, guests apart, and people who left early with the time."""
    minutes = build(evening.desk, 1)
    assert [person.name for person in kept(minutes, Attendance).members] == [
        *("Amina Haddad", "Bahar", "Chris", "Jérôme Martin", "Leyla", "Rie", "Dimitra")
    ]
    assert kept(minutes, Attendance).guests == [Person("g001", "Prof. Okonkwo")]
    assert kept(minutes, Attendance).left_early == [Gone(Person("m006", "Rie"), "19:34")]
    assert kept(minutes, Attendance).quorums == [Quorum(needed=4, up_to=4, most=7, reached="19:00", here=4)]


def test_items_stand_in_the_order_in_which_they_were_taken(evening: Evening) -> None:
    """Items have planned and spent time; the last ends with the meeting; others say why they wait."""
    told = [
        (item.title, item.outcome, item.spent // 60, item.why)
        for item in kept(build(evening.desk, 1), Items).items
    ]
    assert told == [
        ("Report from the boiler council", "done", 9, ""),
        ("Rent strike fund", "done", 9, ""),
        ("Quiet hours", "done", 4, ""),
        ("Summer party", "carried", 0, "no time left"),
        ("Noticeboard", "waiting", 0, ""),
    ]


def test_an_act_that_was_taken_back_is_counted_and_left_out(evening: Evening) -> None:
    """The noticeboard item was skipped and that was undone, so it waits."""
    minutes = build(evening.desk, 1)
    assert kept(minutes, Record).taken_back == 1
    assert kept(minutes, Items).items[-1].outcome == "waiting"


def test_a_decision_carries_its_counts_and_its_review(evening: Evening) -> None:
    """All positions that were asked for are in the minutes, also those with no hands."""
    only = kept(build(evening.desk, 1), Decisions).adopted
    assert [(each.number, each.review, each.present) for each in only] == [(1, "2027-03-01", 7)]
    assert only[0].counts == {"agree": 4, "reservations": 1, "stand-aside": 1, "block": 0}


def test_draws_given_up_stay_in_sight(evening: Evening) -> None:
    """An aborted draw is listed with its reason, a ceremony with label A, a quick draw with label C."""
    draws = kept(build(evening.desk, 1), Draws).draws
    assert [(draw.number, draw.outcome, draw.label) for draw in draws] == [
        ("001", "aborted", ""),
        ("002", "drawn", "A"),
        ("003", "drawn", "C"),
    ]
    assert draws[0].why == "Dimitra is on the stairs, we wait for her"
    assert draws[1].declined == 1
    assert draws[1].seats[1].until == "2027-02-20"


def test_voice_is_totals(evening: Evening) -> None:
    """The minutes count voices and contributions, and never say how long a person spoke."""
    assert kept(build(evening.desk, 1), Voice) == Voice(
        heard=3, present=8, contributions=4, share=100, seconds=547, turns=4
    )


def test_the_head_is_that_of_the_closing_entry(evening: Evening) -> None:
    """The head is a signed checkpoint of the entries up to the close, whatever was recorded since."""
    before = build(evening.desk, 1).head
    evening.ask(meeting.rules.Open())
    after = build(evening.desk, 1).head
    evening.ask(meeting.rules.Close())
    assert before == after
    opened = open_checkpoint(after.checkpoint.encode(), parse_vkey(after.vkey))
    assert (opened.size, opened.root.hex()) == (after.size, after.root)
    assert after.size == evening.desk.state.meeting.past[0].last + 1


def test_somebody_beside_the_kiosk_makes_the_same_minutes(evening: Evening) -> None:
    """The folder alone, without the lock, gives the same minutes and the head's signature from the card."""
    assert build(of_folder(evening.folder), 1) == build(evening.desk, 1)


def test_an_open_meeting_is_read_back_as_it_will_be_closed(play: Play) -> None:
    """The open meeting gives the same document without an end, and with the present head."""
    (ana, _bo) = play.open_meeting("Ana", "Bo")
    play.ask(agenda.commands.Add(title="Roof"))
    play.ask(agenda.commands.Open(item=1))
    play.ask(floor.commands.Ask(person=ana))
    play.ask(floor.commands.Begin(person=ana))
    play.ask(proposal.commands.Write(text="We mend the roof."))
    read_back = of_open(play.desk)
    assert read_back.ended == ""
    assert read_back.head.size == play.desk.journal.size
    assert [item.outcome for item in kept(read_back, Items).items] == ["open"]
    play.ask(meeting.rules.Close())
    closed = build(play.desk, 1)
    assert closed.ended == "19:42"
    assert [item.outcome for item in kept(closed, Items).items] == ["done"]
    assert (kept(closed, Voice).heard, kept(closed, Voice).contributions) == (1, 1)
    assert kept(closed, Proposals).proposals == kept(read_back, Proposals).proposals


def test_there_are_no_minutes_of_what_was_not_closed(play: Play) -> None:
    """An unknown number and an assembly between meetings are refused in a sentence."""
    assert newest(of_desk(play.desk)) == 0
    with pytest.raises(Refused, match=r"There is no closed meeting 1\."):
        build(play.desk, 1)
    with pytest.raises(Refused, match=r"No meeting is open\."):
        of_open(play.desk)
    play.open_meeting()
    with pytest.raises(Refused, match=r"There is no closed meeting 1\."):
        build(play.desk, 1)


def test_a_closing_that_was_taken_back_leaves_one_meeting(play: Play) -> None:
    """A meeting closed, reopened by undo and closed for good is one meeting, complete to its end."""
    play.open_meeting("Ana")
    play.ask(meeting.rules.Close())
    play.ask(record.rules.Undo())
    play.add("Bo")
    play.ask(meeting.rules.Close())
    minutes = build(play.desk, 1)
    assert [person.name for person in kept(minutes, Attendance).members] == ["Ana", "Bo"]
    assert kept(minutes, Record).taken_back == 1
    assert newest(of_desk(play.desk)) == 1


def test_a_person_who_was_forgotten_is_an_id(play: Play) -> None:
    """The minutes are made again without the name; nothing else in them changes."""
    play.open_meeting("Ana", "Bo")
    play.ask(meeting.rules.Close())
    before = build(play.desk, 1)
    play.desk.beside.names.drop("m001")
    after = build(play.desk, 1)
    assert kept(after, Attendance).members == [Person("m001", "m001"), Person("m002", "Bo")]
    without = replace(kept(after, Attendance), members=kept(before, Attendance).members)
    assert replace(after, practices={**after.practices, "meeting": without}) == before
    assert b"Ana" not in render(after, "markdown")


@pytest.mark.parametrize(
    ("server", "said", "trust", "began"),
    [
        (True, "", "ok", "19:42"),
        (False, "", "unsure", "19:42"),
        (False, "2026-11-22T20:15", "people", "20:15"),
    ],
)
def test_the_clock_is_doubted_aloud(play: Play, server: bool, said: str, trust: str, began: str) -> None:
    """Times of an untrusted clock are marked as doubtful until the room confirms the clock."""
    play.clock.follows_server = server
    play.open_meeting("Ana", said=said)
    play.ask(meeting.rules.Close())
    minutes = build(play.desk, 1)
    record = minutes.of(Record) or Record()
    assert (record.clock, minutes.began) == (trust, began)
    assert (b"Times may be wrong" in render(minutes, "markdown")) == (trust == "unsure")


def test_a_meeting_that_was_left_open_in_its_break_says_so(play: Play) -> None:
    """Closed the next day, the break has no end, and the end of the meeting has a date."""
    play.open_meeting("Ana")
    play.ask(meeting.rules.Pause(until="20:15"))
    play.clock.advance(DAY)
    play.ask(meeting.rules.Close())
    minutes = build(play.desk, 1)
    assert kept(minutes, Attendance).breaks == [Break("19:42", "20:15")]
    assert (minutes.date, minutes.ended_on) == ("2026-11-22", "2026-11-23")
    text = render(minutes, "markdown").decode()
    assert "it did not end before the meeting" in text
    assert "Sunday 22 November 2026, 19:42, to Monday 23 November 2026, 19:42" in text


def test_decisions_looked_at_again_are_told(play: Play) -> None:
    """Decisions kept with a new date or repealed are listed with their titles."""
    play.open_meeting("Ana")
    for title in ("roof", "garden"):
        adopt(play, title)
    play.next_meeting()
    play.ask(meeting.rules.Arrive(person="m001"))
    play.ask(decision.rules.Review(decision=1, outcome="keep", review="2027-12-01"))
    play.ask(decision.rules.Review(decision=2, outcome="repeal", reason="sold"))
    play.ask(meeting.rules.Close())
    told = [
        (each.decision, each.title, each.outcome, each.review)
        for each in kept(build(play.desk, 2), Decisions).reviewed
    ]
    assert told == [(1, "roof", "kept", "2027-12-01"), (2, "garden", "repealed", "")]


def adopt(play: Play, title: str) -> None:
    """Adopt a proposal with the agreement of everybody present."""
    play.ask(proposal.commands.Write(text=f"About the {title}.", title=title))
    play.ask(proposal.commands.ReadOut())
    for position in proposal.state.POSITIONS:
        play.ask(proposal.commands.CountHands(position=position, number=int(position == "agree")))
    play.ask(proposal.commands.ReadBack())
    play.ask(proposal.commands.Adopt(review="2027-03-01"))


def test_what_an_open_kiosk_remembers_changes_nothing(play: Play) -> None:
    """Over meetings, restarts and undone acts, the open kiosk gives the minutes of the folder alone."""
    ana, bo = play.open_meeting("Ana", "Bo")
    for sitting in (1, 2, 3):
        play.ask(proposal.commands.Write(text=f"Proposal of sitting {sitting}."))
        for person in (ana, bo, ana):
            play.ask(floor.commands.Ask(person=person))
            play.ask(floor.commands.Begin(person=person))
            play.clock.advance(20_000)
            play.ask(floor.commands.End(person=person))
        play.ask(record.rules.Undo())
        play.ask(record.rules.Undo())
        assert kept(of_open(play.desk), Record).taken_back == 2
        play.ask(meeting.rules.Close())
        if sitting == 2:
            play.restart(reboot=True)
        play.ask(meeting.rules.Open())
        for person in (ana, bo):
            play.ask(meeting.rules.Arrive(person=person))
    for sitting in (3, 1, 2, 3):
        assert build(play.desk, sitting) == build(of_folder(play.folder), sitting)
    assert of_open(play.desk) == of_open(of_folder(play.folder))


def test_every_test_of_a_proposal_is_told(play: Play) -> None:
    """A proposal read out and asked again shows both counts; a corrected count shows once."""
    play.open_meeting("Ana", "Bo")
    play.ask(proposal.commands.Write(text="We mend the roof."))
    for agree in (1, 2):
        play.ask(proposal.commands.ReadOut())
        for position in proposal.state.POSITIONS:
            play.ask(proposal.commands.CountHands(position=position, number=0))
        play.ask(proposal.commands.CountHands(position="agree", number=agree))
        play.ask(proposal.commands.ReadBack())
    (only,) = kept(of_open(play.desk), Proposals).proposals
    assert [(test.counts["agree"], test.silent, test.read_back) for test in only.tests] == [
        (1, 1, True),
        (2, 0, True),
    ]


def test_a_draw_over_two_meetings_stands_in_both(play: Play) -> None:
    """Begun in one meeting and finished in the next, the draw is in both minutes as far as it got."""
    play.open_meeting("Ana", "Bo", "Cem")
    play.ask(lots.Freeze(roles={"facilitator": 1}))
    play.next_meeting()
    assert [(draw.number, draw.outcome) for draw in kept(build(play.desk, 1), Draws).draws] == [
        ("001", "unfinished")
    ]
    play.ask(lots.Commit())
    while (now := play.state.lot.draw) and now.left_to_throw:
        play.ask(lots.Throw(symbols="41526613"[: min(8, now.left_to_throw)]))
    play.ask(lots.Reveal())
    play.ask(meeting.rules.Close())
    second = build(play.desk, 2)
    assert [(draw.number, draw.outcome, draw.label) for draw in kept(second, Draws).draws] == [
        ("001", "drawn", "A")
    ]


@pytest.mark.parametrize("word", ["granite", "<b>x</b>", "[x](javascript:1)", "{{7*7}}", "*x*", "`x`"])
def test_what_was_corrected_stands_in_every_form(play: Play, word: str) -> None:
    """Every form and the files show the earlier line as typed, and the label that follows."""
    play.open_meeting("Ana", "Bo", "Cem")
    play.ask(lots.Freeze(roles={"facilitator": 1}))
    play.ask(lots.Commit())
    play.ask(lots.Word(word=word))
    play.ask(lots.Correct(text="granit"))
    while (now := play.state.lot.draw) and now.left_to_throw:
        play.ask(lots.Throw(symbols="6"))
    play.ask(lots.Correct(text="1"))
    play.ask(lots.Reveal())
    play.ask(meeting.rules.Close())
    (draw,) = kept(build(play.desk, 1), Draws).draws
    late = f"Line {len(now.lines) if now else 0} was corrected: it was 6, it is 1."
    assert draw.notes == [f"Line 1 was corrected: it was {word}, it is granit.", late]
    assert draw.meaning == "A line was corrected after all were thrown: who typed could have chosen."
    assert f"lot/2 result\nseed {digest(draw.seed.encode())}\ncorrected 1 {word}\nthrown\n" in draw.result
    published = publish(play.folder, play.desk, 1).files
    minutes = build(play.desk, 1)
    pages = [html.unescape(render(minutes, "html").decode()), render(minutes, "text").decode()]
    pages += [published["minutes.md"].decode().replace("\\", ""), json.loads(render(minutes, "json"))]
    pages += [html.unescape(published["draws/001/check.html"].decode())]
    for page in pages:
        told = " ".join(str(page).replace("<bdi>", "").replace("</bdi>", "").split())
        assert f"it was {word}, it is granit." in told
        assert late in told
        assert draw.meaning in told
    check = pages[-1]
    assert "How far it must be trusted: B" in check
    assert (
        f"line {len(now.lines) if now else 0} was 6 before it was corrected, after all were thrown" in check
    )
    assert "<b>x</b>" not in render(minutes, "html").decode().replace("<b>A</b>", "")


def test_entries_of_a_later_version_are_counted(play: Play) -> None:
    """Entries that this kiosk cannot read are counted in the minutes."""
    play.open_meeting("Ana")
    play.desk.journal.append("weather.felt/1", {"how": "cold"}, play.desk.stamp())
    minutes = of_open(play.desk)
    assert kept(minutes, Record).unknown == 1
    assert b"1 entry was not understood by the kiosk" in render(minutes, "markdown")


def test_a_meeting_of_nothing_has_minutes(play: Play) -> None:
    """A meeting opened and closed without acts can be written in every form."""
    play.ask(meeting.rules.Open())
    play.ask(meeting.rules.Close())
    minutes = build(play.desk, 1)
    assert minutes.title == "Meeting 1"
    assert b"Nothing was decided, drawn by lot or carried over." in render(minutes, "markdown")
    for form in ("html", "text", "json", "ics"):
        assert render(minutes, form)


def test_the_document_is_complete_in_json(evening: Evening) -> None:
    """JSON decodes to the same typed document."""
    minutes = build(evening.desk, 1)
    assert decoded(render(minutes, "json")) == minutes
