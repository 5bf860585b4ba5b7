"""A barcode or QR scanner that types: a code names a person, and can never be a command.

Such scanners are keyboards. A character that is set up to come before each code marks their typing: from it
to ENTER every key is kept from the kiosk, on any screen. It knows no person; the line for names takes the
code.
"""

from __future__ import annotations

from textual.events import Key

from kiosk.terms import NAME

STALLED = 1.0
"""Seconds without a key after which a scan is dropped, and keys count again."""


class Scanner:
    """A scanner that sends `prefix` before each code, "" where there is no scanner.

    `arrives` are letters that it types for those of `means`, because its keyboard layout is another.
    """

    def __init__(self, prefix: str = "", arrives: str = "", means: str = "") -> None:
        self._prefix, self._read, self._reading, self._at = prefix, "", False, 0.0
        self.learn(arrives, means)

    def learn(self, arrives: str, means: str) -> None:
        """Read letters for others from now on; texts of different lengths mean nothing."""
        fitting = len(arrives) == len(means)
        self._letters = str.maketrans(arrives, means) if fitting else {}

    def meant(self, read: str) -> str:
        """Return what stands on a badge whose letters arrived like this."""
        return read.translate(self._letters)

    def takes(self, key: Key) -> bool:
        """True if a key belongs to a scan, including the prefix and ENTER."""
        if self._reading and key.time - self._at > STALLED:
            self._reading = False
        self._at = key.time
        if self._prefix and self.meant(key.character or "") == self._prefix:
            self._reading, self._read = True, ""
            return True
        if not self._reading:
            return False
        if key.is_printable and key.character:
            self._read = (self._read + key.character)[: NAME + 1]
        return True

    def read(self, key: Key) -> str:
        """Return the whole code at its ENTER; "" before that, and for a code that is too long."""
        if not self._reading or key.key not in ("enter", "ctrl+j", "tab"):
            return ""
        self._reading = False
        return self._read.strip() if len(self._read) <= NAME else ""
