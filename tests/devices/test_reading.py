"""Every known generator, and a board, on a pseudo-terminal: healthy, ill, missing, unplugged."""

from __future__ import annotations

import errno
import termios
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from msgspec.structs import replace

from devices.fake_serial import FakeSerial
from devices.generators import BOARD, GENERATORS, Generator
from devices.line import Line, open_line
from devices.plugs import Plug
from devices.reading import USED, collect, read
from kiosk.errors import DeviceFault
from tests.devices.waiting import until

ALL = [replace(kind, pause=0.0, deadline=10.0) for kind in (*GENERATORS, BOARD)]
"""A pseudo-terminal needs no pause, and a busy machine may be slower than any device."""
TRUERNG = ALL[0]


@pytest.fixture(params=ALL, ids=lambda kind: kind.kind)
def generator(request: pytest.FixtureRequest) -> Generator:
    """Return each generator in turn."""
    found: Generator = request.param
    return found


def fault(generator: Generator, manner: str) -> str:
    """Return the sentence with which a device of this manner is left out."""
    with FakeSerial(generator, manner) as fake, pytest.raises(DeviceFault) as raised:
        read(fake.plug, fake.open)
    return raised.value.sentence


@pytest.mark.parametrize("manner", ["healthy", "zeros first"])
def test_a_healthy_one_gives_64_bytes(generator: Generator, manner: str) -> None:
    """What a board sends after a reset is thrown away."""
    with FakeSerial(generator, manner) as fake:
        reading = read(fake.plug, fake.open)
        assert (len(reading.bytes), len(set(reading.bytes)) > 32, reading.rate > 0) == (USED, True, True)
        assert fake.opened == [*generator.knock, generator.rate]


def test_it_is_told_to_stop_and_let_go(generator: Generator) -> None:
    """The stop commands are the last it receives; DTR is cleared, and another program may open it."""
    with FakeSerial(generator) as fake:
        read(fake.plug, fake.open)
        commands = [*generator.start, *generator.stop]
        until(lambda: fake.heard == commands, lambda: f"heard {fake.heard}")
        assert (fake.dtr, fake.streams()) == (False, False)
        open_line(fake.plug.path, generator.rate).close()


def test_it_can_be_read_again(generator: Generator) -> None:
    """A second draw starts it again."""
    with FakeSerial(generator) as fake:
        first, second = read(fake.plug, fake.open), read(fake.plug, fake.open)
        assert len(first.bytes) == len(second.bytes) == USED


@pytest.mark.parametrize(
    ("manner", "why"),
    [
        ("unplugged", "was unplugged, or failed, while it was read."),
        ("stuck", "failed its health test. It is stuck: it sent one byte 9 times or more in a row."),
        ("biased", "failed its health test. It is biased: one byte came 71 times or more among 512."),
        ("hex", "failed its health test. It sends text, not random bytes."),
        ("base64", "failed its health test. It sends text, not random bytes."),
    ],
)
def test_an_ill_one_is_left_out(generator: Generator, manner: str, why: str) -> None:
    """The reason is one sentence, or two."""
    assert fault(generator, manner) == f"The {generator.name} {why}"


def test_silence_has_an_end(generator: Generator) -> None:
    """A device that sends nothing is given up when its time is over."""
    assert fault(replace(generator, deadline=0.1), "silent") == f"The {generator.name} sent nothing in 0.1 s."


@pytest.mark.parametrize("manner", ["short", "slow"])
def test_too_little_is_nothing(manner: str) -> None:
    """If a device sends too little in its time, nothing of it is used."""
    sentence = fault(replace(TRUERNG, deadline=1.0), manner)
    assert sentence.startswith("The TrueRNG sent only ")
    assert sentence.endswith(" of 6144 bytes in 1 s.")


def test_a_counter_passes() -> None:
    """docs/devices.md names what the tests do not find; mixing makes it harmless."""
    with FakeSerial(TRUERNG, "counter") as fake:
        assert read(fake.plug, fake.open).bytes == bytes(range(192, 256))


@pytest.mark.parametrize("left_out", ["ready", "start", "knock"])
def test_one_that_is_told_too_little_sends_nothing(left_out: str) -> None:
    """The fakes are as strict as the real ones: without DTR, commands or rates there is silence."""
    strict = next(kind for kind in ALL if getattr(kind, left_out))
    lax = replace(strict, deadline=0.1, **{left_out: type(getattr(strict, left_out))()})
    with FakeSerial(strict) as fake, pytest.raises(DeviceFault, match="sent nothing"):
        read(Plug(lax, fake.plug.path), fake.open)


def test_only_one_at_a_time() -> None:
    """While another program has it locked it is not read."""
    with FakeSerial(TRUERNG) as fake:
        held = open_line(fake.plug.path, 9600)
        try:
            with pytest.raises(DeviceFault, match="The TrueRNG is in use by another program"):
                read(fake.plug, fake.open)
        finally:
            held.close()


def test_a_path_without_a_device(tmp_path: Path) -> None:
    """It was unplugged after it was found."""
    with pytest.raises(DeviceFault, match="The TrueRNG is not plugged in"):
        read(Plug(TRUERNG, str(tmp_path / "ttyACM0")))


def test_a_path_that_is_no_port(tmp_path: Path) -> None:
    """A file is no serial port; nothing is written to it."""
    (tmp_path / "file").write_bytes(b"mine")
    with pytest.raises(DeviceFault, match="The TrueRNG could not be opened"):
        read(Plug(TRUERNG, str(tmp_path / "file")))
    assert (tmp_path / "file").read_bytes() == b"mine"


@pytest.mark.parametrize(
    ("trouble", "sentence"),
    [
        (
            OSError(errno.EACCES, "denied"),
            "may not be read by this account: it belongs into the group dialout.",
        ),
        (OSError(errno.ENXIO, "gone"), "is not plugged in."),
        (OSError(errno.EBUSY, "busy"), "is in use by another program."),
        (termios.error(errno.EIO, "I/O error"), "could not be opened ((5, 'I/O error'))."),
    ],
    ids=["denied", "gone", "busy", "termios"],
)
def test_one_that_cannot_be_opened(trouble: Exception, sentence: str) -> None:
    """Each error of the system has its sentence."""

    def opener(path: str, rate: int) -> NoReturn:
        raise trouble

    with pytest.raises(DeviceFault) as raised:
        read(Plug(TRUERNG, "/dev/ttyACM0"), opener)
    assert raised.value.sentence == f"The TrueRNG {sentence}"


class Hanging:
    """A line whose every call hangs until the test releases it."""

    def __init__(self) -> None:
        self.dtr = False
        self.free = threading.Event()

    def read(self, size: int = 1, /) -> bytes:
        self.free.wait(30)
        return b""

    def write(self, data: bytes, /) -> None: ...

    def close(self) -> None: ...


@pytest.fixture
def hanging() -> Iterator[Hanging]:
    """Yield a hanging line, released at the end."""
    line = Hanging()
    yield line
    line.free.set()


def test_a_port_that_hangs_is_left_behind(hanging: Hanging, monkeypatch: pytest.MonkeyPatch) -> None:
    """A call that never returns does not block the draw."""
    monkeypatch.setattr("devices.reading._LATE", 0.05)
    with pytest.raises(DeviceFault, match="The TrueRNG does not answer"):
        read(Plug(replace(TRUERNG, deadline=0.05), "/dev/ttyACM0"), lambda path, rate: hanging)


def test_a_mistake_of_ours_is_no_fault_of_the_device() -> None:
    """An error in the thread is raised in the caller."""

    def opener(path: str, rate: int) -> Line:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        collect(Plug(TRUERNG, "/dev/ttyACM0"), 1, 1.0, opener)
