"""What every test of a screen needs: memory that comes back after an app has frozen it."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def _thawed() -> Iterator[None]:
    """The kiosk keeps the garbage collector away from its first frame; hundreds of kiosks may not."""
    yield
    gc.unfreeze()
    gc.set_threshold(700, 10, 10)
