"""The ceremony: freeze, commit, throw, reveal, answer; each step refuses what belongs to another."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.practices import lot, meeting
from kiosk.practices.lot.check import check
from kiosk.practices.lot.commands import (
    Abort,
    Accept,
    Commit,
    Correct,
    Decline,
    Freeze,
    Quick,
    Reveal,
    Throw,
    Unfreeze,
    Wish,
    Word,
)
from kiosk.practices.lot.events import Committed, DrawnQuickly, Frozen, Revealed
from kiosk.practices.lot.pool import Out, Room, digest
from kiosk.practices.lot.state import Draw, Line
from kiosk.practices.record import Undo
from kiosk.practices.room import LotAccepted
from tests.practices.play import Play

ROLES = {"facilitator": 1, "timekeeper": 1}


@pytest.fixture
def play(tmp_path: Path) -> Play:
    """A meeting with six members here, one absent and one guest."""
    play = Play(tmp_path)
    play.open_meeting("Amina", "Bahar", "Chris", "Jérôme", "Leyla", "Rie")
    play.add("Tom", here=False)
    play.guest("Visitor")
    return play


def draw(play: Play) -> Draw:
    now = play.state.lot.draw
    assert now is not None
    return now


def throw_all(play: Play) -> None:
    """Twelve dice, four at a time: log2(6 * 5) + 20 bits are ten, made even."""
    for four in ("4 1 5 2", "6631", "4,2,5,3"):
        play.ask(Throw(symbols=four))


def drawn(play: Play) -> Draw:
    """A whole ceremony up to the reveal."""
    play.ask(Freeze(roles=ROLES))
    play.ask(Commit())
    throw_all(play)
    play.ask(Reveal())
    return draw(play)


def test_a_whole_ceremony(play: Play) -> None:
    """From the freeze to the last yes, each step is told by the state, and the texts agree."""
    root = play.desk.journal.root.hex()
    frozen = play.ask(Freeze(roles=ROLES)).event
    assert isinstance(frozen, Frozen)
    assert draw(play).step == "frozen"
    pool = draw(play).pool
    assert (pool.assembly, pool.number, pool.prev) == ("maple-street-4", "001", root)
    assert [person.id for person in pool.people] == ["m001", "m002", "m003", "m004", "m005", "m006"]
    assert pool.out == (Out("m007", "absent"),)
    assert pool.room == Room("dice", 12)

    committed = play.ask(Commit(draw="001")).event
    assert isinstance(committed, Committed)
    assert draw(play).step == "committed"
    assert draw(play).commitment == committed.commitment
    assert committed.source == "os"

    play.ask(Word(word="granit"))
    assert draw(play).step == "throwing"
    throw_all(play)
    assert draw(play).step == "thrown"
    assert draw(play).lines[0] == Line("word", "granit")

    revealed = play.ask(Reveal()).event
    assert isinstance(revealed, Revealed)
    assert revealed.label == "A"
    assert draw(play).step == "asking"
    while (asked := draw(play).asked()) is not None:
        accepted = play.ask(Accept(role=asked[0], person=asked[1])).event
        assert accepted == LotAccepted(draw="001", role=asked[0], person=asked[1])
    assert draw(play).step == "done"

    files = {name: text.encode() for name, text in lot.texts(draw(play)).items()}
    report = check(files["pool.txt"], files["seed.txt"], files["result.txt"])
    assert report.agrees
    assert report.commitment == committed.commitment
    assert "room word granit\nroom dice 41526631\nroom dice 4253\n" in files["seed.txt"].decode()


def test_nothing_is_drawn_before_the_reveal(play: Play) -> None:
    """Before the reveal there is no seed, nobody is seated, and pool.txt is the only text."""
    play.ask(Freeze(roles=ROLES))
    play.ask(Commit())
    throw_all(play)
    now = draw(play)
    assert (now.seed, now.walk, now.seated, now.asked()) == (None, None, {}, None)
    assert list(lot.texts(now)) == ["pool.txt"]


def test_the_room_throws_as_many_as_are_wanted_and_not_fewer(play: Play) -> None:
    """Ten dice are wanted for two of six; fewer are refused, more are the room's choice."""
    assert play.refused(Freeze(roles=ROLES, count=9)) == (
        "For 2 of 6 people the room throws at least 10 dice."
    )
    play.ask(Freeze(roles=ROLES, count=16))
    assert draw(play).pool.room == Room("dice", 16)


@pytest.mark.parametrize(
    ("kind", "count", "typed", "kept"),
    [("cards", 5, "10♣ as", "TCAS"), ("coin", 32, "h t, t h", "HTTH"), ("dice", 12, "4-1 5/2", "4152")],
)
def test_what_is_typed_becomes_symbols(play: Play, kind: str, count: int, typed: str, kept: str) -> None:
    """Blanks, commas, suits as signs and small letters are what people type."""
    play.ask(Freeze(roles=ROLES, throw=kind))  # type: ignore[arg-type]
    assert draw(play).pool.room == Room(kind, count)  # type: ignore[arg-type]
    play.ask(Commit())
    play.ask(Throw(symbols=typed))
    assert draw(play).lines == [Line("throw", kept)]


def test_what_cannot_be_thrown_is_refused_with_how_it_is_typed(play: Play) -> None:
    """A seven, a card without a suit and an edge of a coin are no throws."""
    play.ask(Freeze(roles=ROLES))
    play.ask(Commit())
    assert play.refused(Throw(symbols="4 7")) == "Type the dice as they lie, digits from 1 to 6: 4 1 5 2."
    assert play.refused(Throw(symbols="")) == "Type the dice as they lie, digits from 1 to 6: 4 1 5 2."
    play.ask(Throw(symbols="1111 2222"))
    assert play.refused(Throw(symbols="12345")) == "Only 4 are still to be thrown, and these are 5."
    play.ask(Throw(symbols="3333"))
    assert play.refused(Throw(symbols="1")) == "Everything is thrown: 12 dice."


def test_a_typing_error_is_corrected_before_the_next_line(play: Play) -> None:
    """The corrected line counts; both stand in the journal; an earlier line cannot be reached."""
    play.ask(Freeze(roles=ROLES))
    play.ask(Commit())
    assert play.refused(Correct(text="1")) == "There is no line to correct yet."
    play.ask(Throw(symbols="415"))
    play.ask(Correct(text="4152", line=1))
    assert draw(play).lines == [Line("throw", "4152", corrected=True)]
    assert play.refused(Correct(text="4152")) == "That is what the line says already."
    play.ask(Throw(symbols="66313425"))
    assert draw(play).step == "thrown"
    assert play.refused(Correct(text="1111", line=1)) == "Line 1 is not the one to type now."
    assert play.refused(Correct(text="663134251")) == "Only 8 are still to be thrown, and these are 9."
    play.ask(Correct(text="663134"))
    assert draw(play).step == "throwing"
    kinds = [entry for entry in play.desk.journal.read() if b'"415"' in entry or b'"66313425"' in entry]
    assert len(kinds) == 2


def test_a_stale_or_doubled_key_is_refused(play: Play) -> None:
    """A line or a draw that is not the one believed in changes nothing."""
    play.ask(Freeze(roles=ROLES))
    assert play.refused(Commit(draw="002")) == "Draw 002 is not the one going on."
    play.ask(Commit(draw="001"))
    assert play.refused(Commit(draw="001")) == "The secret is fixed already."
    play.ask(Throw(symbols="4152", line=1))
    assert play.refused(Throw(symbols="4152", line=1)) == "Line 1 is not the one to type now."


def test_words_come_before_the_first_throw(play: Play) -> None:
    """A word called in after a die would be chosen with the die in sight."""
    play.ask(Freeze(roles=ROLES))
    play.ask(Commit())
    assert "without accents" in play.refused(Word(word="Zürich"))
    assert "without accents" in play.refused(Word(word="x" * 33))
    play.ask(Word(word="two words"))
    play.ask(Correct(text="three-words"))
    play.ask(Throw(symbols="4"))
    assert play.refused(Word(word="late")) == "Words come before the first throw."
    assert draw(play).words == ("three-words",)


def test_each_step_refuses_the_others(play: Play) -> None:
    """Nobody gets ahead of the ceremony."""
    nobody = Accept(role="facilitator", person="m001")
    for command in (Commit(), Reveal(), Throw(symbols="1"), Unfreeze(), Abort()):
        assert play.refused(command) == "No draw is going on: freeze the pool first."
    assert play.refused(nobody) == "Nobody is drawn yet."
    play.ask(Freeze(roles=ROLES))
    assert play.refused(Throw(symbols="1")) == "The kiosk fixes its secret first; then the room throws."
    assert play.refused(Reveal()) == "The kiosk has not fixed its secret yet."
    assert play.refused(Freeze(roles=ROLES)) == "Draw 001 is not finished: go on with it, or give it up."
    play.ask(Commit())
    assert play.refused(nobody) == "Nobody is drawn yet."
    assert play.refused(Reveal()) == "12 are still to be thrown: exactly 12 dice, as frozen."
    throw_all(play)
    play.ask(Reveal())
    assert play.refused(Reveal()) == "Draw 001 is drawn already."
    assert "has not answered yet: accept or decline first" in play.refused(Quick(roles=ROLES))


def test_the_pool_can_be_opened_until_something_is_thrown(play: Play) -> None:
    """A newcomer gets in: same number, same secret, another seal; after the first line it is too late."""
    play.ask(Freeze(roles=ROLES))
    play.ask(Commit())
    before = draw(play).commitment
    play.ask(Unfreeze(draw="001"))
    assert draw(play).step == "unfrozen"
    assert draw(play).commitment == ""
    assert play.refused(Unfreeze()) == "The pool is open already."
    assert play.refused(Commit()) == "The pool is open: freeze it first."
    play.add("Zoë")
    play.ask(Freeze(roles=ROLES))
    assert draw(play).number == "001"
    again = play.ask(Commit()).event
    assert isinstance(again, Committed)
    assert again.source == "kept"
    assert again.commitment not in ("", before)
    assert [promise.commitment for promise in draw(play).promises] == [before, again.commitment]
    throw_all(play)
    late = "Something was thrown already, so this draw finishes; a decision can ask for another."
    assert play.refused(Unfreeze()) == late
    assert play.refused(Abort()) == late
    play.ask(Reveal())
    assert draw(play).label == "A"
    assert "m008" in {person.id for person in draw(play).pool.people}


def test_a_draw_that_is_given_up_stays_visible(play: Play) -> None:
    """Its number is not used again, its secret is burnt, and the archive has it with its reason."""
    play.ask(Freeze(roles=ROLES))
    play.ask(Commit())
    play.ask(Abort(draw="001", reason="Tom is on his way."))
    assert draw(play).step == "aborted"
    assert play.desk.beside.secret("001") is None
    assert play.refused(Commit()) == "No draw is going on: freeze the pool first."
    play.ask(Freeze(roles=ROLES))
    assert draw(play).number == "002"
    assert [(past.number, past.label) for past in play.state.lot.past] == [("001", "")]
    first, _second = lot.draws(play.desk.journal.read())
    assert (first.number, first.aborted, first.reason) == ("001", True, "Tom is on his way.")
    assert list(lot.texts(first)) == ["pool.txt"]


def test_excluded_people_are_out_with_their_reason(play: Play) -> None:
    """Whoever is excluded is not in the hat, here or not; strangers and guests cannot be."""
    play.ask(Freeze(roles=ROLES, excluded={"m002": "holds-keys", "m007": "travels"}))
    pool = draw(play).pool
    assert pool.out == (Out("m002", "holds-keys"), Out("m007", "travels"))
    assert "m002" not in [person.id for person in pool.people]
    play.ask(Abort())
    assert play.refused(Freeze(roles=ROLES, excluded={"g001": "guest"})) == "Visitor is not in the roster."


def test_nobody_in_the_hat_is_refused(play: Play) -> None:
    """An empty pool, no role, and more seats than people are refused at the freeze."""
    everybody = dict.fromkeys(play.desk.room.members(), "excluded")
    assert "Nobody would be in the hat" in play.refused(Freeze(roles=ROLES, excluded=everybody))
    assert play.refused(Freeze(roles={})) == "Say which roles are drawn."
    assert play.refused(Quick(roles={"panel": 7})) == (
        "7 seats, but only 6 people in the pool: draw fewer at once. The smallest change that would do: "
        "draw 6 instead of 7 (panel). That is for the assembly to decide."
    )


def test_a_quota_that_cannot_be_met_is_refused_at_the_freeze(tmp_path: Path) -> None:
    """The sentence names the quota and the shortfall; one that can be met is kept by the draw."""
    play = Play(tmp_path)
    play.open_meeting()
    for name, cell in (("Ana", "north"), ("Bo", "north"), ("Cleo", "south"), ("Dan", "")):
        play.add(name, cell=cell)
    roles = {"panel": 2}

    def wish(least: int, role: str = "panel") -> Wish:
        return Wish(role=role, attribute="cell", value="south", least=least)

    assert play.refused(Freeze(roles=roles, quotas=[wish(2)])) == (
        "panel: 2 of cell south are wanted, 1 in the pool; 1 short. The smallest change that would do: "
        "ask for 1 of cell south instead of 2 (panel). That is for the assembly to decide."
    )
    assert play.refused(Freeze(roles=roles, quotas=[wish(1, "chair")])) == (
        "There is a quota for chair, which is not drawn."
    )
    play.ask(Quick(roles=roles, quotas=[wish(1)]))
    assert "m003" in draw(play).seated["panel"]
    assert "person m001 cell=north\n" in draw(play).pool_text


def test_attributes_are_in_the_pool_only_where_a_quota_asks(tmp_path: Path) -> None:
    """Cells do not enter a pool that has no use for them."""
    play = Play(tmp_path)
    play.open_meeting()
    play.add("Ana", cell="north")
    play.ask(Quick(roles={"scribe": 1}))
    assert draw(play).pool_text.endswith("person m001\n")


def test_a_quick_draw_is_one_entry_and_says_what_it_is_worth(play: Play) -> None:
    """Freeze, commitment and reveal in one; label C; then people are asked as ever."""
    size = play.desk.journal.size
    event = play.ask(Quick(roles=ROLES)).event
    assert isinstance(event, DrawnQuickly)
    assert play.desk.journal.size == size + 1
    assert (draw(play).label, draw(play).step) == ("C", "asking")
    files = {name: text.encode() for name, text in lot.texts(draw(play)).items()}
    report = check(files["pool.txt"], files["seed.txt"], files["result.txt"])
    assert (report.agrees, report.label) == (True, "C")
    assert b"room " not in files["pool.txt"] + files["seed.txt"]
    assert not (play.folder / "lots").exists()


def test_a_ceremony_without_throws_has_label_c(play: Play) -> None:
    """With nothing to throw the kiosk's secret is all there is."""
    play.ask(Freeze(roles=ROLES, throw="none"))
    play.ask(Commit())
    assert draw(play).step == "thrown"
    assert play.refused(Throw(symbols="1")) == "In this draw the room throws nothing."
    assert play.refused(Word(word="granit")) == "In this draw the room throws nothing."
    play.ask(Reveal())
    assert draw(play).label == "C"


def test_a_decline_is_filled_by_the_next_ticket(play: Play) -> None:
    """No new randomness: the next of the same list, and whoever declined is not asked for it again."""
    now = drawn(play)
    walk = now.walk
    assert walk is not None
    order = walk.orders["facilitator"]
    held = {person for people in walk.seated.values() for person in people}
    following = next(person for person in order if person not in held)
    play.ask(Decline(role="facilitator", person=order[0]))
    assert draw(play).seated["facilitator"] == [following]
    assert play.refused(Accept(role="facilitator", person=order[0])).endswith(
        "is not drawn for this: facilitator."
    )
    play.ask(Accept(role="facilitator", person=following))
    assert play.refused(Accept(role="facilitator", person=following)).endswith(
        "accepted already: facilitator."
    )
    assert play.refused(Decline(role="facilitator", person=following)).endswith(
        "accepted already: facilitator."
    )
    assert "decline facilitator" in lot.texts(draw(play))["result.txt"]


def test_a_list_can_be_exhausted(tmp_path: Path) -> None:
    """When the last has declined the seat stays open, and the draw is done."""
    play = Play(tmp_path)
    (ana,) = play.open_meeting("Ana")
    play.ask(Quick(roles={"scribe": 1}))
    play.ask(Decline(role="scribe", person=ana))
    assert draw(play).step == "done"
    assert lot.texts(draw(play))["result.txt"].endswith("decline scribe m001\nopen scribe\n")


def test_a_draw_cannot_be_undone(play: Play) -> None:
    """What was shown stays: the seal, the throws and the reveal; each refusal says what to do instead."""
    play.ask(Freeze(roles=ROLES))
    play.ask(Commit())
    assert play.refused(Undo()) == (
        "The commitment was shown and stays: open the pool again, or give the draw up."
    )
    throw_all(play)
    assert play.refused(Undo()) == "What was thrown stays: correct the line if it was mistyped."
    play.ask(Reveal())
    assert play.refused(Undo()) == "A draw cannot be undone: only a decision can ask for another."


def test_a_quick_draw_cannot_be_undone_either(play: Play) -> None:
    """Or it would be drawn again until somebody likes it."""
    play.ask(Quick(roles=ROLES))
    assert play.refused(Undo()) == "A draw cannot be undone: only a decision can ask for another."


def test_a_mistyped_answer_can_be_undone(play: Play) -> None:
    """N instead of Y: whoever declined by mistake is asked again, and nobody else has moved."""
    now = drawn(play)
    before = {role: list(people) for role, people in now.seated.items()}
    asked = now.asked()
    assert asked is not None
    play.ask(Decline(role=asked[0], person=asked[1]))
    play.ask(Undo())
    assert draw(play).seated == before
    assert draw(play).asked() == asked
    play.ask(Accept(role=asked[0], person=asked[1]))
    play.ask(Undo())
    assert draw(play).asked() == asked


def test_a_number_is_never_used_twice(play: Play) -> None:
    """An undone freeze leaves a gap that stays visible."""
    play.ask(Freeze(roles=ROLES))
    play.ask(Undo())
    assert play.state.lot.draw is None
    play.ask(Freeze(roles=ROLES))
    assert draw(play).number == "002"
    assert [(old.number, old.aborted) for old in lot.draws(play.desk.journal.read())] == [
        ("001", True),
        ("002", False),
    ]


def test_the_meeting_takes_a_finished_draw_away_and_leaves_an_unfinished_one(play: Play) -> None:
    """A pool that was frozen waits for the next meeting; a revealed draw is over with this one."""
    drawn(play)
    play.ask(meeting.Close())
    assert play.state.lot.draw is None
    play.ask(meeting.Open())
    play.ask(meeting.Arrive(person="m001"))
    play.ask(meeting.Arrive(person="m002"))
    play.ask(Freeze(roles=ROLES))
    play.ask(Commit())
    play.next_meeting()
    assert draw(play).step == "committed"
    assert [past.number for past in play.state.lot.past] == ["001"]


def test_the_archive_recomputes_every_draw_from_the_entries(play: Play) -> None:
    """All texts of all draws follow from the journal, declines and corrections included."""
    now = drawn(play)
    asked = now.asked()
    assert asked is not None
    play.ask(Decline(role=asked[0], person=asked[1]))
    wanted = lot.texts(draw(play))
    play.ask(meeting.Close())
    play.ask(meeting.Open())
    play.ask(meeting.Arrive(person="m001"))
    play.ask(Quick(roles={"scribe": 1}))
    old, quick = lot.draws(play.desk.journal.read())
    assert lot.texts(old) == wanted
    assert lot.texts(quick) == lot.texts(draw(play))
    assert digest(quick.pool_text.encode()) in lot.texts(quick)["seed.txt"]


def test_opening_the_pool_again_can_be_undone(play: Play) -> None:
    """As the last act, a second freeze and the opening before it are taken back: the first seal stands."""
    play.ask(Freeze(roles=ROLES))
    play.ask(Commit())
    before = draw(play).pool_text
    play.ask(Unfreeze())
    play.add("Zoë")
    play.ask(Freeze(roles=ROLES))
    play.ask(Undo())
    assert draw(play).step == "unfrozen"
    play.ask(Undo())
    play.ask(Undo())
    assert (draw(play).step, draw(play).pool_text) == ("committed", before)
    throw_all(play)
    play.ask(Reveal())
    assert draw(play).label == "A"


def test_a_draw_that_one_entry_cannot_hold_is_refused(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    """The refusal comes before anything is recorded, for too many roles and for too many people."""
    many = {f"role-{n}": 1 for n in range(51)}
    assert play.refused(Freeze(roles=many)) == "At most 50 roles are drawn at once."
    monkeypatch.setattr("kiosk.practices.lot.freeze.LONGEST_POOL", 100)
    assert play.refused(Quick(roles=ROLES)) == "6 people are too many for one draw of this assembly."
