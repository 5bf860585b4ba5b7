"""The files of names, and how they are read although some of their bytes have changed.

    names.json        {"m001": {"name": "Jérôme", "salt": "000102030405060708090a0b0c0d0e0f"}}
    names-aside.json  {COMMITMENT: {"person": "m001", "name": "Jerome", "salt": "..."}}
    names-lost.json   [{"id": "m0q1", "name": "Zoë", "salt": "...", "date": "2026-11-22"}]

A name is believed because it fits a commitment of the journal, never because of its place in a file. So a
damaged file is read for every name and salt that can be made out; the rest is a scrap, which is kept as it
was. Whose a name is, `kiosk.journal.names` decides.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cached_property
from hashlib import sha256
from pathlib import Path

import msgspec

from kiosk.journal.disk import read_regular

LARGEST_FILE = 1 << 26
SALT = 16
"""Bytes of a salt. No other length is valid: a letter moved from a name to its salt gives the same hash."""
_SCRAP = 4_096
"""The most characters of a scrap; a longer one is kept in several."""


class Known(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """A person's name as typed (NFC) and the salt of its commitment, in hex."""

    name: str
    salt: str

    @cached_property
    def committed(self) -> str:
        """The commitment to this name, as the journal holds it; "" if the salt is invalid."""
        try:
            salt = bytes.fromhex(self.salt)
        except ValueError:
            return ""
        return commitment(self.name, salt) if len(salt) == SALT else ""


class Aside(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A name that a correction brings, or replaced and may give back, and the person it is for."""

    person: str
    name: str
    salt: str

    @property
    def known(self) -> Known:
        """The name and salt alone."""
        return Known(self.name, self.salt)


class Lost(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A name that fits nobody: the `id` it was kept under, and the `date` it was put aside (YYYY-MM-DD).

    For a scrap `id` and `salt` are "" and `name` is the piece of the file.
    """

    id: str
    name: str
    salt: str
    date: str

    @property
    def known(self) -> Known:
        """The name and salt alone."""
        return Known(self.name, self.salt)

    @property
    def scrap(self) -> bool:
        """True for a piece of a damaged file in which no name could be made out."""
        return not self.id and not self.salt


class Read(msgspec.Struct):
    """The content of a file: (key, person, name and salt) in order, and the scraps between them.

    `key` is the id in names.json and the commitment in names-aside.json; `person` is "" in names.json.
    """

    found: list[tuple[str, str, Known]] = []
    scraps: list[str] = []


_known = msgspec.json.Decoder(dict[str, Known])
_asides = msgspec.json.Decoder(dict[str, Aside])
_losts = msgspec.json.Decoder(list[Lost])
_text = msgspec.json.Decoder(str)

_STRING = r'"(?:[^"\\\x00-\x1f]|\\.){0,800}"'  # without a bound a hostile file takes for ever
_PAIR = re.compile(
    rf'(?:(?P<key>{_STRING})\s*:\s*\{{\s*)?(?:"person"\s*:\s*(?P<person>{_STRING})\s*,\s*)?'
    rf'"name"\s*:\s*(?P<name>{_STRING})\s*,\s*"salt"\s*:\s*(?P<salt>{_STRING})(?:\s*\}})?'
)
_LOST = re.compile(
    rf'\{{\s*"id"\s*:\s*(?P<id>{_STRING})\s*,\s*"name"\s*:\s*(?P<name>{_STRING})\s*,\s*'
    rf'"salt"\s*:\s*(?P<salt>{_STRING})\s*,\s*"date"\s*:\s*(?P<date>{_STRING})\s*\}}'
)


def commitment(name: str, salt: bytes) -> str:
    """Return the journal's commitment to a name: hex SHA-256(salt || NFC name in UTF-8)."""
    return sha256(salt + unicodedata.normalize("NFC", name).encode()).hexdigest()


def encoded(content: object) -> bytes:
    """Return the bytes of a file of names: JSON, one value a line."""
    return msgspec.json.format(msgspec.json.encode(content), indent=1) + b"\n"


def load(path: Path) -> bytes:
    """Return the bytes of a file, b"" where there is none. Raises OSError for what is no regular file."""
    try:
        return read_regular(path, LARGEST_FILE)
    except FileNotFoundError:
        return b""


def read_names(data: bytes) -> Read:
    """Read names.json."""
    try:
        known = _known.decode(data)
    except (ValueError, RecursionError):
        return _made_out(data)
    if data.count(b'"salt"') != len(known):  # an id is in it twice, and JSON keeps only the last
        return _made_out(data)
    return Read([(person, "", name) for person, name in known.items()])


def read_asides(data: bytes) -> Read:
    """Read names-aside.json."""
    try:
        asides = _asides.decode(data)
    except (ValueError, RecursionError):
        return _made_out(data)
    if data.count(b'"salt"') != len(asides):
        return _made_out(data)
    return Read([(key, aside.person, Known(aside.name, aside.salt)) for key, aside in asides.items()])


def read_losts(data: bytes, date: str = "") -> list[Lost]:
    """Read names-lost.json; scraps of a damaged one get this `date`."""
    if not data:
        return []
    try:
        return _losts.decode(data)
    except (ValueError, RecursionError):
        pass
    text, found, end = _decoded(data), list[Lost](), 0
    for match in _LOST.finditer(text):
        parts = _strings(match.groups())
        if parts is not None:
            found += _scraps_of(text[end : match.start()], date)
            found.append(Lost(*parts))
            end = match.end()
    return found + _scraps_of(text[end:], date)


def scraps(texts: Sequence[str], date: str) -> list[Lost]:
    """Return each text as a lost scrap."""
    return [Lost("", text, "", date) for text in texts]


def _made_out(data: bytes) -> Read:
    """Read every name and salt that can be made out in a damaged file, and the scraps between them."""
    text, read, end = _decoded(data), Read(), 0
    for match in _PAIR.finditer(text):
        parts = _strings([match["name"], match["salt"]])
        if parts is None:
            continue
        key, person = (_value(part or '""') for part in match.group("key", "person"))
        read.scraps += _pieces(text[end : match.start()])
        read.found.append((key, person, Known(*parts)))
        end = match.end()
    read.scraps += _pieces(text[end:])
    return read


def _strings(texts: Sequence[str]) -> list[str] | None:
    """Return the values of JSON strings, None if one of them is no JSON string."""
    try:
        return [_text.decode(text) for text in texts]
    except ValueError:
        return None


def _value(text: str) -> str:
    """Return the value of a JSON string, or the text itself if it is none."""
    return (_strings([text]) or [text])[0]


def _decoded(data: bytes) -> str:
    return data.decode(errors="backslashreplace")


def _pieces(text: str) -> list[str]:
    """Return the text between two names in pieces, without JSON's punctuation at both ends."""
    text = text.strip("{}[], \n\r\t")
    return [text[at : at + _SCRAP] for at in range(0, len(text), _SCRAP)]


def _scraps_of(text: str, date: str) -> list[Lost]:
    return scraps(_pieces(text), date)
