"""A barcode or QR scanner that types: what it reads names a person, and can never be a command.

Such scanners are keyboards. One that is set up to send a sign before each code is told from people's typing
by it: from that sign to ENTER every key is kept away from the kiosk, whatever is shown. It knows no person;
the line for names takes what was read.
"""

from __future__ import annotations

from textual.events import Key

from kiosk.terms import NAME

STALLED = 1.0
"""Seconds without a key after which a scan is given up; people's keys count again then."""


class Scanner:
    """`prefix` is the sign that comes first, "" where there is no scanner."""

    def __init__(self, prefix: str = "") -> None:
        self._prefix, self._read, self._reading, self._at = prefix, "", False, 0.0

    def takes(self, key: Key) -> bool:
        """Whether a key belongs to a scan, the sign and ENTER too."""
        if self._reading and key.time - self._at > STALLED:
            self._reading = False
        self._at = key.time
        if self._prefix and key.character == self._prefix:
            self._reading, self._read = True, ""
            return True
        if not self._reading:
            return False
        if key.is_printable and key.character:
            self._read = (self._read + key.character)[: NAME + 1]
        return True

    def read(self, key: Key) -> str:
        """The whole code, once this key was its ENTER; "" before that, and for one that is none."""
        if not self._reading or key.key not in ("enter", "ctrl+j", "tab"):
            return ""
        self._reading = False
        return self._read.strip() if len(self._read) <= NAME else ""
