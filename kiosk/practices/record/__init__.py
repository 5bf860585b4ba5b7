"""The record itself: how it was founded, what was taken back, what time the room said it was."""

from kiosk.language import words
from kiosk.practices.contract import Practice, Scene, Tells
from kiosk.practices.record import events, rules

_, ngettext = words("record")


def _title() -> str:
    return _("the journal itself")


def _tells() -> type[Tells]:
    from kiosk.practices.record.telling import Telling

    return Telling


def _scene() -> type[Scene]:
    from kiosk.practices.record.scene import Story

    return Story


PRACTICE = Practice(
    name="record",
    title=_title,
    tells=_tells,
    scene=_scene,
    state=rules.State,
    commands=rules.COMMANDS,
    events=events.EVENTS,
    hears=rules.HEARS,
    decide=rules.decide,
    fold=rules.fold,
    can_undo=rules.can_undo,
)
