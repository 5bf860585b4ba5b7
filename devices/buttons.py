"""A talking piece: a USB button, presenter remote, keypad or pedal that begins and ends turns.

It is read from the kernel, not from the keyboard, and grabbed: what it types reaches nothing else. A thread
of its own waits for presses, so nothing else waits. Off until kiosk.toml names it; unplugged it is said and
looked for again. It knows no turn: it says what was pressed, and what kiosk.toml lets that mean.
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
from kiosk.language import words
from kiosk.ports import Button, DeviceLine, Piece

_, ngettext = words("devices")

EVENT = struct.Struct("@llHHi")
"""struct input_event (linux/input.h): seconds, microseconds, type, code, value; 24 bytes on 64 bits."""
EV_SYN, EV_KEY = 0, 1
SYN_REPORT, SYN_DROPPED = 0, 3
PRESSED = 1
"""A key's value; 0 is let go, 2 is held down and repeats."""
EVIOCGRAB, EVIOCSCLOCKID = 0x40044590, 0x400445A0
CLOCK_MONOTONIC = 1
AGAIN = 2.0
"""Seconds after which one that is not there is looked for again."""
WHERE = Path("/dev/input")

Opener = Callable[[str], int]
"""Opens the device at a path for this program alone, and gives its descriptor; raises OSError."""


def open_input(path: str) -> int:
    """The device, grabbed, with the times of its presses by the clock of `time.monotonic`."""
    opened = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        fcntl.ioctl(opened, EVIOCGRAB, 1)
        fcntl.ioctl(opened, EVIOCSCLOCKID, struct.pack("i", CLOCK_MONOTONIC))
    except OSError:
        os.close(opened)
        raise
    return opened


class TalkingPiece:
    """`kiosk.ports.Buttons` of a device below /dev/input. `configured` gives what kiosk.toml asks for.

    It is asked when listening begins: whoever changes kiosk.toml starts the kiosk anew.
    """

    def __init__(self, configured: Callable[[], Piece], opener: Opener = open_input) -> None:
        self._configured, self._open = configured, opener
        self._thread: Thread | None = None
        self._closing, self._stop, self._stopper = Event(), -1, -1
        self._fault, self._last = "", ""

    def listen(self, heard: Callable[[Button], None], changed: Callable[[], None]) -> None:
        """Call `heard` at each press and `changed` when the device comes or goes, both in another thread."""
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
        """What is to be said of it now; opens nothing that is not in use."""
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
        said = _("In use: {device}. Press it here to try it.").format(device=Path(device).name)
        return DeviceLine(name, "ok", f"{said} {self._last}".strip())

    def close(self) -> None:
        """Let the device go."""
        self._closing.set()
        if self._thread is not None:
            os.write(self._stopper, b".")
            self._thread.join(2)
            for end in (self._stop, self._stopper):
                os.close(end)
            self._thread = None

    # Its thread

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
        """Codes and times of presses, until it is closed; raises OSError when it is gone."""
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
                    # After a loss the events up to the next report say nothing that can be relied on.
                    lost = code == SYN_DROPPED or (lost and code != SYN_REPORT)
                elif kind == EV_KEY and value == PRESSED and not lost:
                    yield code, seconds + micros / 1e6
            kept = kept[whole:]


def _meanings(piece: Piece) -> dict[int, str]:
    """What each code means; 0 stands for all others. Raises DeviceFault for what cannot be used."""
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
    """For a look from outside the kiosk: nothing is grabbed."""
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
        said = _("The talking piece is not plugged in ({device}); the keyboard begins and ends turns.")
        return said.format(device=device)
    if error.errno == errno.EBUSY:
        return _("Another program holds the talking piece ({device}).").format(device=device)
    said = _("The talking piece cannot be read ({why}); the keyboard begins and ends turns.")
    return said.format(why=error.strerror or error)


def _last(code: int, means: str) -> str:
    """What was last pressed, for whoever tries it or maps its keys."""
    told = {"next": _("next"), "pause": _("pause")}.get(means, _("nothing"))
    return _("Last pressed: {key} ({code}), which means {what}.").format(
        key=name_of(code), code=code, what=told
    )
