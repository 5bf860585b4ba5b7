"""What is kept beside the journal: names that can be forgotten, and a draw's secret while it is secret.

It is not state: the state is a fold of the journal alone.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from pathlib import Path

from kiosk.journal.disk import fsync_folder, replace_file
from kiosk.journal.names import Names
from kiosk.journal.place import Place
from kiosk.ports import Entropy


class BesideJournal:
    """`kiosk.practices.contract.Beside` over a data directory."""

    def __init__(self, folder: Path, entropy: Entropy) -> None:
        self.names = Names(folder / "names.json")
        self.entropy = entropy
        self._lots = folder / "lots"
        self._shelf = Place(folder).shelf

    def secret(self, number: str) -> bytes | None:
        """A draw's K, if its file can be read and holds 32 bytes."""
        try:
            secret = bytes.fromhex(self._file(number).read_text("ascii").strip())
        except (OSError, ValueError):
            return None
        return secret if len(secret) == 32 else None

    def keep_secret(self, number: str, secret: bytes) -> None:
        """Written and flushed, file and directory, before anybody sees the commitment (lot/1).

        A power cut leaves the whole secret or none: half of one could neither be used nor replaced.
        """
        self._lots.mkdir(mode=0o700, exist_ok=True)
        replace_file(self._file(number), f"{secret.hex()}\n".encode("ascii"), mode=0o600)
        fsync_folder(self._lots.parent)

    def burn_secret(self, number: str) -> None:
        """Delete a draw's secret, and what a power cut left of one that was never kept; flushed."""
        file = self._file(number)
        for each in (file, file.with_name(f"{file.name}.new")):
            each.unlink(missing_ok=True)
        with suppress(FileNotFoundError):
            fsync_folder(self._lots)

    def sweep(self, known: Callable[[str], bool]) -> None:
        """Drop names that no entry knows: they were written just before a power cut."""
        for person in [person for person, _name in self.names.items() if not known(person)]:
            self.names.drop(person)

    def settle_names(
        self, committed: Mapping[str, str], forgotten: Collection[str], may_return: Collection[str]
    ) -> None:
        """Show corrected names, delete forgotten ones; what a power cut left of that is completed.

        Minutes on the shelf may hold a forgotten name, so they go first: they are made anew from the journal.
        The name in names.json goes last, and says until then that there is something to do.
        """
        if any(person in forgotten for person, _name in self.names.items()):
            shutil.rmtree(self._shelf, ignore_errors=True)
            with suppress(OSError):
                fsync_folder(self._shelf.parent)
        self.names.settle(committed, forgotten, may_return)

    def _file(self, number: str) -> Path:
        return self._lots / f"{number}.secret"
