"""The rules that an assembly has given itself, each change an entry."""

from __future__ import annotations

from kiosk.language import words
from kiosk.later import Later
from kiosk.practices.contract import Practice
from kiosk.practices.rules import events, rules

_, ngettext = words("rules")


def _title() -> str:
    return _("the rules")


PRACTICE = Practice(
    name="rules",
    title=_title,
    tells=Later("kiosk.practices.rules.telling:Telling"),
    chapter=Later("kiosk.practices.rules.minutes:CHAPTER"),
    scene=Later("kiosk.practices.rules.scene:Story"),
    state=rules.State,
    commands=rules.COMMANDS,
    events=events.EVENTS,
    decide=rules.decide,
    fold=rules.fold,
    answers=rules.Answers,
)
