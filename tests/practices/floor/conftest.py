"""The floor of a small assembly."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.practices.play import Play


@pytest.fixture
def play(tmp_path: Path) -> Play:
    """Return an assembly without members."""
    return Play(tmp_path)
