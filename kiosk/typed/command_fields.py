"""The words of a typed command: the kind of each field, and how a word becomes its value.

The kinds come from the commands' own types (`kiosk.terms`), so a new command needs no change here. Words for
people are turned into ids by `kiosk.typed.name_lookup`. It decides nothing about the assembly: a well-formed
word may still be refused by the practice that the command is for.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Literal, assert_never, cast

import msgspec
from msgspec import Struct, inspect

from kiosk.cleaning import shown
from kiosk.errors import Refused
from kiosk.language import words
from kiosk.language.lists import listed
from kiosk.practices.messages import Command
from kiosk.practices.room import Room
from kiosk.typed.name_lookup import meant

_, ngettext = words("prompt")

Kind = Literal["person", "cell", "text", "word", "number", "yesno", "choice", "list", "pairs", "unwritable"]
TEXTS = frozenset(("name", "line", "lines"))
STRINGS = frozenset(("person", "cell", "text", "word"))
_NUMBER = re.compile(r"[+-]?[0-9]{1,15}", re.ASCII)
YES, NO = "yes", "no"


class Field(Struct, frozen=True):
    """One field of a command: `word` is its name before `=`, `name` its attribute.

    `choices` are those of a choice; `low` and `high` the bounds of a number; `item` is the field of a list's
    items or of the right side of pairs, `key` that of their left side; `empty` says what an empty value
    (`cell=`) gives here: an empty text, null, or a refusal ("").
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
    """Return the fields in the order of typing."""
    described = cast(inspect.StructType, inspect.type_info(command))
    return tuple(_field(own.type, own.encode_name, own.name, own.required) for own in described.fields)


def _field(described: inspect.Type, word: str, name: str, required: bool, text: str = "") -> Field:
    def of(kind: Kind, **more: Any) -> Field:
        return Field(word, name, kind, required, **more)

    match described:
        case inspect.Metadata(type=inner, extra=extra):
            return _field(inner, word, name, required, (extra or {}).get("text", text))
        case inspect.StrType():
            if text in ("person", "cell"):
                return of("person" if text == "person" else "cell")
            return of("text" if text in TEXTS else "word")
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
            return _either([_field(member, word, name, required, text) for member in types], types)
        case _:
            return of("unwritable")


_IN_A_LIST = frozenset(("person", "text", "word", "number", "choice"))


def _either(members: list[Field], types: tuple[inspect.Type, ...]) -> Field:
    """Return the member of a union that a word is read as; "" and null only allow it to be empty."""
    null = any(isinstance(member, inspect.NoneType) for member in types)
    empty = "null" if null else "text" if any(member.empty for member in members) else ""
    real = [m for m in members if m.kind != "unwritable" and m.choices != ("",)]
    chosen = real[0] if real else members[0]
    return msgspec.structs.replace(chosen, empty=empty)


def value_of(field: Field, word: str, room: Room) -> Any:
    """Return the value that a word gives in this field. Raises Refused with a sentence."""
    match field.kind:
        case "person":
            return meant(word, room)
        case "cell" | "text" | "word":
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
            return [value_of(field.item, part.strip(), room) for part in word.split(",") if part.strip()]
        case "pairs" if field.item is not None and field.key is not None:
            return _pairs(field.key, field.item, word, room)
        case "list" | "pairs" | "unwritable":
            raise Refused(
                _("{field} cannot be written in one line: use its screen instead.").format(field=field.word)
            )
        case _:
            assert_never(field.kind)


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
    """Parse `facilitator=2,timekeeper=1`; where numbers are expected, a name alone means 1."""
    pairs: dict[Any, Any] = {}
    for pair in filter(None, (part.strip() for part in word.split(","))):
        left, equals, right = pair.partition("=")
        if not left or not (equals or item.kind == "number"):
            sentence = _("{field} is written with equals signs and commas, like this: one=3,two=5.")
            raise Refused(sentence.format(field=key.word))
        name = value_of(key, left.strip(), room)
        if name in pairs:
            raise Refused(_("{word} is given twice.").format(word=quoted(left)))
        pairs[name] = value_of(item, right.strip() if equals else "1", room)
    return pairs


def quoted(word: str) -> str:
    """Return a typed word for use in a sentence: shortened, and safe to show."""
    word = shown(word)
    return f'"{word if len(word) <= 40 else word[:39] + "…"}"'
