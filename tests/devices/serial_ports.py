"""Serial ports as the system lists them, without any device."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from serial.tools import list_ports


def list_these(monkeypatch: pytest.MonkeyPatch, *ports: tuple[str | Path, int | None, int | None]) -> None:
    """Plug in these ports: (path, vendor number, product number), None where there is no plug."""
    found = [SimpleNamespace(device=str(path), vid=vendor, pid=product) for path, vendor, product in ports]
    monkeypatch.setattr(list_ports, "comports", lambda: found)


def list_by_id(monkeypatch: pytest.MonkeyPatch, folder: Path, **names: str | Path) -> Path:
    """Make these names below /dev/serial/by-id, which is `folder`/by-id; returns that folder."""
    place = folder / "by-id"
    place.mkdir()
    for name, target in names.items():
        (place / name).symlink_to(target)
    monkeypatch.setattr("devices.plugs.BY_ID", place)
    return place
