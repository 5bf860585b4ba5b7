"""The fake generators: what they send, when, and that they leave nothing behind."""

from __future__ import annotations

import os
import threading
from itertools import islice
from pathlib import Path
from random import Random

import pytest

from devices.entropy import DeviceEntropy
from devices.fake_serial import MANNERS, FakeSerial, made_up
from devices.fakes import VirtualClock
from devices.generators import BOARD, by_kind
from devices.plugs import find
from kiosk.errors import DeviceFault
from kiosk.ports import Offer
from tests.devices.waiting import until


@pytest.mark.parametrize("manner", MANNERS)
def test_every_manner_is_the_same_again(manner: str) -> None:
    """One seed gives the same bytes, so that a test can predict them."""
    first, second = (b"".join(islice(MANNERS[manner](Random(7)), 50)) for _ in range(2))
    assert first == second


def test_nothing_is_sent_to_nobody() -> None:
    """Before it is opened it is silent, and sleeps."""
    with FakeSerial(BOARD) as fake:
        assert not fake.streams()
        line = fake.open(fake.plug.path, BOARD.rate)
        assert fake.streams()
        assert len(line.read(64)) == 64
        line.close()
        assert not fake.streams()


@pytest.mark.parametrize(
    "commands",
    [b"cmd0\n", b"cmdO\n", b"cmdO\ncmd0\n", b"cmd0\ncmdO\ncmdo\n", b"cmd0\ncmdO"],
    ids=["half", "other half", "wrong order", "stopped", "unfinished"],
)
def test_a_paused_one_stays_paused(commands: bytes) -> None:
    """It needs its commands whole, in order, and no stop command after them."""
    onerng = by_kind("onerng")
    assert onerng is not None
    with FakeSerial(onerng) as fake:
        line = fake.open(fake.plug.path, onerng.rate)
        fake.dtr = True
        line.write(commands)
        until(lambda: len(fake.heard) == commands.count(b"\n"), lambda: f"heard {fake.heard}")
        assert not fake.streams()
        line.close()


@pytest.mark.parametrize("rates", [(300,), (110, 300), (110, 300, 110), (110, 110, 300, 300)])
def test_the_wrong_rates_start_nothing(rates: tuple[int, ...]) -> None:
    """A TrueRNGpro sends in the right mode only after the whole sequence."""
    pro = by_kind("truerngpro")
    assert pro is not None
    with FakeSerial(pro) as fake:
        for rate in rates:
            line = fake.open(fake.plug.path, rate)
            fake.dtr = True
            assert not fake.streams()
            line.close()


def test_it_leaves_nothing_behind() -> None:
    """Neither a thread nor an open file remains, however often it is unplugged."""
    before, files = threading.active_count(), len(os.listdir("/proc/self/fd"))
    for manner in ("healthy", "unplugged", "silent"):
        fake = FakeSerial(BOARD, manner)
        line = fake.open(fake.plug.path, BOARD.rate)
        line.close()
        fake.close()
        fake.close()
    assert (threading.active_count(), len(os.listdir("/proc/self/fd"))) == (before, files)


def test_a_demo_has_one(tmp_path: Path) -> None:
    """It is offered, found only by its own kind, healthy, and named as made up in the record."""
    asked = ["made-up"]
    device = made_up(lambda: asked[0], tmp_path, VirtualClock())
    assert device.line().word == "ok"
    drawn = DeviceEntropy(device.read).draw()
    assert (drawn.source, drawn.fault) == ("os+made-up", "")
    assert "well when last read" in device.line().sentence
    asked[0] = ""
    assert DeviceEntropy(device.read).draw().source == "os"
    assert Offer("made-up generator", "made-up") in device.line().offers


def test_no_real_kiosk_takes_a_made_up_one() -> None:
    """kiosk.toml cannot ask for its kind elsewhere."""
    with pytest.raises(DeviceFault, match="does not know: made-up"):
        find("made-up")
