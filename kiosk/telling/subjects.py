"""What a practice is called where people choose what they want to read of the journal."""

from __future__ import annotations

from kiosk.language import words

_, ngettext = words("telling")


def subject(practice: str) -> str:
    """A practice as a subject, `floor`: "who speaks"."""
    return {
        "record": _("the journal itself"),
        "rules": _("the rules"),
        "roster": _("who belongs"),
        "meeting": _("meetings, and who is here"),
        "agenda": _("the agenda"),
        "floor": _("who speaks"),
        "lot": _("draws by lot"),
        "roles": _("roles"),
        "proposal": _("proposals"),
        "decision": _("decisions"),
        "circulation": _("how roles and proposals go round"),
    }.get(practice, practice)
