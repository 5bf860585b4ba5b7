"""Find the people who are named in a document, and tell those of one name apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from kiosk.minutes.document import Minutes
from kiosk.practices.blocks import Person
from kiosk.practices.told_apart import told_apart


def people_in(minutes: Minutes) -> list[str]:
    """Return the ids of everybody in it, in the order of the document."""
    return list(dict.fromkeys(person.id for person in _persons(minutes.practices)))


def tell_apart(minutes: Minutes, cells: Mapping[str, str]) -> Minutes:
    """Return the minutes with what tells people of one name apart; `cells` maps an id to its cell's name."""
    found = {person.id: person.name for person in _persons(minutes.practices)}
    beside = told_apart(found, cells)
    return replace(minutes, practices=_with(minutes.practices, beside)) if beside else minutes


def _with(value: Any, beside: Mapping[str, str]) -> Any:
    match value:
        case Person():
            return replace(value, beside=beside.get(value.id, ""))
        case Struct():
            changed = {name: _with(getattr(value, name), beside) for name in value.__struct_fields__}
            return replace(value, **changed)
        case list():
            return [_with(each, beside) for each in value]
        case dict():
            return {key: _with(each, beside) for key, each in value.items()}
        case _:
            return value


def _persons(value: Any) -> Iterator[Person]:
    match value:
        case Person():
            yield value
        case Struct():
            for name in value.__struct_fields__:
                yield from _persons(getattr(value, name))
        case list():
            for each in value:
                yield from _persons(each)
        case dict():
            yield from _persons(list(value.values()))
        case _:
            return
