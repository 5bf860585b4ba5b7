"""What a random device can do to a draw's secret: turn it into another one, and nothing else."""

from __future__ import annotations

import hashlib
import hmac
from pathlib import Path

import msgspec
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace

from devices.entropy import DeviceEntropy
from devices.fake_serial import FakeSerial
from devices.fakes import VirtualClock
from devices.generators import BOARD, by_kind
from devices.hardware import RandomDevice
from devices.plugs import Plug
from devices.reading import DISCARDED, STARTUP, TESTED, USED
from kiosk.errors import DeviceFault
from kiosk.practices.lot.commands import Abort, Commit, Freeze, Quick
from kiosk.practices.lot.secret import mix
from tests.practices.play import Play

OS = bytes(range(32))
WHOLE = DISCARDED + STARTUP + TESTED
QUICK = replace(BOARD, deadline=0.05)


class Playing:
    """A line that sends these bytes, and then is silent or gone."""

    def __init__(self, data: bytes, gone: bool) -> None:
        self.dtr = False
        self._left, self._gone = data, gone

    def read(self, size: int = 1, /) -> bytes:
        piece, self._left = self._left[:size], self._left[size:]
        if not piece and self._gone:
            raise OSError(5, "Input/output error")
        return piece

    def write(self, data: bytes, /) -> None: ...

    def close(self) -> None: ...


def entropy_of(folder: Path, data: bytes, gone: bool = False) -> DeviceEntropy:
    """Return randomness with a device that sends these bytes."""
    plug = Plug(QUICK, "/dev/serial/by-id/board")
    device = RandomDevice(
        lambda: "board",
        folder,
        VirtualClock(),
        find=lambda _setting: plug,
        opener=lambda path, rate: Playing(data, gone),
    )
    return DeviceEntropy(device.read)


SENT = st.one_of(
    st.binary(max_size=300),
    st.builds(lambda piece: (piece * WHOLE)[:WHOLE], st.binary(min_size=1, max_size=700)),
    st.builds(lambda seed: hashlib.shake_256(seed).digest(WHOLE), st.binary(max_size=8)),
)
"""Too few bytes, periods of every length, and bytes that no test can tell from chance."""


@given(SENT, st.booleans())
@example(bytes(WHOLE), False)
@example(b"\xff" * WHOLE, False)
@example(OS * 192, False)
@example(bytes(range(256)) * 24, False)
def test_no_bytes_of_a_device_make_the_secret_anything_but_an_hmac_of_the_systems(
    sent: bytes, gone: bool
) -> None:
    """Used or dropped, zeros or an echo of the system's own: K is HMAC(OS bytes, used bytes or none)."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("os.urandom", lambda size: OS[:size])
        drawn = entropy_of(Path("/nonexistent"), sent, gone).draw()
    used = sent[-USED:] if drawn.source == "os+board" else b""
    assert drawn.bytes == mix(OS, used) == hmac.new(OS, used, hashlib.sha256).digest()
    assert (drawn.source, bool(drawn.fault)) in (("os", True), ("os+board", False))
    assert not used or len(sent) == WHOLE


def test_the_known_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """lot/1: OS bytes 00 to 1f and 64 bytes a5 of a device, whose tests are skipped here, give this K."""
    monkeypatch.setattr("os.urandom", lambda size: OS[:size])
    monkeypatch.setattr("devices.reading.ill", lambda data: "")
    drawn = entropy_of(tmp_path, b"\xa5" * WHOLE).draw()
    assert drawn.bytes.hex() == "8328e12c0dc05f57c71313a1a0b0fe62b0ecdc427f16e36a992fedee03450b60"


def test_the_device_is_read_before_the_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No byte of the key exists while the device could still see it."""
    order: list[str] = []

    class Told(Playing):
        def read(self, size: int = 1, /) -> bytes:
            order.append("device")
            return super().read(size)

    def system(size: int) -> bytes:
        order.append("system")
        return OS[:size]

    monkeypatch.setattr("os.urandom", system)
    data = hashlib.shake_256(b"1").digest(WHOLE)
    plug = Plug(QUICK, "/dev/serial/by-id/board")
    device = RandomDevice(
        lambda: "board",
        tmp_path,
        VirtualClock(),
        find=lambda _setting: plug,
        opener=lambda path, rate: Told(data, False),
    )
    assert DeviceEntropy(device.read).draw().source == "os+board"
    assert order[-1] == "system"
    assert order.count("system") == 1


@pytest.mark.parametrize("manner", ["unplugged", "stuck", "biased", "hex"])
def test_an_ill_device_leaves_the_systems_randomness(tmp_path: Path, manner: str) -> None:
    """The draw goes on, with the reason."""
    onerng = by_kind("onerng") or BOARD
    with FakeSerial(onerng, manner) as fake:
        device = RandomDevice(
            lambda: "onerng", tmp_path, VirtualClock(), find=lambda _: fake.plug, opener=fake.open
        )
        drawn = DeviceEntropy(device.read).draw()
    assert (len(drawn.bytes), drawn.source) == (32, "os")
    assert drawn.fault.startswith("The OneRNG ")


def test_settings_that_cannot_be_read_are_a_fault(tmp_path: Path) -> None:
    """The kiosk cannot know whether a device was configured, and the draw records that too."""

    def unreadable() -> str:
        raise DeviceFault("kiosk.toml cannot be used (why); the usual settings hold.")

    drawn = DeviceEntropy(RandomDevice(unreadable, tmp_path, VirtualClock()).read).draw()
    assert (drawn.source, drawn.fault) == ("os", "kiosk.toml cannot be used (why); the usual settings hold.")


def test_a_fault_can_be_recorded(tmp_path: Path) -> None:
    """A port's name may hold any character; the draw's entry holds only letters."""

    def oddly_named() -> str:
        raise DeviceFault("\x1b]0;mine\x07 \udcff is not plugged in.")

    drawn = DeviceEntropy(RandomDevice(oddly_named, tmp_path, VirtualClock()).read).draw()
    assert drawn.fault == "\ufffd]0;mine\ufffd \ufffd is not plugged in."


def test_without_a_device_there_is_nothing_to_say(tmp_path: Path) -> None:
    """The draw names no device and no fault."""
    drawn = DeviceEntropy(RandomDevice(lambda: "", tmp_path, VirtualClock()).read).draw()
    assert (drawn.source, drawn.fault) == ("os", "")


@pytest.mark.parametrize(
    ("manner", "source", "fault"),
    [
        ("healthy", "os+onerng", ""),
        ("unplugged", "os", "The OneRNG was unplugged, or failed, while it was read."),
        ("base64", "os", "The OneRNG failed its health test. It sends text, not random bytes."),
    ],
)
def test_a_draws_entries_say_what_was_in_the_secret(
    tmp_path: Path, manner: str, source: str, fault: str
) -> None:
    """The seal's entry and a quick draw's name the device, or why it was left out; the draw goes on."""
    onerng = by_kind("onerng") or BOARD
    with FakeSerial(onerng, manner) as fake:
        device = RandomDevice(
            lambda: "onerng", tmp_path, VirtualClock(), find=lambda _: fake.plug, opener=fake.open
        )
        play = Play(tmp_path)
        play.desk.beside.entropy = DeviceEntropy(device.read)
        play.open_meeting("Ana", "Bahar", "Chris")
        play.ask(Freeze(roles={"facilitator": 1}))
        size = play.desk.journal.size
        play.ask(Commit())
        play.ask(Abort())
        play.ask(Quick(roles={"facilitator": 1}))
        sealed, _given_up, quick = map(msgspec.json.decode, play.desk.journal.read(size))
        play.desk.close()
    assert (sealed["source"], sealed.get("fault", "")) == (source, fault)
    assert (quick["source"], bool(quick.get("fault"))) == (source, bool(fault))
