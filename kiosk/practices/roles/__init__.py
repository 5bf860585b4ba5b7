"""The roles: who holds one now, and until when."""

from __future__ import annotations

from kiosk.language import contexts, words
from kiosk.later import Later
from kiosk.practices.contract import Practice
from kiosk.practices.roles import events, holding, rules

_, ngettext = words("roles")
pgettext, npgettext = contexts("roles")


def _title() -> str:
    return pgettext("entries about", "roles")


PRACTICE = Practice(
    name="roles",
    title=_title,
    tells=Later("kiosk.practices.roles.telling:Telling"),
    chapter=Later("kiosk.practices.roles.minutes:CHAPTER"),
    scene=Later("kiosk.practices.roles.scene:Story"),
    state=rules.State,
    commands=rules.COMMANDS,
    events=events.EVENTS,
    hears=rules.HEARS,
    decide=rules.decide,
    fold=rules.fold,
    returns=("lot",),
    due=rules.due,
    answers=holding.Answers,
    called=rules.called,
)
