"""Randomness of the operating system: always there, and enough by itself."""

from __future__ import annotations

import hashlib
import hmac
import os

from kiosk.ports import Drawn


class OsEntropy:
    """`kiosk.ports.Entropy` from os.urandom: K = HMAC-SHA256(key = OS bytes, msg = no hardware bytes)."""

    def draw(self) -> Drawn:
        return Drawn(hmac.new(os.urandom(32), b"", hashlib.sha256).digest(), "os")

    def salt(self) -> bytes:
        return os.urandom(16)
