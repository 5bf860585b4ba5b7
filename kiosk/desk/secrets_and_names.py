"""Files next to the journal: names that can be forgotten, and a draw's secret until the reveal.

They are not state: the state is a fold of the journal alone.
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
"""Most ids that a sentence names."""


class OfNames(Struct, frozen=True):
    """Sentences about the names: `damage` for a name that differs from the one recorded, and `notices`."""

    damage: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()


class BesideJournal:
    """An implementation of `kiosk.practices.contract.Beside` in a data directory.

    `committed` returns the commitments to names that the state holds now.
    """

    def __init__(self, folder: Path, entropy: Entropy, committed: Callable[[], Mapping[str, str]]) -> None:
        self.names = Names(folder / "names.json", committed)
        self.entropy = entropy
        self._lots = folder / "lots"
        self._shelf = Place(folder).shelf

    def secret(self, number: str) -> bytes | None:
        """Return a draw's K, or None unless its file can be read and holds 32 bytes."""
        try:
            secret = bytes.fromhex(self._file(number).read_text("ascii").strip())
        except (OSError, ValueError):
            return None
        return secret if len(secret) == 32 else None

    def keep_secret(self, number: str, secret: bytes) -> None:
        """Write and flush the secret, file and directory, before the commitment is shown (lot/1).

        A power cut leaves the whole secret or none: half a secret could neither be used nor replaced.
        """
        self._lots.mkdir(mode=0o700, exist_ok=True)
        replace_file(self._file(number), f"{secret.hex()}\n".encode("ascii"), mode=0o600)
        fsync_folder(self._lots.parent)

    def burn_secret(self, number: str) -> None:
        """Delete a draw's secret, and a partial file from a power cut; flushed."""
        file = self._file(number)
        for path in (file, file.with_name(f"{file.name}.new")):
            path.unlink(missing_ok=True)
        with suppress(FileNotFoundError):
            fsync_folder(self._lots)

    def settle_names(
        self, forgotten: Collection[str], deleted: Collection[str], may_return: Collection[str], date: str
    ) -> OfNames:
        """Give each name to its member and delete forgotten ones, also where a power cut interrupted that.

        Published minutes may hold a forgotten name, so they are deleted first and made again from the
        journal. The name in names.json is deleted last: until then it marks the work as unfinished.
        """
        if any(map(self.names.knows, forgotten)):
            shutil.rmtree(self._shelf, ignore_errors=True)
            with suppress(OSError):
                fsync_folder(self._shelf.parent)
        unreadable = [_unreadable(path) for path in self.names.unreadable]
        found = said_of_names(self.names.settle(forgotten, deleted, may_return, date))
        return OfNames(found.damage, (*unreadable, *found.notices))

    def _file(self, number: str) -> Path:
        return self._lots / f"{number}.secret"


def said_of_names(found: Fitted) -> OfNames:
    """Return the findings about names, one sentence for each kind."""
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
    """Return a sentence with the number of names that fit nobody, and where to look at them."""
    return ngettext(
        '{n} name fits nobody and is kept: "names" on the journal screen shows it.',
        '{n} names fit nobody and are kept: "names" on the journal screen shows them.',
        count,
    ).format(n=count)


def _unreadable(path: Path) -> str:
    return _("The file {path} cannot be read: put it back from a copy.").format(path=path)


def _ids(people: Sequence[str]) -> str:
    """Return ids as a list, `m001, m002, m003 and 4 more`."""
    named, rest = ", ".join(people[:NAMED_AT_MOST]), len(people) - NAMED_AT_MOST
    return _("{people} and {n} more").format(people=named, n=rest) if rest > 0 else named
