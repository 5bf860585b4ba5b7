"""The roster: members, their cells, and the guests that people named."""

from __future__ import annotations

from kiosk.language import words
from kiosk.later import Later
from kiosk.practices.contract import Practice
from kiosk.practices.roster import events, rules

_, ngettext = words("roster")


def _title() -> str:
    return _("who belongs")


PRACTICE = Practice(
    name="roster",
    title=_title,
    tells=Later("kiosk.practices.roster.telling:Telling"),
    chapter=Later("kiosk.practices.roster.minutes:CHAPTER"),
    scene=Later("kiosk.practices.roster.scene:Story"),
    state=rules.State,
    commands=rules.COMMANDS,
    events=events.EVENTS,
    decide=rules.decide,
    fold=rules.fold,
    complete=rules.complete,
    stays=rules.stays,
    can_undo=rules.can_undo,
)
