"""Reading a random generator for one draw: a few thousand bytes, tested, 64 of them used, closed at once.

    1024 bytes are thrown away      what was left in the device, or a board's zeros after a reset
    1024 bytes: start-up test       SP 800-90B, 4.3
    4096 bytes: tested              the last 64 of them are used

All of it has a deadline, counted from opening to the last byte, and happens in a thread of its own: a port
that hangs in the kernel is abandoned, not waited for. Every fault becomes one sentence (DeviceFault), and
then no byte is used, nor zeros in their place. It mixes nothing: that is `devices.entropy`.
"""

from __future__ import annotations

import errno
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic

from msgspec import Struct

from devices.health import ill
from devices.line import TROUBLE, Opener, open_line, streaming
from devices.plugs import Plug
from kiosk.errors import DeviceFault
from kiosk.language import words

_, ngettext = words("devices")

DISCARDED, STARTUP, TESTED, USED = 1024, 1024, 4096, 64
"""Bytes (lot/1)."""
_CHUNK = 1024
_LATE = 1.0
"""Seconds that a thread may take to report that the deadline is over."""


class Stream(Struct, frozen=True):
    """`data` came within `seconds`, then nothing for `quiet` seconds; `trouble` is a sentence, or ""."""

    data: bytes
    seconds: float = 0.0
    quiet: float = 0.0
    trouble: str = ""

    @property
    def rate(self) -> int:
        """Bytes a second."""
        return round(len(self.data) / self.seconds) if self.seconds > 0 else 0


class Reading(Struct, frozen=True):
    """Tested bytes: `bytes` is 64 of them, `rate` how many came in a second."""

    bytes: bytes
    rate: int


def read(plug: Plug, opener: Opener = open_line) -> Reading:
    """Read a generator for a draw; blocks up to its deadline. Raises DeviceFault with the reason."""
    name, seconds = plug.generator.name, plug.generator.deadline
    wanted = DISCARDED + STARTUP + TESTED
    stream = collect(plug, wanted, seconds, opener)
    if stream.trouble:
        raise DeviceFault(stream.trouble)
    if not stream.data:
        raise DeviceFault(silent(name, seconds))
    if len(stream.data) < wanted:
        sentence = _("The {device} sent only {n} of {wanted} bytes in {seconds} s.")
        raise DeviceFault(
            sentence.format(device=name, n=len(stream.data), wanted=wanted, seconds=f"{seconds:g}")
        )
    return Reading(tested(stream.data, name), stream.rate)


def silent(name: str, seconds: float) -> str:
    """Return the sentence about a generator that sends nothing."""
    return _("The {device} sent nothing in {seconds} s.").format(device=name, seconds=f"{seconds:g}")


def tested(data: bytes, name: str) -> bytes:
    """Return the 64 bytes to use of the 6144 read. Raises DeviceFault if a health test fails."""
    startup, rest = data[DISCARDED : DISCARDED + STARTUP], data[DISCARDED + STARTUP :]
    why = ill(startup) or ill(rest)
    if why:
        raise DeviceFault(_("The {device} failed its health test. {why}").format(device=name, why=why))
    return rest[-USED:]


def collect(plug: Plug, amount: int, seconds: float, opener: Opener = open_line) -> Stream:
    """Read up to `amount` bytes within `seconds` from opening; blocks no longer than that, plus a second."""
    answer: SimpleQueue[Stream | Exception] = SimpleQueue()

    def work() -> None:
        try:
            answer.put(_collected(plug, amount, monotonic() + seconds, opener))
        except Exception as fault:  # noqa: BLE001  the edge of the thread: the caller raises it
            answer.put(fault)

    # Not a pool's thread: the program would wait for it at its end, and this one may never return.
    Thread(target=work, name="random", daemon=True).start()
    try:
        came = answer.get(timeout=seconds + _LATE)
    except Empty:
        return Stream(b"", trouble=_("The {device} does not answer.").format(device=plug.generator.name))
    if isinstance(came, Exception):
        raise came
    return came


def _collected(plug: Plug, amount: int, end: float, opener: Opener) -> Stream:
    """In the thread: open, read until there is enough or it is too late, close."""
    data, opened, trouble = bytearray(), False, ""
    began = last = now = monotonic()
    try:
        with streaming(plug, opener) as line:
            opened = True
            began = last = now = monotonic()
            while len(data) < amount and now < end:
                piece = line.read(min(_CHUNK, amount - len(data)))
                now = monotonic()
                if piece:
                    last = now
                elif not data:
                    began = now  # it is still waking up
                data += piece
    except TROUBLE as why:
        trouble = _why(plug, why, opened)
    return Stream(bytes(data), max(0.0, last - began), now - last, trouble)


def _why(plug: Plug, trouble: Exception, opened: bool) -> str:
    """Return the sentence about a line that failed; the record keeps it."""
    name = plug.generator.name
    if opened:
        return _("The {device} was unplugged, or failed, while it was read.").format(device=name)
    match getattr(trouble, "errno", None):
        case errno.ENOENT | errno.ENODEV | errno.ENXIO:
            return _("The {device} is not plugged in.").format(device=name)
        case errno.EAGAIN | errno.EBUSY:
            return _("The {device} is in use by another program.").format(device=name)
        case errno.EACCES | errno.EPERM:
            sentence = _("The {device} may not be read by this account: it belongs into the group dialout.")
            return sentence.format(device=name)
        case _:
            return _("The {device} could not be opened ({why}).").format(device=name, why=trouble)
