"""What is kept beside the journal: names that can be forgotten, and a draw's secret while it is secret.

It is not state: the state is a fold of the journal alone.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from kiosk.journal.names import Names
from kiosk.ports import Entropy


class BesideJournal:
    """`kiosk.practices.contract.Beside` over a data directory."""

    def __init__(self, folder: Path, entropy: Entropy) -> None:
        self.names = Names(folder / "names.json")
        self.entropy = entropy
        self._lots = folder / "lots"

    def secret(self, number: str) -> bytes | None:
        """A draw's K, if its file holds 32 bytes."""
        try:
            secret = bytes.fromhex(self._file(number).read_text("ascii").strip())
        except (FileNotFoundError, ValueError):
            return None
        return secret if len(secret) == 32 else None

    def keep_secret(self, number: str, secret: bytes) -> None:
        """Written and flushed, file and directory, before anybody sees the commitment (lot/1)."""
        self._lots.mkdir(mode=0o700, exist_ok=True)
        handle = os.open(self._file(number), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secret.hex() + "\n")
            file.flush()
            os.fsync(file.fileno())
        self._flush_folder()

    def burn_secret(self, number: str) -> None:
        self._file(number).unlink(missing_ok=True)

    def sweep(self, known: Callable[[str], bool]) -> None:
        """Drop names that no entry knows: they were written just before a power cut."""
        for person in [person for person, _name in self.names.items() if not known(person)]:
            self.names.drop(person)

    def _file(self, number: str) -> Path:
        return self._lots / f"{number}.secret"

    def _flush_folder(self) -> None:
        for folder in (self._lots, self._lots.parent):
            handle = os.open(folder, os.O_RDONLY)
            os.fsync(handle)
            os.close(handle)
