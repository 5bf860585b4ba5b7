"""The ceremony: freeze, commit, throw, reveal, answer; each step refuses the commands of the others."""

from __future__ import annotations

from kiosk.practices import lot
from kiosk.practices.lot.check import check
from kiosk.practices.lot.commands import (
    Abort,
    Accept,
    Commit,
    Freeze,
    Quick,
    Reveal,
    Throw,
    Unfreeze,
    Word,
)
from kiosk.practices.lot.events import Committed, DrawnQuickly, Frozen, LotAccepted, Revealed
from kiosk.practices.lot.pool import Out, Room
from kiosk.practices.lot.state import Line
from tests.practices.lot.six import ROLES, draw, throw_all
from tests.practices.play import Play


def test_a_whole_ceremony(play: Play) -> None:
    """From the freeze to the last yes the state names each step, and the texts agree."""
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

    files = {name: text.encode() for name, text in lot.state.texts(draw(play)).items()}
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
    assert list(lot.state.texts(now)) == ["pool.txt"]


def test_each_step_refuses_the_others(play: Play) -> None:
    """Each step refuses the commands of the other steps."""
    nobody = Accept(role="facilitator", person="m001")
    for command in (Commit(), Reveal(), Throw(symbols="1"), Unfreeze(), Abort()):
        assert play.refused(command) == "No draw is going on: close the hat first."
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


def test_a_stale_or_doubled_key_is_refused(play: Play) -> None:
    """A command that names another line or draw than the present one changes nothing."""
    play.ask(Freeze(roles=ROLES))
    assert play.refused(Commit(draw="002")) == "Draw 002 is not the one going on."
    play.ask(Commit(draw="001"))
    assert play.refused(Commit(draw="001")) == "The secret is fixed already."
    play.ask(Throw(symbols="4152", line=1))
    assert play.refused(Throw(symbols="4152", line=1)) == "Line 1 is not the one to type now."


def test_a_ceremony_without_throws_has_label_c(play: Play) -> None:
    """Without throws only the kiosk's secret is random."""
    play.ask(Freeze(roles=ROLES, throw="none"))
    play.ask(Commit())
    assert draw(play).step == "thrown"
    assert play.refused(Throw(symbols="1")) == "In this draw the room throws nothing."
    assert play.refused(Word(word="granit")) == "In this draw the room throws nothing."
    play.ask(Reveal())
    assert draw(play).label == "C"


def test_a_quick_draw_is_one_entry_and_says_what_it_is_worth(play: Play) -> None:
    """Freeze, commitment and reveal are one entry with label C; then people are asked as usual."""
    size = play.desk.journal.size
    event = play.ask(Quick(roles=ROLES)).event
    assert isinstance(event, DrawnQuickly)
    assert play.desk.journal.size == size + 1
    assert (draw(play).label, draw(play).step) == ("C", "asking")
    files = {name: text.encode() for name, text in lot.state.texts(draw(play)).items()}
    report = check(files["pool.txt"], files["seed.txt"], files["result.txt"])
    assert (report.agrees, report.label) == (True, "C")
    assert b"room " not in files["pool.txt"] + files["seed.txt"]
    assert not (play.folder / "lots").exists()
