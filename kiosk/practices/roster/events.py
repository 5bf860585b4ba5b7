"""What is recorded about members and guests. An entry holds a salted commitment to a name, never the name."""

from __future__ import annotations

from typing import get_args

from kiosk.practices.messages import Event
from kiosk.terms import PersonId, TokenOrNone


class MemberJoined(Event, tag="member.joined/1"):
    """A member joined. `name` is the commitment, hex SHA-256(salt || name); never the name."""

    member: PersonId
    name: str
    cell: TokenOrNone = ""
    here: bool = False


class MemberLeft(Event, tag="member.left/1"):
    """A member left the assembly for good."""

    member: PersonId


class GuestJoined(Event, tag="guest.joined/1"):
    """A person who is no member was named: a presenter, a visitor."""

    guest: PersonId
    name: str
    here: bool = False


class Placed(Event, tag="member.placed/1"):
    member: PersonId
    cell: TokenOrNone = ""


class Renamed(Event, tag="person.renamed/1"):
    """A name was corrected: `name` is the commitment to the new name, `before` the commitment it replaces."""

    person: PersonId
    name: str
    before: str = ""


class Forgotten(Event, tag="person.forgotten/1"):
    """A person's name and salt are deleted: a reader who has a copy of the names must delete them too."""

    person: PersonId


OwnEvent = MemberJoined | GuestJoined | Placed | MemberLeft | Renamed | Forgotten
EVENTS: tuple[type[Event], ...] = get_args(OwnEvent)
