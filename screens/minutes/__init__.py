"""Read back, close, and take the minutes home."""

from __future__ import annotations

from kiosk.language import N_, words
from screens.place import Place

_, ngettext = words("places")

PLACE = Place("minutes", N_("minutes"), "screens.minutes.minutes:Minutes", key="f8")
