"""What is plugged in, what is missing, and what is faulty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.language import N_, NP_, words
from screens.place import Place

if TYPE_CHECKING:
    from screens.moment import Moment

_, ngettext = words("places")


def _screen() -> type[Moment]:
    from screens.devices.devices import Devices

    return Devices


PLACE = Place(
    "devices",
    N_("devices"),
    _screen,
    letter="D",
    title=NP_("row of a menu", "Devices"),
    about=N_("what is plugged in, and well"),
)
