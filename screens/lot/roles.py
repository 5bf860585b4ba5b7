"""What is to be drawn, before anything is fixed: the roles as somebody types them, and who is left out.

    facilitator, treasurer 4 meetings, gardener 1 moon, council 3 90 days staggered, cook tonight

It lives on the screen alone: nothing of it is recorded before the hat is closed.
"""

from __future__ import annotations

import re
from hashlib import sha256
from typing import Any

from msgspec import Struct, field

from kiosk.desk.registry import State
from kiosk.language import NP_, contexts, words
from kiosk.practices import roles
from kiosk.practices.lot.commands import Freeze, Quick, Wish
from kiosk.practices.lot.freeze import left_out
from kiosk.practices.lot.state import Draw
from kiosk.practices.roles.asked import role_title
from kiosk.practices.room import Room
from screens.lot.cells import each_cell, typed

_, ngettext = words("lot_screen")
pgettext, npgettext = contexts("lot_screen")

EVENING = frozenset(
    {NP_("role", "facilitator"), NP_("role", "timekeeper"), NP_("role", "minutes"), NP_("role", "door")}
)
"""Roles of an evening: they end with the meeting where no term is said. All others have a month."""
MONTH = 30
"""Days."""


class Wanted(Struct, frozen=True):
    """A role to be drawn: its id, what people call it, seats, and its term.

    That is so many `days`, `meetings` or `moons`; without any it ends with this meeting.
    """

    role: str
    title: str
    seats: int = 1
    days: int = 0
    meetings: int = 0
    moons: int = 0
    staggered: bool = False


def token(name: str) -> str:
    """Return a role's name as an id of lot/1; a name without a letter of a to z gets one of its own."""
    bare = re.sub(r"[^a-z0-9._]+", "-", name.casefold()).strip("-")[:32]
    return bare or f"role-{sha256(name.casefold().encode()).hexdigest()[:8]}"


def usual() -> list[Wanted]:
    """Return the roles of an evening for which nobody typed anything."""
    titles = (
        pgettext("role", "facilitator"),
        # Translators: the role of whoever watches the clock.
        pgettext("role", "timekeeper"),
        # Translators: the role of whoever takes the minutes, the record of a meeting.
        pgettext("role", "minutes"),
    )
    return [Wanted(token(title), title) for title in titles]


def _of_an_evening() -> set[str]:
    """The ids of such roles, in English and as they are called here."""
    return {*EVENING, *(token(pgettext("role", title)) for title in EVENING)}


_DAYS = {"day": 1, "week": 7, "month": MONTH}


def _units() -> dict[str, str]:
    """What may be typed behind a role: English words, and those of the language of the wall."""
    return {
        # Translators: words that people type behind a role, "council 3 90 days", with a bar between them.
        "day": _either("d|day|days", pgettext("typed behind a role", "day|days")),
        "week": _either("week|weeks", pgettext("typed behind a role", "week|weeks")),
        "month": _either("month|months", pgettext("typed behind a role", "month|months")),
        "meeting": _either("meeting|meetings", pgettext("typed behind a role", "meeting|meetings")),
        "moon": _either("moon|moons", pgettext("typed behind a role", "moon|moons")),
    }


def _either(english: str, own: str) -> str:
    return "|".join(sorted(map(re.escape, {*english.split("|"), *own.split("|")}), key=len, reverse=True))


def _match(part: str) -> re.Match[str] | None:
    """A role as it may be typed: name, seats, term, and whether its seats end one after another."""
    units = "|".join(f"(?P<{unit}>{said})" for unit, said in _units().items())
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
    """The days of a term that nobody said."""
    return 0 if role in _of_an_evening() else MONTH


def role_said(part: str) -> Wanted | None:
    """`media contact 2 30 days`; one seat and the usual term where none are said. None without a name."""
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
    """A role as `role_said` reads it."""
    term = ""
    if role.days:
        term = _("{n} days").format(n=role.days)
    elif role.meetings:
        term = _("{n} meetings").format(n=role.meetings)
    elif role.moons:
        term = _("{n} moons").format(n=role.moons)
    elif usual_days(token(role.title)):
        term = pgettext("typed behind a role", "tonight")
    seats = str(role.seats) if role.seats > 1 or term[:1].isdigit() else ""
    staggered = pgettext("typed behind a role", "staggered") if role.staggered else ""
    return " ".join(word for word in (role.title, seats, term, staggered) if word)


class Choice(Struct):
    """The roles that were typed, none until then; `excluded` is who is left out, and why, in a word. `cells`:
    one of each at least; `quotas` as typed, None until then. `later` are the roles whose turn comes after the
    draw going on, where each has its own cycle. `number` is the draw whose hat was opened again.
    """

    wanted: list[Wanted] = field(default_factory=list)
    excluded: dict[str, str] = field(default_factory=dict)
    cells: bool = False
    quotas: list[Wish] | None = None
    later: list[Wanted] = field(default_factory=list)
    number: str = ""

    def hear(self, said: str) -> None:
        """Take the roles as typed, with commas between them, instead of those before."""
        heard = {role.role: role for part in said.split(",") if (role := role_said(part))}
        self.wanted = list(heard.values())

    def leave_out(self, person: str, why: str = "") -> None:
        """Leave somebody out; named again without another reason, they are in."""
        if self.excluded.pop(person, None) is None or why.strip():
            self.excluded[person] = token(why) if why.strip() else "excluded"

    def opened(self, draw: Draw | None) -> None:
        """The hat of this draw is open again: who had been left out by somebody is out still, and why."""
        if draw is not None and draw.number != self.number:
            self.number, self.excluded = draw.number, left_out(draw.pool)

    def has_cells(self, room: Room) -> bool:
        """Whether anybody who would be in the hat belongs to a cell."""
        return bool(self._present(room))

    def cells_beyond(self, state: State, room: Room, draw: Draw | None = None) -> int:
        """How many cells are here, if no role has a seat for each; else 0."""
        cells, seats = len(self._present(room)), self._seats(self.roles(state, draw))
        return cells if cells > max(seats.values(), default=0) else 0

    def hear_quotas(self, said: str, state: State, room: Room, draw: Draw | None = None) -> None:
        """Take the quotas as typed, instead of those before; raises Refused, saying how."""
        heard = typed(said, self._seats(self.roles(state, draw)), self._present(room))
        self.cells, self.quotas = False, heard

    def listed(self, state: State, draw: Draw | None = None) -> list[Wanted]:
        """The roles to be drawn, one after the other: as typed, as in the open draw, as due, or the usual."""
        if self.wanted:
            return self.wanted
        if draw is not None:
            return [_of(draw, role.id, role.seats) for role in draw.pool.roles]
        sitting = state.meeting.open
        due = roles.rules.to_be_drawn(state.roles, sitting.date) if sitting else []
        return [_due(state, one.title) for one in due] or usual()

    def roles(self, state: State, draw: Draw | None = None) -> list[Wanted]:
        """Those of them that are drawn at once: the first, where each role goes round by itself."""
        listed = self.listed(state, draw)
        return listed[:1] if state.rules.rotation.scope == "role" else listed

    def wishes(self, state: State, room: Room, draw: Draw | None = None) -> list[Wish]:
        """The quotas, of the roles that are drawn at once."""
        now = self.roles(state, draw)
        if self.cells:
            return each_cell(self._seats(now), self._present(room))
        if self.quotas is None and draw is not None:
            return [Wish(q.role, "cell", q.value, q.least, q.most) for q in draw.pool.quotas]
        return [wish for wish in self.quotas or () if any(role.role == wish.role for role in now)]

    def freeze(self, state: State, room: Room, draw: Draw | None = None) -> Freeze:
        """Close the hat for these."""
        return Freeze(**self._said(state, room, draw))

    def quick(self, state: State, room: Room) -> Quick:
        """Draw these at once."""
        return Quick(**self._said(state, room))

    def begun(self, state: State) -> None:
        """The first of them is being drawn; the others come after it."""
        listed = self.listed(state)
        self.later = listed[1:] if state.rules.rotation.scope == "role" else []

    def over(self) -> bool:
        """The draw is done: whether another role is to be drawn now."""
        self.wanted, self.later, self.excluded = self.later, [], {}
        self.cells, self.quotas = False, None
        return bool(self.wanted)

    def _said(self, state: State, room: Room, draw: Draw | None = None) -> dict[str, Any]:
        now = self.roles(state, draw)
        return {
            "roles": self._seats(now),
            "excluded": dict(self.excluded),
            "quotas": self.wishes(state, room, draw),
            "days": {role.role: role.days for role in now if role.days},
            "meetings": {role.role: role.meetings for role in now if role.meetings},
            "moons": {role.role: role.moons for role in now if role.moons},
            "staggered": [role.role for role in now if role.staggered],
            "titles": {role.role: role.title for role in now if role.title != role_title(role.role)},
        }

    def _seats(self, wanted: list[Wanted]) -> dict[str, int]:
        return {role.role: role.seats for role in wanted}

    def _present(self, room: Room) -> list[str]:
        """The cells of those who would be in the hat."""
        members = set(room.members()) - set(self.excluded)
        return sorted({room.cell(person) for person in room.present() if person in members} - {""})


def _of(draw: Draw, role: str, seats: int) -> Wanted:
    """A role as an open draw has it; moons have become days there."""
    days, meetings = draw.days.get(role, 0), draw.meetings.get(role, 0)
    return Wanted(role, draw.title(role), seats, days, meetings, 0, role in draw.staggered)


def _due(state: State, title: str) -> Wanted:
    """A role that comes back: for an evening, if it was drawn for one."""
    role = token(title)
    return Wanted(role, title, 1, 0 if role in state.roles.before else usual_days(role))
