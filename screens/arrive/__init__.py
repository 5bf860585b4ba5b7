"""Attendance: who is present, and whether that is enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.language import N_, words
from screens.place import Place

if TYPE_CHECKING:
    from screens.moment import Moment

_, ngettext = words("places")


def _screen() -> type[Moment]:
    from screens.arrive.arrive import Arrive

    return Arrive


PLACE = Place("arrive", N_("arrive"), _screen, key="f6")
