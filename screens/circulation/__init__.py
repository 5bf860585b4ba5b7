"""How roles and voice circulate."""

from __future__ import annotations

from kiosk.language import N_, NP_, words
from kiosk.later import Later
from screens.place import Place

_, ngettext = words("places")

PLACE = Place(
    "circulation",
    N_("circulation"),
    Later("screens.circulation.circulation:Circulation"),
    letter="V",
    title=NP_("row of a menu", "Circulation"),
    about=N_("how voice, roles and proposals go round"),
)
