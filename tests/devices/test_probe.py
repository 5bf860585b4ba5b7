"""The devices screen's lines, for machines with much, little and nothing."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import SimpleNamespace

import pytest

from devices.chime import CardChime
from devices.fakes import VirtualClock
from devices.hardware import RandomDevice
from devices.probe import probe
from kiosk.ports import DeviceLine
from tests.devices.fake_card import FakeCard
from tests.devices.serial_ports import list_these

CARDS = """\
 0 [vc4hdmi0       ]: vc4-hdmi - vc4-hdmi-0
                      vc4-hdmi-0
"""


def _look(
    folder: Path,
    *,
    address: Callable[[], str] = lambda: "",
    clock: VirtualClock | None = None,
    surroundings: Mapping[str, str] | None = None,
) -> dict[str, DeviceLine]:
    lines = probe(
        folder, address, clock=clock or VirtualClock(), system=folder, surroundings=surroundings or {}
    )
    return {line.name: line for line in lines}


def _rtc(system: Path, seconds: str) -> None:
    device = system / "sys/class/rtc/rtc0"
    device.mkdir(parents=True)
    (device / "since_epoch").write_text(seconds)


def test_this_machine_is_looked_at_without_harm(tmp_path: Path) -> None:
    """On any machine there is one line a device, each a word and one sentence."""
    lines = probe(tmp_path, lambda: "")
    assert [line.name for line in lines] == [
        "clock",
        "sound",
        "talking piece",
        "network",
        "random source",
        "colours",
        "card",
    ]
    assert all(line.word in ("ok", "missing", "off") and line.sentence.endswith(".") for line in lines)


@pytest.mark.parametrize(
    ("battery", "server", "word", "sentence"),
    [
        (
            "",
            False,
            "missing",
            "The clock has no battery, and no time server is reached: compare it with a watch.",
        ),
        ("1795372920\n", False, "ok", "The clock has a battery of its own; no time server is reached."),
        ("1795372920\n", True, "ok", "The clock follows a time server."),
        ("", True, "ok", "The clock follows a time server. It has no battery of its own."),
        (
            "12\n",
            False,
            "missing",
            "The clock has no battery, and no time server is reached: compare it with a watch.",
        ),
        (
            "nonsense",
            False,
            "missing",
            "The clock has no battery, and no time server is reached: compare it with a watch.",
        ),
    ],
    ids=["neither", "battery", "both", "server", "flat", "nonsense"],
)
def test_how_far_the_clock_can_be_believed(
    tmp_path: Path, battery: str, server: bool, word: str, sentence: str
) -> None:
    """A battery that let its clock fall back to 1970 does not count."""
    if battery:
        _rtc(tmp_path, battery)
    clock = VirtualClock()
    clock.follows_server = server
    line = _look(tmp_path, clock=clock)["clock"]
    assert (line.word, line.sentence) == (word, sentence)


def test_a_card_without_its_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """sounddevice raises OSError where PortAudio is missing: the sentence names the package to install."""

    class Trap:
        def find_spec(self, name: str, _path: object = None, _target: object = None) -> None:
            if name == "sounddevice":
                raise OSError("PortAudio library not found")

    monkeypatch.delitem(sys.modules, "sounddevice", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Trap(), *sys.meta_path])
    _cards(tmp_path)
    line = _look(tmp_path)["sound"]
    assert (line.word, line.sentence) == (
        "missing",
        "The sound library is missing (package libportaudio2); the wall flashes instead.",
    )


def test_a_card_that_sounds(tmp_path: Path) -> None:
    """The line has the kernel's name of the card."""
    _cards(tmp_path)
    chime = CardChime(system=tmp_path, library=FakeCard)
    line = {line.name: line for line in probe(tmp_path, lambda: "", chime=chime)}["sound"]
    assert (line.word, line.sentence) == ("ok", "Chimes are played on vc4-hdmi-0, at 60 %.")


def _cards(system: Path) -> None:
    (system / "proc/asound").mkdir(parents=True)
    (system / "proc/asound/cards").write_text(CARDS)


def test_a_network_is_an_address(tmp_path: Path) -> None:
    """The sentence has the address that phones can type; without one it names the other ways."""
    assert _look(tmp_path, address=lambda: "10.42.0.1")["network"] == DeviceLine(
        "network", "ok", "Phones in this network reach 10.42.0.1."
    )
    assert _look(tmp_path)["network"] == DeviceLine(
        "network", "missing", "There is no network; minutes leave on paper or a stick."
    )


def test_a_network_that_cannot_be_asked_is_none(tmp_path: Path) -> None:
    """An error of the kernel stops nothing."""

    def broken() -> str:
        raise OSError(19, "No such device")

    assert _look(tmp_path, address=broken)["network"].word == "missing"


def test_the_random_device_speaks_for_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its line is that of tests/devices/test_hardware.py; without one, plugged-in devices are offered."""
    list_these(monkeypatch, ("/dev/ttyACM0", 0x04D8, 0xF5FE))
    assert _look(tmp_path)["random source"].sentence.startswith("A TrueRNG is plugged in, but not in use")
    device = RandomDevice(lambda: "onerng", tmp_path, VirtualClock())
    lines = probe(tmp_path, lambda: "", random=device)
    assert device.line() in lines
    assert device.line().word == "missing"


@pytest.mark.parametrize(
    ("surroundings", "word", "start"),
    [
        ({"TERM": "linux"}, "off", "This console has 16 colours"),
        ({"TERM": "foot", "TEXTUAL_COLOR_SYSTEM": "truecolor"}, "ok", "This terminal shows every colour"),
        ({"TERM": "xterm-256color"}, "ok", "This terminal shows 256 colours or fewer"),
    ],
)
def test_colours_of_the_terminal(tmp_path: Path, surroundings: dict[str, str], word: str, start: str) -> None:
    """The console is named, and no terminal is a fault."""
    line = _look(tmp_path, surroundings=surroundings)["colours"]
    assert line.word == word
    assert line.sentence.startswith(start)


@pytest.mark.parametrize(
    ("free", "word", "sentence"),
    [
        (43_000_000, "missing", "Only 43 MB are free on the card: make room, or nothing will be recorded."),
        (12_400_000_000, "ok", "12 GB are free on the card."),
    ],
)
def test_room_on_the_card(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, free: int, word: str, sentence: str
) -> None:
    """Little room is reported while there is still time to make some."""
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: SimpleNamespace(free=free))
    line = _look(tmp_path)["card"]
    assert (line.word, line.sentence) == (word, sentence)


def test_a_folder_that_is_not_there_yet(tmp_path: Path) -> None:
    """Before the first start the card is measured where the folder will be."""
    assert probe(tmp_path / "not" / "yet", lambda: "")[-1].word == "ok"


def test_a_card_that_cannot_be_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error of the card is reported and stops nothing."""

    def broken(_folder: Path) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(shutil, "disk_usage", broken)
    assert _look(tmp_path)["card"].word == "missing"
