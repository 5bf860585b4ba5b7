"""The talking piece, read from a pipe that writes what the kernel writes."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from time import monotonic

import pytest

from devices import buttons as module
from devices.buttons import EV_KEY, EV_SYN, EVENT, SYN_DROPPED, SYN_REPORT, TalkingPiece, open_input
from devices.fakes import FakePiece
from devices.keycodes import CODES, name_of
from kiosk.errors import DeviceFault
from kiosk.ports import Button, Piece
from tests.devices.waiting import until

PEDAL = "/dev/input/by-id/usb-PCsensor_FootSwitch-event-kbd"
NOT_THERE = (
    "The talking piece is not plugged in (usb-PCsensor_FootSwitch-event-kbd); "
    "the keyboard begins and ends turns."
)


class Listening:
    """A talking piece and what it reported."""

    def __init__(self, piece: Piece, refuses: int = 0) -> None:
        self.fake = FakePiece()
        self.fake.refuses = refuses
        self.heard: list[Button] = []
        self.changes = 0
        self.piece = TalkingPiece(lambda: piece, self.fake.open)
        self.piece.listen(self.heard.append, self.changed)
        if not refuses:
            until(lambda: self.fake.opened, lambda: "it was not opened")

    def changed(self) -> None:
        self.changes += 1

    def hears(self, count: int) -> list[tuple[int, str]]:
        until(lambda: len(self.heard) >= count, lambda: f"{self.heard}")
        return [(press.code, press.means) for press in self.heard]

    def says(self, sentence: str) -> None:
        until(lambda: sentence in self.piece.line().sentence, lambda: f"{self.piece.line()}")


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shorten the two seconds between attempts to open a device."""
    monkeypatch.setattr(module, "AGAIN", 0.01)


@pytest.fixture
def pedal() -> Iterator[Listening]:
    """Yield a plugged-in device with the usual keys."""
    listening = Listening(Piece(PEDAL))
    yield listening
    listening.piece.close()


def test_the_struct_is_the_kernels() -> None:
    """24 bytes where a long has eight: two longs of time, type, code, value."""
    assert EVENT.size == (24 if EVENT.size > 16 else 16)
    assert EVENT.unpack(EVENT.pack(1, 2, EV_KEY, 57, 1)) == (1, 2, EV_KEY, 57, 1)


def test_only_going_down_is_a_press(pedal: Listening) -> None:
    """Releases, repeats (a foot on the pedal) and other events of a device are ignored."""
    pedal.fake.press(48)
    for value in (2, 2, 2, 0):
        pedal.fake.press(48, value)
    pedal.fake.write((4, 4, 458_757), (EV_SYN, SYN_REPORT, 0))
    pedal.fake.press(104)
    assert pedal.hears(2) == [(48, "next"), (104, "pause")]
    assert 0 <= monotonic() - pedal.heard[0].at < 10
    pedal.says("Last pressed: pageup (104), which means pause.")


def test_keys_can_be_mapped() -> None:
    """By name or number; other keys mean nothing, and are shown all the same."""
    piece = Listening(Piece(PEDAL, next=("button-left", 191), pause=("keypad-0",)))
    for code in (272, 191, 82, 57):
        piece.fake.press(code)
    assert piece.hears(4) == [(272, "next"), (191, "next"), (82, "pause"), (57, "")]
    piece.says("Last pressed: space (57), which means nothing.")
    piece.piece.close()


def test_what_was_lost_is_not_guessed(pedal: Listening) -> None:
    """After SYN_DROPPED nothing counts up to the next report (the kernel's rule)."""
    pedal.fake.write((EV_SYN, SYN_DROPPED, 0), (EV_KEY, 30, 1), (EV_SYN, SYN_REPORT, 0), (EV_KEY, 31, 1))
    assert pedal.hears(1) == [(31, "next")]


def test_unplugged_and_plugged_in_again(pedal: Listening) -> None:
    """The loss is reported, the device looked for and used again; half a struct is no press."""
    pedal.fake.press(48)
    pedal.fake.write_half(49)
    pedal.hears(1)
    pedal.fake.unplug()
    pedal.says(NOT_THERE)
    assert (pedal.piece.line().word, pedal.changes) == ("missing", 1)
    pedal.fake.refuses = 0
    until(lambda: pedal.fake.opened == 2, lambda: "it was not found again")
    pedal.fake.press(50)
    assert pedal.hears(2) == [(48, "next"), (50, "next")]
    until(lambda: pedal.changes == 2, lambda: "nobody was told")
    assert pedal.piece.line().word == "ok"


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.EACCES, "put the kiosk's account into the group input (sudo usermod --append --groups input"),
        (errno.ENOENT, NOT_THERE),
        (errno.EBUSY, "Another program holds the talking piece"),
        (
            errno.EIO,
            "The talking piece cannot be read (Input/output error); the keyboard begins and ends turns.",
        ),
    ],
)
def test_one_that_cannot_be_had(number: int, sentence: str) -> None:
    """One plain sentence says what to do; the meeting goes on, and closing does not wait."""
    piece = Listening(Piece(PEDAL), number)
    piece.says(sentence)
    assert piece.piece.line().word == "missing"
    piece.piece.close()


@pytest.mark.parametrize(
    ("piece", "sentence"),
    [
        (Piece("/etc/passwd"), "kiosk.toml names a talking piece that is not below /dev/input."),
        (Piece("/dev/input/../mem"), "kiosk.toml names a talking piece that is not below /dev/input."),
        (Piece(PEDAL, next=("gong",)), "kiosk.toml names a key gong that is not known; its number will do."),
        (Piece(PEDAL, pause=(-1,)), "kiosk.toml names a key -1 that is not known; its number will do."),
    ],
)
def test_settings_that_cannot_be_used(piece: Piece, sentence: str) -> None:
    """Nothing is opened; the line says why, before and after listening began."""
    fake = FakePiece()
    talking = TalkingPiece(lambda: piece, fake.open)
    assert (talking.line().word, talking.line().sentence) == ("missing", sentence)
    talking.listen(lambda press: None, lambda: None)
    assert (talking.line().word, talking.line().sentence) == ("missing", sentence)
    assert fake.opened == 0


def test_off_until_somebody_asks_for_it() -> None:
    """Without a device there is no thread, nor with settings that cannot be read."""
    fake = FakePiece()
    talking = TalkingPiece(Piece, fake.open)
    talking.listen(lambda press: None, lambda: None)
    assert (talking.line().word, fake.opened) == ("off", 0)

    def unreadable() -> Piece:
        raise DeviceFault("kiosk.toml cannot be used.")

    assert TalkingPiece(unreadable, fake.open).line().sentence == "kiosk.toml cannot be used."


def test_seen_from_outside_it_is_not_grabbed() -> None:
    """`kiosk devices` only checks that it is there."""
    fake = FakePiece()
    assert TalkingPiece(lambda: Piece(PEDAL), fake.open).line().sentence == NOT_THERE
    assert fake.opened == 0


def test_what_cannot_be_grabbed_is_not_read(tmp_path: os.PathLike[str]) -> None:
    """A file is no input device: it is closed again."""
    path = os.path.join(tmp_path, "file")
    with open(path, "w"):
        pass
    before = len(os.listdir("/proc/self/fd"))
    with pytest.raises(OSError, match="ioctl"):
        open_input(path)
    assert len(os.listdir("/proc/self/fd")) == before


def test_names_of_keys_are_one_to_one() -> None:
    """A key has one name, and a key without a name has its number."""
    assert len(set(CODES.values())) == len(CODES)
    assert (name_of(57), name_of(700)) == ("space", "700")
    assert (CODES["1"], CODES["0"], CODES["q"], CODES["p"], CODES["b"], CODES["f5"]) == (
        2,
        11,
        16,
        25,
        48,
        63,
    )
