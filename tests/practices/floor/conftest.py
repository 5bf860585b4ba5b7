"""The floor of a small assembly."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.practices.play import Play


@pytest.fixture
def play(tmp_path: Path) -> Play:
    """An assembly without anybody in it."""
    return Play(tmp_path)
