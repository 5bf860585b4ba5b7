"""A member's name in any text field is asked about before it is recorded."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec import Struct, inspect

from kiosk.desk.registry import REGISTRY
from kiosk.practices.contract import Command, command_name
from kiosk.typed.name_lookup import named_in
from screens.dialogs.question import Question
from screens.moment import Moment
from tests.made_up import RoomOf
from tests.screens.house import House, until

GIVEN = frozenset({"name", "person", "token", "date"})
"""Kinds of text that are not free words (`kiosk.terms`)."""
VALUES: tuple[Any, ...] = ("m007", "2026-11-22", "20:00", "role", "001", 1, 60, {"role": 1}, [], {}, True)
"""A value for each required field that holds no words."""
OTHER = "agree block network all down contribution fewest-turns discussion keep none".split()


def fitting(wanted: Any) -> Any:
    """Return a value of this type without anybody's name."""
    for value in (*VALUES, *OTHER, "words"):
        try:
            return msgspec.convert(value, wanted)
        except msgspec.ValidationError:
            continue
    raise AssertionError(f"give VALUES something of the type {wanted}")


def with_name(described: inspect.Type, kind: str = "line") -> Iterator[Any]:
    """Yield values of a type with Jérôme in each place that holds words."""
    match described:
        case inspect.Metadata(type=inner, extra=extra):
            yield from with_name(inner, (extra or {}).get("text", kind))
        case inspect.StrType(pattern=None) if kind not in GIVEN:
            yield "as Jérôme said"
        case inspect.StructType(cls=struct):
            yield from filled(struct)
        case inspect.ListType(item_type=item):
            yield from ([value] for value in with_name(item))
        case inspect.DictType(value_type=value):
            yield from ({"role": one} for one in with_name(value))
        case inspect.UnionType(types=types):
            for member in types:
                yield from with_name(member)


def filled(struct: type[Struct]) -> Iterator[Struct]:
    """Yield instances of a struct, each with the name in another field."""
    described = inspect.type_info(struct)
    assert isinstance(described, inspect.StructType)
    fields = {field.name: field for field in msgspec.structs.fields(struct)}
    needed = {name: field for name, field in fields.items() if field.required}
    for field in described.fields:
        for value in with_name(field.type):
            others = {name: fitting(each.type) for name, each in needed.items() if name != field.name}
            yield struct(**{**others, field.name: value})


def cases() -> Iterator[Any]:
    for command in REGISTRY.commands:
        for number, one in enumerate(filled(command)):
            yield pytest.param(one, id=f"{command_name(command)}-{number}")


@pytest.mark.parametrize("command", cases())
def test_every_field_of_words_is_looked_at(command: Command) -> None:
    """Words are found by their type: in a list, under a role, in a part of the command."""
    assert named_in(command, RoomOf("Jérôme", "Ana")) == ["Jérôme"]
    assert named_in(command, RoomOf("Ana")) == []


def test_the_fields_that_were_forgotten_are_among_them() -> None:
    """The room's word and the titles of roles are checked; the name of a new member is not."""
    walked = {case.id.rpartition("-")[0] for case in cases()}
    assert walked >= {"lot.word", "lot.freeze", "lot.quick", "agenda.adopt", "proposal.write", "floor.ask"}
    assert walked.isdisjoint({"roster.add", "roster.guest", "roster.rename"})


async def test_the_room_is_asked_wherever_the_words_were_typed(tmp_path: Path) -> None:
    """For every such field, in a worker or not, N records nothing, and the question names the member."""
    house = House(tmp_path, people=27)
    async with house.hands() as hands:
        moment = hands.app.screen
        assert isinstance(moment, Moment)
        for case in cases():
            (command,) = case.values
            size = house.desk.journal.size
            with hands.app._context():
                asking = asyncio.ensure_future(moment.ask(command))
            await until(lambda: isinstance(hands.app.screen, Question), case.id)
            await hands.sees("Jérôme")
            await hands.press("n")
            assert await asking is None
            assert house.desk.journal.size == size
