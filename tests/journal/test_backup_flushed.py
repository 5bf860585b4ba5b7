"""A copy when it takes its place: all of it is on the stick, with its modes; faults are copied too."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.errors import Refused
from kiosk.journal import backup
from kiosk.journal.backup import back_up, put_back
from kiosk.journal.disk import replace_folder
from kiosk.journal.names import Names
from kiosk.journal.note import Signer
from kiosk.journal.tiles import publish
from kiosk.journal.verify import verify
from tests.journal.making import SEED, evening, reopen, texts

ORIGIN = "assembly-kiosk/maple-street-4-24f6ed6a"


@pytest.fixture
def flushed(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Record the folders put in place, and assert that each was flushed after its last change."""
    seen: dict[int, int] = {}
    fsync = os.fsync
    put: list[Path] = []

    def watched(file: int) -> None:
        fsync(file)
        about = os.fstat(file)
        seen[about.st_ino] = about.st_mtime_ns

    def checked(new: Path, there: Path, aside: Path) -> None:
        for path in (new, *new.rglob("*")):
            about = path.stat()
            assert seen.get(about.st_ino) == about.st_mtime_ns, path
        put.append(there)
        replace_folder(new, there, aside)

    monkeypatch.setattr(os, "fsync", watched)
    monkeypatch.setattr(backup, "replace_folder", checked)
    return put


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return an assembly's data folder with names and a kept head."""
    evening(tmp_path / "data", 10)
    Names(tmp_path / "data" / "names.json", dict).add("m001", "Ana", bytes(16))
    journal = reopen(tmp_path / "data")
    journal.keep_head()
    publish(tmp_path / "tiles", texts(journal), journal.checkpoint())
    journal.close()
    return tmp_path / "data"


@pytest.mark.parametrize("key", [True, False])
def test_a_copy_is_on_the_stick_before_it_has_its_name(
    data: Path, tmp_path: Path, flushed: list[Path], key: bool
) -> None:
    """Files and folders are flushed, with a key or without; the modes are those of the originals."""
    if not key:
        (data / "journal" / "key").unlink()
        (data / "journal" / "key.pub").unlink()
    copy = back_up(data, tmp_path / "stick").folder
    assert flushed == [copy]
    files = [path for path in copy.rglob("*") if path.is_file()]
    assert len(files) == (5 if key else 3)
    for path in files:
        assert path.stat().st_mode == (data / path.relative_to(copy)).stat().st_mode, path


def from_copy(data: Path, folder: Path) -> None:
    put_back(data, back_up(data, folder / "stick").folder)


def from_entries(data: Path, folder: Path) -> None:
    (folder / "alone").write_bytes((data / "journal" / "entries").read_bytes())
    put_back(data, folder / "alone")


def from_tiles(data: Path, folder: Path) -> None:
    put_back(data, folder / "tiles")


def from_tiles_and_paper(data: Path, folder: Path) -> None:
    (data / "journal" / "key").unlink()
    put_back(data, folder / "tiles", [Signer(ORIGIN, Ed25519PrivateKey.from_private_bytes(SEED))])


@pytest.mark.parametrize("restore", [from_copy, from_entries, from_tiles, from_tiles_and_paper])
def test_what_is_put_back_is_on_the_card_before_it_has_its_name(
    data: Path, tmp_path: Path, flushed: list[Path], restore: Callable[[Path, Path], None]
) -> None:
    """Whatever the source, everybody may read the entries, and only this account the key."""
    restore(data, tmp_path)
    assert flushed[-1] == data / "journal"
    modes = {path.name: oct(path.stat().st_mode & 0o777) for path in (data / "journal").iterdir()}
    assert modes == {"entries": "0o644", "key": "0o600", "key.pub": "0o644"}


def test_a_journal_with_a_wrong_signature_can_be_copied(data: Path, tmp_path: Path) -> None:
    """A journal with a wrong signature is copied with it, since a copy must save whatever can be saved.

    Putting it back checks every signature.
    """
    path = data / "journal" / "entries"
    lines = path.read_bytes().splitlines(keepends=True)
    lines[4] = lines[4].partition(b"\t")[0] + b"\t" + lines[5].partition(b"\t")[2]
    path.write_bytes(b"".join(lines))
    assert not verify(data).sound
    for _again in range(2):
        copy = back_up(data, tmp_path / "stick").folder
        assert (copy / "journal" / "entries").read_bytes() == path.read_bytes()
    with pytest.raises(Refused, match="The copy is not sound"):
        put_back(data, copy)
