"""The rules an assembly gives itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.practices import meeting, rules
from kiosk.practices.messages import Command
from kiosk.practices.record.rules import Undo
from kiosk.practices.rules.asked import rules as rules_of
from kiosk.practices.rules.rules import (
    SetClocks,
    SetMinutesRoute,
    SetQuorum,
    SetStandAside,
    SetTurn,
    quorum_of,
)
from tests.practices.play import Play


@pytest.fixture
def play(tmp_path: Path) -> Play:
    """Return three members without a meeting."""
    play = Play(tmp_path)
    for name in ("Ana", "Bahar", "Chris"):
        play.add(name)
    return play


def test_without_a_word_there_is_no_quorum_and_no_limit(play: Play) -> None:
    """Defaults: two minutes a turn, no quorum, no limit to standing aside, minutes over the network."""
    room = play.desk.room
    assert (rules_of(room).quorum(), rules_of(room).turn_seconds(), rules_of(room).stand_aside_limit()) == (
        0,
        120,
        0,
    )
    assert play.state.rules.route == "network"


def test_rules_hold_from_the_entry_on(play: Play) -> None:
    """Rules can be set between meetings and in one, and survive a restart."""
    play.ask(SetQuorum(number=2))
    play.ask(meeting.rules.Open())
    play.ask(SetTurn(seconds=90))
    play.ask(SetStandAside(number=3))
    play.ask(SetMinutesRoute(route="paper"))
    play.restart()
    room = play.desk.room
    assert (rules_of(room).quorum(), rules_of(room).turn_seconds(), rules_of(room).stand_aside_limit()) == (
        2,
        90,
        3,
    )
    routes = [play.state.rules.route]
    play.ask(Undo())
    routes.append(play.state.rules.route)
    assert routes == ["paper", "network"]


def test_a_share_follows_the_roster(play: Play) -> None:
    """Half of three is two, of four two, of five three; a number replaces the share, nothing both."""
    play.ask(SetQuorum(percent=50))
    sizes = [rules_of(play.desk.room).quorum()]
    for name in ("Jérôme", "Rie"):
        play.add(name)
        sizes.append(rules_of(play.desk.room).quorum())
    assert sizes == [2, 2, 3]
    play.ask(SetQuorum(number=1))
    assert rules_of(play.desk.room).quorum() == 1
    play.ask(SetQuorum())
    assert rules_of(play.desk.room).quorum() == 0


def test_clocks_count_down_until_the_room_says_otherwise(play: Play) -> None:
    """Clocks count down, up, or show no figures."""
    counted = [play.state.rules.clocks]
    for count in ("up", "none"):
        play.ask(SetClocks(count=count))
        counted.append(play.state.rules.clocks)
    assert counted == ["down", "up", "none"]


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (SetQuorum(number=3, percent=50), "A quorum is a number or a share, not both."),
        (SetQuorum(percent=101), "percent is at most 100."),
        (SetTurn(seconds=9), "seconds is at least 10."),
        (SetTurn(seconds=3_601), "seconds is at most 3600."),
        (SetStandAside(number=-1), "number is at least 0."),
    ],
)
def test_rules_that_cannot_hold_are_refused(play: Play, asked: Command, sentence: str) -> None:
    """Bounds are checked for commands of screens too, which are made without reading JSON."""
    assert play.refused(asked) == sentence


@given(st.integers(0, 500), st.integers(1, 100))
def test_a_share_is_rounded_up(roster: int, percent: int) -> None:
    """The quorum is the least number not below that share."""
    quorum = quorum_of(rules.rules.State(quorum_percent=percent), roster)
    assert quorum * 100 >= roster * percent
    assert (quorum - 1) * 100 < roster * percent
