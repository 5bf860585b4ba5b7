"""Write the journal's sentences about roles that were given back."""

from __future__ import annotations

from typing import assert_never

from kiosk.language import words
from kiosk.practices.contract import Tells
from kiosk.practices.roles.asked import role_title
from kiosk.practices.roles.events import OwnEvent, Released
from kiosk.terms import Entry

_, ngettext = words("roles")


class Telling(Tells):
    """Writes a sentence for each event of the roles."""

    def sentence(self, event: OwnEvent, entry: Entry) -> str:
        """Return the sentence for one event."""
        match event:
            case Released():
                return _("{name} no longer holds the role {role}.").format(
                    name=self.heard.name(event.person), role=role_title(event.role)
                )
            case _:
                assert_never(event)
