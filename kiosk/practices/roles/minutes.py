"""The minutes' chapter on roles given back. The chapter on draws says who was drawn for one."""

from __future__ import annotations

from msgspec import Struct

from kiosk.language import words
from kiosk.practices.blocks import Person, Row, Rows, say
from kiosk.practices.chapter import Chapter, Company, Ended, Evening, Listener, Passage, Place, Sum, Told
from kiosk.practices.messages import Event
from kiosk.practices.roles.asked import role_title
from kiosk.practices.roles.events import Released
from kiosk.practices.roles.rules import State
from kiosk.terms import Entry

_, ngettext = words("roles")


class GivenBack(Struct, frozen=True):
    """A role, as people read it, and the person who held it."""

    role: str
    person: Person


class Roles(Struct, frozen=True):
    given_back: list[GivenBack] = []


class Giving(Listener):
    """Keeps the roles that were given back, and by whom."""

    def __init__(self, company: Company) -> None:
        super().__init__(company)
        self._given_back: list[GivenBack] = []

    def take(self, entry: Entry, event: Event, state: State) -> None:
        if isinstance(event, Released):
            self._given_back.append(GivenBack(role_title(event.role), self.company.person(event.person)))

    def data(self, state: State, ended: Ended) -> Roles | None:
        return Roles(self._given_back) if self._given_back else None


def blocks(data: Roles, evening: Evening) -> Told:
    n = len(data.given_back)
    rows = tuple(Row(each.role, say("{person}", person=each.person)) for each in data.given_back)
    phrase = ngettext("{n} role given back", "{n} roles given back", n)
    return Told(
        [Passage(Place.ENDED, (Rows(rows, say(_("Given back"))),))],
        sums=[Sum(Place.ENDED, say(phrase, n=n), also=True)],
    )


CHAPTER = Chapter(Roles, Giving, blocks)
