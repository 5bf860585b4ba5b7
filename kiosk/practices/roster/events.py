"""What is recorded of who belongs. An entry never holds a name, only a salted commitment to it."""

from __future__ import annotations

from typing import get_args

from kiosk.practices.messages import Event
from kiosk.terms import PersonId, TokenOrNone


class MemberJoined(Event, tag="member.joined/1"):
    """Somebody belongs now. `name` is the commitment, hex SHA-256(salt || name); never the name."""

    member: PersonId
    name: str
    cell: TokenOrNone = ""
    here: bool = False


class MemberLeft(Event, tag="member.left/1"):
    """Somebody no longer belongs."""

    member: PersonId


class GuestJoined(Event, tag="guest.joined/1"):
    """Somebody who does not belong was named: a presenter, a visitor."""

    guest: PersonId
    name: str
    here: bool = False


class Placed(Event, tag="member.placed/1"):
    member: PersonId
    cell: TokenOrNone = ""


class Renamed(Event, tag="person.renamed/1"):
    """A name was corrected: `name` is the commitment to the new one, `before` the one that it replaces."""

    person: PersonId
    name: str
    before: str = ""


class Forgotten(Event, tag="person.forgotten/1"):
    """A person's name and salt are deleted: who has this entry and a copy of the names deletes them too."""

    person: PersonId


OwnEvent = MemberJoined | GuestJoined | Placed | MemberLeft | Renamed | Forgotten
EVENTS: tuple[type[Event], ...] = get_args(OwnEvent)
