"""The names of people, beside the journal and never in it: `DIR/names.json`.

    {"m001": {"name": "Jérôme", "salt": "000102030405060708090a0b0c0d0e0f"}}

An entry holds only the id and SHA-256(salt || name), so a swapped name is detected, and a person can be
forgotten: without name and salt the journal still verifies and the person is "m001". Who belongs to the
assembly is not decided here, and nothing else about a person is kept.

While a name is corrected, the new one and the old one lie in `DIR/names-aside.json` under their commitments:
the new one from before its entry, the old one as long as the correction can be taken back. Whose commitment
the journal holds, that name is shown; a power cut between the files is put right at the next opening.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

import msgspec

from kiosk.errors import JournalDamaged, NotRecorded, Refused
from kiosk.journal.disk import DISK, Disk, fsync_folder, read_regular, replace_file
from kiosk.language import words

_, ngettext = words("journal")

LARGEST_FILE = 1 << 26


class Known(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A person's name as typed (NFC) and the salt of its commitment, in hex."""

    name: str
    salt: str

    @property
    def committed(self) -> str:
        """The commitment to it, as the journal holds it."""
        return commitment(self.name, bytes.fromhex(self.salt))


class Aside(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A name that is not shown now, and whose it would be."""

    person: str
    name: str
    salt: str


_Kept = TypeVar("_Kept", Known, Aside)
_known, _asides = msgspec.json.Decoder(dict[str, Known]), msgspec.json.Decoder(dict[str, Aside])


def commitment(name: str, salt: bytes) -> str:
    """What the journal holds of a name: hex SHA-256(salt || NFC name in UTF-8)."""
    return sha256(salt + unicodedata.normalize("NFC", name).encode()).hexdigest()


def _encoded(known: Mapping[str, Known | Aside]) -> bytes:
    return msgspec.json.format(msgspec.json.encode(known), indent=1) + b"\n"


class Names:
    """The names of one assembly, in memory and on the card. One writer; reads may come from any thread.

    Raises JournalDamaged when the file is there and cannot be understood: nothing is overwritten then.
    """

    def __init__(self, path: Path, disk: Disk = DISK) -> None:
        self._path, self._aside_path = path, path.with_name(f"{path.stem}-aside.json")
        self._disk = disk
        self._known = self._load(self._path, _known)
        self._aside = self._load(self._aside_path, _asides)

    def _load(self, path: Path, decoder: msgspec.json.Decoder[dict[str, _Kept]]) -> dict[str, _Kept]:
        try:
            known = decoder.decode(read_regular(path, LARGEST_FILE))
            for each in known.values():
                bytes.fromhex(each.salt)
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, RecursionError) as error:
            raise JournalDamaged(
                _(
                    "The file of names, {path}, cannot be read. Put it back from a copy, or move it away: "
                    "people are then shown as m001, m002."
                ).format(path=path)
            ) from error
        return known

    def name(self, person: str) -> str:
        """The name of a member or guest; the id itself when nobody knows it any more."""
        known = self._known.get(person)
        return known.name if known else person

    def knows(self, person: str) -> bool:
        """Whether a name is kept for this id, shown or aside."""
        return person in self._known or any(each.person == person for each in self._aside.values())

    def items(self) -> list[tuple[str, str]]:
        """All (id, name), in the order they were added."""
        return [(person, known.name) for person, known in list(self._known.items())]

    def add(self, person: str, name: str, salt: bytes) -> str:
        """Keep a name, flushed before this returns; the commitment for the entry, in hex.

        Raises NotRecorded when the card does not take it; the names are then as before.
        """
        name = unicodedata.normalize("NFC", name)
        self._replace({**self._known, person: Known(name, salt.hex())})
        return commitment(name, salt)

    def export(self) -> bytes:
        """The file as it is kept: names and salts, for a copy."""
        return _encoded(self._known)

    def take_in(self, data: bytes, committed: Mapping[str, str]) -> tuple[list[str], list[str]]:
        """Take in the names of an exported file that fit the journal's commitments: (added, refused) ids.

        A name that does not fit, or whose id the journal does not know, is refused; those kept already stay.
        Raises Refused when this is no file of names, NotRecorded when the card does not take it.
        """
        try:
            offered = msgspec.json.decode(data, type=dict[str, Known])
            fitting = {
                person: known for person, known in offered.items() if committed.get(person) == known.committed
            }
        except (ValueError, RecursionError) as error:
            raise Refused(_("This is no file of names.")) from error
        added = [person for person in fitting if person not in self._known]
        if added:
            self._replace({**{person: fitting[person] for person in added}, **self._known})
        return added, [person for person in offered if person not in fitting]

    def correct(self, person: str, name: str, salt: bytes) -> str:
        """Lay a corrected name, and the one it corrects, aside, flushed; the new commitment, in hex.

        It is shown after `settle` has heard of that entry. Raises NotRecorded when the card does not take it.
        """
        name = unicodedata.normalize("NFC", name)
        aside = {**self._aside, commitment(name, salt): Aside(person, name, salt.hex())}
        before = self._known.get(person)
        if before is not None:
            aside[before.committed] = Aside(person, before.name, before.salt)
        self._replace_aside(aside)
        return commitment(name, salt)

    def settle(
        self, committed: Mapping[str, str], forgotten: Collection[str], may_return: Collection[str]
    ) -> None:
        """Show the names that the journal holds commitments to, and forget who is forgotten; flushed.

        Of the names aside only those stay whose commitments `may_return`. It can be done again at any time;
        without a change nothing is written. Raises NotRecorded when the card does not take it: the names
        are right in memory then, and the next opening completes the card.
        """
        known = self._settled(committed, forgotten)
        aside = {
            commits: each
            for commits, each in self._aside.items()
            if commits in may_return and each.person not in forgotten
        }
        if known != self._known:
            self._replace(known, anyway=True)
        if aside != self._aside:
            self._replace_aside(aside)

    @property
    def any_aside(self) -> bool:
        """Whether there are names that do not show."""
        return bool(self._aside)

    def foresee(self, committed: Mapping[str, str], forgotten: Collection[str]) -> None:
        """The same in memory alone, for who reads beside the kiosk: it may not have come to the card yet."""
        self._known = self._settled(committed, forgotten)

    def _settled(self, committed: Mapping[str, str], forgotten: Collection[str]) -> dict[str, Known]:
        known = {person: each for person, each in self._known.items() if person not in forgotten}
        for commits, each in self._aside.items():
            if committed.get(each.person) == commits and each.person not in forgotten:
                shown = known.get(each.person)
                if shown is None or shown.committed != commits:
                    known[each.person] = Known(each.name, each.salt)
        return known

    def drop(self, person: str) -> None:
        """Forget a person's name and salt, flushed. Unknown ids are no trouble. Raises NotRecorded."""
        if person in self._known:
            self._replace({other: known for other, known in self._known.items() if other != person})

    def keep_only(self, people: Collection[str]) -> list[str]:
        """Drop the names without an entry (a power cut between name and entry); the ids dropped."""
        stray = [person for person in self._known if person not in people]
        if stray:
            self._replace({person: known for person, known in self._known.items() if person in people})
        return stray

    def check(self, person: str, committed: str) -> bool:
        """Whether the name kept is the one the journal's commitment was made for; True when none is kept."""
        known = self._known.get(person)
        return known is None or known.committed == committed or self._awaits(person, committed)

    def _awaits(self, person: str, committed: str) -> bool:
        """Whether a correction is recorded that the next opening takes over."""
        return committed in self._aside and self._aside[committed].person == person

    def _replace(self, known: dict[str, Known], anyway: bool = False) -> None:
        """The file, then memory; `anyway`: memory even if the card refuses."""
        if anyway:
            self._known = known
        self._write(self._path, known)
        self._known = known

    def _replace_aside(self, aside: dict[str, Aside]) -> None:
        if aside:
            self._write(self._aside_path, aside)
        else:
            try:
                with suppress(FileNotFoundError):
                    self._aside_path.unlink()
                fsync_folder(self._aside_path.parent, self._disk)
            except OSError as error:
                raise _not_kept(error) from error
        self._aside = aside

    def _write(self, path: Path, content: Mapping[str, Known | Aside]) -> None:
        try:
            replace_file(path, _encoded(content), 0o600, self._disk)
        except OSError as error:
            raise _not_kept(error) from error


def _not_kept(error: OSError) -> NotRecorded:
    return NotRecorded(
        _("NOT RECORDED: the card did not keep the name ({why}). Write it on paper.").format(
            why=error.strerror
        )
    )
