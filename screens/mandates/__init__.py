"""Who holds which role, and until when."""

from __future__ import annotations

from kiosk.language import N_, words
from kiosk.later import Later
from screens.place import Place

_, ngettext = words("places")

PLACE = Place("mandates", N_("roles"), Later("screens.mandates.mandates:Mandates"), key="f7")
