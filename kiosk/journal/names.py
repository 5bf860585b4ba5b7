"""The names of people, next to the journal and never in it: `DIR/names.json`.

An entry holds only the id and SHA-256(salt || name), so a person can be forgotten: without name and salt the
journal still verifies and the person is "m001". A name is shown only where it fits the commitment that the
journal holds now, so a swapped name never shows (`kiosk.journal.names_fit`). Who belongs to the assembly is
not decided here, and nothing else about a person is kept.

While a name is corrected, the new one and the old one are in `DIR/names-aside.json` under their commitments:
the new one from before its entry, the old one as long as the correction can be taken back. Names that fit
nobody are in `DIR/names-lost.json` until people say whose they are, or delete them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from pathlib import Path

from kiosk.errors import NotRecorded, Refused
from kiosk.journal.disk import DISK, Disk, fsync_folder, replace_file
from kiosk.journal.names_file import (
    Aside,
    Known,
    Lost,
    Read,
    commitment,
    encoded,
    load,
    read_asides,
    read_losts,
    read_names,
    scraps,
)
from kiosk.journal.names_fit import Fitted, Kept, fit, none_twice
from kiosk.language import words

_, ngettext = words("journal")

_ID = re.compile(r"[mg][0-9]{3,}", re.ASCII)


class Names:
    """The names of one assembly, in memory and on the card. One writer; reads may come from any thread.

    `committed` returns the commitments that the journal holds now, id -> hex. A damaged file is read as far
    as it can be; `unreadable` are the files that could not be opened at all. Reading writes nothing.
    """

    def __init__(self, path: Path, committed: Callable[[], Mapping[str, str]], disk: Disk = DISK) -> None:
        self._path, self._committed, self._disk = path, committed, disk
        self._aside_path = path.with_name(f"{path.stem}-aside.json")
        self._lost_path = path.with_name(f"{path.stem}-lost.json")
        self.read_again()

    def read_again(self) -> None:
        """Read the files as they are on the card now: people may have put them back from a copy."""
        path = self._path
        self._seen = self._on_card()
        self.unreadable: list[Path] = []
        known, of_known = _sorted_out(read_names(self._load(path)))
        aside, of_aside = _aside_of(read_asides(self._load(self._aside_path)))
        lost = tuple(read_losts(self._load(self._lost_path)))
        self._kept = Kept(known, aside, none_twice([*lost, *of_known, *of_aside]))
        self._card = Kept(known, aside, lost)
        self._stale = {path} if of_known else set()
        if of_aside:
            self._stale.add(self._aside_path)
        self._named = self._index()

    def _load(self, path: Path) -> bytes:
        try:
            return load(path)
        except OSError:
            self.unreadable.append(path)
            return b""

    def _index(self) -> dict[str, str]:
        """Return commitment -> name, for all names that are kept."""
        every = self._kept.every()
        return {
            known.committed: unicodedata.normalize("NFC", known.name) for known in every if known.committed
        }

    def _on_card(self) -> list[tuple[int, int, int]]:
        about = []
        for path in (self._path, self._aside_path, self._lost_path):
            with suppress(OSError):
                stat = path.lstat()
                about.append((stat.st_ino, stat.st_mtime_ns, stat.st_size))
        return about

    @property
    def changed(self) -> bool:
        """True if the files were written since they were read."""
        return self._on_card() != self._seen

    @property
    def held(self) -> Mapping[str, str]:
        """Commitment -> name, for all names that are kept: another object after each change."""
        return self._named

    def name(self, person: str) -> str:
        """Return the name of a member or guest; the id itself when no name fits, or it was forgotten."""
        return self._named.get(self._committed().get(person, ""), person)

    def items(self) -> list[tuple[str, str]]:
        """Return all (id, name) that fit, in the order people joined."""
        named, committed = self._named, self._committed()
        return [(person, named[commits]) for person, commits in committed.items() if commits in named]

    def knows(self, person: str) -> bool:
        """True if a name is kept for this id, shown or not."""
        kept = self._kept
        return (
            person in kept.known
            or any(aside.person == person for aside in kept.aside.values())
            or any(lost.id == person for lost in kept.lost)
        )

    @property
    def lost(self) -> tuple[Lost, ...]:
        """The names that fit nobody, as of the last `settle`."""
        return self._kept.lost

    @property
    def any_aside(self) -> bool:
        """True if there are names that a correction laid aside."""
        return bool(self._kept.aside)

    def add(self, person: str, name: str, salt: bytes) -> str:
        """Keep a name, flushed before this returns; returns the commitment for the entry, in hex.

        Raises NotRecorded when the card does not take it; the names are then as before.
        """
        name = unicodedata.normalize("NFC", name)
        known = Known(name, salt.hex())
        self._replace_known({**self._kept.known, person: known})
        self._named = {**self._named, known.committed: name}
        return commitment(name, salt)

    def export(self) -> bytes:
        """Return the names that fit, with their salts, as names.json holds them: for a copy."""
        fitted = fit(self._kept, self._committed())
        return encoded({p: known for p, known in fitted.kept.known.items() if p not in fitted.misfits})

    def take_in(self, data: bytes, date: str) -> tuple[list[str], list[str]]:
        """Take in the names of an exported file that fit the journal's commitments: (added, refused) ids.

        A name that fits nobody is refused; those that fit already stay. A name that is replaced fits nobody
        either: it is put aside, with this `date`. Raises Refused when `data` is no file of names, NotRecorded
        when the card does not take it.
        """
        found = read_names(data).found
        if not found and data.split() != [b"{}"]:
            raise Refused(_("This is no file of names."))
        committed, known = self._committed(), self._kept.known
        offered = {offer.committed: offer for _id, _none, offer in found if offer.committed}
        added = {
            person: offered[commits]
            for person, commits in committed.items()
            if commits in offered and commits not in self._named
        }
        if added:
            over = [Lost(p, known[p].name, known[p].salt, date) for p in added if p in known]
            self._kept = Kept(known, self._kept.aside, none_twice([*self._kept.lost, *over]))
            self._replace_known({**known, **added})
            self._named = self._index()
        fitting = set(committed.values())
        return list(added), [person for person, _none, offer in found if offer.committed not in fitting]

    def correct(self, person: str, name: str, salt: bytes) -> str:
        """Put a corrected name aside with the one it corrects, flushed; returns the new commitment, in hex.

        The new name shows once its entry is recorded. Raises NotRecorded when the card does not take it.
        """
        name = unicodedata.normalize("NFC", name)
        aside = {**self._kept.aside, commitment(name, salt): Aside(person, name, salt.hex())}
        before = self._kept.known.get(person)
        if before is not None and before.committed == self._committed().get(person):
            aside[before.committed] = Aside(person, before.name, before.salt)
        self._write_aside(aside)
        self._kept = Kept(self._kept.known, aside, self._kept.lost)
        self._named = self._index()
        return commitment(name, salt)

    def judge(self, forgotten: Collection[str]) -> Fitted:
        """Return what settling would find, and change nothing: for readers who may not write."""
        return fit(self._kept, self._committed(), forgotten, (), self._kept.aside)

    def settle(
        self, forgotten: Collection[str], deleted: Collection[str], may_return: Collection[str], date: str
    ) -> Fitted:
        """Give each name to its owner (`names_fit.fit`), and delete the names of `forgotten` people; flushed.

        It can be repeated at any time; without a change nothing is written. Raises NotRecorded when the card
        does not take it: the names are right in memory then, and the next opening completes the card.
        """
        fitted = fit(self._kept, self._committed(), forgotten, deleted, may_return, date)
        kept = self._kept = fitted.kept
        self._named = self._index()
        if kept.known != self._card.known or self._path in self._stale:
            self._write_known(kept.known)
        if kept.aside != self._card.aside or self._aside_path in self._stale:
            self._write_aside(kept.aside)
        self._write_lost(kept.lost)
        return fitted

    def delete(self, lost: Lost) -> None:
        """Delete a name that fits nobody, flushed. Raises NotRecorded."""
        left = tuple(other for other in self._kept.lost if other != lost)
        self._write_lost(left)
        self._kept = Kept(self._kept.known, self._kept.aside, left)

    def drop(self, person: str) -> None:
        """Forget a person's name and salt, flushed. Ignores unknown ids. Raises NotRecorded."""
        if person in self._kept.known:
            self._replace_known({p: known for p, known in self._kept.known.items() if p != person})
            self._named = self._index()

    def _replace_known(self, known: dict[str, Known]) -> None:
        """Write names.json, then change memory."""
        self._write_known(known)
        self._kept = Kept(known, self._kept.aside, self._kept.lost)

    def _write_known(self, known: dict[str, Known]) -> None:
        """Write names.json after the lost names: a power cut between them doubles a name, and loses none."""
        self._write_lost(none_twice([*self._card.lost, *self._kept.lost]))
        self._write(self._path, known)
        self._card = Kept(known, self._card.aside, self._card.lost)

    def _write_aside(self, aside: dict[str, Aside]) -> None:
        self._write_lost(none_twice([*self._card.lost, *self._kept.lost]))
        self._write(self._aside_path, aside)
        self._card = Kept(self._card.known, aside, self._card.lost)

    def _write_lost(self, lost: tuple[Lost, ...]) -> None:
        if lost != self._card.lost:
            self._write(self._lost_path, lost)
            self._card = Kept(self._card.known, self._card.aside, lost)

    def _write(self, path: Path, content: Mapping[str, Known | Aside] | tuple[Lost, ...]) -> None:
        """Write one of the files; all but names.json are deleted when they would be empty."""
        try:
            if path in self.unreadable:
                self._disk.rename(path, _free(path))
                self.unreadable.remove(path)
            if content or path == self._path:
                replace_file(path, encoded(content), 0o600, self._disk)
            else:
                path.unlink(missing_ok=True)
                fsync_folder(path.parent, self._disk)
        except OSError as error:
            raise _not_kept(error) from error
        self._stale.discard(path)


def _sorted_out(read: Read) -> tuple[dict[str, Known], list[Lost]]:
    """Return the names by id, and what is lost: scraps, and names whose id an earlier name has too."""
    known: dict[str, Known] = {}
    loose = scraps(read.scraps, "")
    for person, _none, found in read.found:
        if known.setdefault(person, found) is not found:
            loose.append(Lost(person, found.name, found.salt, ""))
    return known, loose


def _aside_of(read: Read) -> tuple[dict[str, Aside], list[Lost]]:
    """Return the names aside by commitment, and what is lost.

    Lost are scraps, names that do not fit their own commitment, and names whose person is no id.
    """
    aside: dict[str, Aside] = {}
    loose = scraps(read.scraps, "")
    for commits, person, found in read.found:
        if found.committed and found.committed == commits and _ID.fullmatch(person):
            aside[commits] = Aside(person, found.name, found.salt)
        else:
            loose.append(Lost(person, found.name, found.salt, ""))
    return aside, loose


def _free(path: Path) -> Path:
    """Return an unused path for a file that cannot be read: it is moved away, never overwritten."""
    n = 1
    while (free := path.with_name(f"{path.name}.unread-{n}")).exists() or free.is_symlink():
        n += 1
    return free


def _not_kept(error: OSError) -> NotRecorded:
    return NotRecorded(
        _("NOT RECORDED: the card did not keep the name ({why}). Write it on paper.").format(
            why=error.strerror
        )
    )
