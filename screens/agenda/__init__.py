"""The agenda on the wall, and its import from a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.language import N_, words
from screens.place import Place

if TYPE_CHECKING:
    from screens.moment import Moment

_, ngettext = words("places")


def _screen() -> type[Moment]:
    from screens.agenda.agenda import Agenda

    return Agenda


PLACE = Place("agenda", N_("agenda"), _screen, key="f3", in_a_meeting=True)
