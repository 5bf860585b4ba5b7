"""What is plugged in, what is missing, and what is faulty."""

from __future__ import annotations

from kiosk.language import N_, NP_, words
from kiosk.later import Later
from screens.place import Place

_, ngettext = words("places")

PLACE = Place(
    "devices",
    N_("devices"),
    Later("screens.devices.devices:Devices"),
    letter="D",
    title=NP_("row of a menu", "Devices"),
    about=N_("what is plugged in, and well"),
)
