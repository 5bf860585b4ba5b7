"""Write the journal's sentences about members and guests: joining, cells, names, leaving for good."""

from __future__ import annotations

from typing import assert_never

from kiosk.language import words
from kiosk.practices.contract import Tells
from kiosk.practices.roster.events import (
    CellNamed,
    Forgotten,
    GuestJoined,
    MemberJoined,
    MemberLeft,
    OwnEvent,
    Placed,
    Renamed,
)
from kiosk.terms import Entry

_, ngettext = words("roster")


class Telling(Tells):
    """Writes a sentence for each event of the roster."""

    def sentence(self, event: OwnEvent, entry: Entry) -> str:
        """Return the sentence for one event."""
        match event:
            case MemberJoined():
                sentence = _("{name} joined the assembly.")
                if event.cell and event.here:
                    sentence = _("{name} joined the assembly, in the cell {cell}, and is here.")
                elif event.cell:
                    sentence = _("{name} joined the assembly, in the cell {cell}.")
                elif event.here:
                    sentence = _("{name} joined the assembly, and is here.")
                return sentence.format(name=self.heard.name(event.member), cell=self.heard.cell(event.cell))
            case GuestJoined():
                sentence = (
                    _("{name} is here as a guest.") if event.here else _("{name} was named as a guest.")
                )
                return sentence.format(name=self.heard.name(event.guest))
            case Placed() if event.cell:
                return _("{name} belongs to the cell {cell} now.").format(
                    name=self.heard.name(event.member), cell=self.heard.cell(event.cell)
                )
            case Placed():
                return _("{name} belongs to no cell any more.").format(name=self.heard.name(event.member))
            case MemberLeft():
                return _("{name} left the assembly for good.").format(name=self.heard.name(event.member))
            case Renamed():
                return _("The name of {name} was corrected.").format(name=self.heard.name(event.person))
            case Forgotten():
                return _("The name of {name} was deleted for ever.").format(name=event.person)
            case CellNamed():
                # Translators: {cell} is the id of a group within the assembly, {name} its new name.
                return _("The cell {cell} is called {name} now.").format(cell=event.cell, name=event.name)
            case _:
                assert_never(event)
