"""Settings of the device."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.errors import DeviceFault
from kiosk.settings import Hotspot, Settings, read_settings


def test_none(tmp_path: Path) -> None:
    """Without a file the usual settings hold."""
    assert read_settings(tmp_path) == Settings("night", 8080, Hotspot())


def test_all(tmp_path: Path) -> None:
    """Theme, port and the kiosk's own Wi-Fi are read from kiosk.toml."""
    (tmp_path / "kiosk.toml").write_text(
        'theme = "day"\nport = 80\n[hotspot]\nname = "Assembly"\npassword = "garden-oak-7"\n'
    )
    settings = read_settings(tmp_path)
    assert (settings.theme, settings.port) == ("day", 80)
    assert settings.hotspot.code() == "WIFI:T:WPA;S:Assembly;P:garden-oak-7;;"


@pytest.mark.parametrize("text", ["theme =", "port = 'x'", "\x00", "port = 70000", 'theme = "pink"'])
def test_unusable(tmp_path: Path, text: str) -> None:
    """A file that cannot be used is said in one sentence, with the reason."""
    (tmp_path / "kiosk.toml").write_text(text)
    with pytest.raises(DeviceFault, match=r"kiosk\.toml cannot be used"):
        read_settings(tmp_path)


def test_special_signs() -> None:
    """Signs that mean something in a Wi-Fi code are escaped, and an open network says so."""
    assert Hotspot('a;b,c:d"\\', "").code() == 'WIFI:T:nopass;S:a\\;b\\,c\\:d\\"\\\\;P:;;'
    assert Hotspot().code() == ""
