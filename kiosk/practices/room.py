"""What a practice may ask of the others, read-only; and the few events that more than one practice hears.

Who is present, which rule holds, what the open item is, what time it is said to be. A practice that needs
another's answer asks here, so that no practice imports another. It is not a place for rules of its own.
"""

from __future__ import annotations

from typing import Literal, Protocol

from msgspec import Struct

from kiosk.left_out import LeftOut
from kiosk.practices.contract import Event
from kiosk.terms import Count, Date, PersonId, Stamp, Text, Title, Token, TokenOrNone


class Origin(Struct, frozen=True, omit_defaults=True):
    """Why something comes back by itself: `kind` of thing, `n` its number, `title` where it has words.

    carried: an item of an earlier meeting; proposal: one that is still open; review: a decision whose
    review is due; sunset: a role or mandate that ends; lot: a role to be drawn anew.
    """

    kind: Literal["carried", "proposal", "review", "sunset", "lot"]
    n: int
    title: Title = ""
    planned: int = 0
    item_kind: str = ""


class RotationRule(Struct, frozen=True):
    """How roles go round: a cycle over all of them together, one for each, or none at all.

    `cooldown` is how many meetings somebody rests after a turn, 0 for none. Declining keeps the turn, or uses
    it up. A newcomer takes part in this cycle, or from the next on. With `shadow`, whoever held a role helps
    whoever takes it over.
    """

    scope: Literal["none", "role", "all"] = "none"
    cooldown: int = 0
    declining: Literal["keeps", "uses"] = "keeps"
    newcomers: Literal["this", "next"] = "this"
    shadow: bool = False


class Room(Protocol):
    """The read-only view that `decide` is given."""

    def name(self, person: str) -> str:
        """A person's name for a sentence; the id itself when forgotten."""

    def named(self, name: str) -> list[str]:
        """Ids of the people in the roster, and guests, with this name (NFC, case and spaces folded)."""

    def alike(self, name: str) -> list[str]:
        """The same, and those whose names look like this one on a wall (`kiosk.typed.look_alikes`)."""

    def known(self, person: str) -> bool:
        """In the roster, or a guest."""

    def members(self) -> list[str]:
        """Ids of the roster in order of joining."""

    def cell(self, person: str) -> str:
        """The cell a member belongs to, "" for none."""

    def present(self) -> list[str]:
        """Who is in the room now, members and guests, in order of arrival."""

    def meeting(self) -> int:
        """The number of the open meeting, 0 between meetings."""

    def on_break(self) -> bool: ...

    def item(self) -> int:
        """The id of the agenda item that is open, 0 for none."""

    def quorum(self) -> int:
        """How many members must be present; 0 where no quorum was set."""

    def turn_seconds(self) -> int:
        """Planned length of a speaking turn, seconds."""

    def stand_aside_limit(self) -> int:
        """How many may stand aside before a proposal is not adopted; 0 for no limit."""

    def rotation(self) -> RotationRule:
        """How roles go round."""

    def rotates(self) -> bool:
        """Whether a cycle is running that another rule would change."""

    def decided(self, number: int) -> bool:
        """Whether this decision holds now."""

    def date(self) -> str:
        """The local date of the open meeting, "" between meetings."""

    def slug(self) -> str:
        """The assembly's name for machines, `[a-z0-9-]`, at most 32 characters."""

    def root(self) -> bytes:
        """The journal's Merkle root, 32 bytes, before the entry being decided."""

    def unsigned(self) -> int:
        """How many entries at the journal's end no signature covers yet."""

    def locked(self) -> bool:
        """Whether the journal's key waits for its passphrase."""

    def damage(self) -> list[str]:
        """What keeps the journal from being signed, a sentence each; [] while all is well."""

    def left_out(self) -> LeftOut:
        """The entries that could not be folded."""

    def due(self, date: str) -> list[Origin]:
        """What comes back by itself in a meeting on `date` (YYYY-MM-DD)."""

    def last_act(self) -> tuple[int, str] | None:
        """Entry and kind of the last act that can still be undone."""

    def check_undo(self, n: int) -> None:
        """Raises Refused where act `n` cannot be undone."""

    def stamp(self) -> Stamp:
        """The last entry's stamp: what was known of time when the journal was last written."""


def members_present(room: Room) -> int:
    """How many of the roster are in the room, which is what a quorum asks: guests are heard, not counted."""
    members = set(room.members())
    return sum(person in members for person in room.present())


class MeetingOpened(Event, tag="meeting.opened/1"):
    """A sitting began. `said` is the local date and time that people attested, `2026-11-22T19:02`, or ""."""

    meeting: int
    date: Date
    title: Title = ""
    offset: int = 0
    said: str = ""
    due: list[Origin] = []


class MeetingClosed(Event, tag="meeting.closed/1"):
    """A sitting ended; its minutes are made from the entries since it was opened."""

    meeting: int


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


class Departed(Event, tag="person.departed/1"):
    """Somebody left the room."""

    person: PersonId


class BreakBegan(Event, tag="break.began/1"):
    """A break, until a local hour, `20:15`: clocks stand still."""

    until: str


class BreakEnded(Event, tag="break.ended/1"):
    """The break is over."""


class ItemOpened(Event, tag="item.opened/1"):
    """The assembly talks about this item now; the item before it is done.

    `proposal` is the number of the proposal that the item came back for, 0 for none.
    """

    item: Count
    proposal: Count = 0


Position = Literal["agree", "reservations", "stand-aside", "block"]
"""What a person says of a proposal that is tested, in the order of asking."""


class ProposalWritten(Event, tag="proposal.written/1"):
    """`item` is the agenda item that was open, 0 for none."""

    proposal: Count
    text: Text
    title: Title = ""
    proposer: PersonId | None = None
    item: Count = 0


class ProposalAdopted(Event, tag="proposal.adopted/1"):
    """A proposal became a decision, with the date on which it is looked at again.

    `date` is that of the meeting; `counts` the hands that were read back, of `present` members.
    """

    proposal: Count
    decision: Count
    review: Date
    text: str = ""
    counts: dict[Position, Count] = {}
    title: Title = ""
    version: Count = 0
    present: Count = 0
    date: Date | Literal[""] = ""


class LotAccepted(Event, tag="lot.accepted/1"):
    """Somebody drawn said yes, aloud. `days` is the term, or `meetings`, this one counted; neither: tonight.

    `title` is what people call the role, "" where its id says it. With `shadow`, whoever held it until now
    helps.
    """

    draw: str
    role: Token
    person: PersonId
    days: Count = 0
    title: Title = ""
    meetings: Count = 0
    shadow: bool = False
