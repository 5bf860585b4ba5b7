"""Count to how many different people roles and proposals go, so that the assembly can see it."""

from kiosk.language import words
from kiosk.practices.circulation import rules
from kiosk.practices.contract import Practice, Without

_, ngettext = words("circulation")


def _title() -> str:
    return _("how roles and proposals go round")


PRACTICE = Practice(
    name="circulation",
    title=_title,
    tells=Without("it records nothing: it counts what others record"),
    chapter=Without("it looks back over many meetings: a sitting's own share the floor and the lot tell"),
    scene=Without("it has no commands"),
    state=rules.State,
    hears=rules.HEARS,
    fold=rules.fold,
)
