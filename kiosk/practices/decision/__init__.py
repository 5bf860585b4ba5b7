"""What the assembly has decided and still holds to, and when it looks at it again."""

from kiosk.language import words
from kiosk.practices.contract import Practice, Scene, Tells
from kiosk.practices.decision import events, rules

_, ngettext = words("decision")


def _title() -> str:
    return _("decisions")


def _tells() -> type[Tells]:
    from kiosk.practices.decision.telling import Telling

    return Telling


def _scene() -> type[Scene]:
    from kiosk.practices.decision.scene import Story

    return Story


PRACTICE = Practice(
    name="decision",
    title=_title,
    tells=_tells,
    scene=_scene,
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
