"""The devices screen's line of the random device: configured, plugged in, healthy, last used."""

from __future__ import annotations

from pathlib import Path

import pytest

from devices.fake_serial import FakeSerial
from devices.fakes import VirtualClock
from devices.generators import BOARD, Generator, by_kind
from devices.hardware import RandomDevice
from devices.plugs import Plug
from kiosk.errors import DeviceFault
from kiosk.ports import DeviceLine, Offer
from tests.devices.serial_ports import list_by_id, list_these

ONERNG: Generator = by_kind("onerng") or BOARD


def on(fake: FakeSerial, folder: Path) -> RandomDevice:
    """Return the device of a kiosk whose kiosk.toml asks for this one."""
    kind = fake.generator.kind
    return RandomDevice(
        lambda: kind,
        folder,
        VirtualClock(offset=60),
        find=lambda _: fake.plug,
        offers=list,
        opener=fake.open,
    )


def unused(folder: Path) -> RandomDevice:
    """Return the device of a kiosk whose kiosk.toml asks for none."""
    return RandomDevice(lambda: "", folder, VirtualClock())


def test_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is plugged in or configured, and that is no fault."""
    list_these(monkeypatch)
    list_by_id(monkeypatch, tmp_path)
    line = unused(tmp_path).line()
    assert line == DeviceLine(
        "random source",
        "off",
        "None is in use, and none is needed: draws use the system's randomness and dice.",
    )
    assert unused(tmp_path).read() is None


def test_one_that_nobody_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is named, offered, and left alone."""
    list_these(monkeypatch, ("/dev/ttyACM0", 0x1D50, 0x6086))
    list_by_id(monkeypatch, tmp_path)
    line = unused(tmp_path).line()
    assert (line.word, line.offers, line.setting) == ("off", [Offer("OneRNG", "onerng")], "")
    assert line.sentence.startswith("A OneRNG is plugged in, but not in use;")
    assert unused(tmp_path).read() is None


def test_one_that_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is configured, so its absence is a fault; other devices are offered."""
    list_these(monkeypatch, ("/dev/ttyACM0", 0x04D8, 0xF5FE))
    list_by_id(monkeypatch, tmp_path)
    line = RandomDevice(lambda: "onerng", tmp_path, VirtualClock()).line()
    assert (line.word, line.fault, line.setting) == ("missing", True, "onerng")
    assert line.offers == [Offer("TrueRNG", "truerng")]
    assert line.sentence == "No OneRNG is plugged in. Draws use the system's randomness alone, and say so."


def test_from_draw_to_draw(tmp_path: Path) -> None:
    """First not read yet; then well, with the room's time and the rate; also after a restart."""
    with FakeSerial(ONERNG) as fake:
        device = on(fake, tmp_path)
        assert device.line() == DeviceLine("random source", "ok", "In use: OneRNG, not read yet.", "onerng")
        read = device.read()
        assert read is not None
        assert read[0] == "onerng"
        well = f"In use: OneRNG, well when last read, 2026-11-22 19:42: {read[1].rate:,} bytes a second."
        for again in (device, on(fake, tmp_path)):
            assert again.line() == DeviceLine("random source", "ok", well, "onerng")


def test_after_a_fault(tmp_path: Path) -> None:
    """The last use failed: that is a fault on the wall, until a use succeeds."""
    with FakeSerial(ONERNG, "hex") as fake:
        device = on(fake, tmp_path)
        with pytest.raises(DeviceFault):
            device.read()
        line = device.line()
        assert (line.word, line.fault) == ("failed", True)
        assert line.sentence == (
            "Left out when it was last read, 2026-11-22 19:42. "
            "The OneRNG failed its health test. It sends text, not random bytes."
        )
        fake.manner = "healthy"
        device.read()
        assert device.line().word == "ok"


@pytest.mark.parametrize(
    "kept", [b"", b"\xff", b'{"x":' * 20_000, b'{"kind":"onerng","wall":' + b"9" * 5_000]
)
def test_a_last_use_that_cannot_be_read(tmp_path: Path, kept: bytes) -> None:
    """A damaged record counts as not read yet."""
    with FakeSerial(ONERNG) as fake:
        device = on(fake, tmp_path)
        device.read()
        next(path for path in (tmp_path / "cache").iterdir()).write_bytes(kept)
        assert "not read yet" in device.line().sentence


def test_what_was_said_of_another_device(tmp_path: Path) -> None:
    """The result of a device says nothing about the one that replaced it."""
    with FakeSerial(ONERNG) as fake:
        on(fake, tmp_path).read()
    with FakeSerial(BOARD) as fake:
        assert "not read yet" in on(fake, tmp_path).line().sentence


@pytest.mark.parametrize(
    "kept", [b"", b"\xff", b"[]", b'{"kind":"onerng"}', b'{"kind":"onerng","wall":1e99,"offset":0}']
)
def test_a_file_that_is_none_says_nothing(tmp_path: Path, kept: bytes) -> None:
    """Any file in the place of the last use is ignored."""
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "random.json").write_bytes(kept)
    device = RandomDevice(
        lambda: "onerng", tmp_path, VirtualClock(), find=lambda _: Plug(ONERNG, "/dev/ttyACM0")
    )
    assert "not read yet" in device.line().sentence


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    """Only the devices screen misses the record; the draw has its bytes."""
    (tmp_path / "cache").write_text("in the way")
    with FakeSerial(ONERNG) as fake:
        assert on(fake, tmp_path).read() is not None


def test_a_diagnosis_wants_a_device(tmp_path: Path) -> None:
    """Without a device there is a sentence."""
    with pytest.raises(DeviceFault, match="No random source is in use"):
        unused(tmp_path).diagnose()


def test_a_diagnosis_is_no_use(tmp_path: Path) -> None:
    """It reads the same device, and does not change the screen's last use."""
    with FakeSerial(ONERNG) as fake:
        device = on(fake, tmp_path)
        assert device.diagnose().word == "ok"
        assert "not read yet" in device.line().sentence
