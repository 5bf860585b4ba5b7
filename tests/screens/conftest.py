"""Set-up of every test of a screen: freed memory, pauses no longer than needed, and no USB stick."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.screens.idle import idle
from tests.screens.parsed import parsed_once


@pytest.fixture(autouse=True)
def _kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """Undo the kiosk's freezing of the garbage collector, which hundreds of kiosks cannot afford."""
    monkeypatch.setattr("screens.app.warm_up.keep", lambda: None)


@pytest.fixture(autouse=True)
def _idle(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a pause last until the event loop is idle."""
    monkeypatch.setattr("textual.pilot.wait_for_idle", idle)


@pytest.fixture(autouse=True)
def _parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Share parsed style sheets between the kiosks of a test run."""
    monkeypatch.setattr("textual.css.stylesheet.Stylesheet._parse_rules", parsed_once)


@pytest.fixture(autouse=True)
def media(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder where sticks would be mounted, empty whatever this machine has."""
    monkeypatch.setattr("screens.hardware.usb_sticks.MEDIA", (tmp_path / "media",))
    return tmp_path / "media"
