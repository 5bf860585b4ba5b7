"""Commands and events made from their types alone, so that those of later practices are made too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec
from msgspec import Struct, inspect

from kiosk.practices.messages import Event, event_kind

WORDS = "It was said"
"""What stands where people's own words stand."""
NAMED = "as Jérôme said"
"""The same with somebody's name in it."""
GIVEN = {"name": "Leyla", "cell": "north", "person": "m007", "token": "facilitator", "date": "2026-11-22"}
"""Texts of kinds that are no words of people (`kiosk.terms`)."""
LIKE = ("20:00", "001", "m007", "facilitator", "2026-11-22", "2026-11-22T19:15:00.000Z")
"""Texts for a pattern that a field has of its own."""


def values(described: inspect.Type, kind: str = "") -> Iterator[Any]:
    """Yield values of a type: each of a Literal, each member of a union, lists with and without items."""
    match described:
        case inspect.Metadata(type=inner, extra=extra):
            yield from values(inner, (extra or {}).get("text", kind))
        case inspect.StrType(pattern=None):
            yield GIVEN.get(kind, WORDS)
        case inspect.StrType(pattern=str() as pattern):
            yield next(text for text in (GIVEN.get(kind, ""), *LIKE) if text and re.search(pattern, text))
        case inspect.IntType(ge=low):
            yield from (max(low or 0, number) for number in (0, 2))
        case inspect.BoolType():
            yield from (False, True)
        case inspect.NoneType():
            yield None
        case inspect.LiteralType(values=told):
            yield from told
        case inspect.UnionType(types=types):
            for member in types:
                yield from values(member, kind)
        case inspect.StructType(cls=struct):
            yield from made(struct)
        case inspect.ListType(item_type=item):
            yield []
            yield from ([value] for value in values(item))
        case inspect.TupleType(item_types=items):
            yield tuple(next(values(item)) for item in items)
        case inspect.DictType(key_type=key, value_type=value):
            yield {}
            yield from ({next(values(key)): one} for one in values(value))
        case _:
            raise AssertionError(f"say how to make a value of {described}")


def made(struct: type[Struct]) -> Iterator[Any]:
    """Yield instances of a struct: with what must be given, then with each other value of each field."""
    described = inspect.type_info(struct)
    assert isinstance(described, inspect.StructType)
    needed = {field.name: next(values(field.type)) for field in described.fields if field.required}
    yield struct(**needed)
    for field in described.fields:
        for value in values(field.type):
            yield struct(**{**needed, field.name: value})


def entry(event: Event, n: int = 5) -> bytes:
    """An entry that holds this event, as the journal has it."""
    common = {
        "n": n,
        "kind": event_kind(event),
        "at": "2026-11-22T18:42:00.000Z",
        "boot": "1f2e3d4c",
        "up": 1,
        "clock": "ok",
    }
    return msgspec.json.encode({**msgspec.to_builtins(event), **common})


def with_words(struct: type[Struct], words: str = NAMED) -> Iterator[Any]:
    """Yield instances of a struct with these words in one of its places for words, each place in turn."""
    described = inspect.type_info(struct)
    assert isinstance(described, inspect.StructType)
    needed = {field.name: next(values(field.type)) for field in described.fields if field.required}
    for field in described.fields:
        for value in _with_words(field.type, words):
            yield struct(**{**needed, field.name: value})


def _with_words(described: inspect.Type, words: str, kind: str = "line") -> Iterator[Any]:
    match described:
        case inspect.Metadata(type=inner, extra=extra):
            yield from _with_words(inner, words, (extra or {}).get("text", kind))
        case inspect.StrType(pattern=None) if kind not in GIVEN:
            yield words
        case inspect.StructType(cls=struct):
            yield from with_words(struct, words)
        case inspect.ListType(item_type=item):
            yield from ([value] for value in _with_words(item, words))
        case inspect.DictType(key_type=key, value_type=value):
            yield from ({next(values(key)): one} for one in _with_words(value, words))
        case inspect.UnionType(types=types):
            for member in types:
                yield from _with_words(member, words, kind)
        case _:
            return
