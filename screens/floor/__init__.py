"""The floor, where an assembly spends most of its evening."""

from __future__ import annotations

from kiosk.language import N_, words
from kiosk.later import Later
from screens.place import Place

_, ngettext = words("places")

PLACE = Place("floor", N_("floor"), Later("screens.floor.floor:Floor"), key="f2", in_a_meeting=True)
