"""Decide what may be done at which step of a draw, and refuse the rest with a reason.

    freeze -> commit -> the room throws -> reveal -> accept or decline

Until the room's first line the hat can be opened again or the draw given up; after it the draw must finish.
Nothing is drawn and no secret is read here: `keeping.complete` does that.
"""

from __future__ import annotations

from typing import assert_never

from kiosk.errors import Refused
from kiosk.language import words
from kiosk.practices.lot.commands import (
    Abort,
    Accept,
    Commit,
    Correct,
    Decline,
    Freeze,
    OwnCommand,
    Quick,
    Reveal,
    Throw,
    Unfreeze,
    Word,
)
from kiosk.practices.lot.events import (
    Aborted,
    Committed,
    Corrected,
    Declined,
    DrawnQuickly,
    Frozen,
    LotAccepted,
    OwnEvent,
    Revealed,
    Thrown,
    Unfrozen,
    WordSaid,
)
from kiosk.practices.lot.freeze import frozen
from kiosk.practices.lot.label import Label, doubt_of, thrown
from kiosk.practices.lot.seed import symbols
from kiosk.practices.lot.state import Draw, State, unfinished
from kiosk.practices.lot.typed import throws_typed, too_many, word_typed
from kiosk.practices.roles.asked import offices
from kiosk.practices.room import Room
from kiosk.practices.rules.asked import rules
from kiosk.terms import Stamp

_, _ngettext = words("lot")


def decide(state: State, room: Room, command: OwnCommand, stamp: Stamp) -> OwnEvent:
    match command:
        case Freeze() | Quick():
            return _freeze(state, room, command)
        case Unfreeze():
            draw = _before_the_first_line(state, command.draw)
            if not draw.frozen:
                raise Refused(_("The hat is open already."))
            return Unfrozen(draw=draw.number)
        case Abort():
            draw = _before_the_first_line(state, command.draw)
            return Aborted(draw=draw.number, reason=command.reason)
        case Commit():
            draw = _unrevealed(state, command.draw)
            if not draw.frozen:
                raise Refused(_("The hat is open: close it first."))
            if draw.committed:
                raise Refused(_("The secret is fixed already."))
            return Committed(draw=draw.number, commitment="")
        case Word() | Throw() | Correct():
            return _line(_throwing(state), command)
        case Reveal():
            return _reveal(_unrevealed(state, command.draw))
        case Accept() | Decline():
            return _answer(state, room, command)
        case _:
            assert_never(command)


def _freeze(state: State, room: Room, command: Freeze | Quick) -> Frozen | DrawnQuickly:
    pending = unfinished(state)
    if pending is not None and (isinstance(command, Quick) or pending.step != "unfrozen"):
        raise Refused(_unfinished_sentence(pending, room))
    return frozen(state.rotation, room, pending.number if pending else f"{state.last + 1:03d}", command)


def _unfinished_sentence(draw: Draw, room: Room) -> str:
    if asked := draw.asked():
        role, person = asked
        sentence = _("{name} was drawn ({role}) and has not answered yet: accept or decline first.")
        return sentence.format(name=room.name(person), role=draw.title(role))
    return _("Draw {number} is not finished: go on with it, or give it up.").format(number=draw.number)


def _unrevealed(state: State, number: str) -> Draw:
    """Return the draw that is going on; raises Refused if it is not `number`, or is revealed or given up."""
    draw = unfinished(state)
    if draw is None:
        raise Refused(_("No draw is going on: close the hat first."))
    if number not in ("", draw.number):
        raise Refused(_("Draw {number} is not the one going on.").format(number=number))
    if draw.label:
        raise Refused(_("Draw {number} is drawn already.").format(number=draw.number))
    return draw


def _before_the_first_line(state: State, number: str) -> Draw:
    draw = _unrevealed(state, number)
    if draw.lines:
        raise Refused(
            _("Something was thrown already, so this draw finishes; a decision can ask for another.")
        )
    return draw


def _throwing(state: State) -> Draw:
    draw = _unrevealed(state, "")
    if not draw.committed:
        raise Refused(_("The kiosk fixes its secret first; then the room throws."))
    if draw.pool.room is None:
        raise Refused(_("In this draw the room throws nothing."))
    return draw


def _line(draw: Draw, command: Word | Throw | Correct) -> OwnEvent:
    line = len(draw.lines) + (0 if isinstance(command, Correct) else 1)
    if command.line not in (0, line):
        raise Refused(_("Line {line} is not the one to type now.").format(line=command.line))
    match command:
        case Word():
            if draw.thrown:
                raise Refused(_("Words come before the first throw."))
            return WordSaid(draw=draw.number, line=line, word=word_typed(command.word))
        case Throw():
            return Thrown(draw=draw.number, line=line, symbols=_symbols(draw, command.symbols, 0))
        case Correct():
            if not draw.lines:
                raise Refused(_("There is no line to correct yet."))
            before = draw.lines[-1]
            if before.kind == "word":
                text = word_typed(command.text)
            else:
                text = _symbols(draw, command.text, len(_as_thrown(draw, before.text)))
            if text == before.text:
                raise Refused(_("That is what the line says already."))
            return Corrected(draw=draw.number, line=line, text=text)


def _as_thrown(draw: Draw, text: str) -> tuple[str, ...]:
    room = draw.pool.room
    return (symbols(room.kind, text) or ()) if room else ()


def _symbols(draw: Draw, typed: str, replaced: int) -> str:
    """Return what was typed as symbols in a row. A correction frees the `replaced` throws of its line."""
    room = draw.pool.room
    assert room is not None
    found = throws_typed(room.kind, typed)
    left = draw.left_to_throw + replaced
    if left == 0:
        raise Refused(_("Everything is thrown: {thrown}.").format(thrown=thrown(room.kind, room.count)))
    if len(found) > left:
        raise Refused(too_many(left, len(found)))
    return "".join(found)


def _reveal(draw: Draw) -> Revealed:
    if not draw.committed:
        raise Refused(_("The kiosk has not fixed its secret yet."))
    if draw.left_to_throw:
        room = draw.pool.room
        assert room is not None
        raise Refused(
            _("{left} are still to be thrown: exactly {all}, as frozen.").format(
                left=draw.left_to_throw, all=thrown(room.kind, room.count)
            )
        )
    doubt = doubt_of(draw.corrections)
    label: Label = "C" if not draw.thrown else "B" if doubt else "A"
    return Revealed(draw=draw.number, label=label, doubt=doubt)


def _answer(state: State, room: Room, command: Accept | Decline) -> OwnEvent:
    draw = state.draw
    if draw is None or not draw.label:
        raise Refused(_("Nobody is drawn yet."))
    role, person = command.role, command.person
    if person not in draw.seated.get(role, ()):
        sentence = _("{name} is not drawn for this: {role}.")
        raise Refused(sentence.format(name=room.name(person), role=draw.title(role)))
    if draw.accepted(role, person):
        sentence = _("{name} has accepted already: {role}.")
        raise Refused(sentence.format(name=room.name(person), role=draw.title(role)))
    if isinstance(command, Decline):
        uses = bool(draw.cycles) and rules(room).rotation().declining == "uses"
        return Declined(draw=draw.number, role=role, person=person, uses=uses)
    if person not in room.members():
        sentence = _("{name} is no longer in the roster: say no for {name}, and the next person is asked.")
        raise Refused(sentence.format(name=room.name(person)))
    days, meetings = _term(draw, role, person)
    helps = rules(room).rotation().shadow
    return LotAccepted(
        draw=draw.number,
        role=role,
        person=person,
        days=days,
        title=draw.titles.get(role, ""),
        meetings=meetings,
        shadow=offices(room).helper(role, draw.number, draw.seated[role]) if helps else None,
    )


def _term(draw: Draw, role: str, person: str) -> tuple[int, int]:
    """Return (days, meetings) of the person's seat. Staggered: the first of 3 seats drawn has a third."""
    days, meetings = draw.days.get(role, 0), draw.meetings.get(role, 0)
    walked = draw.walk
    if role not in draw.staggered or walked is None:
        return days, meetings
    seats = next(drawn.seats for drawn in draw.pool.roles if drawn.id == role)
    place = walked.place(role, person)
    return -(-days * place // seats), -(-meetings * place // seats)
