"""The journal on the wall: its entries in words, the proof of an entry, and its checks and copies."""

from __future__ import annotations

from kiosk.language import N_, NP_, words
from kiosk.later import Later
from screens.place import Place

_, ngettext = words("places")

PLACE = Place(
    "journal",
    N_("journal"),
    Later("screens.journal.journal:JournalView"),
    letter="J",
    title=NP_("row of a menu", "Journal"),
    about=N_("what is recorded; check it, back it up"),
)
