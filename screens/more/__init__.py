"""Everything without an F-key of its own: rules, looks, circulation, the journal."""

from __future__ import annotations

from kiosk.language import N_, words
from screens.place import Place

_, ngettext = words("places")

PLACE = Place("more", N_("more"), "screens.more.more:More", key="f9")
