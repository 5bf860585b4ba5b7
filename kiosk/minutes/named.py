"""Find the people who are named in a document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from kiosk.minutes.document import Minutes
from kiosk.practices.blocks import Person


def people_in(minutes: Minutes) -> list[str]:
    """Return the ids of everybody in it, in the order of the document."""
    return list(dict.fromkeys(_people(minutes.practices)))


def _people(value: Any) -> Iterator[str]:
    match value:
        case Person():
            yield value.id
        case Struct():
            for name in value.__struct_fields__:
                yield from _people(getattr(value, name))
        case list():
            for each in value:
                yield from _people(each)
        case dict():
            yield from _people(list(value.values()))
        case _:
            return
