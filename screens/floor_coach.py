"""What whoever facilitates is told on the floor: what to do now, and the words to say.

Worked out from the state and the list; the keys that it names are those of `screens.floor`.
"""

from __future__ import annotations

from kiosk.assembly import State
from kiosk.language import words
from kiosk.people import call_name
from kiosk.practices import agenda, lot
from kiosk.practices.floor import Turn, Waiting
from kiosk.practices.room import Room
from kiosk.terms import Stamp

_, ngettext = words("floor_screen")


def coach(now: State, room: Room, stamp: Stamp, waiting: list[Waiting]) -> tuple[str, str]:
    """What to do, and what to say; `waiting` is the list in its order."""
    sitting, turn = now.meeting.open, now.floor.turn
    if sitting is None:
        return _("No meeting is open. F10, then SPACE opens one."), ""
    if sitting.break_until:
        return (
            _("When everybody is back, press SPACE."),
            _('Say: "We go on at {hour}."').format(hour=sitting.break_until),
        )
    if turn is not None:
        return _speaking(room, stamp, turn, waiting)
    if waiting:
        name = call_name(waiting[0].person, room)
        return _("Press SPACE: {name} speaks.").format(name=name), _please(room, waiting)
    if not room.item():
        return _between(now), ""
    return _idle(now), _('Say: "Who would like to speak?"')


def _speaking(room: Room, stamp: Stamp, turn: Turn, waiting: list[Waiting]) -> tuple[str, str]:
    name = call_name(turn.person, room)
    if turn.rebooted or turn.boot != stamp.boot:
        told = _("The power was off, and {name}'s clock stands still. Press SPACE: it goes on.")
        return told.format(name=name), ""
    if turn.paused:
        return _("The clock stands still. Press SPACE: {name} goes on.").format(name=name), ""
    do = _("When {name} has finished, press SPACE.").format(name=name)
    return do, _please(room, waiting) or _('Say: "Who else would like to speak?" A adds a name.')


def _please(room: Room, waiting: list[Waiting]) -> str:
    """The words for whoever is next, "" where nobody is."""
    if not waiting:
        return ""
    order = waiting[0].kind == "order"
    say = _('Say: "{name}, your point of order, please."') if order else _('Say: "{name}, please."')
    return say.format(name=call_name(waiting[0].person, room))


def _between(now: State) -> str:
    """No item is open, and nobody speaks or waits."""
    if not now.agenda.items:
        return _("There is no agenda yet. Press SPACE to make one.")
    if agenda.next_item(now.agenda) is None:
        return _("Nothing is left on the agenda. Press SPACE to read back what was decided.")
    return _("Press SPACE to open the next item of the agenda.")


def _idle(now: State) -> str:
    """Nobody speaks and nobody waits: what the open item asks for."""
    item, draw, sitting = agenda.open_item(now.agenda), now.lot.draw, now.meeting.open
    drawn = draw is not None and sitting is not None and draw.n > sitting.n
    if lot.unfinished(now.lot) is not None:
        return _("The draw is not finished: F4 goes on with it. SPACE or A adds a name.")
    if item is not None and item.kind == "lot" and not drawn:
        return _("F4 begins the draw. SPACE or A adds a name. N opens the next item.")
    if item is not None and item.kind == "break":
        return _("B begins the break. SPACE or A adds a name. N opens the next item.")
    if item is not None and item.kind == "proposal":
        return _("F5 shows the proposal. SPACE or A adds a name. N opens the next item.")
    return _("SPACE or A adds whoever wants to speak. N opens the next item.")
