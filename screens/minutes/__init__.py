"""Read back, close, and take the minutes home."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.language import N_, words
from screens.place import Place

if TYPE_CHECKING:
    from screens.moment import Moment

_, ngettext = words("places")


def _screen() -> type[Moment]:
    from screens.minutes.minutes import Minutes

    return Minutes


PLACE = Place("minutes", N_("minutes"), _screen, key="f8")
