"""The rules that an assembly has given itself, each change an entry."""

from kiosk.language import words
from kiosk.practices.contract import Practice, Scene, Tells
from kiosk.practices.rules import events, rules

_, ngettext = words("rules")


def _title() -> str:
    return _("the rules")


def _tells() -> type[Tells]:
    from kiosk.practices.rules.telling import Telling

    return Telling


def _scene() -> type[Scene]:
    from kiosk.practices.rules.scene import Story

    return Story


PRACTICE = Practice(
    name="rules",
    title=_title,
    tells=_tells,
    scene=_scene,
    state=rules.State,
    commands=rules.COMMANDS,
    events=events.EVENTS,
    decide=rules.decide,
    fold=rules.fold,
    answers=rules.Answers,
)
