"""What practices can ask about each other."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.look_alikes import folded
from kiosk.practices import meeting, rules
from kiosk.practices.agenda.asked import agenda as agenda_of
from kiosk.practices.room import members_present
from kiosk.practices.rules.asked import rules as rules_of
from tests.practices.play import Play


def test_between_meetings_nobody_is_present(tmp_path: Path) -> None:
    """Between meetings there is no meeting, item or break, but the members are known."""
    play = Play(tmp_path)
    play.add("Ana")
    room = play.desk.room
    assert (room.present(), room.meeting(), agenda_of(room).open_item(), room.on_break()) == ([], 0, 0, False)
    assert room.members() == ["m001"]
    assert room.known("m001")
    assert not room.known("m002")


def test_a_quorum_is_of_members(tmp_path: Path) -> None:
    """Guests are present but do not count as members present."""
    play = Play(tmp_path)
    play.open_meeting("Ana", "Bahar")
    play.guest("Visitor")
    play.ask(rules.rules.SetQuorum(percent=100))
    play.ask(meeting.rules.Depart(person="m001"))
    room = play.desk.room
    assert (rules_of(room).quorum(), members_present(room), room.present()) == (2, 1, ["m002", "g001"])


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Maple Street 4", "maple-street-4"),
        ("!?", "assembly"),
        ("Räte", "rate"),
        ("Север", "sever"),
        ("x" * 60, "x" * 32),
        ("-- a --", "a"),
    ],
)
def test_machines_call_the_assembly_by_a_short_name(tmp_path: Path, name: str, slug: str) -> None:
    """The short name has letters and digits of ASCII, at most 32, and is never empty."""
    assert Play(tmp_path, name=name).desk.room.journal.slug() == slug


@pytest.mark.parametrize("name", ["Jérôme", "JE\u0301RO\u0302ME", "  jérôme "])
def test_two_people_would_say_these_names_are_one(name: str) -> None:
    """Names that differ only in composition, case or blanks are equal."""
    assert folded(name) == "jérôme"
