"""Settings of the device."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.errors import DeviceFault
from kiosk.ports import Piece, Sound
from kiosk.settings import Hotspot, Random, Settings, random_lines, read_settings, use_random


def test_none(tmp_path: Path) -> None:
    """Without a file the usual settings hold."""
    assert read_settings(tmp_path) == Settings("night", 8080, Hotspot())


def test_all(tmp_path: Path) -> None:
    """Theme, port and the kiosk's own Wi-Fi are read from kiosk.toml."""
    (tmp_path / "kiosk.toml").write_text(
        'theme = "day"\nport = 80\n[hotspot]\nname = "Assembly"\npassword = "garden-oak-7"\n'
        '[random]\ndevice = "truerng"\n'
        "[sound]\nvolume = 80\nmute = true\n"
        '[talking-piece]\ndevice = "/dev/input/event3"\nnext = ["enter", 272]\n'
    )
    settings = read_settings(tmp_path)
    assert (settings.theme, settings.port) == ("day", 80)
    assert settings.hotspot.code() == "WIFI:T:WPA;S:Assembly;P:garden-oak-7;;"
    assert settings.random == Random("truerng")
    assert settings.sound == Sound(80, mute=True, bell=False)
    assert settings.piece == Piece("/dev/input/event3", ("enter", 272), ("pageup",))


@pytest.mark.parametrize(
    "text",
    [
        "theme =",
        "[sound]\nvolume = 101",
        "[talking-piece]\nnext = [1.5]",
        "[scanner]\nprefix = 'ab'",
        "port = 'x'",
        "\x00",
        "port = 70000",
        'theme = "pink"',
        "a = " + "[" * 20_000 + "]" * 20_000,
        "a = " + "{b = " * 5_000 + "1" + "}" * 5_000,
        "port = " + "9" * 5_000,
    ],
    ids=lambda text: text[:12],
)
def test_unusable(tmp_path: Path, text: str) -> None:
    """An unusable file is refused in one sentence with the reason."""
    (tmp_path / "kiosk.toml").write_text(text)
    with pytest.raises(DeviceFault, match=r"kiosk\.toml cannot be used"):
        read_settings(tmp_path)


def test_special_signs() -> None:
    """Signs with a meaning in a Wi-Fi code are escaped, and an open network is marked."""
    assert Hotspot('a;b,c:d"\\', "").code() == 'WIFI:T:nopass;S:a\\;b\\,c\\:d\\"\\\\;P:;;'
    assert Hotspot().code() == ""


BY_ID = "/dev/serial/by-id/usb-Arduino__www.arduino.cc__0043_85436323631351D0B1C1-if00"
OTHERS = 'theme = "day"  # for the hall\n\n[hotspot]\nname = "A[random]"\npassword = "x"'


@pytest.mark.parametrize("device", ["truerng", BY_ID, 'a"b\\x20c'])
@pytest.mark.parametrize(
    "text",
    [
        "",
        OTHERS,
        OTHERS + "\n[random]\n",
        '[random] # the stick\n# mine\ndevice = "onerng"\n\n' + OTHERS,
        OTHERS + '\n[random]\n  device="neug"',
    ],
)
def test_asking_for_a_random_device(tmp_path: Path, text: str, device: str) -> None:
    """A device is set, then another, then none; the rest of kiosk.toml stays, comments too."""
    path = tmp_path / "kiosk.toml"
    if text:
        path.write_text(text)
        path.chmod(0o600)
    before = read_settings(tmp_path)
    for asked in (device, "neug", ""):
        use_random(tmp_path, asked)
        found = read_settings(tmp_path)
        assert (found.random, found.theme, found.hotspot) == (Random(asked), before.theme, before.hotspot)
    assert all(comment in path.read_text() for comment in ("# for the hall", "# mine") if comment in text)
    assert path.stat().st_mode & 0o777 == (0o600 if text else 0o644)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("theme = ", "cannot be used"),
        ("random = 1\n", "cannot be used"),
        ('random = { device = "neug" }\n', "only a person can read"),
        ('random.device = "neug"\n', "only a person can read"),
        ('[ random ]\ndevice = "neug"\n', "only a person can read"),
        ('[random]\nnote = """\ndevice = 1\n[random]\n"""\n', "only a person can read"),
    ],
)
def test_a_file_that_is_laid_out_otherwise_stays(tmp_path: Path, text: str, why: str) -> None:
    """The file is not changed, and a sentence says so."""
    (tmp_path / "kiosk.toml").write_text(text)
    with pytest.raises(DeviceFault, match=why):
        use_random(tmp_path, "truerng")
    assert (tmp_path / "kiosk.toml").read_text() == text


def test_a_card_that_takes_nothing(tmp_path: Path) -> None:
    """A missing folder is reported."""
    (tmp_path / "file").write_text("")
    with pytest.raises(DeviceFault, match=r"kiosk\.toml could not be changed: Not a directory\."):
        use_random(tmp_path / "file", "truerng")


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x7f")))
def test_the_lines_are_toml(device: str) -> None:
    """The lines are TOML for any name of a device."""
    import tomllib

    assert tomllib.loads(random_lines(device)) == {"random": {"device": device}}
