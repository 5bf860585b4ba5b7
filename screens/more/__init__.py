"""Everything without an F-key of its own: rules, looks, circulation, the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.language import N_, words
from screens.place import Place

if TYPE_CHECKING:
    from screens.moment import Moment

_, ngettext = words("places")


def _screen() -> type[Moment]:
    from screens.more.more import More

    return More


PLACE = Place("more", N_("more"), _screen, key="f9")
