"""The wall's page of the harm ledger that is open: what a practice adds to the screens, in its first form."""

from __future__ import annotations

from kiosk.language import N_, NP_
from kiosk.later import Later
from screens.place import Place

PLACE = Place(
    "harm",
    N_("harm"),
    Later("tests.one_more.screen.harm:Harm"),
    letter="H",
    title=NP_("row of a menu", "Harm ledger"),
    about=N_("who could be hurt, and how"),
    opened_by=("harm",),
    hint=N_("{key} shows the ledger."),
)
