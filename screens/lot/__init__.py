"""The draw on the wall, with a view for each step of the ceremony, and the rules of rotation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.language import N_, words
from screens.place import Place

if TYPE_CHECKING:
    from screens.moment import Moment

_, ngettext = words("places")


def _screen() -> type[Moment]:
    from screens.lot.lot import Lot

    return Lot


PLACE = Place(
    "lot",
    N_("lot"),
    _screen,
    key="f4",
    in_a_meeting=True,
    opened_by=("lot",),
    at_once=True,
    hint=N_("{key} begins the draw."),
)
