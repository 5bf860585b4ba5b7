"""Attendance: who is present, and whether that is enough."""

from __future__ import annotations

from kiosk.language import N_, words
from kiosk.later import Later
from screens.place import Place

_, ngettext = words("places")

PLACE = Place("arrive", N_("arrive"), Later("screens.arrive.arrive:Arrive"), key="f6")
