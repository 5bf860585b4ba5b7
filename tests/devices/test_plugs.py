"""Which generators are plugged in, and which one is configured: nothing is opened to find out."""

from __future__ import annotations

from pathlib import Path

import pytest
from serial.tools import list_ports

from devices.generators import BOARD, by_kind
from devices.plugs import Plug, find, offers, plugged
from kiosk.errors import DeviceFault
from kiosk.ports import Offer
from tests.devices.serial_ports import list_by_id, list_these


@pytest.fixture(autouse=True)
def _nothing_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_args: object, **_options: object) -> None:
        raise AssertionError("a port was opened")

    monkeypatch.setattr("serial.Serial.open", never)


def test_known_plugs_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """Found by vendor and product, in the order of their ports; other devices are left alone."""
    list_these(
        monkeypatch,
        ("/dev/ttyACM1", 0x1D50, 0x6086),
        ("/dev/ttyS0", None, None),
        ("/dev/ttyACM0", 0x04D8, 0xF5FE),
        ("/dev/ttyUSB0", 0x2341, 0x0043),
    )
    assert [(plug.generator.kind, plug.path) for plug in plugged()] == [
        ("truerng", "/dev/ttyACM0"),
        ("onerng", "/dev/ttyACM1"),
    ]


@pytest.mark.parametrize("trouble", [OSError(2, "no /sys"), ValueError("no number"), TypeError("unplugged")])
def test_ports_that_cannot_be_listed_are_none(monkeypatch: pytest.MonkeyPatch, trouble: Exception) -> None:
    """An error while listing them stops nothing."""

    def broken() -> list[object]:
        raise trouble

    monkeypatch.setattr(list_ports, "comports", broken)
    assert plugged() == []


def test_none_is_asked_for() -> None:
    """Without a setting there is no device, whatever is plugged in."""
    assert find("") is None


def test_a_kind_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is found by its plug; the first of two."""
    list_these(
        monkeypatch,
        ("/dev/ttyACM2", 0x04D8, 0xF5FE),
        ("/dev/ttyACM1", 0x04D8, 0xF5FE),
        ("/dev/ttyACM0", 0x1D50, 0x6086),
    )
    generator = by_kind("truerng")
    assert generator is not None
    assert find("truerng") == Plug(generator, "/dev/ttyACM1")


@pytest.mark.parametrize(
    ("setting", "sentence"),
    [
        ("neug", "No NeuG is plugged in."),
        ("dice", "kiosk.toml asks for a random source that the kiosk does not know: dice."),
        ("/dev/ttyACM0", "kiosk.toml asks for a random source that the kiosk does not know: /dev/ttyACM0."),
        (
            "/dev/serial/by-id/../ttyS0",
            "kiosk.toml asks for a random source that the kiosk does not know: /dev/serial/by-id/../ttyS0.",
        ),
        ("board", "kiosk.toml asks for a random source that the kiosk does not know: board."),
    ],
)
def test_what_is_asked_for_is_not_there(monkeypatch: pytest.MonkeyPatch, setting: str, sentence: str) -> None:
    """A path outside /dev/serial/by-id is refused, even if a device is there."""
    list_these(monkeypatch, ("/dev/ttyACM0", 0x2341, 0x0043))
    with pytest.raises(DeviceFault) as fault:
        find(setting)
    assert fault.value.sentence == sentence


def test_a_path_leads_to_what_its_plug_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A known generator gets its commands; any other device is a board, and gets none."""
    for name in ("ttyACM0", "ttyACM1", "ttyUSB0"):
        (tmp_path / name).touch()
    place = list_by_id(
        monkeypatch,
        tmp_path,
        onerng=tmp_path / "ttyACM0",
        arduino=tmp_path / "ttyACM1",
        adapter=tmp_path / "ttyUSB0",
        gone=tmp_path / "ttyACM9",
    )
    list_these(monkeypatch, (tmp_path / "ttyACM0", 0x1D50, 0x6086), (tmp_path / "ttyACM1", 0x2341, 0x0043))
    found = {name: find(str(place / name)) for name in ("onerng", "arduino", "adapter")}
    assert found == {
        "onerng": Plug(by_kind("onerng") or BOARD, str(place / "onerng")),
        "arduino": Plug(BOARD, str(place / "arduino")),
        "adapter": Plug(BOARD, str(place / "adapter")),
    }
    with pytest.raises(DeviceFault, match="names is not plugged in: gone"):
        find(str(place / "gone"))


def test_offers(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Known generators by their kind, once each; then other named ports, by path."""
    for name in ("ttyACM0", "ttyACM1", "ttyACM2"):
        (tmp_path / name).touch()
    place = list_by_id(monkeypatch, tmp_path, b_truerng=tmp_path / "ttyACM0", arduino=tmp_path / "ttyACM2")
    (place / "not\udcffUTF-8").symlink_to(tmp_path / "ttyACM2")
    list_these(
        monkeypatch,
        (tmp_path / "ttyACM0", 0x04D8, 0xF5FE),
        (tmp_path / "ttyACM1", 0x04D8, 0xF5FE),
        (tmp_path / "ttyACM2", 0x2341, 0x0043),
    )
    assert offers() == [Offer("TrueRNG", "truerng"), Offer("arduino", str(place / "arduino"))]


def test_no_offers(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where nothing is plugged in there is no such folder."""
    list_these(monkeypatch)
    monkeypatch.setattr("devices.plugs.BY_ID", tmp_path / "by-id")
    assert offers() == []
