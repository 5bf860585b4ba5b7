"""A meeting in which proposals are made."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.practices.play import Play


@pytest.fixture
def play(tmp_path: Path) -> Play:
    """Return a meeting on 22 November 2026 with five members present."""
    play = Play(tmp_path)
    play.open_meeting("Ana", "Bahar", "Chris", "Jérôme", "Rie")
    return play
