"""No preset winner, no weight, no hidden option, proved from the commands' own schemas."""

from __future__ import annotations

from typing import Any

import msgspec

from kiosk.practices.lot.commands import COMMANDS
from kiosk.practices.lot.events import EVENTS
from kiosk.practices.messages import Command, command_name, event_kind

TERMS = {"days", "titles", "meetings", "moons", "staggered"}
"""How long a role lasts, and its titles."""

FIELDS = {
    "lot.freeze": {"roles", "throw", "count", "excluded", "also", "quotas", *TERMS},
    "lot.unfreeze": {"draw"},
    "lot.commit": {"draw"},
    "lot.word": {"word", "line"},
    "lot.throw": {"symbols", "line"},
    "lot.correct": {"text", "line"},
    "lot.reveal": {"draw"},
    "lot.accept": {"role", "person"},
    "lot.decline": {"role", "person"},
    "lot.abort": {"draw", "reason"},
    "lot.quick": {"roles", "excluded", "also", "quotas", *TERMS},
}
"""Every field of the draw's commands. A new word here is a decision about fairness."""

QUOTA = {"role", "attribute", "value", "least", "most"}
PERSON = r"^[mg][0-9]{3,}$"


def schema(command: type[Command]) -> dict[str, Any]:
    return msgspec.json.schema(command)


def properties(part: object) -> list[dict[str, Any]]:
    """Return every object in a schema that has named properties."""
    found = []
    if isinstance(part, dict):
        if "properties" in part:
            found.append(part)
        for value in part.values():
            found += properties(value)
    elif isinstance(part, list):
        for value in part:
            found += properties(value)
    return found


def test_a_draw_is_told_nothing_but_these_words() -> None:
    """Each command has exactly the fields listed here, and refuses any other."""
    said = {}
    for command in COMMANDS:
        for part in properties(schema(command)):
            assert part["additionalProperties"] is False
            names = set(part["properties"])
            if "do" in names:
                said[command_name(command)] = names - {"do"}
            else:
                assert names == QUOTA
    assert said == FIELDS


def test_before_the_reveal_a_person_can_only_be_left_out_or_let_in() -> None:
    """In commands before the reveal, people are only keys of `excluded`, and those who hold a role `also`."""
    for command in COMMANDS:
        if command_name(command) in ("lot.accept", "lot.decline"):
            continue
        for part in properties(schema(command)):
            for name, field in part["properties"].items():
                assert (PERSON in str(field)) == (name in ("excluded", "also"))


def test_an_answer_names_who_is_asked_and_chooses_nobody() -> None:
    """Accept and decline hold a role and a person, who must have been drawn (test_ceremony)."""
    for command in COMMANDS:
        if command_name(command) in ("lot.accept", "lot.decline"):
            (part,) = properties(schema(command))
            assert part["properties"]["person"]["pattern"] == PERSON
            assert set(part["required"]) == {"do", "role", "person"}


def test_no_number_weighs_a_person() -> None:
    """The only numbers are seats, terms, throws, a line's number, and the bounds of a quota on a cell."""
    numbers = set()
    for command in COMMANDS:
        for part in properties(schema(command)):
            numbers |= {name for name, field in part["properties"].items() if "'integer'" in str(field)}
    terms = {"days", "meetings", "moons"}
    assert numbers <= {"roles", "count", "line", "least", "most", "quotas"} | terms


def test_randomness_enters_through_the_machine_and_the_room_only() -> None:
    """No command has a field for a secret, a commitment or a seed; the desk fills those of the events."""
    secret = {"kiosk", "commitment", "secret", "seed", "entropy"}
    assert not any(secret & set(command.__struct_fields__) for command in COMMANDS)
    holding = {event_kind(event) for event in EVENTS if secret & set(event.__struct_fields__)}
    assert holding == {
        "lot.committed/1",
        "lot.revealed/1",
        "lot.revealed/2",
        "lot.drawn-quickly/1",
        "lot.drawn-quickly/2",
    }
