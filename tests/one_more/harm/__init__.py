"""A harm ledger: who could be hurt by an action, written down before it. A first form, for tests."""

from __future__ import annotations

from kiosk.language import words
from kiosk.later import Later
from kiosk.practices.contract import Practice
from tests.one_more.harm import events, rules

_, ngettext = words("harm")


def _title() -> str:
    return _("who could be hurt")


PRACTICE = Practice(
    name="harm",
    title=_title,
    tells=Later("tests.one_more.harm.telling:Telling"),
    chapter=Later("tests.one_more.harm.minutes:CHAPTER"),
    scene=Later("tests.one_more.harm.scene:Story"),
    state=rules.State,
    commands=rules.COMMANDS,
    events=events.EVENTS,
    decide=rules.decide,
    fold=rules.fold,
    stays=rules.stays,
    returns=("harm",),
    due=rules.due,
    called=rules.called,
)
