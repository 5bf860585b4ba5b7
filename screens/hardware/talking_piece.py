"""What a press of the talking piece does: it begins and ends turns, as SPACE and P do on the floor.

The wall decides nothing by itself: a press becomes the command that names who is believed to speak. One
made before the wall had changed, or twice in one movement, is about what nobody has seen, and is not done.
Only turns: it opens no item, ends no break, and answers no question.
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
"""Seconds in which two presses of a hand or a foot are one."""

Press = Begin | End | PauseTurn | ResumeTurn
"""What a press may ask of the desk."""


class Presses:
    """Tells presses that are meant from those that are doubled or too late."""

    def __init__(self) -> None:
        self._last = -DOUBLED

    def meant(self, press: Button, changed: float) -> bool:
        """`changed` is when the wall last changed, in seconds of the clock that `press.at` has."""
        doubled = press.at - self._last < DOUBLED
        self._last = press.at
        return bool(press.means) and not doubled and press.at >= changed


def command(means: str, desk: Desk) -> Press | None:
    """What a press asks of the desk now; None where there is no turn to begin, end or pause."""
    now = desk.state
    turn = now.floor.turn
    if now.meeting.open is None or desk.room.on_break():
        return None
    if means == "pause" and turn is not None and not stands_still(turn, desk.stamp()):
        return PauseTurn(person=turn.person)
    return next_turn(desk) if means == "next" or turn is not None else None


def done(order: Press, desk: Desk) -> str:
    """What a press did, for a wall that shows something else than the floor."""
    match order:
        case Begin(person=person):
            said = _("The talking piece: {name} speaks.")
        case End(person=person):
            said, person = _ended(person, desk)
        case PauseTurn(person=person):
            said = _("The talking piece: {name}'s clock stands still.")
        case ResumeTurn(person=person):
            said = _("The talking piece: {name}'s clock goes on.")
        case _:
            assert_never(order)
    return said.format(name=shown(call_name(person, desk.room)))


def _ended(person: str, desk: Desk) -> tuple[str, str]:
    """After a question somebody answers, after the answer the speaker goes on; else the turn is over."""
    turn = desk.state.floor.turn
    if turn is None:
        return _("The talking piece: {name}'s turn is over."), person
    if turn.kind == "answer":
        return _("The talking piece: {name} answers."), turn.person
    return _("The talking piece: {name} goes on."), turn.person
