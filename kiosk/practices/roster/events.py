"""What is recorded about members, guests and cells.

An entry holds a salted commitment to the name of a person, never the name.
"""

from __future__ import annotations

from typing import get_args

from kiosk.practices.messages import Event
from kiosk.terms import Name, PersonId, Token, TokenOrNone


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


class CellNamed(Event, tag="cell.named/1"):
    """A cell got a name, its first or another one. `cell` is its id in every other entry, for ever."""

    cell: Token
    name: Name


OwnEvent = MemberJoined | GuestJoined | Placed | MemberLeft | Renamed | Forgotten | CellNamed
EVENTS: tuple[type[Event], ...] = get_args(OwnEvent)
