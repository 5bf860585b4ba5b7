"""Random evenings: random commands, plausible enough to reach most of what an assembly does.

A command is made from its type alone (`kiosk.terms`), with ids and numbers that the state holds at that
moment, so a later practice is played without any change here. Between commands time passes,
clocks go wrong, the kiosk is restarted, the power fails. A text with a pattern of its own needs an example
in `EXAMPLES`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from random import Random
from typing import Any, cast

import msgspec
from msgspec import inspect

from kiosk.desk.desk import Answer
from kiosk.practices.messages import Command, command_name
from kiosk.terms import local, local_date, wall_ms, wall_text
from tests.practices.play import DAY, Play

NAMES = ("Ana", "Bahar", "Chris", "Jérôme", "Rie", "ana", "[/]", "x" * 60, "李", "يوسف", "O\u0308zlem")
TEXTS = (
    "",
    "We pay 30 %.",
    "We pay 40 %,\nreviewed.",
    "no",
    "[@click=app.quit]Ana[/]",
    "\u202eevil",
    "é" * 900,
)
TOKENS = ("facilitator", "timekeeper", "minutes", "north", "south", "en")
EXAMPLES = ("20:15", "7:05", "m001", "g001", "001", "0" * 8, "0" * 64)
WEIGHTS = {
    "undo": 5.0,
    "meeting.close": 0.1,
    "meeting.leave": 0.1,
    "meeting.break": 0.1,
    "roster.leave": 0.1,
    "roster.forget": 0.03,
    "roster.rename": 0.2,
    "rules.quorum": 0.1,
    "rules.stand-aside": 0.1,
    "proposal.write": 0.1,
    "proposal.amend": 0.1,
    "proposal.choose": 0.1,
    "proposal.defer": 0.03,
    "proposal.withdraw": 0.03,
    "rules.rotation": 0.05,
    "lot.freeze": 0.1,
    "lot.word": 0.1,
    "lot.abort": 0.3,
    "lot.unfreeze": 0.03,
    "floor.close": 0.1,
    "floor.rule": 0.3,
    "floor.item": 0.3,
    "floor.round": 0.1,
}
"""The frequency of a command, 1 unless given here: rare ones would make others impossible."""
ROADS: tuple[tuple[dict[str, object], ...], ...] = (
    (
        {"do": "proposal.write", "text": "We pay 40 %."},
        {"do": "proposal.read"},
        {"do": "proposal.count", "position": "agree", "number": 2},
        {"do": "proposal.count", "position": "reservations", "number": 1},
        {"do": "proposal.count", "position": "stand-aside", "number": 0},
        {"do": "proposal.count", "position": "block", "number": 0},
        {"do": "proposal.read-back"},
        {"do": "proposal.adopt", "review": "2090-01-01"},
        {"do": "decision.review", "decision": 1, "outcome": "keep", "review": "2091-01-01"},
        {"do": "decision.review", "decision": 1, "outcome": "repeal"},
    ),
    (
        {"do": "lot.abort"},
        {"do": "lot.freeze", "roles": {"facilitator": 1}, "throw": "dice", "count": 12},
        {"do": "lot.commit"},
        {"do": "lot.unfreeze"},
        {"do": "lot.freeze", "roles": {"facilitator": 2}, "throw": "dice", "count": 12},
        {"do": "lot.commit"},
        {"do": "lot.word", "word": "river"},
        {"do": "lot.correct", "text": "rivers"},
        {"do": "lot.throw", "symbols": "4 1 5 2"},
        {"do": "lot.throw", "symbols": "6 6 3 1 4 2 5 3"},
        {"do": "lot.reveal"},
    ),
    (
        {"do": "proposal.write", "text": "We pay 90 %."},
        {"do": "proposal.read"},
        {"do": "proposal.count", "position": "agree", "number": 1},
        {"do": "proposal.count", "position": "reservations", "number": 1},
        {"do": "proposal.count", "position": "stand-aside", "number": 0},
        {"do": "proposal.count", "position": "block", "number": 0},
        {"do": "proposal.read-back"},
        {"do": "proposal.reject"},
    ),
    (
        {"do": "proposal.write", "text": "We pay 10 %."},
        {"do": "proposal.amend", "text": "We pay 20 %."},
        {"do": "proposal.withdraw"},
        {"do": "proposal.write", "text": "We pay 30 %."},
        {"do": "proposal.defer"},
    ),
    (
        {"do": "agenda.adopt", "items": [{"title": "Roof", "planned": 1200}], "instead": True},
        {"do": "agenda.spread"},
    ),
    (
        {"do": "meeting.break", "until": "20:15"},
        {"do": "undo"},
    ),
    (
        {"do": "floor.ask", "person": "m001"},
        {"do": "floor.ask", "person": "m002"},
        {"do": "turn.begin", "person": "m001"},
        {"do": "floor.ask", "person": "m003", "kind": "interposed"},
        {"do": "turn.begin", "person": "m003", "after": "m001"},
        {"do": "turn.end", "person": "m003"},
        {"do": "turn.end", "person": "m001"},
        {"do": "turn.handover", "person": "m001", "to": "m004"},
        {"do": "turn.putback", "person": "m004"},
    ),
    (
        {"do": "floor.ask", "person": "m003"},
        {"do": "floor.ask", "person": "m004"},
        {"do": "floor.lower", "person": "m003"},
        {"do": "floor.ask", "person": "m005", "kind": "order", "category": "rules"},
        {"do": "floor.ordinary", "person": "m005"},
        {"do": "floor.round"},
        {"do": "floor.pass", "person": "m001"},
        {"do": "floor.close"},
        {"do": "floor.reopen"},
    ),
    (
        {"do": "proposal.write", "text": "Roles go round."},
        {"do": "proposal.read"},
        {"do": "proposal.count", "position": "agree", "number": 3},
        {"do": "proposal.count", "position": "reservations", "number": 0},
        {"do": "proposal.count", "position": "stand-aside", "number": 0},
        {"do": "proposal.count", "position": "block", "number": 0},
        {"do": "proposal.read-back"},
        {"do": "proposal.adopt", "review": "2026-11-23"},
        {"do": "rules.rotation", "scope": "role", "decision": 1},
        {"do": "meeting.close"},
        {"do": "meeting.open", "said": "2026-11-24T19:00"},
    ),
    (
        {"do": "clock.attest", "said": "2026-11-22T19:50"},
        {"do": "undo"},
    ),
    (
        {"do": "lot.abort"},
        {"do": "lot.freeze", "roles": {"minutes": 1}},
        {"do": "undo"},
        {"do": "lot.freeze", "roles": {"minutes": 1}},
        {"do": "lot.commit"},
        {"do": "lot.abort"},
    ),
    ({"do": "rules.language", "language": "en"},),
)
"""Steps that chance alone would seldom take in order; a road ends where a step is refused."""
IDEAS = 5


class Evening:
    """Plays at random on `play`; the same `chance` gives the same evening.

    A meeting is open with eight members in it. Commands that were seldom possible are tried first; at times a
    road of `ROADS` begins, with other commands in between. `done` counts what was accepted, by command.
    """

    def __init__(self, play: Play, chance: Random) -> None:
        self.play, self.chance = play, chance
        self.done: Counter[type[Command]] = Counter()
        play.open_meeting("Amina", "Bahar", "Chris", "Jérôme", "Leyla", "Rie", "Tom", "Zoë")
        self._by_name = {
            command_name(command): command for command in sorted(play.registry.commands, key=command_name)
        }
        self._road: list[dict[str, object]] = []
        self._looked_at, self._held = -1, list[tuple[str, Any]]()

    def act(self) -> Answer | None:
        """Ask for a command that is possible; returns the answer, or None when no idea was possible."""
        if not self._road and self.chance.random() < 0.1:
            self._road = list(self.chance.choice(ROADS))
        if self._road and self.chance.random() < 0.7:
            step = self._road.pop(0)
            command = msgspec.convert(step, self._by_name[str(step["do"])])
            if not self.play.desk.refusal(command):
                return self._ask(command)
            if step != ROADS[1][0]:  # there is nothing to give up
                self._road.clear()
        for kind in sorted(self._by_name.values(), key=self._order):
            for _attempt in range(IDEAS):
                command = self.idea(kind)
                if not self.play.desk.refusal(command):
                    return self._ask(command)
        return None

    def walk(self, road: tuple[dict[str, object], ...]) -> None:
        """Take every step of a road that is possible, without commands in between."""
        for step in road:
            command = msgspec.convert(step, self._by_name[str(step["do"])])
            if not self.play.desk.refusal(command):
                self._ask(command)

    def _ask(self, command: Command) -> Answer:
        self.done[type(command)] += 1
        return self.play.ask(command)

    def _order(self, command: type[Command]) -> float:
        often = WEIGHTS.get(command_name(command), 1.0) / (1 + self.done[command]) ** 2
        return -float(often * self.chance.random())

    def refused(self) -> tuple[Command, str] | None:
        """Return a command that is refused now, and the sentence; None when none was found."""
        for _attempt in range(10):
            command = self.idea(self.chance.choice(list(self._by_name.values())))
            if sentence := self.play.desk.refusal(command):
                return command, sentence
        return None

    def disturb(self) -> None:
        """Do what no command does: pass time, set a wrong clock, restart, cut the power."""
        clock, chance = self.play.clock, self.chance
        match chance.randrange(17):
            case 0 | 1 | 2 | 3:
                clock.advance(chance.choice((1, 90_000, 600_000)))
            case 4:
                clock.advance(chance.choice((7 * 3_600_000, DAY, 40 * DAY, 500 * DAY)))
            case 5:
                clock.step(chance.choice((-3_600_000, 3_600_000, -30 * 365 * DAY, 30 * 365 * DAY)))
            case 6:
                clock.step(chance.choice((-clock.wall(), 1_795_372_920_000 - clock.wall())))
            case 7 | 8:
                clock.follows_server = not clock.follows_server
            case 9 | 10 | 11:
                self.play.restart()
            case 12 | 13:
                self.play.restart(reboot=True)
            case 14:
                self.play.desk.change_key(seed=chance.randbytes(32))
            case _:
                self.play.desk.close()
                with (self.play.folder / "journal" / "entries").open("ab") as entries:
                    entries.write(b'{"at":"2026-11-')
                self.play.restart(reboot=True)

    def idea(self, command: type[Command]) -> Command:
        """Return a command of this type, without some of its optional fields."""
        return cast(Command, self._struct(command))

    def _struct(self, struct: type[object]) -> Any:
        values: dict[str, Any] = {}
        for field in _fields(struct):
            if field.required or self.chance.random() < 0.4:
                values[field.name] = self._value(field.type, field.name, "")
        return cast(Any, struct)(**values)

    def _value(self, described: inspect.Type, name: str, kind: str) -> Any:
        chance = self.chance
        match described:
            case inspect.Metadata(type=inner, extra=extra):
                return self._value(inner, name, (extra or {}).get("text", kind))
            case inspect.UnionType(types=types):
                return self._value(chance.choice(types), name, kind)
            case inspect.LiteralType(values=values):
                return chance.choice(values)
            case inspect.BoolType():
                return chance.random() < 0.5
            case inspect.NoneType():
                return None
            case inspect.IntType():
                return self._number(described, name)
            case inspect.StrType():
                return self._text(described, name, kind)
            case inspect.StructType(cls=struct):
                return self._struct(struct)
            case inspect.ListType(item_type=item):
                return [self._value(item, name, kind) for _ in range(chance.randrange(5))]
            case inspect.VarTupleType(item_type=item):
                return tuple(self._value(item, name, kind) for _ in range(chance.randrange(5)))
            case inspect.TupleType(item_types=items):
                return tuple(self._value(item, name, kind) for item in items)
            case inspect.DictType(key_type=key, value_type=value):
                return {
                    self._value(key, name, kind): self._value(value, name, kind)
                    for _ in range(chance.randrange(4))
                }
            case _:
                raise AssertionError(f"{name}: no idea how to make a value of {described}")

    def _number(self, described: inspect.IntType, name: str) -> int:
        """Return a small number, or one that the state holds, by preference under the same name."""
        low = described.ge if described.ge is not None else 0
        high = described.le if described.le is not None else 10**6
        ideas = [*range(low, min(low + 5, high + 1)), 60, 120]
        if self.chance.random() < 0.6:
            numbers = [(key, value) for key, value in self._known() if isinstance(value, int)]
            ideas = [value for key, value in numbers if key == name] or [
                value for _key, value in numbers if value < 1_000
            ]
        return min(max(int(self.chance.choice(ideas)), low), high)

    def _text(self, described: inspect.StrType, name: str, kind: str) -> str:
        chance, roster = self.chance, self.play.state.roster
        now = self.play.desk.stamp()
        if kind == "name":
            return chance.choice((*NAMES, f"Guest {chance.randrange(40)}"))
        if kind == "person":
            return chance.choice([*roster.members, *roster.guests, "m099"])
        if kind == "token":
            return chance.choice(TOKENS)
        if kind == "date":
            later = chance.choice((-30, 0, 1, 30, 90, 200)) * DAY
            return local_date(wall_text(wall_ms(now.at) + later), now.offset)
        if name == "said":
            return local(now.at, now.offset).strftime("%Y-%m-%dT%H:%M")
        if described.pattern is None and kind:
            return chance.choice(TEXTS)
        held = [value for _key, value in self._known() if isinstance(value, str)]
        if described.pattern is None:
            return chance.choice([*EXAMPLES, *TOKENS, *held])
        examples = [*_like(described.pattern), *chance.sample(held, min(len(held), 20))]
        return chance.choice([idea for idea in examples if re.search(described.pattern, idea)])

    def _known(self) -> list[tuple[str, Any]]:
        """Return the values that the state holds now, collected again after each entry."""
        size = self.play.desk.journal.size
        if self._looked_at != size:
            self._looked_at = size
            self._held = list(_held(msgspec.to_builtins(self.play.state, str_keys=True)))
        return self._held


@cache
def _like(pattern: str) -> list[str]:
    examples = [text for text in (*EXAMPLES, *TOKENS) if re.search(pattern, text)]
    assert examples, f"give EXAMPLES a text like {pattern}"
    return examples


def _fields(struct: type[object]) -> tuple[inspect.Field, ...]:
    if struct not in _FIELDS:
        _FIELDS[struct] = cast(inspect.StructType, inspect.type_info(struct)).fields
    return _FIELDS[struct]


_FIELDS: dict[type[object], tuple[inspect.Field, ...]] = {}


def _held(value: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every number and text of a state with the name of its field; mappings give their keys too."""
    match value:
        case dict():
            for name, inner in value.items():
                yield key, int(name) if str(name).isdecimal() else name
                yield from _held(inner, str(name))
        case list():
            for inner in value:
                yield from _held(inner, key)
        case _:
            yield key, value
