"""The record itself: its founding, what was undone, what time the room confirmed."""

from __future__ import annotations

from kiosk.language import words
from kiosk.later import Later
from kiosk.practices.contract import Practice
from kiosk.practices.record import events, rules

_, ngettext = words("record")


def _title() -> str:
    return _("the journal itself")


PRACTICE = Practice(
    name="record",
    title=_title,
    tells=Later("kiosk.practices.record.telling:Telling"),
    chapter=Later("kiosk.practices.record.minutes:CHAPTER"),
    scene=Later("kiosk.practices.record.scene:Story"),
    state=rules.State,
    commands=rules.COMMANDS,
    events=events.EVENTS,
    hears=rules.HEARS,
    decide=rules.decide,
    fold=rules.fold,
    can_undo=rules.can_undo,
)
