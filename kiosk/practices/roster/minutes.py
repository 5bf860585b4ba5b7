"""The minutes' chapter on the roster: how many joined and left. The summary has it only if nothing else."""

from __future__ import annotations

from msgspec import Struct

from kiosk.language import words
from kiosk.practices.blocks import say
from kiosk.practices.chapter import Chapter, Company, Ended, Evening, Listener, Place, Sum, Told
from kiosk.practices.messages import Event
from kiosk.practices.roster.events import MemberJoined, MemberLeft
from kiosk.practices.roster.rules import State
from kiosk.terms import Entry

_, ngettext = words("roster")


class Joining(Struct, frozen=True):
    """How many people joined the assembly in this sitting, and how many left it."""

    joined: int = 0
    left: int = 0


class Counting(Listener):
    """Counts, and keeps no names: who was here is in the chapter on the meeting."""

    def __init__(self, company: Company) -> None:
        super().__init__(company)
        self._joined = self._left = 0

    def take(self, entry: Entry, event: Event, state: State) -> None:
        self._joined += isinstance(event, MemberJoined)
        self._left += isinstance(event, MemberLeft)

    def data(self, state: State, ended: Ended) -> Joining | None:
        return Joining(self._joined, self._left) if self._joined or self._left else None


def blocks(data: Joining, evening: Evening) -> Told:
    counted = (
        (data.joined, ngettext("{n} member joined", "{n} members joined", data.joined)),
        (data.left, ngettext("{n} member left the assembly", "{n} members left the assembly", data.left)),
    )
    return Told(sums=[Sum(Place.BELONGS, say(told, n=n), also=True) for n, told in counted if n])


CHAPTER = Chapter(Joining, Counting, blocks)
