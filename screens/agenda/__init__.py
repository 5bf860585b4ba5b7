"""The agenda on the wall, and its import from a file."""

from __future__ import annotations

from kiosk.language import N_, words
from kiosk.later import Later
from screens.place import Place

_, ngettext = words("places")

PLACE = Place("agenda", N_("agenda"), Later("screens.agenda.agenda:Agenda"), key="f3", in_a_meeting=True)
