"""A meeting: it is opened, people come and go, there are breaks, it is closed."""

from __future__ import annotations

from kiosk.language import words
from kiosk.later import Later
from kiosk.practices.contract import Practice
from kiosk.practices.meeting import events, rules

_, ngettext = words("meeting")


def _title() -> str:
    return _("meetings, and who is here")


PRACTICE = Practice(
    name="meeting",
    title=_title,
    tells=Later("kiosk.practices.meeting.telling:Telling"),
    chapter=Later("kiosk.practices.meeting.minutes:CHAPTER"),
    scene=Later("kiosk.practices.meeting.scene:Story"),
    state=rules.State,
    commands=rules.COMMANDS,
    events=events.EVENTS,
    hears=rules.HEARS,
    decide=rules.decide,
    fold=rules.fold,
    stays=rules.stays,
    can_undo=rules.can_undo,
)
