"""The journal on the wall: its entries in words, the proof of an entry, and its checks and copies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.language import N_, NP_, words
from screens.place import Place

if TYPE_CHECKING:
    from screens.moment import Moment

_, ngettext = words("places")


def _screen() -> type[Moment]:
    from screens.journal.journal import JournalView

    return JournalView


PLACE = Place(
    "journal",
    N_("journal"),
    _screen,
    letter="J",
    title=NP_("row of a menu", "Journal"),
    about=N_("what is recorded; check it, back it up"),
)
