"""What every test of a screen needs: memory that comes back, pauses no longer than needed, and no stick."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.screens.idle import idle
from tests.screens.parsed import parsed_once


@pytest.fixture(autouse=True)
def _kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """The kiosk keeps the garbage collector away from its first frame; hundreds of kiosks may not."""
    monkeypatch.setattr("screens.app.warm_up.keep", lambda: None)


@pytest.fixture(autouse=True)
def _idle(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pause lasts until the kiosk is idle, as the event loop tells it."""
    monkeypatch.setattr("textual.pilot.wait_for_idle", idle)


@pytest.fixture(autouse=True)
def _parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The kiosks of a test run share the style sheets that were parsed."""
    monkeypatch.setattr("textual.css.stylesheet.Stylesheet._parse_rules", parsed_once)


@pytest.fixture(autouse=True)
def media(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where sticks would be plugged in: nowhere yet, whatever this machine has."""
    monkeypatch.setattr("screens.hardware.usb_sticks.MEDIA", (tmp_path / "media",))
    return tmp_path / "media"
