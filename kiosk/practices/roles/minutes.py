"""The minutes' chapter on roles given back, and on seats that are vacant since.

The chapter on draws says who was drawn for a role.
"""

from __future__ import annotations

from msgspec import Struct

from kiosk.language import words
from kiosk.practices.blocks import Person, Row, Rows, Said, say
from kiosk.practices.chapter import Chapter, Company, Ended, Evening, Listener, Passage, Place, Sum, Told
from kiosk.practices.messages import Event
from kiosk.practices.roles.asked import role_title
from kiosk.practices.roles.events import Released
from kiosk.practices.roles.rules import State
from kiosk.practices.roles.vacancies import at_the_end
from kiosk.terms import Entry

_, ngettext = words("roles")


class GivenBack(Struct, frozen=True):
    """A role, as people read it, and the person who held it."""

    role: str
    person: Person


class Vacant(Struct, frozen=True):
    """A role, as people read it, and how many of its seats became vacant, or stayed open in a draw."""

    role: str
    seats: int


class Roles(Struct, frozen=True):
    given_back: list[GivenBack] = []
    vacant: list[Vacant] = []


class Giving(Listener):
    """Keeps the roles that were given back, and by whom, and counts the seats that are vacant since."""

    def __init__(self, company: Company) -> None:
        super().__init__(company)
        self._given_back: list[GivenBack] = []
        self._before: dict[str, int] = {}

    def begin(self, state: State) -> None:
        self._before = {role: len(seats) for role, seats in state.vacant.items()}

    def take(self, entry: Entry, event: Event, state: State) -> None:
        if isinstance(event, Released):
            self._given_back.append(GivenBack(role_title(event.role), self.company.person(event.person)))

    def data(self, state: State, ended: Ended) -> Roles | None:
        vacant = [
            Vacant(seats[0].title or role_title(role), n)
            for role, seats in at_the_end(state.vacant, state.drawing).items()
            if (n := len(seats) - self._before.get(role, 0)) > 0
        ]
        return Roles(self._given_back, vacant) if self._given_back or vacant else None


def blocks(data: Roles, evening: Evening) -> Told:
    n = len(data.given_back)
    rows = tuple(Row(each.role, say("{person}", person=each.person)) for each in data.given_back)
    phrase = ngettext("{n} role given back", "{n} roles given back", n)
    passages = [Passage(Place.ENDED, (Rows(rows, say(_("Given back"))),))] if rows else []
    sums = [Sum(Place.ENDED, say(phrase, n=n), also=True)] if rows else []
    if data.vacant:
        open_seats = tuple(Row(each.role, _seats(each.seats)) for each in data.vacant)
        passages.append(Passage(Place.COMES_BACK, (Rows(open_seats, say(_("Vacant, to be drawn"))),)))
    return Told(passages, sums=sums)


def _seats(n: int) -> Said:
    return say(ngettext("{n} seat", "{n} seats", n), n=n)


CHAPTER = Chapter(Roles, Giving, blocks)
