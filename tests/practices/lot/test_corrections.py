"""Corrections are published with the earlier text, and count for the label (lot/2)."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.journal.follower import Follower
from kiosk.practices import lot
from kiosk.practices.lot import result as results
from kiosk.practices.lot import seed as seeds
from kiosk.practices.lot.archive import draws
from kiosk.practices.lot.check import check
from kiosk.practices.lot.commands import Commit, Correct, Freeze, Reveal, Throw, Word
from kiosk.practices.lot.corrections import corrected, would_doubt
from kiosk.practices.lot.events import Corrected, Frozen, OwnEvent, Revealed, RevealedBefore, Thrown
from kiosk.practices.lot.folding import fold
from kiosk.practices.lot.label import Doubt, doubt_of, label_of
from kiosk.practices.lot.result import Correction
from kiosk.practices.lot.state import State
from kiosk.practices.record.rules import Undo
from kiosk.terms import Entry
from tests.journal.golden import frozen
from tests.practices.lot.known import POOL, SEED, VECTORS
from tests.practices.lot.six import ROLES, draw, throw_all
from tests.practices.play import Play

SECOND = VECTORS.with_name("lot-2")
LATE = "A line was corrected after all were thrown: who typed could have chosen."
AGAIN = "A line was corrected more than once: who typed could have chosen."


def begun(play: Play) -> None:
    """Close the hat and fix the secret, with twelve dice to be thrown."""
    play.ask(Freeze(roles=ROLES))
    play.ask(Commit())


def revealed(play: Play) -> Revealed:
    """Reveal; checks that the files agree with each other and with the label."""
    event = play.ask(Reveal()).event
    assert isinstance(event, Revealed)
    files = {name: text.encode() for name, text in lot.state.texts(draw(play)).items()}
    report = check(files["pool.txt"], files["seed.txt"], files["result.txt"])
    assert (report.findings, report.label) == ([], event.label)
    return event


def head(play: Play) -> list[str]:
    """Return the lines of result.txt before the first seat, without the seed."""
    lines = lot.state.texts(draw(play))["result.txt"].splitlines()
    return [line for line in lines if not line.startswith(("seat", "seed"))]


def test_one_correction_before_the_last_throw_keeps_label_a(play: Play) -> None:
    """The earlier text of a line, or of a word, is published with it."""
    begun(play)
    play.ask(Word(word="granite"))
    play.ask(Correct(text="granit"))
    play.ask(Throw(symbols="4 1 5 1"))
    assert not would_doubt(draw(play))
    play.ask(Correct(text="4152"))
    for four in ("6631", "4253"):
        play.ask(Throw(symbols=four))
    assert (revealed(play).label, draw(play).doubt) == ("A", "")
    assert head(play) == ["lot/2 result", "corrected 1 granite", "corrected 2 4151"]
    assert corrected(draw(play)) == [
        "Line 1 was corrected: it was granite, it is granit.",
        "Line 2 was corrected: it was 4 1 5 1, it is 4 1 5 2.",
    ]


def test_without_corrections_the_result_is_that_of_lot_1(play: Play) -> None:
    """Without corrections the file is lot/1, and any reader of lot/1 reads it."""
    begun(play)
    throw_all(play)
    assert revealed(play).label == "A"
    assert head(play) == ["lot/1 result"]
    assert corrected(draw(play)) == []


def test_the_last_throw_corrected_four_times_is_label_b(play: Play) -> None:
    """One sentence lists all earlier texts, also across a power cut and an undo."""
    begun(play)
    throw_all(play)
    for text in ("1111", "2222", "3333", "4444"):
        assert would_doubt(draw(play))
        play.ask(Correct(text=text))
        assert play.refused(Undo()) == "What was thrown stays: correct the line if it was mistyped."
        play.restart(reboot=True)
    assert play.refused(Throw(symbols="1")) == "Everything is thrown: 12 dice."
    assert (revealed(play).label, draw(play).doubt) == ("B", "late")
    assert head(play) == [
        "lot/2 result",
        "thrown",
        "corrected 3 4253",
        "corrected 3 1111",
        "corrected 3 2222",
        "corrected 3 3333",
    ]
    assert corrected(draw(play)) == [
        "Line 3 was corrected 4 times: it was 4 2 5 3, then 1 1 1 1, then 2 2 2 2, then 3 3 3 3,"
        " it is 4 4 4 4."
    ]
    assert corrected(draw(play), most=2) == [
        "Line 3 was corrected 4 times: it was …, then 2 2 2 2, then 3 3 3 3, it is 4 4 4 4."
    ]
    play.restart(reboot=True)
    assert draw(play).doubt == "late"
    assert [lot.state.texts(one) for one in draws(play.desk.journal.read())] == [lot.state.texts(draw(play))]


def test_a_line_corrected_twice_is_label_b_though_throws_follow(play: Play) -> None:
    """The wall can warn before the second correction."""
    begun(play)
    play.ask(Throw(symbols="4151"))
    play.ask(Correct(text="4153"))
    assert would_doubt(draw(play))
    play.ask(Correct(text="4152"))
    for four in ("6631", "4253"):
        play.ask(Throw(symbols=four))
        assert not would_doubt(draw(play)) or draw(play).left_to_throw == 0
    assert (revealed(play).label, draw(play).doubt) == ("B", "again")
    assert head(play) == ["lot/2 result", "corrected 1 4151", "corrected 1 4153"]


@pytest.mark.parametrize(
    ("last", "changes", "more"),
    [
        ("425", ["4253"], []),
        ("4253", ["42"], ["53"]),
        ("4253", ["42", "43"], ["53"]),
    ],
)
def test_no_way_round_by_a_shorter_or_longer_hand(
    play: Play, last: str, changes: list[str], more: list[str]
) -> None:
    """A correction that completes the throws, or makes room after all were made, is late."""
    begun(play)
    for hand in ("4152", "6631", last):
        play.ask(Throw(symbols=hand))
    for text in changes:
        play.ask(Correct(text=text))
    for hand in more:
        play.ask(Throw(symbols=hand))
    assert (revealed(play).label, draw(play).doubt) == ("B", "late")
    assert head(play)[1] == "thrown"


def test_a_lost_secret_and_a_late_correction_are_both_said(play: Play) -> None:
    """Label B then has two reasons."""
    begun(play)
    throw_all(play)
    play.ask(Correct(text="1111"))
    play.desk.beside.burn_secret("001")
    event = play.ask(Reveal()).event
    assert isinstance(event, Revealed)
    assert (event.label, event.trouble, event.doubt) == ("B", "lost", "late")
    files = {name: text.encode() for name, text in lot.state.texts(draw(play)).items()}
    meaning = check(files["pool.txt"], files["seed.txt"], files["result.txt"]).meaning
    assert meaning.startswith("12 dice only, the kiosk's secret was lost: ")
    assert meaning.endswith(LATE)


def test_a_draw_that_was_revealed_before_keeps_label_and_result() -> None:
    """A draw recorded as lot.revealed/1 does not change, although reading now lists its corrections."""
    state = State()
    kiosk = "00" * 32
    happened: list[OwnEvent] = [
        Frozen(draw="001", pool=POOL.decode()),
        *(Thrown(draw="001", line=n, symbols=hand) for n, hand in enumerate(("41526631", "42536612"), 1)),
        *(Corrected(draw="001", line=2, text=text) for text in ("42536613", "42536611")),
        RevealedBefore(draw="001", label="A", kiosk=kiosk),
    ]
    for n, event in enumerate(happened, 1):
        fold(state, event, Entry(n=n, at="2026-11-22T18:42:19.000Z", up=n, boot="1", clock="ok", kind=""))
    now = state.draw
    assert now is not None
    assert (now.label, now.doubt) == ("A", "")
    assert lot.state.texts(now)["result.txt"].startswith("lot/1 result\n")
    assert len(corrected(now)) == 1


@pytest.mark.parametrize(
    ("file", "label", "doubt", "meaning"),
    [
        ("once", "A", "", "The kiosk's secret and 16 dice; a line was corrected before the last throw."),
        ("again", "B", "again", AGAIN),
        ("late", "B", "late", LATE),
        ("late-m007", "B", "late", LATE),
    ],
)
def test_the_known_answers(file: str, label: str, doubt: Doubt, meaning: str) -> None:
    """Each frozen result agrees with the seed of lot/1 and has the label of lot/2."""
    assert (SECOND / "pool.txt").read_bytes() == POOL
    assert (SECOND / "seed.txt").read_bytes() == SEED
    data = (SECOND / f"result-{file}.txt").read_bytes()
    report = check(POOL, SEED, data)
    assert (report.findings, report.label, report.meaning) == ([], label, meaning)
    assert report.result.encode() == data
    assert doubt_of(results.read(data).corrections) == doubt


def test_the_files_tell_what_was_corrected_and_when() -> None:
    """One sentence per correction explains it to a reader who has only result.txt."""
    report = check(POOL, SEED, (SECOND / "result-late.txt").read_bytes())
    assert report.corrected == [
        "line 2 was 415 before it was corrected",
        "line 5 was 1111 before it was corrected, after all were thrown",
    ]


@pytest.mark.parametrize(
    ("line", "before", "fits"),
    [(1, "granite", True), (2, "1111", True), (17, "1", True), (18, "1", False), (2, "granite", False)],
)
def test_what_cannot_have_been_typed_is_a_finding(line: int, before: str, fits: bool) -> None:
    """Lines beyond the last, and texts that are not throws, are findings."""
    data = (VECTORS / "result.txt").read_bytes().replace(b"lot/1", b"lot/2")
    made = data.replace(b"seat", f"corrected {line} {before}\nseat".encode(), 1)
    assert check(POOL, SEED, made).agrees is fits


@given(st.lists(st.tuples(st.integers(1, 9), st.booleans()), max_size=6))
def test_the_label_is_a_only_for_one_early_correction_a_line(made: list[tuple[int, bool]]) -> None:
    """One late correction, or two corrections of a line, always give B."""
    corrections = [Correction(line, "1", late) for line, late in made]
    lines = [line for line, _late in made]
    doubtful = any(late for _line, late in made) or len(lines) != len(set(lines))
    seed = seeds.read(SEED)
    assert label_of(seed, doubt_of(corrections)) == ("B" if doubtful else "A")


def test_the_draws_of_frozen_journals_keep_label_and_files() -> None:
    """Draws recorded before corrections counted keep label and files; eight of them have corrections."""
    whole, corrections = hashlib.sha256(), 0
    for folder in [one for one in frozen() if one.name.isdecimal() and int(one.name) <= 13]:
        for past in draws(Follower(folder).poll()):
            corrections += bool(past.corrections)
            whole.update(repr((past.number, past.label, past.step, lot.state.texts(past))).encode())
    assert corrections == 8
    assert whole.hexdigest() == "402215617d6e2fe705a0b1fde3b18fc50d7d01bb5cd50a3adff195cb46232fda"
