"""Each value of each Literal has a word for people, and an explanation where the wall explains such values.

The tests are made from the Literals: a new value is a new test, and a new Literal has to be put into one of
the tables here.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from types import UnionType
from typing import Any, Literal, NamedTuple, get_args, get_origin, get_type_hints

import pytest

import devices
import kiosk
import screens
from kiosk.cli import draw as cli_draw
from kiosk.cli import minutes as cli_minutes
from kiosk.cli._parser import Parser
from kiosk.minutes.render import As
from kiosk.ports import Diagnosis, Verdict
from kiosk.practices import agenda, floor, lot, proposal
from kiosk.practices.agenda.importer import kinds
from kiosk.practices.agenda.naming import kind_word, status_word
from kiosk.practices.floor import order
from kiosk.practices.lot import label, pool
from kiosk.practices.proposal.events import Position
from kiosk.practices.proposal.state import Outcome
from kiosk.practices.rules.events import Counting, Route
from kiosk.settings import Settings
from kiosk.telling.teller import Teller
from screens.devices.devices import seen
from screens.floor import rules as floor_rules
from screens.lot import views as lot_views
from screens.more.more import ROUTES
from screens.proposal import views
from screens.terminal.themes import LOOKS
from tests.one_more import REGISTRY as HOUSE
from tests.practices.contract.made import entry, made


class Said(NamedTuple):
    """The values of a Literal, and what people read of one: in a word, and by an explanation."""

    values: Any
    word: Callable[[Any], str]
    meaning: Callable[[Any], str] | None = None
    silent: frozenset[str] = frozenset()
    """Values that say nothing."""
    alike: frozenset[str] = frozenset()
    """Values that say the same."""


def _wall(outcome: Outcome) -> str:
    wall = proposal.state.Proposal(number=1, title="", proposer=None, n=1, item=0, versions=["x"])
    wall.outcome = outcome
    return views.outcome(wall)


SAID: dict[str, Said] = {
    "agenda.events.Kind": Said(agenda.events.Kind, kind_word),
    "agenda.state.Status": Said(agenda.state.Status, status_word),
    "floor.events.SpeakKind": Said(floor.events.SpeakKind, order.kind_word),
    "floor.events.Category": Said(floor.events.Category, order.category_word, silent=frozenset({""})),
    "floor.events.Rule": Said(floor.events.Rule, order.rule_word, floor_rules.meaning),
    "proposal.events.Position": Said(Position, proposal.state.called, views.meaning),
    "proposal.state.Outcome": Said(Outcome, _wall, silent=frozenset({"open"})),
    "lot.label.Doubt": Said(label.Doubt, label.doubted, silent=frozenset({""})),
    "lot.pool.Kind": Said(pool.Kind, lambda kind: label.thrown(kind, 2)),
    "lot.state.Step": Said(
        lot.state.Step,
        lambda step: lot_views.coach(step)[0] if step != "asking" else step,
        lambda step: lot_views.coach(step)[1] if step != "asking" else step,
        alike=frozenset({"done", "aborted"}),
    ),
    "rules.events.Route": Said(Route, lambda route: ROUTES[route]),
    "rules.events.Counting": Said(Counting, floor_rules.counting),
    "kiosk.ports.Verdict": Said(Verdict, lambda word: seen(Diagnosis("x", word, 1, 1, 1, []), 80).plain),
    "theme": Said(get_type_hints(Settings)["theme"], lambda theme: LOOKS[f"kiosk-{theme}"].name),
}
"""Literals that people read, and the functions that say them."""

UNSAID = {
    "contract.Moment": "only the demo, which plays each in turn",
    "proposal.events.Reasoned": "these are positions, which are said",
    "floor.events.Scope": "each is told of floor.rule-set/1 in another sentence (below)",
    "floor.timing.Phase": "a colour and a sound; the clock has tests of its own",
    "lot.minutes.Ending": "the row of the minutes has a sentence for each",
    "lot.listed.What": "a choice of `kiosk draw`, which has tests of each",
    "lot.label.Label": "a letter; what it means depends on the throws (tests/practices/lot/test_label.py)",
    "lot.relaxing.Kind": "how a search goes on; what it finds is said in sentences of its own",
    "proposal.changes.Change": "a mark beside a word of the text",
}
"""Literals of the practices that have no word of their own, and why."""


def each_value() -> Iterator[Any]:
    for name, said in SAID.items():
        for value in get_args(said.values):
            yield pytest.param(said, value, id=f"{name}-{value}")


@pytest.mark.parametrize(("said", "value"), each_value())
def test_every_value_has_its_word(said: Said, value: str) -> None:
    """And an explanation, where the wall explains such values; another than that of any other value."""
    if value in said.silent:
        assert said.word(value) == ""
        return
    for told in filter(None, (said.word, said.meaning)):
        assert told(value).strip()
    alike = said.alike if value in said.alike else {value}
    others = [other for other in get_args(said.values) if other not in said.silent | alike]
    assert said.word(value) not in {said.word(other) for other in others}


def literals() -> set[str]:
    """The Literals that the practices name: `floor.events.Rule`."""
    modules = [*modules_of("kiosk.practices")]
    return {
        f"{module.__name__.removeprefix('kiosk.practices.')}.{name}"
        for module in modules
        if ".importer" not in module.__name__
        for name, value in vars(module).items()
        if get_origin(value) is Literal and f"\n{name} = Literal[" in _source(module)
    }


def modules_of(package: str) -> Iterator[Any]:
    """Every module of a package."""
    found = importlib.import_module(package)
    yield found
    for each in pkgutil.walk_packages(found.__path__, f"{package}."):
        if not each.name.endswith("__main__"):
            yield importlib.import_module(each.name)


def _source(module: Any) -> str:
    with open(module.__file__) as file:
        return file.read()


def test_every_literal_of_the_practices_is_said_or_has_a_reason() -> None:
    """Of none is it forgotten that people may have to read it."""
    found = literals()
    assert found <= set(SAID) | set(UNSAID)
    assert found >= set(UNSAID)


SAME = {
    "floor.withdrew/1 speak": "only a point of order is told apart from what else people wait for",
    "turn.began/1 speak": "what somebody speaks for was told when they asked",
    "floor.lowered/1 speak": "who lets the others go first, whatever it is for",
    "lot.revealed/1 trouble": "either way the throws alone decide",
    "lot.revealed/2 trouble": "either way the throws alone decide",
}
"""Fields whose values are not all told apart, and why."""


@pytest.mark.parametrize("kind", HOUSE.kinds)
def test_each_value_of_an_event_is_told(kind: str) -> None:
    """By a sentence of its own; no value is told as another one."""
    event = HOUSE.kinds[kind].type
    first, *others = made(event)
    for field, wanted in get_type_hints(event).items():
        values = _values(wanted)
        if len(values) < 2 or f"{kind} {field}" in SAME:
            continue
        besides = [one for one in others if getattr(one, field) != getattr(first, field)]
        told = {
            getattr(one, field): Teller(str, registry=HOUSE).tell(entry(one)).sentence
            for one in (first, *besides)
        }
        assert set(told) >= set(values)
        assert len({told[value] for value in values}) == len(values)


def _values(wanted: Any) -> list[Any]:
    """The values of a Literal, or of the Literals in a union."""
    parts = get_args(wanted) if get_origin(wanted) is UnionType else [wanted]
    return [value for part in parts if get_origin(part) is Literal for value in get_args(part)]


def tables() -> Iterator[Any]:
    """Every table that a module of the product declares over a Literal, or of its values."""
    for module in (each for package in (kiosk, screens, devices) for each in modules_of(package.__name__)):
        for name in getattr(module, "__annotations__", {}):
            wanted = _annotation(module, name)
            if get_origin(wanted) is dict and name in vars(module):
                for side, values in zip(get_args(wanted), _sides(vars(module)[name]), strict=True):
                    if get_origin(side) is Literal and f"{module.__name__}.{name}" not in PARTIAL:
                        yield pytest.param(side, values, id=f"{module.__name__}.{name}")


def _annotation(module: Any, name: str) -> Any:
    try:
        return eval(module.__annotations__[name], vars(module))  # noqa: S307  an annotation of our own
    except (NameError, AttributeError):  # a type that is imported for mypy alone
        return None


def _sides(table: dict[Any, Any]) -> tuple[list[Any], list[Any]]:
    return list(table), [value for value in table.values() if isinstance(value, str)]


PARTIAL = {
    "screens.hardware.ringing.SOUND_OF": "a turn begins without a sound",
    "kiosk.practices.agenda.state._KIND_OF_ORIGIN": "what comes back becomes one of two kinds of items",
    "kiosk.practices.agenda.importer.kinds._BY_NAME": "several words name a kind; each kind has some (below)",
}
"""Tables that do not hold every value, and why."""


@pytest.mark.parametrize(("values", "held"), tables())
def test_every_table_holds_every_value(values: Any, held: list[str]) -> None:
    """As keys, or as what its keys stand for: mypy does not count the keys of a dict."""
    assert set(held) == set(get_args(values))


@pytest.mark.parametrize("kind", get_args(agenda.events.Kind))
def test_every_kind_of_item_can_be_written_in_a_file(kind: agenda.events.Kind) -> None:
    """By its own name, as a tag or in a column."""
    assert kinds.named(kind) == kind


def test_every_choice_of_the_command_line_is_there() -> None:
    """Each form of minutes, and each thing that a room may throw."""
    commands = Parser().add_subparsers()
    cli_draw.add(commands)
    (throw,) = (each for each in commands.choices["draw"]._actions if each.dest == "throw")
    assert set(throw.choices or ()) == set(get_args(pool.Kind))
    assert set(cli_minutes.FORMS) == set(get_args(As))
