"""Read back, close, and take the minutes home."""

from __future__ import annotations

from kiosk.language import N_, words
from kiosk.later import Later
from screens.place import Place

_, ngettext = words("places")

PLACE = Place("minutes", N_("minutes"), Later("screens.minutes.minutes:Minutes"), key="f8")
