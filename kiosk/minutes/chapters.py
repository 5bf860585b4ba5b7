"""The chapters of the minutes: one per practice, imported when minutes are first made.

    chapters(registry)      {"meeting": Chapter(...), "agenda": ..., ...}
    decoded(data)           the document that a JSON file holds
    schema()                its JSON Schema: docs/specs/minutes-2.schema.json

The entries are replayed by `build`.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import msgspec
from msgspec import Struct

from kiosk.desk.registry import REGISTRY, Registry
from kiosk.minutes.document import Minutes
from kiosk.practices.chapter import Chapter
from kiosk.practices.contract import Without


def chapters(registry: Registry = REGISTRY) -> dict[str, Chapter]:
    """Return the chapters by practice name, in the order of the assembly's state."""
    return {
        name: practice.chapter()
        for name, practice in registry.practices.items()
        if not isinstance(practice.chapter, Without)
    }


@cache
def written_type(registry: Registry = REGISTRY) -> type[Struct]:
    """Return the type of the document with its practices' data typed, as JSON has it."""
    kept: list[Any] = [(name, chapter.data | None, None) for name, chapter in chapters(registry).items()]
    practices: Any = msgspec.defstruct("Practices", kept, frozen=True)
    fields = [("practices", practices)]
    return msgspec.defstruct("MinutesFile", fields, bases=(Minutes,), frozen=True, kw_only=True)


def decoded(data: bytes, registry: Registry = REGISTRY) -> Minutes:
    """Return the document in a JSON form. Raises msgspec.ValidationError for anything else."""
    return _plain(msgspec.json.decode(data, type=written_type(registry)), registry)


def converted(builtins: object, registry: Registry = REGISTRY) -> Minutes:
    """Return the document that `msgspec.to_builtins` turned into these objects."""
    return _plain(msgspec.convert(builtins, written_type(registry)), registry)


def _plain(written: Any, registry: Registry) -> Minutes:
    fields = {name: getattr(written, name) for name in Minutes.__struct_fields__}
    kept = {name: getattr(written.practices, name) for name in chapters(registry)}
    practices = {name: data for name, data in kept.items() if data is not None}
    return Minutes(**{**fields, "practices": practices})


def schema(registry: Registry = REGISTRY) -> bytes:
    """Return the JSON Schema of the JSON form."""
    described = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "The minutes of a sitting",
        **msgspec.json.schema(written_type(registry)),
    }
    return msgspec.json.format(msgspec.json.encode(described), indent=1) + b"\n"
