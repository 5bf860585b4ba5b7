"""Whole evenings on the floor, played from a list of random acts, with a ledger that is kept apart.

The desk's own parts decide and fold; only the card is left out, so that hundreds of evenings take seconds.
The ledger knows nothing of the floor's state: it counts turns, time and requests from what was recorded, as
a person with a pencil would.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from random import Random

import msgspec
from hypothesis import strategies as st

from kiosk.desk.fold import Assembly
from kiosk.desk.folding import pack
from kiosk.desk.live_room import LiveRoom
from kiosk.desk.registry import REGISTRY
from kiosk.errors import Refused
from kiosk.practices.agenda.commands import Open as OpenItem
from kiosk.practices.agenda.events import ItemOpened
from kiosk.practices.floor import commands, events
from kiosk.practices.floor.order import Lists, queue
from kiosk.practices.floor.state import Waiting
from kiosk.practices.meeting.rules import Arrive, Depart
from kiosk.practices.messages import Command, Event, event_kind
from kiosk.terms import Entry, Stamp
from tests.practices.play import Play

Act = tuple[str, int, int]
"""What happens, to whom (a number), and how many seconds pass before it."""
ACTS = (
    *("ask",) * 26,
    *("next",) * 16,
    *("lower",) * 8,
    *("end", "arrive", "pass", "pass") * 3,
    *("leave", "item", "withdraw", "put back", "hand over", "question", "order", "round"),
)


def acts_of(seed: int, length: int) -> list[Act]:
    """Return the first acts of the evening `seed`: a shorter one begins like a longer one."""
    chance = Random(seed)
    return [(chance.choice(ACTS), chance.randrange(6), chance.randrange(1, 200)) for _act in range(length)]


EVENINGS = st.builds(acts_of, st.integers(0, 2**32), st.integers(20, 120))


class Turn(msgspec.Struct):
    """A turn as the ledger has it: `asked` is the entry that gave the place on the list."""

    person: str
    kind: str
    since: int
    asked: int
    in_round: bool = False


class Ledger:
    """What a person with a pencil notes: who waits since which entry, turns, seconds, the round."""

    def __init__(self) -> None:
        self.waiting: dict[str, int] = {}
        self.letting: dict[str, int] = {}
        self.turns: Counter[str] = Counter()
        self.ms: Counter[str] = Counter()
        self.now: Turn | None = None
        self.before: Turn | None = None
        self.left: list[str] = []
        self.asked: list[str] = []
        self.item, self.seed = 0, ""

    def had(self, person: str) -> int:
        """Return the turns of a person, with the one that is going on."""
        running = self.now is not None and self.now.kind == "contribution" and self.now.person == person
        return self.turns[person] + running

    def equals(self, here: list[str]) -> list[str]:
        """Return who waits here, without people who still let others go first."""
        waiting = {person: n for person, n in self.waiting.items() if person in here}
        return [
            person
            for person in waiting
            if not any(n < self.letting.get(person, 0) for other, n in waiting.items() if other != person)
        ]

    def finish(self, ms: int) -> None:
        if self.now is None:
            return
        if self.now.kind != "order":
            self.ms[self.now.person] += ms - self.now.since
        self.turns[self.now.person] += self.now.kind == "contribution"
        self.before, self.now = self.now, None

    def note(self, event: Event, n: int, ms: int) -> None:
        match event:
            case events.Asked(person=person, speak="contribution"):
                self.waiting[person] = n
            case events.Withdrew(person=person, speak="contribution"):
                self.forget(person)
            case events.Lowered(person=person, speak="contribution"):
                self.letting[person] = n
            case events.TurnBegan(person=person, speak=kind):
                self.finish(ms)
                turn = Turn(person, kind, ms, n)
                if kind == "contribution" and person in self.left:
                    self.ask_in_turn(person)
                    turn.in_round = True
                elif kind == "contribution":
                    turn.asked = self.forget(person)
                self.now = turn
            case events.TurnEnded():
                self.finish(ms)
            case events.TurnHandedOver(to=to):
                self.finish(ms)
                self.now = Turn(to, "contribution", ms, n)
            case events.TurnPutBack(person=person):
                self.put_back(person, ms)
            case events.RoundBegan(people=people):
                self.left, self.asked = list(people), []
            case events.Passed(person=person):
                self.ask_in_turn(person)
            case events.RuleSet(seed=seed):
                self.seed = seed
            case ItemOpened(item=item):
                self.finish(ms)
                self.waiting, self.letting, self.left, self.asked, self.item = {}, {}, [], [], item
            case _:
                pass

    def ask_in_turn(self, person: str) -> None:
        self.left.remove(person)
        self.asked.append(person)

    def forget(self, person: str) -> int:
        self.letting.pop(person, None)
        return self.waiting.pop(person, 0)

    def put_back(self, person: str, ms: int) -> None:
        if self.now is not None:
            self.finish(ms)
        turn, self.before = self.before, None
        if turn is None or turn.kind != "contribution":
            return
        self.turns[person] -= 1
        if turn.in_round and person in self.asked:
            self.asked.remove(person)
            self.left.insert(0, person)
        elif not (turn.in_round and person in self.left):
            self.waiting.setdefault(person, turn.asked)


class Evening:
    """An evening of six people, of whom five are here at the beginning, with six items.

    So few, because what one person does must often meet what another does.
    """

    def __init__(self, play: Play, rule: events.Rule) -> None:
        self._play = play
        self.assembly = Assembly.at(pack(play.state), play.desk.journal.size, play.desk.assembly.last)
        self.room = LiveRoom(self.assembly, play.desk.journal, play.desk.beside.names)
        self.ms, self.ledger, self.recorded = 1000, Ledger(), list[Event]()
        self.people = list(self.assembly.state.roster.members)
        self.lists = Lists([], {person: at % 3 for at, person in enumerate(self.people)})
        self.ask(commands.SetRule(rule=rule, scope="meeting", lists=3))

    @property
    def line(self) -> list[Waiting]:
        return queue(self.assembly.state.floor, self.room.present(), self.lists)

    def ask(self, command: Command) -> Event | None:
        """Decide, complete and fold a command; returns the event, None if it was refused."""
        practice, state = REGISTRY.commands[type(command)], self.assembly.state
        now = Stamp("2026-11-22T18:00:00.000Z", "1f2e3d4c", self.ms, "ok")
        try:
            event = practice.decide(getattr(state, practice.name), self.room, command, now)
        except Refused:
            return None
        if practice.complete is not None:
            event = practice.complete(getattr(state, practice.name), event, command, self._play.desk.beside)
        entry = Entry(self.assembly.size, event_kind(event), now.at, now.boot, now.up, now.clock)
        for name, fold in REGISTRY.kinds[entry.kind].folds:
            fold(getattr(state, name), event, entry)
        self.assembly.size, self.assembly.last = entry.n + 1, entry
        self.ledger.note(event, entry.n, self.ms)
        self.recorded.append(event)
        return event

    def play(self, acts: list[Act], look: Callable[[Waiting], None]) -> None:
        """Play; `look` is called before the head of the list is called for a contribution of the rule."""
        for act, number, seconds in acts:
            self.ms += 1000 * seconds
            self.act(act, self.people[number], look)

    def act(self, act: str, person: str, look: Callable[[Waiting], None]) -> None:
        turn = self.assembly.state.floor.turn
        speaker = turn.person if turn else ""
        match act:
            case "next" if line := self.line:
                first = line[0]
                if first.kind == "contribution" and not first.round:
                    look(first)
                assert self.ask(commands.Begin(person=first.person, after=speaker, kind=first.kind))
            case "next" | "end":
                self.ask(commands.End(person=speaker or person))
            case "ask":
                self.ask(commands.Ask(person=person))
            case "question":
                self.ask(commands.Ask(person=person, kind="clarifying"))
            case "order":
                self.ask(commands.Ask(person=person, kind="order"))
            case "leave":
                self.ask(Depart(person=person))
            case "arrive":
                self.ask(Arrive(person=person))
            case "item":
                self.ask(OpenItem(item=self.ledger.item + 1, believes=self.ledger.item))
            case "lower":
                self.ask(commands.Lower(person=person))
            case "withdraw":
                self.ask(commands.Withdraw(person=person))
            case "put back":
                before = self.assembly.state.floor.before
                self.ask(commands.PutBack(person=speaker or (before.person if before else person)))
            case "hand over":
                self.ask(commands.HandOver(person=speaker or person, to=person))
            case "round":
                self.ask(commands.BeginRound())
            case "pass" if (going := self.assembly.state.floor.round) and going.left:
                self.ask(commands.Pass(person=going.left[0]))
            case _:
                pass
