"""The draw on the wall, with a view for each step of the ceremony, and the rules of rotation."""

from __future__ import annotations

from kiosk.language import N_, words
from kiosk.later import Later
from screens.place import Place

_, ngettext = words("places")

PLACE = Place(
    "lot",
    N_("lot"),
    Later("screens.lot.lot:Lot"),
    key="f4",
    in_a_meeting=True,
    opened_by=("lot",),
    at_once=True,
    hint=N_("{key} begins the draw."),
)
