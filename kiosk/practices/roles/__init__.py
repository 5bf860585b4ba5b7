"""Who holds a role now, and until when."""

from kiosk.language import words
from kiosk.practices.contract import Practice, Scene, Tells
from kiosk.practices.roles import events, rules

_, ngettext = words("roles")


def _title() -> str:
    return _("roles")


def _tells() -> type[Tells]:
    from kiosk.practices.roles.telling import Telling

    return Telling


def _scene() -> type[Scene]:
    from kiosk.practices.roles.scene import Story

    return Story


PRACTICE = Practice(
    name="roles",
    title=_title,
    tells=_tells,
    scene=_scene,
    state=rules.State,
    commands=rules.COMMANDS,
    events=events.EVENTS,
    hears=rules.HEARS,
    decide=rules.decide,
    fold=rules.fold,
    returns=("lot",),
    due=rules.due,
    called=rules.called,
)
