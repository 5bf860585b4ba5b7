"""The chapters of the minutes: one a practice, imported when minutes are first made.

    chapters()              {"meeting": Chapter(...), "agenda": ..., ...}
    decoded(data)           the document that a JSON file holds
    schema()                its JSON Schema: docs/specs/minutes-2.schema.json

It knows no practice but by name, and it hears nothing itself: `build` does.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any

import msgspec
from msgspec import Struct

from kiosk.minutes.document import Minutes
from kiosk.practices.chapter import Chapter

TOLD = ("meeting", "agenda", "proposal", "decision", "lot", "roles", "floor", "roster", "rules", "record")
"""The practices that have a chapter. Circulation has none: it looks back over many meetings, and what moved
in one of them the floor, the lot and the proposals tell."""


@cache
def chapters() -> dict[str, Chapter]:
    """By name of the practice, in the order in which the document keeps them."""
    return {name: import_module(f"kiosk.practices.{name}.minutes").CHAPTER for name in TOLD}


@cache
def written_type() -> type[Struct]:
    """The document with its practices' data typed, as JSON has it."""
    kept: list[Any] = [(name, chapter.data | None, None) for name, chapter in chapters().items()]
    practices: Any = msgspec.defstruct("Practices", kept, frozen=True)
    fields = [("practices", practices)]
    return msgspec.defstruct("MinutesFile", fields, bases=(Minutes,), frozen=True, kw_only=True)


def decoded(data: bytes) -> Minutes:
    """The inverse of the JSON form. Raises msgspec.ValidationError for anything else."""
    return _plain(msgspec.json.decode(data, type=written_type()))


def converted(builtins: object) -> Minutes:
    """The document that was taken apart with `msgspec.to_builtins`."""
    return _plain(msgspec.convert(builtins, written_type()))


def _plain(written: Any) -> Minutes:
    fields = {name: getattr(written, name) for name in Minutes.__struct_fields__}
    practices = {name: getattr(written.practices, name) for name in chapters()}
    return Minutes(**{**fields, "practices": practices})


def schema() -> bytes:
    """The JSON Schema of the JSON form."""
    return msgspec.json.format(msgspec.json.encode(msgspec.json.schema(written_type())), indent=1) + b"\n"
