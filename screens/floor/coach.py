"""What whoever facilitates is told on the floor: what to do now, and the words to say.

Worked out from the state and the list; the keys that it names are those of `screens.floor.floor`.
"""

from __future__ import annotations

from kiosk.desk.registry import State
from kiosk.language import words
from kiosk.practices import agenda, floor, lot
from kiosk.practices.floor.state import Turn, Waiting
from kiosk.practices.floor.timing import stands_still
from kiosk.practices.room import Room
from kiosk.terms import Stamp
from kiosk.typed.name_lookup import call_name

_, ngettext = words("floor_screen")

Told = tuple[str, str]
"""What to do, and what to say; "" for nothing."""


def coach(now: State, room: Room, stamp: Stamp, waiting: list[Waiting]) -> Told:
    """What to do, and what to say; `waiting` is the list in its order."""
    sitting, turn = now.meeting.open, now.floor.turn
    if sitting is None:
        return _("No meeting is open. F10, then SPACE opens one."), ""
    if sitting.break_until:
        return (
            _("When everybody is back, press SPACE."),
            _('Say: "We go on at {hour}."').format(hour=sitting.break_until),
        )
    if turn is not None and stands_still(turn, stamp):
        return _still(room, stamp, turn)
    if turn is not None and now.floor.held is not None:
        return _interrupted(room, turn, now.floor.held)
    if turn is not None:
        return _speaking(room, turn, waiting)
    if waiting:
        return _next(room, waiting[0])
    if not now.agenda.open:
        return _between(now), ""
    if wants_round(now):
        told = _('Say: "Everybody is asked once. Who has nothing to say, says: I pass."')
        return _("Press SPACE to begin a round."), told
    if now.floor.closed:
        return _("The list is closed. C opens it again. {next}").format(next=_between(now)), ""
    return _idle(now), _('Say: "Who would like to speak?"')


def between(now: State) -> bool:
    """Whether the next step is the next item, while nobody speaks and nobody waits: none is open, or its list
    is closed."""
    return not now.agenda.open or (now.floor.closed and not wants_round(now))


def wants_round(now: State) -> bool:
    """Whether people speak in rounds here, and none was begun yet."""
    return floor.state.ruling(now.floor).rule == "rounds" and now.floor.round is None


def _still(room: Room, stamp: Stamp, turn: Turn) -> Told:
    name = call_name(turn.person, room)
    if turn.rebooted or turn.boot != stamp.boot:
        told = _("The power was off, and {name}'s clock stands still. Press SPACE: it goes on.")
        return told.format(name=name), ""
    return _("The clock stands still. Press SPACE: {name} goes on.").format(name=name), ""


def _interrupted(room: Room, turn: Turn, held: Turn) -> Told:
    """A question was put to the speaker, or is being answered."""
    name, speaker = call_name(turn.person, room), call_name(held.person, room)
    if turn.kind == "interposed":
        do = _("When {name} has asked, press SPACE: {speaker} answers.")
        return do.format(name=name, speaker=speaker), _('Say: "{name}, would you answer?"').format(
            name=speaker
        )
    do = _("When {name} has answered, press SPACE: {name} goes on.")
    return do.format(name=name), _('Say: "{name}, please go on."').format(name=speaker)


def _speaking(room: Room, turn: Turn, waiting: list[Waiting]) -> Told:
    name, first = call_name(turn.person, room), waiting[0] if waiting else None
    if first is not None and first.kind == "interposed":
        do = _("Press SPACE: {other} asks, and {name}'s clock stands still.")
        return do.format(other=call_name(first.person, room), name=name), _please(room, first)
    do = _("When {name} has finished, press SPACE.").format(name=name)
    if turn.kind == "order":
        do += " " + _("O if it is no point of order.")
    elif first is not None and first.round:
        do += " " + _("X if {name} passes.").format(name=call_name(first.person, room))
    return do, _please(room, first) if first else _('Say: "Who else would like to speak?" A adds a name.')


def _next(room: Room, first: Waiting) -> Told:
    """Nobody speaks, and somebody is next."""
    name = call_name(first.person, room)
    do = _("Press SPACE: {name} speaks.").format(name=name)
    if first.round:
        do += " " + _("X if {name} passes.").format(name=name)
    return do, _please(room, first)


def _please(room: Room, first: Waiting) -> str:
    """The words for whoever is next."""
    say = {
        "order": _('Say: "{name}, your point of order, please."'),
        "interposed": _('Say: "{name}, your question, please."'),
        "clarifying": _('Say: "{name}, your question, please."'),
        "information": _('Say: "{name}, what should we know?"'),
        "response": _('Say: "{name}, in direct response, please."'),
    }.get(first.kind, _('Say: "{name}, please."'))
    if first.round:
        say = _('Say: "{name}, would you like to speak?"')
    return say.format(name=call_name(first.person, room))


def _between(now: State) -> str:
    """No item is open, and nobody speaks or waits."""
    if not now.agenda.items:
        return _("There is no agenda yet. Press SPACE to make one.")
    if agenda.state.next_item(now.agenda) is None:
        return _("Nothing is left on the agenda. Press SPACE to read back what was decided.")
    return _("Press SPACE to open the next item of the agenda.")


def _idle(now: State) -> str:
    """Nobody speaks and nobody waits: what the open item asks for."""
    item, draw, sitting = agenda.state.open_item(now.agenda), now.lot.draw, now.meeting.open
    drawn = draw is not None and sitting is not None and draw.n > sitting.n
    if lot.state.unfinished(now.lot) is not None:
        return _("The draw is not finished: F4 goes on with it. SPACE or A adds a name.")
    if item is not None and item.kind == "lot" and not drawn:
        return _("F4 begins the draw. SPACE or A adds a name. N opens the next item.")
    if item is not None and item.kind == "break":
        return _("B begins the break. When it is over, N opens the next item.")
    if floor.state.ruling(now.floor).rule == "rounds" or (item is not None and item.kind == "round"):
        if now.floor.round is None:
            return _("G begins a round. SPACE or A adds a name. N opens the next item.")
        return _("G begins another round. SPACE or A adds a name. N opens the next item.")
    if item is not None and item.kind == "proposal":
        return _("F5 shows the proposal. SPACE or A adds a name. N opens the next item.")
    return _("SPACE or A adds whoever wants to speak. N opens the next item.")
