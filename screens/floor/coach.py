"""The coach's lines on the floor: what the facilitator does now, and the words to say.

They follow from the state and the list; the keys in them are those of `screens.floor.floor`.
"""

from __future__ import annotations

from typing import assert_never

from kiosk.desk.registry import State
from kiosk.language import words
from kiosk.language.lists import sentences
from kiosk.practices import agenda, floor, lot
from kiosk.practices.floor.state import Turn, Waiting
from kiosk.practices.floor.timing import stands_still
from kiosk.practices.room import Room
from kiosk.terms import Stamp
from kiosk.typed.name_lookup import call_name
from screens.app import places
from screens.keys.keymap import key
from screens.place import Place, placed

_, ngettext = words("floor_screen")

Told = tuple[str, str]
"""What to do, and what to say; "" for none."""


def coach(state: State, room: Room, stamp: Stamp, waiting: list[Waiting]) -> Told:
    """Return what to do and what to say; `waiting` is the list in its order."""
    sitting, turn = state.meeting.open, state.floor.turn
    if sitting is None:
        return _("No meeting is open. {key[app.lobby]}, then {key[moment.next]} opens one.").format(
            key=key
        ), ""
    if sitting.break_until:
        return (
            _("When everybody is back, press {key[moment.next]}.").format(key=key),
            _('Say: "We go on at {hour}."').format(hour=sitting.break_until),
        )
    if turn is not None and stands_still(turn, stamp):
        return _still(room, stamp, turn)
    if turn is not None and state.floor.held is not None:
        return _interrupted(room, turn, state.floor.held)
    if turn is not None:
        return _speaking(room, turn, waiting)
    if waiting:
        return _next(room, waiting[0])
    if not state.agenda.open:
        return _between(state), ""
    if wants_round(state):
        told = _('Say: "Everybody is asked once. Who has nothing to say, says: I pass."')
        return _("Press {key[moment.next]} to begin a round.").format(key=key), told
    if state.floor.closed:
        return _("The list is closed. {key[floor.close]} opens it again. {next}").format(
            next=_between(state), key=key
        ), ""
    return _idle(state), _('Say: "Who would like to speak?"')


def between(state: State) -> bool:
    """True if, with nobody speaking or waiting, the next step is the next agenda item.

    That is when no item is open, or its list is closed.
    """
    return not state.agenda.open or (state.floor.closed and not wants_round(state))


def wants_round(state: State) -> bool:
    """True if people speak in rounds here, and no round has begun."""
    return floor.state.in_rounds(floor.state.ruling(state.floor).rule) and state.floor.round is None


def _still(room: Room, stamp: Stamp, turn: Turn) -> Told:
    name = call_name(turn.person, room)
    if turn.rebooted or turn.boot != stamp.boot:
        told = _("The power was off, and {name}'s clock stands still. Press {key[moment.next]}: it goes on.")
        return told.format(name=name, key=key), ""
    return _("The clock stands still. Press {key[moment.next]}: {name} goes on.").format(
        name=name, key=key
    ), ""


def _interrupted(room: Room, turn: Turn, held: Turn) -> Told:
    """Return the lines for a question to the speaker, or for the answer."""
    name, speaker = call_name(turn.person, room), call_name(held.person, room)
    if turn.kind == "interposed":
        do = _("When {name} has asked, press {key[moment.next]}: {speaker} answers.")
        return do.format(name=name, speaker=speaker, key=key), _('Say: "{name}, would you answer?"').format(
            name=speaker
        )
    do = _("When {name} has answered, press {key[moment.next]}: {name} goes on.")
    return do.format(name=name, key=key), _('Say: "{name}, please go on."').format(name=speaker)


def _speaking(room: Room, turn: Turn, waiting: list[Waiting]) -> Told:
    name, first = call_name(turn.person, room), waiting[0] if waiting else None
    if first is not None and first.kind == "interposed":
        do = _("Press {key[moment.next]}: {other} asks, and {name}'s clock stands still.")
        return do.format(other=call_name(first.person, room), name=name, key=key), _please(room, first)
    do = _("When {name} has finished, press {key[moment.next]}.").format(name=name, key=key)
    if turn.kind == "order":
        do = sentences((do, _("{key[floor.ordinary]} if it is no point of order.").format(key=key)))
    elif first is not None and first.round:
        passes = _("{key[floor.pass]} if {name} passes.")
        do = sentences((do, passes.format(name=call_name(first.person, room), key=key)))
    return do, _please(room, first) if first else _(
        'Say: "Who else would like to speak?" {key[floor.ask]} adds a name.'
    ).format(key=key)


def _next(room: Room, first: Waiting) -> Told:
    """Return the lines for an empty floor with a person waiting."""
    name = call_name(first.person, room)
    do = _("Press {key[moment.next]}: {name} speaks.").format(name=name, key=key)
    if first.round:
        do = sentences((do, _("{key[floor.pass]} if {name} passes.").format(name=name, key=key)))
    return do, _please(room, first)


def _please(room: Room, first: Waiting) -> str:
    """Return the words with which to call the next person."""
    match first.kind:
        case "order":
            say = _('Say: "{name}, your point of order, please."')
        case "interposed":
            say = _('Say: "{name}, your question, please."')
        case "clarifying":
            say = _('Say: "{name}, your question, please."')
        case "information":
            say = _('Say: "{name}, what should we know?"')
        case "response":
            say = _('Say: "{name}, in direct response, please."')
        case "contribution" | "pro" | "contra":
            say = _('Say: "{name}, please."')
        case _:
            assert_never(first.kind)
    if first.round:
        say = _('Say: "{name}, would you like to speak?"')
    return say.format(name=call_name(first.person, room))


def _between(state: State) -> str:
    """Return what to do while no item is open and no person speaks or waits."""
    if not state.agenda.items:
        return _("There is no agenda yet. Press {key[moment.next]} to make one.").format(key=key)
    if agenda.state.next_item(state.agenda) is None:
        return _(
            "Nothing is left on the agenda. Press {key[moment.next]} to read back what was decided."
        ).format(key=key)
    return _("Press {key[moment.next]} to open the next item of the agenda.").format(key=key)


def _idle(state: State) -> str:
    """Return what to do about the open item while no person speaks or waits."""
    item, draw, sitting = agenda.state.open_item(state.agenda), state.lot.draw, state.meeting.open
    drawn = draw is not None and sitting is not None and draw.n > sitting.n
    if lot.state.unfinished(state.lot) is not None:
        return _(
            "The draw is not finished: {key[app.lot]} goes on with it. {key[moment.next]} or "
            "{key[floor.ask]} adds a name."
        ).format(key=key)
    kind = item.kind if item is not None else "discussion"
    place = places.for_item(item) if item is not None else None
    if place is not None and place.at_once and not (kind == "lot" and drawn):
        return _elsewhere(place)
    match kind:
        case "break":
            return _(
                "{key[floor.break]} begins the break. When it is over, {key[floor.item]} opens the next item."
            ).format(key=key)
        case "round":
            return _in_rounds(state)
        case "discussion" | "report" | "proposal" | "lot" | "reflection":
            if floor.state.in_rounds(floor.state.ruling(state.floor).rule):
                return _in_rounds(state)
            return _talk() if place is None or place.at_once else _elsewhere(place)
        case _:
            assert_never(kind)


def _in_rounds(state: State) -> str:
    if state.floor.round is None:
        return _(
            "{key[floor.round]} begins a round. {key[moment.next]} or {key[floor.ask]} adds a "
            "name. {key[floor.item]} opens the next item."
        ).format(key=key)
    return _(
        "{key[floor.round]} begins another round. {key[moment.next]} or {key[floor.ask]} "
        "adds a name. {key[floor.item]} opens the next item."
    ).format(key=key)


def _talk() -> str:
    return _(
        "{key[moment.next]} or {key[floor.ask]} adds whoever wants to speak. "
        "{key[floor.item]} opens the next item."
    ).format(key=key)


def _elsewhere(place: Place) -> str:
    """Return the lines for an item that is dealt with at another place; people can still speak here."""
    asking = _("{key[moment.next]} or {key[floor.ask]} adds a name. {key[floor.item]} opens the next item.")
    way = key[place.id]
    if place.letter:
        way = _("{key[app.more]}, then {letter},").format(key=key, letter=way)
    return sentences([placed(place.hint).format(key=way), asking.format(key=key)])
