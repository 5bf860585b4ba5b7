"""The decisions in force, and when the assembly reviews them."""

from __future__ import annotations

from kiosk.language import contexts, words
from kiosk.later import Later
from kiosk.practices.contract import Practice
from kiosk.practices.decision import events, rules

_, ngettext = words("decision")
pgettext, npgettext = contexts("decision")


def _title() -> str:
    return pgettext("entries about", "decisions")


PRACTICE = Practice(
    name="decision",
    title=_title,
    tells=Later("kiosk.practices.decision.telling:Telling"),
    chapter=Later("kiosk.practices.decision.minutes:CHAPTER"),
    scene=Later("kiosk.practices.decision.scene:Story"),
    state=rules.State,
    commands=rules.COMMANDS,
    events=events.EVENTS,
    hears=rules.HEARS,
    decide=rules.decide,
    fold=rules.fold,
    answers=rules.Answers,
    returns=("review",),
    due=rules.due,
    called=rules.called,
)
