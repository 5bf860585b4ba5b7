"""Between meetings: what expires soon, the last minutes, faults."""

from __future__ import annotations

from kiosk.language import N_, words
from kiosk.later import Later
from screens.place import Place

_, ngettext = words("places")

PLACE = Place("lobby", N_("lobby"), Later("screens.lobby.lobby:Lobby"), key="f10")
