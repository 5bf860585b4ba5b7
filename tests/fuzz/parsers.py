"""The parsers of other people's bytes, each with the errors it may raise and bytes to begin with."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from kiosk.errors import DeviceFault, JournalDamaged, NotTrusted, Refused
from kiosk.journal.cache import resume
from kiosk.journal.canonical import NotCanonical, decode, encode
from kiosk.journal.names import Names
from kiosk.journal.names_file import commitment
from kiosk.journal.note import (
    MalformedNote,
    parse_checkpoint,
    parse_note,
    parse_skey,
    parse_vkey,
)
from kiosk.journal.place import Place
from kiosk.journal.proof import parse_proof
from kiosk.journal.reading import Reading
from kiosk.journal.tiles import split_bundle
from kiosk.minutes import pipe, shelf, sums
from kiosk.minutes.seal import check
from kiosk.practices.agenda.importer import read_agenda
from kiosk.settings import read_settings
from tests.journal.making import LIFE, VECTORS

PUBLIC = bytes.fromhex("03a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8")


class Parser(Struct, frozen=True):
    """`read` accepts any bytes, and raises only for a bug; `seeds` are valid input."""

    read: Callable[[bytes], None]
    seeds: tuple[bytes, ...]


def _entry(data: bytes) -> None:
    with suppress(NotCanonical):
        assert encode(decode(data)) == data


def _note(data: bytes) -> None:
    with suppress(MalformedNote):
        assert parse_note(data).encode() == data


def _checkpoint(data: bytes) -> None:
    with suppress(MalformedNote):
        assert parse_checkpoint(data).text == data


def _keys(data: bytes) -> None:
    text = data.decode(errors="replace")
    with suppress(MalformedNote):
        assert parse_vkey(text).vkey == text
    with suppress(MalformedNote):
        assert parse_skey(text).skey == text


def _proof(data: bytes) -> None:
    with suppress(MalformedNote):
        assert parse_proof(data).encode() == data


def _lines(data: bytes) -> None:
    reading = Reading()
    with suppress(JournalDamaged):
        reading.take(data.split(b"\n"))
        reading.settle()
    with suppress(JournalDamaged):
        reading.mended(data)


def _bundle(data: bytes) -> None:
    with suppress(ValueError):
        entries = split_bundle(data)
        assert b"".join(len(one).to_bytes(2, "big") + one for one in entries) == data


def _seal(data: bytes) -> None:
    with suppress(NotTrusted):
        check(data.decode(errors="replace"), b"minutes", PUBLIC)


JOINED = {"m001": commitment("Ana", bytes(16))}


def _names(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "names.json"
        path.write_bytes(data)
        names = Names(path, lambda: JOINED)
        names.settle((), (), (), "2026-11-22")
        assert names.items() in ([], [("m001", "Ana")])
        again = Names(path, lambda: JOINED)
        assert (again.items(), again.lost) == (names.items(), names.lost)
        with suppress(Refused):
            Names(Path(folder) / "none", lambda: JOINED).take_in(data, "2026-11-22")


def _cache(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = Place(Path(folder))
        place.opening.parent.mkdir()
        place.opening.write_bytes(data)
        file = os.open(LIFE / "entries", os.O_RDONLY)
        try:
            assert resume(place, file, "fold", set()) is None
        finally:
            os.close(file)


def _sums(data: bytes) -> None:
    with suppress(NotTrusted):
        assert sums.encode(sums.parse(data)) == data


def _pipe(data: bytes) -> None:
    pipe.said(data)
    pipe.expected(data)


def _about(data: bytes) -> None:
    shelf.about_of(data)


def _settings(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "kiosk.toml").write_bytes(data)
        with suppress(DeviceFault):
            read_settings(Path(folder))


def _agenda(data: bytes) -> None:
    with suppress(Refused):
        read_agenda(data.decode(errors="replace"))


_ENTRIES = (LIFE / "entries").read_bytes()
_HEAD = (LIFE / "checkpoint-4").read_bytes()
PARSERS: dict[str, Parser] = {
    "entry": Parser(_entry, tuple((VECTORS / "leaves").read_bytes().splitlines())),
    "note": Parser(_note, (_HEAD,)),
    "checkpoint": Parser(_checkpoint, (_HEAD.partition(b"\n\n")[0] + b"\n",)),
    "keys": Parser(_keys, ((VECTORS / "vkey").read_bytes().strip(), (VECTORS / "skey").read_bytes().strip())),
    "proof": Parser(
        _proof, (b"c2sp.org/tlog-proof@v1\nextra YQ==\nindex 3\n" + b"A" * 43 + b"=\n\n" + _HEAD,)
    ),
    "lines": Parser(_lines, (_ENTRIES, (LIFE / "torn").read_bytes())),
    "bundle": Parser(_bundle, (b"\0\3abc\0\0",)),
    "seal": Parser(_seal, (b"-----BEGIN SSH SIGNATURE-----\nU1NIU0lH\n-----END SSH SIGNATURE-----\n",)),
    "names": Parser(_names, (b'{"m001": {"name": "Ana", "salt": "00"}}',)),
    "cache": Parser(_cache, (bytes(64) + b"\x99\xa4fold\x01\x01\x90\xc4\x00\x90\x90\x90\xc4\x00",)),
    "sums": Parser(_sums, (sums.sums({"minutes.md": b"", "draws/001/pool.txt": b""}),)),
    "pipe": Parser(
        _pipe,
        (
            pipe.encode(pipe.Expected(["x+00000000+AQ"], {7: "ab"}, "cd")),
            pipe.encode(pipe.Misfit(7)),
        ),
    ),
    "about": Parser(_about, (b'{"slug":"a7k2q","number":7,"title":"","date":"2026-11-22"}',)),
    "settings": Parser(_settings, (b'port = 80\n[hotspot]\nname = "a"\n[sound]\nvolume = 3\n',)),
    "agenda": Parser(_agenda, (b"# Thursday\n\n- 19:00 Rents (Ana, 20 min)\n1. Paint\n",)),
}
