"""Names and numbers of the agenda's commands that people and files rely on, and words for its items."""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest

from kiosk.desk.registry import REGISTRY
from kiosk.practices import agenda
from kiosk.practices.agenda.commands import Add, Adopt
from kiosk.practices.agenda.events import Draft
from kiosk.practices.agenda.naming import kind_word, status_word
from kiosk.practices.messages import Command, command_name
from tests.practices.play import Play

NAMED: dict[str, type[Command]] = {command_name(command): command for command in REGISTRY.commands}


def asked(name: str, **fields: Any) -> Command:
    return msgspec.convert({"do": name, **fields}, NAMED[name])


@pytest.mark.parametrize("name", ["item.open", "item.close", "item.skip", "item.carry", "item.extend"])
def test_what_is_done_with_an_item(name: str) -> None:
    """Each command has this name and an item's number from 1 to 100,000."""
    for number in (1, 100_000):
        assert asked(name, item=number).item == number  # type: ignore[attr-defined]  # each of these commands has an item
    for number in (0, 100_001):
        with pytest.raises(msgspec.ValidationError):
            asked(name, item=number)


def test_at_most_a_day_is_added() -> None:
    """Added time is a second to a day."""
    assert [asked("item.extend", item=1, seconds=n) for n in (1, 86_400)]
    for seconds in (0, 86_401):
        with pytest.raises(msgspec.ValidationError):
            asked("item.extend", item=1, seconds=seconds)


@pytest.mark.parametrize("hour", ["", "0:00", "00:00", "9:59", "19:30", "23:59"])
def test_hours(hour: str) -> None:
    """Minutes have two digits and hours one or two; minutes may be missing."""
    assert asked("agenda.add", title="x", starts=hour)


@pytest.mark.parametrize("hour", ["24:00", "19:60", "19:3", "1930", "119:30", ":30", "19:30 "])
def test_what_is_no_hour(hour: str) -> None:
    """Other forms are refused, without guessing."""
    with pytest.raises(msgspec.ValidationError):
        asked("agenda.add", title="x", starts=hour)


def test_what_became_of_an_item_in_words() -> None:
    """Every status and every kind has its words."""
    words = {
        "waiting": "waiting",
        "open": "now",
        "done": "done",
        "skipped": "skipped",
        "carried": "next meeting",
    }
    assert {status: status_word(status) for status in get_args(agenda.state.Status)} == words
    assert [kind_word(kind) for kind in agenda.events.KINDS] == list(agenda.events.KINDS)


def test_an_added_item_has_a_title_to_see(tmp_path: Path) -> None:
    """An added item needs a visible title, and an agenda has at most 300 items, as when it is adopted."""
    play = Play(tmp_path)
    play.open_meeting("Ana")
    assert play.refused(Add(title="\N{HANGUL FILLER}")) == "An item needs a title that can be seen."
    play.ask(Adopt(items=[Draft(title=f"item {n}") for n in range(299)]))
    play.ask(Add(title="the last"))
    assert play.refused(Add(title="one more")) == "An agenda holds 300 items at most."
    assert "one more" not in [item.title for item in play.state.agenda.items]
