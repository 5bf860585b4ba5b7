"""Who holds which role, and until when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.language import N_, words
from screens.place import Place

if TYPE_CHECKING:
    from screens.moment import Moment

_, ngettext = words("places")


def _screen() -> type[Moment]:
    from screens.mandates.mandates import Mandates

    return Mandates


PLACE = Place("mandates", N_("roles"), _screen, key="f7")
