"""The JSON form is described by docs/specs/minutes-2.schema.json, and every frozen journal's minutes fit it.

The checker below knows only the words that the schema uses, and not the Structs.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kiosk.minutes.build import build, of_open
from kiosk.minutes.chapters import decoded, schema
from kiosk.minutes.document import Minutes
from kiosk.minutes.render import cleaned, render
from kiosk.minutes.source import of_folder
from tests.minutes.golden import SCHEMA, VECTOR

VECTORS = VECTOR.parent
FROZEN = sorted([*(VECTORS / "golden").glob("[0-9]*"), VECTOR, VECTORS / "later"])
TYPES = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool, "null": type(None)}
SAYS_NOTHING = {"type", "title", "description", "default", "$schema", "$defs"}


def misfits(value: Any, rule: dict[str, Any], defs: dict[str, Any], where: str = "$") -> list[str]:
    """Return what does not fit the rule, with its place. Raises KeyError for an unknown word."""
    if "type" in rule and not isinstance(value, TYPES[rule["type"]]):
        return [f"{where}: not {rule['type']}"]
    found: list[str] = []
    for word, said in rule.items():
        match word:
            case "$ref":
                found += misfits(value, defs[said.rpartition("/")[2]], defs, where)
            case "anyOf":
                if all(misfits(value, one, defs, where) for one in said):
                    found.append(f"{where}: none of {len(said)}")
            case "enum":
                if value not in said:
                    found.append(f"{where}: {value!r}")
            case "required":
                found += [f"{where}: no {name}" for name in said if name not in value]
            case "properties":
                found += [f"{where}: {name} is not known" for name in set(value) - set(said)]
                for name in set(value) & set(said):
                    found += misfits(value[name], said[name], defs, f"{where}.{name}")
            case "items":
                for n, each in enumerate(value):
                    found += misfits(each, said, defs, f"{where}[{n}]")
            case "additionalProperties":
                for name, each in value.items():
                    found += misfits(each, said, defs, f"{where}.{name}")
            case "propertyNames":
                for name in value:
                    found += misfits(name, said, defs, f"{where}: {name}")
            case _:
                if word not in SAYS_NOTHING:
                    raise KeyError(word)
    return found


def minutes_of(folder: Path) -> list[Minutes]:
    """Return all minutes that can be made of a frozen journal."""
    source = of_folder(folder)
    made = [build(source, past.number) for past in source.state.meeting.past]
    return [*made, of_open(source)] if source.state.meeting.open else made


def test_the_schema_in_the_docs_is_that_of_the_code() -> None:
    """After changing a chapter's data run `python -m tests.minutes.golden`."""
    assert SCHEMA.read_bytes() == schema()


@pytest.mark.parametrize("folder", FROZEN, ids=lambda folder: folder.name)
def test_the_minutes_of_a_frozen_journal_fit_the_schema(folder: Path) -> None:
    """Every field is described and none is missing; decoded again, the document is the same."""
    rule = json.loads(SCHEMA.read_bytes())
    made = minutes_of(folder)
    assert made
    for minutes in made:
        data = render(minutes, "json")
        assert misfits(json.loads(data), rule, rule["$defs"]) == []
        assert decoded(data) == cleaned(minutes)


@pytest.mark.parametrize(
    ("part", "field", "value"),
    [("head", "size", "63"), ("head", "colour", 1), ("practices", "harm", {}), ("practices", "floor", 3)],
)
def test_the_checker_notices_what_does_not_fit(part: str, field: str, value: object) -> None:
    """Another type and a field that is not described are found."""
    rule = json.loads(SCHEMA.read_bytes())
    document = json.loads((VECTOR / "minutes.json").read_bytes())
    document[part][field] = value
    assert misfits(document, rule, rule["$defs"])
