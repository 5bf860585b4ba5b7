"""What is to be drawn, before anything is fixed: the roles as somebody types them, and who is left out.

    facilitator, timekeeper 2, media contact 1 30 days

It lives on the screen alone: nothing of it is recorded before the hat is closed.
"""

from __future__ import annotations

import re

from msgspec import Struct, field

from kiosk.assembly import State
from kiosk.practices import roles
from kiosk.practices.lot.commands import Freeze, Quick
from kiosk.practices.lot.state import Draw

USUAL: dict[str, int] = {"facilitator": 1, "timekeeper": 1, "minutes": 1}


class Wanted(Struct, frozen=True):
    """A role to be drawn: its id, what people call it, seats, and days of its term (0: this meeting)."""

    role: str
    title: str
    seats: int
    days: int = 0


def token(name: str) -> str:
    """A role's name as an id of lot/1."""
    return re.sub(r"[^a-z0-9._]+", "-", name.casefold()).strip("-")[:32] or "role"


_ROLE = re.compile(r"^\s*(?P<name>.*?)(?:\s+(?P<seats>\d{1,2}))?(?:\s+(?P<days>\d{1,3})\s*(?:d|days?))?\s*$")


def role_said(part: str) -> tuple[str, int, int]:
    """`media contact 2 30 days` as name, seats and days; one seat and no days where none are said."""
    found = _ROLE.match(part)
    if found is None or not found["name"]:
        return "", 0, 0
    return found["name"], max(1, int(found["seats"] or 1)), int(found["days"] or 0)


def as_said(role: Wanted) -> str:
    """A role as `role_said` reads it."""
    if role.days:
        return f"{role.title} {role.seats} {role.days} days"
    return f"{role.title} {role.seats}" if role.seats > 1 else role.title


class Choice(Struct):
    """Seats, titles and days of the roles that were typed, none until then; `excluded` is who is left out."""

    wanted: dict[str, int] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    days: dict[str, int] = field(default_factory=dict)
    excluded: dict[str, str] = field(default_factory=dict)

    def hear(self, said: str) -> None:
        """Take the roles as typed, with commas between them, instead of those before."""
        self.wanted, self.titles, self.days = {}, {}, {}
        for part in said.split(","):
            name, seats, days = role_said(part)
            if name:
                role = token(name)
                self.wanted[role] = seats
                self.titles[role] = name
                if days:
                    self.days[role] = days

    def leave_out(self, person: str) -> None:
        """Leave somebody out; named again, they are in."""
        if self.excluded.pop(person, None) is None:
            self.excluded[person] = "excluded"

    def roles(self, state: State, draw: Draw | None = None) -> dict[str, int]:
        """The roles to be drawn: as typed, as in the open draw, as due, or the usual three."""
        if self.wanted:
            return self.wanted
        if draw is not None:
            return {role.id: role.seats for role in draw.pool.roles}
        sitting = state.meeting.open
        due = roles.due(state.roles, sitting.date) if sitting else []
        for one in due:
            self.titles.setdefault(token(one.title), one.title)
        return {token(one.title): 1 for one in due} or dict(USUAL)

    def title(self, role: str) -> str:
        """What people call a role."""
        return self.titles.get(role) or roles.role_title(role)

    def listed(self, state: State) -> list[Wanted]:
        """The roles to be drawn, to be shown."""
        return [
            Wanted(role, self.title(role), n, self.days.get(role, 0)) for role, n in self.roles(state).items()
        ]

    def freeze(self, state: State, draw: Draw | None) -> Freeze:
        """Close the hat for these."""
        return Freeze(
            roles=self.roles(state, draw),
            excluded=dict(self.excluded),
            days=dict(self.days),
            titles=dict(self.titles),
        )

    def quick(self, state: State) -> Quick:
        """Draw these at once."""
        return Quick(
            roles=self.roles(state),
            excluded=dict(self.excluded),
            days=dict(self.days),
            titles=dict(self.titles),
        )
