"""Each hook of each practice is reached by evenings that nobody planned: one that is never called is dead."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from msgspec.structs import replace

from kiosk.desk.registry import Registry
from kiosk.minutes.build import build, of_open
from kiosk.minutes.render import render
from kiosk.practices.contract import Practice, Tells, Without
from kiosk.telling.teller import Teller
from tests.one_more import REGISTRY as HOUSE
from tests.practices.play import Play
from tests.practices.random_evening import ROADS, Evening

ELSEWHERE = {
    "name": "it is no hook",
    "state": "it is no hook",
    "commands": "it is no hook",
    "events": "it is no hook",
    "hears": "it is no hook",
    "returns": "it is no hook",
    "title": "a screen asks for it, and the list of subjects on the screen of the journal has a test",
    "scene": "the demo plays it, and the tests of the demo look at what it made",
}
"""Fields of a practice that no evening calls, and why."""
NEVER: dict[str, str] = {}
"""Hooks of one practice that evenings do not reach by chance, and why."""
HOOKS = [name for name in Practice.__struct_fields__ if name not in ELSEWHERE]
MOST = 12
"""Evenings that are played at most, after the roads."""


class Reached:
    """A registry that counts: `missing` are the hooks that nothing has called yet, `agenda due`."""

    def __init__(self, registry: Registry) -> None:
        self._counts: Counter[str] = Counter()
        self._wanted: set[str] = set()
        practices = [self._counting(practice) for practice in registry.practices.values()]
        self.registry = Registry(practices, registry.state)

    @property
    def missing(self) -> set[str]:
        return self._wanted - set(self._counts) - set(NEVER)

    def _counting(self, practice: Practice) -> Practice:
        hooks = {name: getattr(practice, name) for name in HOOKS}
        if not practice.commands:
            del hooks["decide"]
        there = {name: hook for name, hook in hooks.items() if hook and not isinstance(hook, Without)}
        return replace(
            practice, **{name: self._hook(practice.name, name, hook) for name, hook in there.items()}
        )

    def _hook(self, practice: str, name: str, hook: Callable[..., Any]) -> Callable[..., Any]:
        match name:
            case "tells":
                telling = self._telling(practice, hook())
                return lambda: telling
            case "chapter":
                chapter = hook()
                told = self._called(f"{practice} chapter's blocks", chapter.blocks)
                return lambda: replace(chapter, blocks=told)
            case _:
                return self._called(f"{practice} {name}", hook)

    def _called(self, key: str, hook: Callable[..., Any]) -> Callable[..., Any]:
        self._wanted.add(key)

        def call(*given: Any) -> Any:
            self._counts[key] += 1
            return hook(*given)

        return call

    def _telling(self, practice: str, telling: type[Tells]) -> type[Tells]:
        """The same sentences; what it overrides of Tells is counted."""
        own = [name for name in vars(Tells) if name in vars(telling) and callable(vars(telling)[name])]
        methods = {
            name: self._called(f"{practice} tells: {name}", getattr(telling, name))
            for name in own
            if not name.startswith("__")
        }
        return type("Counted", (telling,), methods)


def evenings(folder: Path, registry: Registry) -> Iterator[Play]:
    """Each road, then one evening after another; each is over when it is given."""
    for number in range(len(ROADS) + MOST):
        (folder / str(number)).mkdir()
        play = Play(folder / str(number), registry=registry)
        evening = Evening(play, Random(number))
        if number < len(ROADS):
            evening.walk(ROADS[number])
        else:
            for _turn in range(150):
                evening.act()
                if evening.chance.random() < 0.1:
                    evening.disturb()
        yield play
        play.desk.close()


def read_again(play: Play) -> None:
    """What is left of an evening: the journal in sentences, and minutes of each sitting."""
    teller = Teller(
        play.desk.name, lambda n: next(iter(play.desk.journal.read(n, n + 1))), registry=play.registry
    )
    for line in play.desk.journal.read():
        teller.tell(line)
    sittings = [build(play.desk, past.number) for past in play.state.meeting.past]
    if play.state.meeting.open is not None:
        sittings.append(of_open(play.desk))
    for minutes in sittings:
        render(minutes, "text", registry=play.registry)


@pytest.mark.timeout(400)
def test_evenings_reach_every_hook(tmp_path: Path) -> None:
    """The kiosk's practices, and one more; a hook that chance does not reach has a road, or a reason."""
    reached = Reached(HOUSE)
    for play in evenings(tmp_path, reached.registry):
        read_again(play)
        if not reached.missing:
            return
    assert reached.missing == set()
