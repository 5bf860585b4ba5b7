"""The meaning of a press of the talking piece: it begins and ends turns, as SPACE and P do on the floor.

A press becomes a command that names the expected speaker; the desk decides. A press from before the wall
changed, or the second in one movement, refers to something that the person has not seen, and is ignored.
Presses affect only turns: they open no item, end no break, and answer no question.
"""

from __future__ import annotations

from typing import assert_never

from kiosk.cleaning import shown
from kiosk.desk.desk import Desk
from kiosk.language import words
from kiosk.ports import Button
from kiosk.practices.floor.commands import Begin, End, PauseTurn, ResumeTurn
from kiosk.practices.floor.timing import stands_still
from kiosk.typed.name_lookup import call_name
from screens.floor.next import next_turn

_, ngettext = words("piece")

DOUBLED = 0.4
"""Seconds within which two presses of a hand or a foot count as one."""

Press = Begin | End | PauseTurn | ResumeTurn
"""The commands that a press may give."""


class Presses:
    """Separates intended presses from doubled and late ones."""

    def __init__(self) -> None:
        self._last = -DOUBLED

    def meant(self, press: Button, changed: float) -> bool:
        """True if the press counts; `changed` is when the wall last changed (same clock as `press.at`)."""
        doubled = press.at - self._last < DOUBLED
        self._last = press.at
        return bool(press.means) and not doubled and press.at >= changed


def command(means: str, desk: Desk) -> Press | None:
    """Return the command for a press now; None where there is no turn to begin, end or pause."""
    state = desk.state
    turn = state.floor.turn
    if state.meeting.open is None or desk.room.on_break():
        return None
    if means == "pause" and turn is not None and not stands_still(turn, desk.stamp()):
        return PauseTurn(person=turn.person)
    return next_turn(desk) if means == "next" or turn is not None else None


def done(order: Press, desk: Desk) -> str:
    """Return what a press did, for a wall that shows another screen than the floor."""
    match order:
        case Begin(person=person):
            sentence = _("The talking piece: {name} speaks.")
        case End(person=person):
            sentence, person = _ended(person, desk)
        case PauseTurn(person=person):
            sentence = _("The talking piece: {name}'s clock stands still.")
        case ResumeTurn(person=person):
            sentence = _("The talking piece: {name}'s clock goes on.")
        case _:
            assert_never(order)
    return sentence.format(name=shown(call_name(person, desk.room)))


def _ended(person: str, desk: Desk) -> tuple[str, str]:
    """Return the sentence after the end of a turn and its person: an answer, the speaker, or the end."""
    turn = desk.state.floor.turn
    if turn is None:
        return _("The talking piece: {name}'s turn is over."), person
    if turn.kind == "answer":
        return _("The talking piece: {name} answers."), turn.person
    return _("The talking piece: {name} goes on."), turn.person
