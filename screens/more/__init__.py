"""Everything without an F-key of its own: rules, looks, circulation, the journal."""

from __future__ import annotations

from kiosk.language import N_, words
from kiosk.later import Later
from screens.place import Place

_, ngettext = words("places")

PLACE = Place("more", N_("more"), Later("screens.more.more:More"), key="f9")
