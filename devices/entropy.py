"""Randomness for draws and names: the operating system's, always, and a device's mixed in where there is one.

    K = HMAC-SHA256(key = 32 bytes of the operating system, msg = 64 bytes of the device, or none)    (lot/1)

The device is read first, so that nothing about the key is known to anybody while it answers. Whatever it
sends, all it can do to K is make it another key that is just as unknown.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from kiosk.cleaning import clean
from kiosk.errors import DeviceFault
from kiosk.ports import Drawn

if TYPE_CHECKING:
    from devices.reading import Reading


class OsEntropy:
    """`kiosk.ports.Entropy` from os.urandom alone: always there, and enough by itself."""

    def draw(self) -> Drawn:
        return Drawn(_mixed(b""), "os")

    def salt(self) -> bytes:
        return os.urandom(16)


class DeviceEntropy(OsEntropy):
    """The same with what a random device adds, if one is configured.

    A device that gives nothing usable is named in `Drawn.fault` with the reason; the draw goes on without it.
    """

    def __init__(self, read: Callable[[], tuple[str, Reading] | None]) -> None:
        """`read` is `devices.hardware.RandomDevice.read`: needed when a draw wants it, not before."""
        self._read = read

    def draw(self) -> Drawn:
        """Blocks as long as the device may take, so not on the screens' loop."""
        try:
            read = self._read()
        except DeviceFault as trouble:
            return Drawn(_mixed(b""), "os", clean(trouble.sentence))
        if read is None:
            return Drawn(_mixed(b""), "os")
        kind, reading = read
        return Drawn(_mixed(reading.bytes), f"os+{kind}")


def _mixed(hardware: bytes) -> bytes:
    return hmac.new(os.urandom(32), hardware, hashlib.sha256).digest()
