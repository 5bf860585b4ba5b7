"""Between meetings: what expires soon, the last minutes, faults."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.language import N_, words
from screens.place import Place

if TYPE_CHECKING:
    from screens.moment import Moment

_, ngettext = words("places")


def _screen() -> type[Moment]:
    from screens.lobby.lobby import Lobby

    return Lobby


PLACE = Place("lobby", N_("lobby"), _screen, key="f10")
