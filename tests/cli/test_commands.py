"""`kiosk commands`: the list for programs and people."""

from __future__ import annotations

from typing import Any

import pytest

from kiosk.desk.registry import REGISTRY
from kiosk.practices.messages import command_name
from tests.cli.conftest import Kiosk


@pytest.fixture
def listed(kiosk: Kiosk) -> dict[str, Any]:
    """Return the output of `kiosk commands`."""
    outcome = kiosk("commands")
    assert outcome.code == 0
    value: dict[str, Any] = outcome.json
    return value


def test_every_command_is_listed(listed: dict[str, Any]) -> None:
    """Each command of each practice has name, practice, moment and a sentence."""
    assert [each["do"] for each in listed["commands"]] == [command_name(each) for each in REGISTRY.commands]
    for each in listed["commands"]:
        assert each["practice"] in REGISTRY.practices
        assert each["when"] in ("meeting", "break", "between", "left-open", "always", "ever")
        assert each["doc"].endswith((".", ")"))
        assert each["form"].startswith(each["do"])


def test_schemas_refer_to_parts_that_are_there(listed: dict[str, Any]) -> None:
    """Each schema names its command, and every reference leads somewhere."""

    def references(value: object) -> list[str]:
        if isinstance(value, dict):
            found = [value["$ref"]] if isinstance(value.get("$ref"), str) else []
            return found + [each for inner in value.values() for each in references(inner)]
        return [each for inner in value for each in references(inner)] if isinstance(value, list) else []

    for reference in references(listed):
        assert reference.removeprefix("#/$defs/") in listed["$defs"]
    for each in listed["commands"]:
        schema = listed["$defs"][each["schema"]["$ref"].removeprefix("#/$defs/")]
        assert schema["properties"]["do"] == {"enum": [each["do"]]}
        assert schema["additionalProperties"] is False


def test_no_schema_has_a_field_for_time_or_chance(listed: dict[str, Any]) -> None:
    """A preset winner, a stamp or a seed is impossible to write."""
    forbidden = {"at", "n", "boot", "up", "clock", "entropy", "secret", "salt", "seed", "winner", "ticket"}
    for each in listed["commands"]:
        schema = listed["$defs"][each["schema"]["$ref"].removeprefix("#/$defs/")]
        assert not forbidden & set(schema["properties"])


def test_json_for_programs_is_one_line(kiosk: Kiosk) -> None:
    """--json gives the same on a single line."""
    assert kiosk("commands", "--json").out.count("\n") == 1
    assert kiosk("commands", "--json").json == kiosk("commands").json
