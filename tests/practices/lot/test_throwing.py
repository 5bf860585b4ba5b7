"""The room's throws: the number wanted, reading back, corrections, and the words before them."""

from __future__ import annotations

import pytest

from kiosk.practices.lot.commands import (
    Commit,
    Correct,
    Freeze,
    Throw,
    Word,
)
from kiosk.practices.lot.pool import Room
from kiosk.practices.lot.state import Line
from tests.practices.lot.six import ROLES, draw
from tests.practices.play import Play


def test_the_room_throws_as_many_as_are_wanted_and_not_fewer(play: Play) -> None:
    """Ten dice are wanted for two of six; fewer are refused, more are accepted."""
    assert play.refused(Freeze(roles=ROLES, count=9)) == (
        "For 2 of 6 people the room throws at least 10 dice."
    )
    play.ask(Freeze(roles=ROLES, count=16))
    assert draw(play).pool.room == Room("dice", 16)


@pytest.mark.parametrize(
    ("kind", "count", "typed", "kept"),
    [
        ("cards", 5, "10♣ as 2♦ k♥ 9♠", "TCAS2DKH9S"),
        ("coin", 32, "h t, t h", "HTTH"),
        ("dice", 12, "4-1 5/2", "4152"),
    ],
)
def test_what_is_typed_becomes_symbols(play: Play, kind: str, count: int, typed: str, kept: str) -> None:
    """Blanks, commas, suit signs and small letters are accepted."""
    play.ask(Freeze(roles=ROLES, throw=kind))  # type: ignore[arg-type]
    assert draw(play).pool.room == Room(kind, count)  # type: ignore[arg-type]
    play.ask(Commit())
    play.ask(Throw(symbols=typed))
    assert draw(play).lines == [Line("throw", kept, corrected=False)]


def test_what_cannot_be_thrown_is_refused_with_how_it_is_typed(play: Play) -> None:
    """A seven, a card without a suit and an edge of a coin are refused."""
    play.ask(Freeze(roles=ROLES))
    play.ask(Commit())
    assert play.refused(Throw(symbols="4 7")) == "Type the dice as they lie, digits from 1 to 6: 4 1 5 2."
    assert play.refused(Throw(symbols="")) == "Type the dice as they lie, digits from 1 to 6: 4 1 5 2."
    play.ask(Throw(symbols="1111 2222"))
    assert play.refused(Throw(symbols="12345")) == "Only 4 are still to be thrown, and these are 5."
    play.ask(Throw(symbols="3333"))
    assert play.refused(Throw(symbols="1")) == "Everything is thrown: 12 dice."


def test_a_typing_error_is_corrected_before_the_next_line(play: Play) -> None:
    """The corrected line counts; both are in the journal; an earlier line cannot be corrected."""
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


def test_words_come_before_the_first_throw(play: Play) -> None:
    """A word called in after a die could be chosen to suit the die, so it is refused."""
    play.ask(Freeze(roles=ROLES))
    play.ask(Commit())
    assert "without accents" in play.refused(Word(word="Zürich"))
    assert "without accents" in play.refused(Word(word="x" * 33))
    play.ask(Word(word="two words"))
    play.ask(Correct(text="three-words"))
    play.ask(Throw(symbols="4"))
    assert play.refused(Word(word="late")) == "Words come before the first throw."
    assert draw(play).words == ("three-words",)
