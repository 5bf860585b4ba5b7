"""The choice before a draw: the roles as people type them, and who is left out.

    facilitator, treasurer 4 meetings, gardener 1 moon, council 3 90 days staggered, cook tonight

It is kept on the screen alone: nothing is recorded before the hat is closed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from re import escape as literally
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from kiosk.desk.registry import State
from kiosk.language import NP_, contexts, words
from kiosk.practices import roles
from kiosk.practices.lot.commands import Freeze, Quick, Wish
from kiosk.practices.lot.freeze import held_then, left_out
from kiosk.practices.lot.state import Draw
from kiosk.practices.roles.asked import offices, role_title
from kiosk.practices.room import Room
from screens.lot.cells import each_cell, typed

_, ngettext = words("lot_screen")
pgettext, npgettext = contexts("lot_screen")

EVENING = frozenset(
    {NP_("role", "facilitator"), NP_("role", "timekeeper"), NP_("role", "minutes"), NP_("role", "door")}
)
"""Roles of an evening: without a typed term they end with the meeting. All others last a month."""
MONTH = 30
"""Days."""


class Wanted(Struct, frozen=True):
    """A role to be drawn: its id, its name for people, its seats and its term.

    The term is a number of `days`, `meetings` or `moons`; if all are 0 it ends with this meeting.
    """

    role: str
    title: str
    seats: int = 1
    days: int = 0
    meetings: int = 0
    moons: int = 0
    staggered: bool = False


def token(name: str) -> str:
    """Return a role's name as an id of lot/1; a name without any letter a to z becomes a hash."""
    bare = re.sub(r"[^a-z0-9._]+", "-", name.casefold()).strip("-")[:32]
    return bare or f"role-{sha256(name.casefold().encode()).hexdigest()[:8]}"


def usual() -> list[Wanted]:
    """Return the roles of an evening, for a draw without typed roles."""
    titles = (
        pgettext("role", "facilitator"),
        # Translators: the role of the person who watches the clock.
        pgettext("role", "timekeeper"),
        # Translators: the role of the person who takes the minutes, the record of a meeting.
        pgettext("role", "minutes"),
    )
    return [Wanted(token(title), title) for title in titles]


def _of_an_evening() -> set[str]:
    """Return the ids of these roles, in English and in the present language."""
    return {*EVENING, *(token(pgettext("role", title)) for title in EVENING)}


_DAYS = {"day": 1, "week": 7, "month": MONTH}


def _units() -> dict[str, str]:
    """Return unit -> pattern of its words, in English and in the language of the wall."""
    return {
        # Translators: words that people type behind a role, "council 3 90 days", with a bar between them.
        "day": _either("d|day|days", pgettext("typed behind a role", "day|days")),
        "week": _either("week|weeks", pgettext("typed behind a role", "week|weeks")),
        "month": _either("month|months", pgettext("typed behind a role", "month|months")),
        "meeting": _either("meeting|meetings", pgettext("typed behind a role", "meeting|meetings")),
        "moon": _either("moon|moons", pgettext("typed behind a role", "moon|moons")),
    }


def _either(english: str, own: str) -> str:
    return "|".join(sorted(map(literally, {*english.split("|"), *own.split("|")}), key=len, reverse=True))


def _match(part: str) -> re.Match[str] | None:
    """Match a typed role: name, seats, term, and whether its seats end one after another."""
    units = "|".join(f"(?P<{unit}>{pattern})" for unit, pattern in _units().items())
    # Translators: typed behind a role whose term is this meeting.
    tonight = _either("tonight", pgettext("typed behind a role", "tonight"))
    # Translators: typed behind a role whose seats end one after another, not all at once.
    staggered = _either("staggered", pgettext("typed behind a role", "staggered"))
    return re.match(
        r"^\s*(?P<name>.*?)(?:\s+(?P<seats>\d{1,2}))?"
        rf"(?:\s+(?:(?P<n>\d{{1,3}})\s*(?:{units})|(?P<tonight>{tonight})))?"
        rf"(?:\s+(?P<staggered>{staggered}))?\s*$",
        part,
        re.IGNORECASE,
    )


def usual_days(role: str) -> int:
    """Return the days of a term that was not typed."""
    return 0 if role in _of_an_evening() else MONTH


def role_said(part: str) -> Wanted | None:
    """Return the role typed as `media contact 2 30 days`; None without a name.

    Without a number it has one seat, without a term the usual one.
    """
    found = _match(part)
    if found is None or not found["name"]:
        return None
    name, n = found["name"], int(found["n"] or 0)
    unit = next((unit for unit in _units() if found[unit]), "")
    role = token(name)
    days = n * _DAYS.get(unit, 0)
    if not unit and not found["tonight"]:
        days = usual_days(role)
    return Wanted(
        role,
        name,
        max(1, int(found["seats"] or 1)),
        days,
        n if unit == "meeting" else 0,
        n if unit == "moon" else 0,
        bool(found["staggered"]),
    )


def as_said(role: Wanted) -> str:
    """Return a role as `role_said` reads it."""
    term = ""
    if role.days:
        term = ngettext("{n} day", "{n} days", role.days).format(n=role.days)
    elif role.meetings:
        term = ngettext("{n} meeting", "{n} meetings", role.meetings).format(n=role.meetings)
    elif role.moons:
        term = ngettext("{n} moon", "{n} moons", role.moons).format(n=role.moons)
    elif usual_days(token(role.title)):
        term = pgettext("typed behind a role", "tonight")
    seats = str(role.seats) if role.seats > 1 or term[:1].isdigit() else ""
    staggered = pgettext("typed behind a role", "staggered") if role.staggered else ""
    return " ".join(word for word in (role.title, seats, term, staggered) if word)


class Choice(Struct):
    """The choice for the next draw. `wanted` are the typed roles, empty until then.

    `excluded` is person -> reason in one word, for the whole evening. `also` are people who hold another role
    and are in the hat all the same, for one draw. `cells` is True for at least one of each cell; `quotas` are
    as typed, None until then. `later` are the roles that are drawn after this one, if each has its own cycle.
    `number` and `evening` are the draw and the meeting that this was last compared with.
    """

    wanted: list[Wanted] = field(default_factory=list)
    excluded: dict[str, str] = field(default_factory=dict)
    also: list[str] = field(default_factory=list)
    cells: bool = False
    quotas: list[Wish] | None = None
    later: list[Wanted] = field(default_factory=list)
    number: str = ""
    evening: int = 0

    def hear(self, text: str, known: Sequence[Wanted] = ()) -> None:
        """Replace the roles by those in a line with commas; a `known` title keeps its id."""
        ids = {role.title.casefold(): role.role for role in known}
        said = [role for part in text.split(",") if (role := role_said(part))]
        heard = [replace(role, role=ids.get(role.title.casefold(), role.role)) for role in said]
        self.wanted = list({role.role: role for role in heard}.values())

    def leave_out(self, person: str, why: str = "", holds: bool = False) -> None:
        """Leave a person out, or take the person in again if already out and no reason is given.

        `holds`: the person holds another role, and so is out until let in.
        """
        if why.strip():
            self.excluded[person] = token(why)
        elif self.excluded.pop(person, None) is not None:
            return
        elif holds:
            self.also = [*self.also, person] if person not in self.also else _without(self.also, person)
        else:
            self.excluded[person] = "excluded"

    def remember(self, state: State, room: Room) -> None:
        """Keep the people out who were left out of the last draw of this evening, also after a restart; and
        those in who were let into a hat that is open again."""
        sitting, draw = state.meeting.open, state.lot.draw
        if sitting is not None and sitting.n != self.evening:
            self.evening, self.number, self.excluded, self.also = sitting.n, "", {}, []
        if draw is not None and draw.number != self.number:
            held = held_then(draw.pool, state.roles.holders)
            self.number, self.excluded, self.also = draw.number, left_out(draw.pool, held), []
            if draw.step == "unfrozen":
                held = offices(room).held([role.id for role in draw.pool.roles])
                self.also = [person.id for person in draw.pool.people if person.id in held]

    def has_cells(self, room: Room) -> bool:
        """True if a person who would be in the hat belongs to a cell."""
        return bool(self._present(room))

    def cells_beyond(self, state: State, room: Room, draw: Draw | None = None) -> int:
        """Return the number of present cells if no role has a seat for each; else 0."""
        cells, seats = len(self._present(room)), self._seats(self.roles(state, draw))
        return cells if cells > max(seats.values(), default=0) else 0

    def hear_quotas(self, text: str, state: State, room: Room, draw: Draw | None = None) -> None:
        """Replace the quotas by those typed; raises Refused with a sentence."""
        heard = typed(
            text,
            self._seats(self.roles(state, draw)),
            {cell: room.cell_name(cell) for cell in self._present(room)},
        )
        self.cells, self.quotas = False, heard

    def listed(self, state: State, draw: Draw | None = None) -> list[Wanted]:
        """Return all roles to be drawn: as typed, else as in the open draw, else as due, else the usual
        ones."""
        if self.wanted:
            return self.wanted
        if draw is not None:
            return [_in_draw(draw, role.id, role.seats) for role in draw.pool.roles]
        return due(state) or usual()

    def roles(self, state: State, draw: Draw | None = None) -> list[Wanted]:
        """Return the roles that are drawn at once: only the first if each role has its own cycle."""
        listed = self.listed(state, draw)
        return listed[:1] if state.rules.rotation.scope == "role" else listed

    def wishes(self, state: State, room: Room, draw: Draw | None = None) -> list[Wish]:
        """Return the quotas of the roles that are drawn at once."""
        at_once = self.roles(state, draw)
        if self.cells:
            return each_cell(self._seats(at_once), self._present(room))
        if self.quotas is None and draw is not None:
            return [Wish(q.role, "cell", q.value, q.least, q.most) for q in draw.pool.quotas]
        return [wish for wish in self.quotas or () if any(role.role == wish.role for role in at_once)]

    def freeze(self, state: State, room: Room, draw: Draw | None = None) -> Freeze:
        """Return the command that closes the hat for this choice."""
        return Freeze(**self._fields(state, room, draw))

    def quick(self, state: State, room: Room) -> Quick:
        """Return the command that draws this choice at once."""
        return Quick(**self._fields(state, room))

    def begun(self, state: State) -> None:
        """Note that the first role is being drawn; the others come later."""
        listed = self.listed(state)
        self.later = listed[1:] if state.rules.rotation.scope == "role" else []

    def over(self) -> bool:
        """Forget the finished draw; True if another role is to be drawn now."""
        self.wanted, self.later, self.also = self.later, [], []
        self.cells, self.quotas = False, None
        return bool(self.wanted)

    def _fields(self, state: State, room: Room, draw: Draw | None = None) -> dict[str, Any]:
        at_once = self.roles(state, draw)
        return {
            "roles": self._seats(at_once),
            "excluded": dict(self.excluded),
            "also": list(self.also),
            "quotas": self.wishes(state, room, draw),
            "days": {role.role: role.days for role in at_once if role.days},
            "meetings": {role.role: role.meetings for role in at_once if role.meetings},
            "moons": {role.role: role.moons for role in at_once if role.moons},
            "staggered": [role.role for role in at_once if role.staggered],
            "titles": {role.role: role.title for role in at_once if role.title != role_title(role.role)},
        }

    def _seats(self, wanted: list[Wanted]) -> dict[str, int]:
        return {role.role: role.seats for role in wanted}

    def _present(self, room: Room) -> list[str]:
        """Return the cells of the people who would be in the hat."""
        members = set(room.members()) - set(self.excluded)
        return sorted({room.cell(person) for person in room.present() if person in members} - {""})


def _in_draw(draw: Draw, role: str, seats: int) -> Wanted:
    """Return a role as in an open draw, where moons are already days."""
    days, meetings = draw.days.get(role, 0), draw.meetings.get(role, 0)
    return Wanted(role, draw.title(role), seats, days, meetings, 0, role in draw.staggered)


def due(state: State) -> list[Wanted]:
    """Return the roles that are to be drawn in the open meeting, with what is left of the terms of vacant
    seats."""
    sitting = state.meeting.open
    wanted = roles.rules.wanted(state.roles, sitting.date) if sitting else {}
    return [
        _due(state, role, drawn.title or role_title(role), len(drawn.people), sitting.date if sitting else "")
        for role, drawn in wanted.items()
    ]


def _due(state: State, role: str, title: str, people: int, today: str) -> Wanted:
    """Return a role that is due again: for what is left of a vacant seat's term, else for as long as such a
    role was drawn for, an evening or the usual days."""
    seats = state.roles.vacant.get(role, [])
    if not seats or people:
        days = 0 if role in state.roles.before else usual_days(role)
        return Wanted(role, title, max(1, people), days)
    seat = seats[0]
    days = seat.days
    if seat.until:
        left = (date.fromisoformat(seat.until) - date.fromisoformat(today)).days
        days = left if left > 0 else usual_days(role)
    return Wanted(role, title, seats.count(seat), days, seat.meetings)


def _without(people: Sequence[str], person: str) -> list[str]:
    return [other for other in people if other != person]
