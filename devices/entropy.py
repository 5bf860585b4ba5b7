"""Randomness for draws and names: always the operating system's, mixed with a device's if there is one.

    K = HMAC-SHA256(key = 32 bytes of the operating system, msg = 64 bytes of the device, or none)    (lot/1)

The device is read first, so that nothing about the key is known to anybody while it answers. Its bytes, even
hostile ones, can only turn K into another key that is just as unknown.
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
    """The same, with the bytes of a random device if one is configured.

    If a device gives nothing usable, `Drawn.fault` says which and why; the draw goes on without it.
    """

    def __init__(self, read: Callable[[], tuple[str, Reading] | None]) -> None:
        """`read` is `devices.hardware.RandomDevice.read`, called at each draw and never before."""
        self._read = read

    def draw(self) -> Drawn:
        """Return 32 bytes. Blocks as long as the device may take, so never call this on the screens' loop."""
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
