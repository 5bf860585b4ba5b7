"""What every test of a screen needs: memory that comes back after an app has frozen it, and no stick."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def _thawed() -> Iterator[None]:
    """The kiosk keeps the garbage collector away from its first frame; hundreds of kiosks may not."""
    yield
    gc.unfreeze()
    gc.set_threshold(700, 10, 10)


@pytest.fixture(autouse=True)
def media(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where sticks would be plugged in: nowhere yet, whatever this machine has."""
    monkeypatch.setattr("screens.sticks.MEDIA", (tmp_path / "media",))
    return tmp_path / "media"
