"""Answers what practices ask of each other (`kiosk.practices.room.Room`), from the live state.

It only reads; it decides nothing, and it is the one place that knows all practices' states at once.
"""

from __future__ import annotations

from kiosk.desk.fold import Assembly
from kiosk.desk.registry import State
from kiosk.journal.journal import Journal
from kiosk.journal.names import Names
from kiosk.left_out import LeftOut
from kiosk.practices import decision, proposal, roles, rules
from kiosk.practices.contract import Origin
from kiosk.practices.rules.events import RotationRule
from kiosk.terms import Stamp
from kiosk.typed.look_alikes import folded, looks

MOST_DUE = 60
"""Things that come back in one meeting, at most: an entry has 64 KiB. The rest is due the next time."""


class Answers:
    """A Room over the live assembly, its journal and the names beside it."""

    def __init__(self, assembly: Assembly, journal: Journal, names: Names) -> None:
        self._assembly, self._journal, self._names = assembly, journal, names

    @property
    def _now(self) -> State:
        return self._assembly.state

    def name(self, person: str) -> str:
        return self._names.name(person)

    def named(self, name: str) -> list[str]:
        wanted = folded(name)
        people = [*self._now.roster.members, *self._now.roster.guests]
        return [person for person in people if folded(self._names.name(person)) == wanted]

    def alike(self, name: str) -> list[str]:
        wanted, people = looks(name), [*self._now.roster.members, *self._now.roster.guests]
        return [person for person in people if not wanted.isdisjoint(looks(self._names.name(person)))]

    def known(self, person: str) -> bool:
        return person in self._now.roster.members or person in self._now.roster.guests

    def members(self) -> list[str]:
        return list(self._now.roster.members)

    def cell(self, person: str) -> str:
        return self._now.roster.members.get(person, "")

    def present(self) -> list[str]:
        sitting = self._now.meeting.open
        return list(sitting.here) if sitting else []

    def meeting(self) -> int:
        sitting = self._now.meeting.open
        return sitting.number if sitting else 0

    def on_break(self) -> bool:
        sitting = self._now.meeting.open
        return bool(sitting and sitting.break_until)

    def item(self) -> int:
        return self._now.agenda.open

    def quorum(self) -> int:
        return rules.rules.quorum_of(self._now.rules, len(self._now.roster.members))

    def turn_seconds(self) -> int:
        return self._now.rules.turn_seconds

    def stand_aside_limit(self) -> int:
        return self._now.rules.stand_aside

    def rotation(self) -> RotationRule:
        return self._now.rules.rotation

    def rotates(self) -> bool:
        return self._now.rules.rotation.scope != "none" and bool(self._now.lot.rotation.cycles)

    def decided(self, number: int) -> bool:
        return number in self._now.decision.live

    def date(self) -> str:
        sitting = self._now.meeting.open
        return sitting.date if sitting else ""

    def slug(self) -> str:
        """From the origin `assembly-kiosk/<slug>-<8 hex>`."""
        return self._now.record.origin.rpartition("/")[2].rpartition("-")[0][:32].strip("-") or "assembly"

    def root(self) -> bytes:
        return self._journal.root

    def unsigned(self) -> int:
        return self._journal.size - self._journal.signed_size

    def locked(self) -> bool:
        return self._journal.locked

    def damage(self) -> list[str]:
        return self._journal.damage

    def left_out(self) -> LeftOut:
        return self._assembly.left_out

    def due(self, date: str) -> list[Origin]:
        now = self._now
        return [
            *now.agenda.carried,
            *proposal.state.due(now.proposal, date, [item.id for item in now.agenda.kept]),
            *decision.rules.due(now.decision, date),
            *roles.rules.due(now.roles, date),
        ][:MOST_DUE]

    def last_act(self) -> tuple[int, str] | None:
        return self._assembly.last_act()

    def check_undo(self, n: int) -> None:
        self._assembly.check_undo(n)

    def stamp(self) -> Stamp:
        last = self._assembly.last
        if last is None:
            return Stamp("1970-01-01T00:00:00.000Z", "00000000", 0, "unsure")
        return Stamp(last.at, last.boot, last.up, last.clock)
