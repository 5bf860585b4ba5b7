"""The names of people, beside the journal and never in it: `DIR/names.json`.

    {"m001": {"name": "Jérôme", "salt": "000102030405060708090a0b0c0d0e0f"}}

An entry holds only the id and SHA-256(salt || name), so a swapped name is detected, and a person can be
forgotten: without name and salt the journal still verifies and the person is "m001". Who belongs to the
assembly is not decided here, and nothing else about a person is kept.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping
from hashlib import sha256
from pathlib import Path

import msgspec

from kiosk.errors import JournalDamaged, NotRecorded, Refused
from kiosk.journal.disk import DISK, Disk, read_regular, replace_file
from kiosk.language import words

_, ngettext = words("journal")

LARGEST_FILE = 1 << 26


class Known(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A person's name as typed (NFC) and the salt of its commitment, in hex."""

    name: str
    salt: str


def commitment(name: str, salt: bytes) -> str:
    """What the journal holds of a name: hex SHA-256(salt || NFC name in UTF-8)."""
    return sha256(salt + unicodedata.normalize("NFC", name).encode()).hexdigest()


def _encoded(known: Mapping[str, Known]) -> bytes:
    return msgspec.json.format(msgspec.json.encode(known), indent=1) + b"\n"


class Names:
    """The names of one assembly, in memory and on the card. One writer; reads may come from any thread.

    Raises JournalDamaged when the file is there and cannot be understood: nothing is overwritten then.
    """

    def __init__(self, path: Path, disk: Disk = DISK) -> None:
        self._path = path
        self._disk = disk
        self._known = self._load()

    def _load(self) -> dict[str, Known]:
        try:
            known = msgspec.json.decode(read_regular(self._path, LARGEST_FILE), type=dict[str, Known])
            for person in known.values():
                bytes.fromhex(person.salt)
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, RecursionError) as error:
            raise JournalDamaged(
                _(
                    "The file of names, {path}, cannot be read. Put it back from a copy, or move it away: "
                    "people are then shown as m001, m002."
                ).format(path=self._path)
            ) from error
        return known

    def name(self, person: str) -> str:
        """The name of a member or guest; the id itself when nobody knows it any more."""
        known = self._known.get(person)
        return known.name if known else person

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
                person: known
                for person, known in offered.items()
                if committed.get(person) == commitment(known.name, bytes.fromhex(known.salt))
            }
        except (ValueError, RecursionError) as error:
            raise Refused(_("This is no file of names.")) from error
        added = [person for person in fitting if person not in self._known]
        if added:
            self._replace({**{person: fitting[person] for person in added}, **self._known})
        return added, [person for person in offered if person not in fitting]

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
        return known is None or commitment(known.name, bytes.fromhex(known.salt)) == committed

    def _replace(self, known: dict[str, Known]) -> None:
        try:
            replace_file(self._path, _encoded(known), 0o600, self._disk)
        except OSError as error:
            raise NotRecorded(
                _("NOT RECORDED: the card did not keep the name ({why}). Write it on paper.").format(
                    why=error.strerror
                )
            ) from error
        self._known = known
