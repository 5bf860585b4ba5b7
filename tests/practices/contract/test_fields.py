"""What people write in a command is cleaned, and asked about where it names somebody, by its type."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from msgspec import Struct, inspect

from kiosk.cleaning import MARK, clean_command
from kiosk.practices.messages import Command, command_name
from kiosk.typed.name_lookup import named_in
from tests.made_up import RoomOf
from tests.one_more import REGISTRY as HOUSE
from tests.practices.contract.made import with_words

KINDS = frozenset({"name", "cell", "line", "lines", "person", "token", "date"})
"""The kinds of text that the cleaner knows (`kiosk.terms`)."""
OF_NO_KIND = {
    "meeting.open said": "a date and time, which is read and refused before it is recorded",
    "clock.attest said": "a date and time, which is read and refused before it is recorded",
}
"""Texts that are neither of a kind nor bound by a pattern, and why that is safe."""


def texts(struct: type[Struct]) -> Iterator[tuple[str, str, bool]]:
    """Yield every text in a command, in its parts too: its field, its kind or "", if a pattern binds it."""
    described = inspect.type_info(struct)
    assert isinstance(described, inspect.StructType)
    for field in described.fields:
        yield from _texts(field.type, field.name, "")


def _texts(described: inspect.Type, field: str, kind: str) -> Iterator[tuple[str, str, bool]]:
    match described:
        case inspect.Metadata(type=inner, extra=extra):
            yield from _texts(inner, field, (extra or {}).get("text", kind))
        case inspect.StrType(pattern=pattern):
            yield field, kind, pattern is not None
        case inspect.StructType(cls=struct):
            yield from texts(struct)
        case inspect.ListType(item_type=item) | inspect.VarTupleType(item_type=item):
            yield from _texts(item, field, "")
        case inspect.DictType(key_type=key, value_type=value):
            yield from _texts(key, field, "")
            yield from _texts(value, field, "")
        case inspect.UnionType(types=types):
            for member in types:
                yield from _texts(member, field, kind)
        case inspect.IntType() | inspect.BoolType() | inspect.NoneType() | inspect.LiteralType():
            return
        case _:
            raise AssertionError(f"{field}: say whether there is a text in {described}")


@pytest.mark.parametrize("command", HOUSE.commands, ids=command_name)
def test_every_text_says_of_which_kind_it_is(command: type[Command]) -> None:
    """Or a pattern binds it: nothing else is known of it when it is cleaned."""
    for field, kind, bound in texts(command):
        assert kind in KINDS or bound or f"{command_name(command)} {field}" in OF_NO_KIND


def with_these(words: str) -> list[object]:
    """Every command, with these words in each of its fields of words in turn."""
    return [
        pytest.param(one, id=f"{command_name(command)}-{number}")
        for command in HOUSE.commands
        for number, one in enumerate(with_words(command, words))
    ]


@pytest.mark.parametrize("command", with_these("It was \u202esaid"))
def test_every_field_of_words_is_cleaned(command: Command) -> None:
    """What could turn the wall around is marked, also in a list, under a role, in a part of a command."""
    assert "\\u202e" in repr(command)
    cleaned = repr(clean_command(command))
    assert "\\u202e" not in cleaned
    assert f"It was {MARK}said" in cleaned


@pytest.mark.parametrize("command", with_these("as Jérôme said"))
def test_every_field_of_words_is_asked_about(command: Command) -> None:
    """A member's name in it is found, whole; without that member there is nothing to ask."""
    assert named_in(command, RoomOf("Jérôme", "Ana")) == ["Jérôme"]
    assert named_in(command, RoomOf("Ana")) == []


def test_the_fields_of_words_are_those_that_people_know() -> None:
    """The room's word and the titles of roles are among them; the name of somebody who joins is none."""
    walked = {command_name(command) for command in HOUSE.commands if list(with_words(command))}
    assert walked >= {"lot.word", "lot.freeze", "lot.quick", "agenda.adopt", "proposal.write", "floor.ask"}
    assert walked.isdisjoint({"roster.add", "roster.guest", "roster.rename"})
    assert "harm.row" in walked
