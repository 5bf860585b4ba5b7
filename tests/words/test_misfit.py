"""A value that does not fit its field is refused in plain words."""

from __future__ import annotations

import msgspec
import pytest

from kiosk.desk.registry import REGISTRY
from kiosk.language.misfit import plain
from kiosk.practices.messages import Command, command_name


def fault(do: str, fields: dict[str, object]) -> str:
    """Return what is said of a command with these fields, as `kiosk run` reads it."""
    types: dict[str, type[Command]] = {command_name(each): each for each in REGISTRY.commands}
    with pytest.raises(msgspec.ValidationError) as raised:
        msgspec.convert({"do": do, **fields}, types[do])
    return plain(str(raised.value))


@pytest.mark.parametrize(
    ("do", "fields", "said"),
    [
        ("rules.quorum", {"percent": 101}, "percent is at most 100"),
        ("rules.quorum", {"percent": -1}, "percent is at least 0"),
        ("rules.quorum", {"number": "ten"}, "number is a number"),
        ("rules.quorum", {"numbr": 1}, "numbr is not known here"),
        ("proposal.count", {"number": 1}, "position is missing"),
        ("proposal.count", {"position": "no", "number": 1}, "position has a word that is not known here"),
        ("proposal.adopt", {"review": "soon"}, "review is a date like 2027-03-01"),
        ("proposal.write", {"text": "x" * 9_000}, "text has at most 8,000 characters"),
        ("proposal.write", {"text": "x", "proposer": "Ana"}, "proposer is a person like m007"),
        ("meeting.break", {"until": "soon"}, "until is an hour like 20:15"),
        (
            "lot.freeze",
            {"roles": {"A B": 1}},
            "roles is a word of small letters, digits and . _ -, without blanks",
        ),
        ("lot.freeze", {"roles": 3}, "roles does not fit"),
        ("agenda.add", {"title": ""}, "title cannot be empty"),
        (
            "agenda.adopt",
            {"items": [{"title": "a"}, {"title": "b", "planned": -5}]},
            "items 2, planned is at least 0",
        ),
    ],
)
def test_a_misfit_is_told_in_plain_words(do: str, fields: dict[str, object], said: str) -> None:
    """No sentence has a type, a pattern or a path of the schema in it."""
    assert fault(do, fields) == said


def test_what_it_cannot_read_is_not_shown() -> None:
    assert plain("Expected `timedelta` in ISO form - at `$.wait`") == "wait does not fit"
    assert plain("$^.* whatever") == "this does not fit"
