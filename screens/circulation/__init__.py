"""How roles and voice circulate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.language import N_, NP_, words
from screens.place import Place

if TYPE_CHECKING:
    from screens.moment import Moment

_, ngettext = words("places")


def _screen() -> type[Moment]:
    from screens.circulation.circulation import Circulation

    return Circulation


PLACE = Place(
    "circulation",
    N_("circulation"),
    _screen,
    letter="V",
    title=NP_("row of a menu", "Circulation"),
    about=N_("how voice, roles and proposals go round"),
)
