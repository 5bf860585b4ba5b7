"""A talking piece: a USB button, presenter remote, keypad or pedal that begins and ends turns.

Presses are read from the kernel, not from the keyboard, and the device is grabbed: they reach no other
program. A thread waits for them, so nothing else waits. Off until kiosk.toml names a device; an unplugged one
is reported and looked for again. This module knows no turn: it says what was pressed, and what kiosk.toml
lets that mean.
"""

from __future__ import annotations

import errno
import fcntl
import os
import select
import struct
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread

from devices.keycodes import CODES, name_of
from kiosk.errors import DeviceFault
from kiosk.language import contexts, words
from kiosk.ports import Button, DeviceLine, Piece

_, ngettext = words("devices")
pgettext, npgettext = contexts("devices")

EVENT = struct.Struct("@llHHi")
"""struct input_event (linux/input.h): seconds, microseconds, type, code, value; 24 bytes on 64 bits."""
EV_SYN, EV_KEY = 0, 1
SYN_REPORT, SYN_DROPPED = 0, 3
PRESSED = 1
"""The value of a key that goes down; 0 is released, 2 is held down and repeats."""
EVIOCGRAB, EVIOCSCLOCKID = 0x40044590, 0x400445A0
CLOCK_MONOTONIC = 1
AGAIN = 2.0
"""Seconds between two attempts to open a missing device."""
WHERE = Path("/dev/input")

Opener = Callable[[str], int]
"""Opens the device at a path for this program alone; returns its descriptor. Raises OSError."""


def open_input(path: str) -> int:
    """Open and grab the device; its presses have the time of `time.monotonic`. Raises OSError."""
    opened = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        fcntl.ioctl(opened, EVIOCGRAB, 1)
        fcntl.ioctl(opened, EVIOCSCLOCKID, struct.pack("i", CLOCK_MONOTONIC))
    except OSError:
        os.close(opened)
        raise
    return opened


class TalkingPiece:
    """`kiosk.ports.Buttons` of a device below /dev/input. `configured` returns what kiosk.toml asks for.

    `configured` is called when listening begins: a change of kiosk.toml takes effect at the next start.
    """

    def __init__(self, configured: Callable[[], Piece], opener: Opener = open_input) -> None:
        self._configured, self._open = configured, opener
        self._thread: Thread | None = None
        self._closing, self._stop, self._stopper = Event(), -1, -1
        self._fault, self._last = "", ""

    def listen(self, heard: Callable[[Button], None], changed: Callable[[], None]) -> None:
        """Call `heard` at each press and `changed` when the device comes or goes, in another thread."""
        try:
            piece = self._configured()
            meanings = _meanings(piece)
        except DeviceFault as fault:
            self._fault = fault.sentence
            return
        if piece.device and self._thread is None:
            self._stop, self._stopper = os.pipe()
            arguments = (piece.device, meanings, heard, changed)
            self._thread = Thread(target=self._listen, args=arguments, name="talking piece", daemon=True)
            self._thread.start()

    def line(self) -> DeviceLine:
        """Return the device's line. Opens nothing: a device that is not in use is only looked up."""
        name = _("talking piece")
        if self._fault:
            return DeviceLine(name, "missing", self._fault)
        try:
            device = self._configured().device
            _meanings(self._configured())
        except DeviceFault as fault:
            return DeviceLine(name, "missing", fault.sentence)
        if not device:
            return DeviceLine(
                name, "off", _("None is in use, and none is needed: the keyboard begins and ends turns.")
            )
        if self._thread is None:
            return _at_rest(name, device)
        sentence = _("In use: {device}. Press it here to try it.").format(device=Path(device).name)
        return DeviceLine(name, "ok", f"{sentence} {self._last}".strip())

    def close(self) -> None:
        """Stop listening and release the device."""
        self._closing.set()
        if self._thread is not None:
            os.write(self._stopper, b".")
            self._thread.join(2)
            for end in (self._stop, self._stopper):
                os.close(end)
            self._thread = None

    # In the thread

    def _listen(
        self,
        path: str,
        meanings: dict[int, str],
        heard: Callable[[Button], None],
        changed: Callable[[], None],
    ) -> None:
        while not self._closing.is_set():
            try:
                opened = self._open(path)
            except OSError as error:
                self._say(_why(path, error), changed)
                self._closing.wait(AGAIN)
                continue
            self._say("", changed)
            try:
                for code, at in self._presses(opened):
                    means = meanings.get(code, meanings.get(0, ""))
                    self._last = _last(code, means)
                    heard(Button(Path(path).name, code, means, at))
            except OSError as error:
                self._say(_why(path, error), changed)
            finally:
                with suppress(OSError):
                    os.close(opened)

    def _say(self, fault: str, changed: Callable[[], None]) -> None:
        if fault != self._fault:
            self._fault = fault
            changed()

    def _presses(self, opened: int) -> Iterator[tuple[int, float]]:
        """Yield (code, time) of each press, until the device is closed. Raises OSError when it is gone."""
        lost, kept = False, b""
        while not self._closing.is_set():
            ready, _writable, _odd = select.select([opened, self._stop], [], [])
            if opened not in ready:
                continue
            try:
                read = os.read(opened, EVENT.size * 64)
            except BlockingIOError:
                continue
            if not read:
                raise OSError(errno.ENODEV, os.strerror(errno.ENODEV))
            kept += read
            whole = len(kept) - len(kept) % EVENT.size
            for seconds, micros, kind, code, value in EVENT.iter_unpack(kept[:whole]):
                if kind == EV_SYN:
                    # After a loss the kernel's events are incomplete up to the next report.
                    lost = code == SYN_DROPPED or (lost and code != SYN_REPORT)
                elif kind == EV_KEY and value == PRESSED and not lost:
                    yield code, seconds + micros / 1e6
            kept = kept[whole:]


def _meanings(piece: Piece) -> dict[int, str]:
    """Return what each code means; 0 is for all other codes. Raises DeviceFault for an unusable setting."""
    if piece.device and Path(os.path.normpath(piece.device)).parts[:3] != WHERE.parts:
        raise DeviceFault(_("kiosk.toml names a talking piece that is not below /dev/input."))
    meanings = {_code(key): "pause" for key in piece.pause}
    meanings.update({_code(key): "next" for key in piece.next})
    if not piece.next:
        meanings[0] = "next"
    return meanings


def _code(key: str | int) -> int:
    code = key if isinstance(key, int) else CODES.get(key.casefold(), 0)
    if code <= 0:
        sentence = _("kiosk.toml names a key {key} that is not known; its number will do.")
        raise DeviceFault(sentence.format(key=key))
    return code


def _at_rest(name: str, device: str) -> DeviceLine:
    """Return the device's line for a caller outside the kiosk, without grabbing the device."""
    if not Path(device).exists():
        return DeviceLine(name, "missing", _why(device, FileNotFoundError()))
    if not os.access(device, os.R_OK):
        return DeviceLine(name, "missing", _why(device, PermissionError()))
    return DeviceLine(name, "ok", _("Plugged in: {device}.").format(device=Path(device).name))


def _why(path: str, error: OSError) -> str:
    device = Path(path).name
    if isinstance(error, PermissionError):
        return _(
            "The talking piece may not be read: put the kiosk's account into the group input"
            " (sudo usermod --append --groups input kiosk), then start the kiosk anew."
        )
    if isinstance(error, FileNotFoundError) or error.errno == errno.ENODEV:
        sentence = _("The talking piece is not plugged in ({device}); the keyboard begins and ends turns.")
        return sentence.format(device=device)
    if error.errno == errno.EBUSY:
        return _("Another program holds the talking piece ({device}).").format(device=device)
    sentence = _("The talking piece cannot be read ({why}); the keyboard begins and ends turns.")
    return sentence.format(why=error.strerror or error)


def _last(code: int, means: str) -> str:
    """Return the sentence about the last press, for trying the device or mapping its keys."""
    meanings = {"next": pgettext("a key means", "next"), "pause": pgettext("a key means", "pause")}
    meaning = meanings.get(means, pgettext("a key means", "nothing"))
    return _("Last pressed: {key} ({code}), which means {what}.").format(
        key=name_of(code), code=code, what=meaning
    )
