"""The room that most of these tests begin in."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.practices.play import Play


@pytest.fixture
def play(tmp_path: Path) -> Play:
    """Return a meeting with six members present, one absent and one guest."""
    play = Play(tmp_path)
    play.open_meeting("Amina", "Bahar", "Chris", "Jérôme", "Leyla", "Rie")
    play.add("Tom", here=False)
    play.guest("Visitor")
    return play
