"""What is recorded of roles, apart from the draw that gives them."""

from __future__ import annotations

from kiosk.practices.messages import Event
from kiosk.terms import PersonId, Token


class Released(Event, tag="role.released/1"):
    role: Token
    person: PersonId


OwnEvent = Released
EVENTS: tuple[type[Event], ...] = (Released,)
