"""What is kept beside the journal: names that can be forgotten, and a draw's secret while it is secret.

It is not state: the state is a fold of the journal alone.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from kiosk.journal.disk import fsync_folder, replace_file
from kiosk.journal.names import Names
from kiosk.journal.names_fit import Fitted
from kiosk.journal.place import Place
from kiosk.language import words
from kiosk.ports import Entropy

_, ngettext = words("journal")

NAMED_AT_MOST = 3
"""So many ids stand in a sentence."""


class OfNames(Struct, frozen=True):
    """What was found in the names, in sentences: `damage` is a name that is not the one that joined."""

    damage: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()


class BesideJournal:
    """`kiosk.practices.contract.Beside` over a data directory.

    `committed` gives the commitments to names that the state holds now.
    """

    def __init__(self, folder: Path, entropy: Entropy, committed: Callable[[], Mapping[str, str]]) -> None:
        self.names = Names(folder / "names.json", committed)
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

    def settle_names(
        self, forgotten: Collection[str], deleted: Collection[str], may_return: Collection[str], date: str
    ) -> OfNames:
        """Give each name to its owner, delete forgotten ones; what a power cut left of that is completed.

        Minutes on the shelf may hold a forgotten name, so they go first: they are made anew from the journal.
        The name in names.json goes last, and says until then that there is something to do.
        """
        if any(map(self.names.knows, forgotten)):
            shutil.rmtree(self._shelf, ignore_errors=True)
            with suppress(OSError):
                fsync_folder(self._shelf.parent)
        unreadable = [_unreadable(path) for path in self.names.unreadable]
        told = said_of_names(self.names.settle(forgotten, deleted, may_return, date))
        return OfNames(told.damage, (*unreadable, *told.notices))

    def _file(self, number: str) -> Path:
        return self._lots / f"{number}.secret"


def said_of_names(found: Fitted) -> OfNames:
    """What was found in the names, each kind in one sentence."""
    damage, notices, lost = [], [], len(found.kept.lost)
    if found.misfits:
        one = _("The name kept for {people} does not fit the journal: import it from a copy.")
        more = _("The names kept for {people} do not fit the journal: import them from a copy.")
        damage.append((more if len(found.misfits) > 1 else one).format(people=_ids(found.misfits)))
    if found.returned:
        one = _("The name of {people} was found in another place, and is theirs again.")
        more = _("The names of {people} were found in another place, and are theirs again.")
        notices.append((more if len(found.returned) > 1 else one).format(people=_ids(found.returned)))
    if found.missing:
        one = _("The name of {people} is missing: import it from a copy.")
        more = _("The names of {people} are missing: import them from a copy.")
        notices.append((more if len(found.missing) > 1 else one).format(people=_ids(found.missing)))
    if lost:
        notices.append(said_of_lost(lost))
    return OfNames(tuple(damage), tuple(notices))


def said_of_lost(count: int) -> str:
    """That so many names fit nobody, and where they can be looked at."""
    return ngettext(
        '{n} name fits nobody and is kept: "names" on the journal screen shows it.',
        '{n} names fit nobody and are kept: "names" on the journal screen shows them.',
        count,
    ).format(n=count)


def _unreadable(path: Path) -> str:
    return _("The file {path} cannot be read: put it back from a copy.").format(path=path)


def _ids(people: Sequence[str]) -> str:
    """`m001, m002, m003 and 4 more`."""
    named, rest = ", ".join(people[:NAMED_AT_MOST]), len(people) - NAMED_AT_MOST
    return _("{people} and {n} more").format(people=named, n=rest) if rest > 0 else named
