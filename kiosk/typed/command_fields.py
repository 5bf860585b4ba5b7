"""What the words of a written command are: each field's kind, and how a word becomes its value.

The kinds come from the commands' own types (`kiosk.terms`), so a new command needs nothing here. Words for
people are turned into ids by `kiosk.typed.name_lookup`. It decides nothing about the assembly: a well-written
word may still be refused by the practice that the command is for.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Literal, cast

import msgspec
from msgspec import Struct, inspect

from kiosk.cleaning import shown
from kiosk.errors import Refused
from kiosk.language import words
from kiosk.language.lists import listed
from kiosk.practices.contract import Command
from kiosk.practices.room import Room
from kiosk.typed.name_lookup import meant

_, ngettext = words("prompt")

Kind = Literal["person", "text", "word", "number", "yesno", "choice", "list", "pairs", "unwritable"]
TEXTS = frozenset(("name", "line", "lines"))
STRINGS = frozenset(("person", "text", "word"))
_NUMBER = re.compile(r"[+-]?[0-9]{1,15}", re.ASCII)
YES, NO = "yes", "no"


class Field(Struct, frozen=True):
    """One field of a command: `word` as it is written before `=`, `name` its attribute.

    `choices` of a choice; `low` and `high` bounds of a number; `item` what a list or the right side of
    pairs is of, `key` their left side; `empty` what an empty value (`cell=`) stands for here: an empty text,
    null, or nothing that may be said.
    """

    word: str
    name: str
    kind: Kind
    required: bool
    choices: tuple[str | int, ...] = ()
    low: int | None = None
    high: int | None = None
    item: Field | None = None
    key: Field | None = None
    empty: Literal["", "text", "null"] = ""


@cache
def fields_of(command: type[Command]) -> tuple[Field, ...]:
    """The fields in the order of words."""
    described = cast(inspect.StructType, inspect.type_info(command))
    return tuple(_field(each.type, each.encode_name, each.name, each.required) for each in described.fields)


def _field(described: inspect.Type, word: str, name: str, required: bool, text: str = "") -> Field:
    def of(kind: Kind, **more: Any) -> Field:
        return Field(word, name, kind, required, **more)

    match described:
        case inspect.Metadata(type=inner, extra=extra):
            return _field(inner, word, name, required, (extra or {}).get("text", text))
        case inspect.StrType():
            return of("person" if text == "person" else "text" if text in TEXTS else "word")
        case inspect.BoolType():
            return of("yesno")
        case inspect.IntType(ge=low, le=high):
            return of("number", low=low, high=high)
        case inspect.LiteralType(values=values):
            return of("choice", choices=tuple(values), empty="text" if "" in values else "")
        case inspect.ListType(item_type=inner) | inspect.VarTupleType(item_type=inner):
            item = _field(inner, word, name, True)
            return of("list", item=item) if item.kind in _IN_A_LIST else of("unwritable")
        case inspect.DictType(key_type=left, value_type=right):
            key, item = _field(left, word, name, True), _field(right, word, name, True)
            simple = {key.kind, item.kind} <= _IN_A_LIST
            return of("pairs", key=key, item=item) if simple else of("unwritable")
        case inspect.UnionType(types=types):
            return _either([_field(each, word, name, required, text) for each in types], types)
    return of("unwritable")


_IN_A_LIST = frozenset(("person", "text", "word", "number", "choice"))


def _either(members: list[Field], types: tuple[inspect.Type, ...]) -> Field:
    """Of a union, the member that a word is read as; "" and null leave only the mark that it may be empty."""
    null = any(isinstance(each, inspect.NoneType) for each in types)
    empty = "null" if null else "text" if any(member.empty for member in members) else ""
    real = [m for m in members if m.kind != "unwritable" and m.choices != ("",)]
    chosen = real[0] if real else members[0]
    return msgspec.structs.replace(chosen, empty=empty)


def value_of(field: Field, word: str, room: Room) -> Any:
    """The value that a word stands for in this field. Raises Refused, in words."""
    match field.kind:
        case "person":
            return meant(word, room)
        case "text" | "word":
            return word
        case "yesno":
            if word.casefold() not in (YES, NO):
                raise Refused(_("{field} is yes or no.").format(field=field.word))
            return word.casefold() == YES
        case "number":
            return _number(field, word)
        case "choice":
            return _choice(field, word)
        case "list" if field.item is not None:
            return [value_of(field.item, each.strip(), room) for each in word.split(",") if each.strip()]
        case "pairs" if field.item is not None and field.key is not None:
            return _pairs(field.key, field.item, word, room)
        case _:
            raise Refused(
                _("{field} cannot be written in one line: use its screen instead.").format(field=field.word)
            )


def _number(field: Field, word: str) -> int:
    number = int(word) if _NUMBER.fullmatch(word) else None
    low, high = field.low, field.high
    if number is not None and (low is None or number >= low) and (high is None or number <= high):
        return number
    if low is not None and high is not None:
        sentence = _("{field} is a number from {low:,} to {high:,}; {word} is not.")
    elif low is not None:
        sentence = _("{field} is a number from {low:,} up; {word} is not.")
    else:
        sentence = _("{field} is a number; {word} is not.")
    raise Refused(sentence.format(field=field.word, low=low, high=high, word=quoted(word)))


def _choice(field: Field, word: str) -> str | int:
    for choice in field.choices:
        if str(choice).casefold() == word.casefold():
            return choice
    choices = listed(str(choice) for choice in field.choices if choice != "")
    raise Refused(
        _("{field} is one of {choices}; {word} is not.").format(
            field=field.word, choices=choices, word=quoted(word)
        )
    )


def _pairs(key: Field, item: Field, word: str, room: Room) -> dict[Any, Any]:
    """`facilitator=2,timekeeper=1`; where numbers are due, a name alone is one of it."""
    pairs: dict[Any, Any] = {}
    for each in filter(None, (part.strip() for part in word.split(","))):
        left, equals, right = each.partition("=")
        if not left or not (equals or item.kind == "number"):
            sentence = _("{field} is written with equals signs and commas, like this: one=3,two=5.")
            raise Refused(sentence.format(field=key.word))
        name = value_of(key, left.strip(), room)
        if name in pairs:
            raise Refused(_("{word} is given twice.").format(word=quoted(left)))
        pairs[name] = value_of(item, right.strip() if equals else "1", room)
    return pairs


def quoted(word: str) -> str:
    """A word that somebody typed, for a sentence: shortened, and safe to show."""
    word = shown(word)
    return f'"{word if len(word) <= 40 else word[:39] + "…"}"'
