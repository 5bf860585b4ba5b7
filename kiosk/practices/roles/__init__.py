"""Who holds a role now, and until when."""

from kiosk.language import words
from kiosk.practices.contract import Practice
from kiosk.practices.roles import events, rules

_, ngettext = words("roles")


def _title() -> str:
    return _("roles")


PRACTICE = Practice(
    name="roles",
    title=_title,
    state=rules.State,
    commands=rules.COMMANDS,
    events=events.EVENTS,
    hears=rules.HEARS,
    decide=rules.decide,
    fold=rules.fold,
)
