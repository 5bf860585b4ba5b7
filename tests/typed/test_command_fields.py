"""A command's fields: the kind of each type, and the value that a word becomes."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import pytest
from msgspec import Meta, Struct

from kiosk.desk.registry import REGISTRY
from kiosk.errors import Refused
from kiosk.practices.messages import Command, command_name
from kiosk.terms import Date, PersonId, Text, Title, Token
from kiosk.typed.command_fields import fields_of, value_of
from tests.made_up import RoomOf

ROOM = RoomOf("Ana", "Bahar")


class Part(Struct):
    """A part that no word can express."""

    title: str


class Everything(Command, tag="test.everything"):
    """A command with one field of each kind."""

    person: PersonId
    nobody: PersonId | Literal[""] = ""
    text: Text = ""
    when: Date | None = None
    count: Annotated[int, Meta(ge=1, le=9)] = 1
    least: Annotated[int, Meta(ge=1)] = 1
    any_number: int = 0
    really: bool = False
    kind: Literal["report", "round"] = "report"
    people: list[PersonId] = []
    numbers: tuple[int, ...] = ()
    seats: dict[Token, int] = {}
    excluded: dict[PersonId, Token] = {}
    titles: dict[Token, Title] = {}
    parts: list[Part] = []
    nested: dict[str, list[str]] = {}


FIELDS = {field.name: field for field in fields_of(Everything)}


def test_each_type_has_its_kind() -> None:
    """The kinds follow from the types alone."""
    assert {name: field.kind for name, field in FIELDS.items()} == {
        "person": "person",
        "nobody": "person",
        "text": "text",
        "when": "word",
        "count": "number",
        "least": "number",
        "any_number": "number",
        "really": "yesno",
        "kind": "choice",
        "people": "list",
        "numbers": "list",
        "seats": "pairs",
        "excluded": "pairs",
        "titles": "pairs",
        "parts": "unwritable",
        "nested": "unwritable",
    }
    assert [name for name, field in FIELDS.items() if field.required] == ["person"]
    assert {name: field.empty for name, field in FIELDS.items() if field.empty} == {
        "nobody": "text",
        "when": "null",
    }


@pytest.mark.parametrize(
    ("name", "word", "value"),
    [
        ("person", "bahar", "m002"),
        ("nobody", "ana", "m001"),
        ("text", "any text", "any text"),
        ("count", "9", 9),
        ("any_number", "-3", -3),
        ("really", "Yes", True),
        ("kind", "Round", "round"),
        ("people", "ana,bahar", ["m001", "m002"]),
        ("people", "ana, ", ["m001"]),
        ("numbers", "1,2", [1, 2]),
        ("seats", "facilitator=2,timekeeper", {"facilitator": 2, "timekeeper": 1}),
        ("excluded", "ana=ill, bahar=tired", {"m001": "ill", "m002": "tired"}),
        ("titles", "one=The first one", {"one": "The first one"}),
    ],
)
def test_a_word_becomes_a_value(name: str, word: str, value: Any) -> None:
    """People become ids, digits become numbers, yes becomes true; lists use commas, pairs equals signs."""
    assert value_of(FIELDS[name], word, ROOM) == value


@pytest.mark.parametrize(
    ("name", "word", "sentence"),
    [
        ("count", "0", 'count is a number from 1 to 9; "0" is not.'),
        ("least", "0", 'least is a number from 1 up; "0" is not.'),
        ("any_number", "x" * 50, f'any_number is a number; "{"x" * 39}…" is not.'),
        ("really", "perhaps", "really is yes or no."),
        ("kind", "\x1b", 'kind is one of report, round; "\ufffd" is not.'),
        ("people", "ana,zed", 'Nobody here is called "zed": add the name to the roster first.'),
        ("seats", "facilitator=two", 'seats is a number; "two" is not.'),
        ("seats", "a=1,a=2", '"a" is given twice.'),
        ("excluded", "ana", "excluded is written with equals signs and commas, like this: one=3,two=5."),
        ("seats", "=1", "seats is written with equals signs and commas, like this: one=3,two=5."),
        ("parts", "x", "parts cannot be written in one line: use its screen instead."),
    ],
)
def test_a_wrong_word_is_refused(name: str, word: str, sentence: str) -> None:
    """The refusal names the field and the values it takes."""
    with pytest.raises(Refused) as refused:
        value_of(FIELDS[name], word, ROOM)
    assert refused.value.sentence == sentence


def test_every_command_can_be_written_but_for_its_lists_of_parts() -> None:
    """Each required field can be written in one line, or its command is only for screens and programs."""
    only_on_screens = {
        command_name(command)
        for command in REGISTRY.commands
        for field in fields_of(command)
        if field.required and field.kind == "unwritable"
    }
    assert only_on_screens <= {"agenda.adopt"}
