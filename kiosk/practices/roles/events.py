"""What is recorded about roles, apart from the draws that give them."""

from __future__ import annotations

from kiosk.practices.messages import Event
from kiosk.terms import PersonId, Token


class Released(Event, tag="role.released/1"):
    role: Token
    person: PersonId


OwnEvent = Released
EVENTS: tuple[type[Event], ...] = (Released,)
