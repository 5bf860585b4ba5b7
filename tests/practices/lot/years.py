"""A year of meetings, with offices that go round: people come, stay away, say no, join and leave by chance.

The desk's own parts decide and fold; only the card is left out, so that a year takes a blink. The ledger
knows nothing of the rotation's state: it counts what was recorded, as a person with a pencil would.
"""

from __future__ import annotations

from random import Random

from msgspec import Struct, field
from msgspec.structs import replace

from kiosk.desk.fold import Assembly
from kiosk.desk.folding import pack
from kiosk.desk.live_room import LiveJournal, LiveRoom
from kiosk.desk.registry import REGISTRY
from kiosk.errors import Refused
from kiosk.practices.lot.commands import Accept, Decline, Quick
from kiosk.practices.lot.events import Declined, DrawnQuickly, LotAccepted
from kiosk.practices.lot.pool import Pool
from kiosk.practices.lot.state import Draw
from kiosk.practices.meeting.rules import Arrive, Close, Open
from kiosk.practices.messages import Command, Event, event_kind
from kiosk.practices.roles.rules import Held, Release
from kiosk.practices.roster.rules import AddMember, Leave
from kiosk.practices.rules.rules import SetRotation
from kiosk.terms import Entry, Stamp, wall_text
from tests.practices.play import Play

FIRST_DAY = 1_795_374_000_000
WEEK = 7 * 86_400_000
OFFICES: dict[str, dict[str, int]] = {
    "facilitator": {},
    "treasurer": {"meetings": 4},
    "keys": {"days": 30},
    "council": {"meetings": 9, "seats": 3},
}
"""What is drawn: its term, and its seats if it has more than one."""


class Habits(Struct, frozen=True):
    """How a year goes: how often somebody stays away or says no, and how many always say no."""

    seed: int
    people: int = 9
    meetings: int = 26
    away: float = 0.3
    no: float = 0.1
    never: int = 0
    leaving: float = 0.02
    joining: float = 0.05
    giving_back: float = 0.0


class Asked(Struct):
    """An answer in a draw: who was asked for which role, and whether the answer was yes."""

    role: str
    person: str
    yes: bool
    event: Event


class Drawn(Struct):
    """One draw as the ledger has it: the pool, who was here, who held what before it, and all answers.

    `places` is the seat that each person was drawn for, from 1; who follows a no takes that person's.
    """

    meeting: int
    role: str
    pool: Pool
    here: list[str]
    held: dict[str, list[str]]
    places: dict[str, int]
    answers: list[Asked] = field(default_factory=list)

    @property
    def inside(self) -> list[str]:
        return [person.id for person in self.pool.people]

    @property
    def took(self) -> list[str]:
        """Return who said yes, in the order of saying so."""
        return [asked.person for asked in self.answers if asked.yes]


class Rootless(LiveJournal):
    """A journal whose root does not depend on its key, so that a year is the same each time."""

    def root(self) -> bytes:
        return bytes(32)


class Year:
    """Plays meetings; `drawn` has every draw, `refused` the sentences of those that could not be drawn.

    `joined` has how many draws there were before somebody joined; `forgotten` has offices with a free seat
    that were on no agenda by themselves.
    """

    def __init__(self, play: Play, habits: Habits, rule: SetRotation, offices: tuple[str, ...]) -> None:
        self._play, self.habits, self.offices = play, habits, offices
        self.chance = Random(habits.seed)
        self.assembly = Assembly.at(pack(play.state), play.desk.journal.size, play.desk.assembly.last)
        self.room = LiveRoom(self.assembly, play.desk.journal, play.desk.beside.names)
        self.room.journal = Rootless(self.assembly, play.desk.journal)
        self.ms = 0
        self.drawn: list[Drawn] = []
        self.refused: list[str] = []
        self.joined: dict[str, int] = {}
        self.forgotten: list[tuple[int, str]] = []
        self.ask(rule)
        for number in range(habits.people):
            self.ask(AddMember(name=f"Person {number}", here=False))
        self.never = self.chance.sample(self.members, habits.never)

    @property
    def members(self) -> list[str]:
        return list(self.assembly.state.roster.members)

    def ask(self, command: Command) -> Event:
        """Decide, complete and fold a command, as the desk does, but record it nowhere. Raises Refused."""
        practice, state = REGISTRY.commands[type(command)], self.assembly.state
        now = Stamp(wall_text(FIRST_DAY + self.ms), "1f2e3d4c", self.ms, "ok")
        self.ms += 1000
        event: Event = practice.decide(getattr(state, practice.name), self.room, command, now)
        if isinstance(event, DrawnQuickly):
            event = replace(event, kiosk=self.chance.randbytes(32).hex())
        elif practice.complete is not None:
            beside = self._play.desk.beside
            event = practice.complete(getattr(state, practice.name), event, command, beside)
        entry = Entry(self.assembly.size, event_kind(event), now.at, now.boot, now.up, now.clock)
        for name, fold in REGISTRY.kinds[entry.kind].folds:
            fold(getattr(state, name), event, entry)
        self.assembly.size, self.assembly.last = entry.n + 1, entry
        return event

    def play(self) -> Year:
        for meeting in range(1, self.habits.meetings + 1):
            self._between()
            self.ms = meeting * WEEK
            self.ask(Open())
            self._notice(meeting)
            for person in self.members:
                if self.chance.random() >= self.habits.away:
                    self.ask(Arrive(person=person))
            for role in self.offices:
                self._draw(meeting, role)
            self.ask(Close())
        return self

    def _running(self) -> list[Held]:
        """Return the terms that have not ended by today."""
        date = self.room.date()
        return [held for held in self.assembly.state.roles.held if not held.until or held.until > date]

    def _free(self, role: str) -> int:
        """Return how many seats of an office nobody holds."""
        return OFFICES[role].get("seats", 1) - sum(held.role == role for held in self._running())

    def _notice(self, meeting: int) -> None:
        """Note each office with a free seat that is not on the agenda of this meeting by itself."""
        due = {item.title for item in self.assembly.state.agenda.items}
        known = {drawn.role for drawn in self.drawn}
        self.forgotten += [(meeting, role) for role in known if self._free(role) and role not in due]

    def _between(self) -> None:
        """Let people join, leave, and give a role back."""
        if self.chance.random() < self.habits.joining:
            self.ask(AddMember(name=f"Newcomer {self.ms}", here=False))
            self.joined[self.members[-1]] = len(self.drawn)
        for person in self.members:
            if len(self.members) > 3 and self.chance.random() < self.habits.leaving:
                self.ask(Leave(member=person))
        for held in list(self.assembly.state.roles.held):
            if self.chance.random() < self.habits.giving_back:
                self.ask(Release(role=held.role, person=held.person))

    def _draw(self, meeting: int, role: str) -> None:
        """Draw the free seats of an office, and ask, in any order, until everybody has answered."""
        free = self._free(role)
        if not free:
            return
        held: dict[str, list[str]] = {}
        for each in self._running():
            held.setdefault(each.person, []).append(each.role)
        terms = {unit: {role: n} for unit, n in OFFICES[role].items() if unit != "seats"}
        staggered = [role] if free > 1 else []
        try:
            self.ask(Quick(roles={role: free}, staggered=staggered, **terms))  # type: ignore[arg-type]
        except Refused as refused:
            self.refused.append(refused.sentence)
            return
        places = {person: n for n, person in enumerate(self._now.seated[role], 1)}
        now = Drawn(meeting, role, self._now.pool, self.room.present(), held, places)
        self.drawn.append(now)
        while waiting := self._now.waiting():
            _role, person = self.chance.choice(waiting)
            no = person in self.never or self.chance.random() < self.habits.no
            event = self.ask((Decline if no else Accept)(role=role, person=person))
            assert isinstance(event, Declined | LotAccepted)
            now.answers.append(Asked(role, person, not no, event))
            if no:
                place, seated = places[person], self._now.seated[role]
                places.update({instead: place for instead in seated if instead not in places})

    @property
    def _now(self) -> Draw:
        draw = self.assembly.state.lot.draw
        assert draw is not None
        return draw
