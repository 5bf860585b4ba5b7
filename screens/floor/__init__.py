"""The floor, where an assembly spends most of its evening."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.language import N_, words
from screens.place import Place

if TYPE_CHECKING:
    from screens.moment import Moment

_, ngettext = words("places")


def _screen() -> type[Moment]:
    from screens.floor.floor import Floor

    return Floor


PLACE = Place("floor", N_("floor"), _screen, key="f2", in_a_meeting=True)
