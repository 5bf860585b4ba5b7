"""Yes or no: who follows a no, which answers can be undone, and what cannot."""

from __future__ import annotations

from pathlib import Path

from kiosk.practices import lot
from kiosk.practices.lot.commands import (
    Accept,
    Commit,
    Decline,
    Freeze,
    Quick,
    Reveal,
)
from kiosk.practices.record.rules import Undo
from tests.practices.lot.six import ROLES, draw, drawn, throw_all
from tests.practices.play import Play


def test_a_decline_is_filled_by_the_next_ticket(play: Play) -> None:
    """The next person of the list gets the seat without new randomness; the decliner is not asked again."""
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
    assert "decline facilitator" in lot.state.texts(draw(play))["result.txt"]


def test_a_list_can_be_exhausted(tmp_path: Path) -> None:
    """When the last person has declined the seat stays open, and the draw is done."""
    play = Play(tmp_path)
    (ana,) = play.open_meeting("Ana")
    play.ask(Quick(roles={"scribe": 1}))
    play.ask(Decline(role="scribe", person=ana))
    assert draw(play).step == "done"
    assert lot.state.texts(draw(play))["result.txt"].endswith("decline scribe m001\nopen scribe\n")


def test_a_draw_cannot_be_undone(play: Play) -> None:
    """Seal, throws and reveal stay; each refusal says what to do instead."""
    play.ask(Freeze(roles=ROLES))
    play.ask(Commit())
    assert play.refused(Undo()) == (
        "The commitment was shown and stays: open the hat again, or give the draw up."
    )
    throw_all(play)
    assert play.refused(Undo()) == "What was thrown stays: correct the line if it was mistyped."
    play.ask(Reveal())
    assert play.refused(Undo()) == "A draw cannot be undone: only a decision can ask for another."


def test_a_quick_draw_cannot_be_undone_either(play: Play) -> None:
    """Otherwise a quick draw could be repeated until the result pleases."""
    play.ask(Quick(roles=ROLES))
    assert play.refused(Undo()) == "A draw cannot be undone: only a decision can ask for another."


def test_a_mistyped_answer_can_be_undone(play: Play) -> None:
    """After N instead of Y and an undo, the same person is asked again, and no other person moved."""
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
