"""Copies on a stick, and the way back from them."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.errors import Refused
from kiosk.journal import backup, signing
from kiosk.journal.backup import back_up, put_back
from kiosk.journal.journal import Journal
from kiosk.journal.names import Names
from kiosk.journal.names_file import commitment
from kiosk.journal.note import Checkpoint, Signer
from kiosk.journal.opening import JournalBusy
from kiosk.journal.tiles import publish
from kiosk.journal.verify import verify
from tests.journal.making import SEED, evening, forged_tiles, found, reopen, stamp, texts

NAME = "maple-street-4-24f6ed6a"
NAMED = f"assembly-kiosk/{NAME}"


def bare(entries: bytes) -> bytes:
    """Return the lines signed only where a rebuild signs: founding, changes of key, and the head."""
    lines = entries.splitlines(keepends=True)
    kept = [n in (0, len(lines) - 1) or b'"journal.key-changed/1"' in line for n, line in enumerate(lines)]
    return b"".join(
        line if signed else line.partition(b"\t")[0] + b"\t\n"
        for line, signed in zip(lines, kept, strict=True)
    )


def test_a_backup_is_a_data_folder(tmp_path: Path) -> None:
    """Entries, key, names and head: it verifies and opens by itself, and is made while the kiosk is open."""
    evening(tmp_path / "data", 10)
    Names(tmp_path / "data" / "names.json", dict).add("m001", "Ana", bytes(16))
    journal = reopen(tmp_path / "data")
    journal.keep_head()
    done = back_up(tmp_path / "data", tmp_path / "stick")
    assert (done.folder, done.size, done.key, done.names) == (tmp_path / "stick" / NAME, 10, True, True)
    assert verify(done.folder).sound
    assert (done.folder / "journal" / "key").stat().st_mode & 0o777 == 0o600
    assert (done.folder / "names.json").stat().st_mode & 0o777 == 0o600
    copy = reopen(done.folder)
    assert texts(copy) == texts(journal)


def test_a_backup_continues_an_earlier_one_and_nothing_else(tmp_path: Path) -> None:
    """A later copy replaces an earlier one; a longer copy, or another history, is not overwritten."""
    path = evening(tmp_path / "data", 10)
    short = path.read_bytes()
    back_up(tmp_path / "data", tmp_path / "stick")
    journal = reopen(tmp_path / "data")
    journal.append("turn.began/1", {"who": "m001"}, stamp(11))
    journal.close()
    assert back_up(tmp_path / "data", tmp_path / "stick").size == 11
    path.write_bytes(short)
    with pytest.raises(Refused, match="which is not overwritten: It is no continuation"):
        back_up(tmp_path / "data", tmp_path / "stick")
    assert verify(tmp_path / "stick" / NAME).size == 11
    with pytest.raises(Refused, match="no journal"):
        back_up(tmp_path / "nothing", tmp_path / "stick")


def test_a_lost_journal_comes_back(tmp_path: Path) -> None:
    """Everything comes back, names included, and the next entry is recorded."""
    evening(tmp_path / "data", 10)
    Names(tmp_path / "data" / "names.json", dict).add("m001", "Ana", bytes(16))
    copy = back_up(tmp_path / "data", tmp_path / "stick").folder
    shutil.rmtree(tmp_path / "data")
    done = put_back(tmp_path / "data", copy)
    assert (done.size, done.key, done.names) == (10, True, True)
    journal = reopen(tmp_path / "data")
    assert journal.append("turn.began/1", {"who": "m001"}, stamp(11)) == 10
    committed = {"m001": commitment("Ana", bytes(16))}
    assert Names(tmp_path / "data" / "names.json", lambda: committed).name("m001") == "Ana"


def test_a_damaged_journal_is_moved_aside(tmp_path: Path) -> None:
    """The damaged journal is kept under another name."""
    path = evening(tmp_path / "data", 10)
    copy = back_up(tmp_path / "data", tmp_path / "stick").folder
    damaged = path.read_bytes().replace(b"m007", b"m008")
    path.write_bytes(damaged)
    put_back(tmp_path / "data", copy)
    assert verify(tmp_path / "data").sound
    assert (tmp_path / "data" / "journal.before-1" / "entries").read_bytes() == damaged
    put_back(tmp_path / "data", copy)
    assert (tmp_path / "data" / "journal.before-2").is_dir()


def test_an_old_copy_does_not_go_behind_what_was_signed(tmp_path: Path) -> None:
    """An older copy is refused while the longer journal is there, and when only DIR/head remembers it."""
    evening(tmp_path / "data", 10)
    copy = back_up(tmp_path / "data", tmp_path / "stick").folder
    journal = reopen(tmp_path / "data")
    journal.append("turn.began/1", {"who": "m001"}, stamp(11))
    journal.keep_head()
    with pytest.raises(JournalBusy):
        put_back(tmp_path / "data", copy)
    journal.close()
    for _ in range(2):
        with pytest.raises(Refused, match="Here 11 entries were signed already, the copy has 10"):
            put_back(tmp_path / "data", copy)
        shutil.rmtree(tmp_path / "data" / "journal", ignore_errors=True)
    (tmp_path / "data" / "head").unlink()
    assert put_back(tmp_path / "data", copy).size == 10


def test_another_history_or_journal_is_not_put_back(tmp_path: Path) -> None:
    """Refused: the same key with other entries, another assembly, an unsound copy, no copy at all."""
    evening(tmp_path / "data", 10)
    fork = found(tmp_path / "fork")
    for n in range(12):
        fork.append("turn.began/1", {"who": "m777"}, stamp(n))
    fork.close()
    with pytest.raises(Refused, match="other first 10 entries"):
        put_back(tmp_path / "data", tmp_path / "fork")
    type(fork).found(tmp_path / "other", "Oak Lane", stamp(), "x").close()
    with pytest.raises(Refused, match="of another journal"):
        put_back(tmp_path / "data", tmp_path / "other")
    entries = tmp_path / "fork" / "journal" / "entries"
    entries.write_bytes(entries.read_bytes().replace(b"m777", b"m778", 1))
    with pytest.raises(Refused, match="not sound"):
        put_back(tmp_path / "data", tmp_path / "fork")
    with pytest.raises(Refused, match="no journal to read"):
        put_back(tmp_path / "data", tmp_path / "nothing")


def test_entries_alone_come_back_with_the_key_that_is_here(tmp_path: Path) -> None:
    """A file of entries is enough where the key is still there."""
    path = evening(tmp_path / "data", 10)
    (tmp_path / "copy").write_bytes(path.read_bytes())
    path.write_bytes(path.read_bytes()[:500] + b"\n")
    done = put_back(tmp_path / "data", tmp_path / "copy")
    assert (done.size, done.key) == (10, True)
    assert reopen(tmp_path / "data").size == 10


class TestFromTiles:
    """Only what was published is left, and the key."""

    def published(self, folder: Path, entries: int = 30, changed: bool = False) -> Path:
        """Make a published journal in `data`; returns the folder of its tiles."""
        path = evening(folder / "data", entries)
        journal = reopen(folder / "data")
        if changed:
            journal.change_key(stamp(entries), seed=bytes(32))
            journal.append("turn.began/1", {"who": "m001"}, stamp(entries + 1))
        publish(folder / "tiles", texts(journal), journal.checkpoint())
        journal.close()
        assert path.exists()
        return folder / "tiles"

    @settings(max_examples=8, deadline=None)
    @given(entries=st.integers(1, 600), changed=st.booleans())
    def test_it_comes_back_entry_by_entry(self, entries: int, changed: bool) -> None:
        """With the keys every entry comes back, with the signatures that journal/1 requires."""
        with TemporaryDirectory() as name:
            folder = Path(name)
            tiles = self.published(folder, entries, changed)
            before = (folder / "data" / "journal" / "entries").read_bytes()
            shutil.rmtree(folder / "data")
            paper = [Signer(NAMED, Ed25519PrivateKey.from_private_bytes(seed)) for seed in (SEED, bytes(32))]
            done = put_back(folder / "data", tiles, paper)
            assert (folder / "data" / "journal" / "entries").read_bytes() == bare(before)
            assert (folder / "data" / "journal" / "key").stat().st_mode & 0o777 == 0o600
            journal = reopen(folder / "data")
            assert journal.append("turn.began/1", {"who": "m001"}, stamp(4000)) == done.size
            journal.close()
            assert verify(folder / "data").sound

    def test_the_key_that_is_here_is_enough(self, tmp_path: Path) -> None:
        """Its passphrase is asked for, if it has one, and it keeps it."""
        tiles = self.published(tmp_path)
        journal = reopen(tmp_path / "data")
        journal.change_passphrase("eight rivers")
        journal.close()
        entries = tmp_path / "data" / "journal" / "entries"
        before = entries.read_bytes()
        entries.unlink()
        with pytest.raises(Refused, match="not the passphrase"):
            put_back(tmp_path / "data", tiles, passphrase=lambda: "nine rivers")
        put_back(tmp_path / "data", tiles, passphrase=lambda: "eight rivers")
        assert entries.read_bytes() == bare(before)
        assert Journal.open(tmp_path / "data", stamp).locked

    def test_no_line_is_signed_a_second_time(self, tmp_path: Path) -> None:
        """Only the founding, changes of key and the head carry a signature; the head's covers them all."""
        tiles = self.published(tmp_path)
        (tmp_path / "data" / "journal" / "entries").unlink()
        assert put_back(tmp_path / "data", tiles).size == 30
        report = verify(tmp_path / "data")
        assert (report.sound, report.unsigned, report.without_own_signature) == (True, 0, 28)

    def test_without_a_key_it_is_refused(self, tmp_path: Path) -> None:
        """Entry 0 and each change of key must carry their own signatures, which no tile holds."""
        tiles = self.published(tmp_path, changed=True)
        before = sorted(tmp_path.rglob("*"))
        with pytest.raises(Refused, match="Entry 0 must be signed by itself"):
            put_back(tmp_path / "data", tiles)
        first = Signer(NAMED, Ed25519PrivateKey.from_private_bytes(SEED))
        assert sorted(tmp_path.rglob("*")) == before
        assert put_back(tmp_path / "data", tiles, [first]).size == 32
        shutil.rmtree(tmp_path / "data")
        with pytest.raises(Refused, match="The key that signs this journal is not here"):
            put_back(tmp_path / "data", tiles, [first])

    def test_nothing_is_signed_for_tiles_of_a_forger(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Forged tiles end in a head of the forger's key: the key that is here signs none of their lines."""
        evening(tmp_path / "data", 10)
        (tmp_path / "data" / "journal" / "entries").unlink()
        forged = forged_tiles(tmp_path)
        signed: list[Checkpoint] = []

        def sign(signer: Signer, head: Checkpoint) -> bytes:
            signed.append(head)
            return bytes(64)

        monkeypatch.setattr(signing, "rebuilt", sign)
        with pytest.raises(Refused, match="The key that signs this journal is not here"):
            put_back(tmp_path / "data", forged)
        assert signed == []

    def test_it_does_not_go_behind_what_was_signed(self, tmp_path: Path) -> None:
        """Refused while the longer journal is there, or DIR/head, the cache or public/ remember it."""
        tiles = self.published(tmp_path)
        journal = reopen(tmp_path / "data")
        journal.append("turn.began/1", {"who": "m001"}, stamp(31))
        head = journal.checkpoint()
        journal.keep_opening("a fold", b"")
        journal.close()
        data = tmp_path / "data"
        sentence = "Here 31 entries were signed already, the copy has 30"
        with pytest.raises(Refused, match=sentence):
            put_back(data, tiles)
        (data / "journal" / "entries").unlink()
        with pytest.raises(Refused, match=sentence):
            put_back(data, tiles)
        (data / "cache" / "opening").unlink()
        for kept in (data / "head", data / "public" / "checkpoint"):
            kept.parent.mkdir(exist_ok=True)
            kept.write_bytes(head)
            with pytest.raises(Refused, match=sentence):
                put_back(data, tiles)
            kept.unlink()
        assert put_back(data, tiles).size == 30

    def test_tiles_that_are_not_sound_are_refused(self, tmp_path: Path) -> None:
        """Changed tiles are refused, and those of another history of the same key."""
        tiles = self.published(tmp_path)
        shutil.rmtree(tmp_path / "data")
        fork = found(tmp_path / "data")
        for _n in range(29):
            fork.append("turn.began/1", {"who": "m777"}, stamp())
        fork.close()
        with pytest.raises(Refused, match="other first 30 entries"):
            put_back(tmp_path / "data", tiles)
        bundle = tiles / "tile/entries/000.p/30"
        bundle.write_bytes(bundle.read_bytes().replace(b"m007", b"m008"))
        with pytest.raises(Refused, match="The tiles are not sound"):
            put_back(tmp_path / "data", tiles)
        assert not (tmp_path / "data" / "restored.new").exists()


def test_a_backup_has_a_correction_with_it(tmp_path: Path) -> None:
    """Names aside are copied with the names; once gone here, they are gone from the next copy."""
    evening(tmp_path / "data", 10)
    committed = {"m001": commitment("Ana", bytes(16))}
    names = Names(tmp_path / "data" / "names.json", lambda: committed)
    names.add("m001", "Ana", bytes(16))
    names.correct("m001", "Anna", bytes(16))
    copy = back_up(tmp_path / "data", tmp_path / "stick").folder
    assert "Anna" in (copy / "names-aside.json").read_text()
    committed.clear()
    names.settle(("m001",), (), (), "2026-11-22")
    back_up(tmp_path / "data", tmp_path / "stick")
    assert not (copy / "names-aside.json").exists()


def test_a_copy_that_was_cut_off_is_made_again(tmp_path: Path) -> None:
    """The next copy replaces what a power cut left, and keeps what people put into the folder."""
    evening(tmp_path / "data", 10)
    copy = back_up(tmp_path / "data", tmp_path / "stick").folder
    (copy / "read me").write_text("in the drawer")
    for left in (f"{NAME}.new", f"{NAME}.old"):
        (tmp_path / "stick" / left / "journal").mkdir(parents=True)
    assert back_up(tmp_path / "data", tmp_path / "stick").size == 10
    assert [path.name for path in (tmp_path / "stick").iterdir()] == [NAME]
    assert (copy / "read me").read_text() == "in the drawer"


def test_the_only_copy_stays_until_there_is_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a stick that cannot exchange names, a cut may leave the former copy under another name."""
    evening(tmp_path / "data", 10)
    copy = back_up(tmp_path / "data", tmp_path / "stick").folder
    former = copy.rename(copy.with_name(f"{NAME}.old"))

    def refused(*_given: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as failing:
        failing.setattr(backup, "replace_folder", refused)
        with pytest.raises(OSError, match="Input/output"):
            back_up(tmp_path / "data", tmp_path / "stick")
    assert verify(former).size == 10
    back_up(tmp_path / "data", tmp_path / "stick")
    assert verify(copy).size == 10
    assert not former.exists()


def test_names_are_there_before_the_entries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cut before the journal is put in place leaves names without it, never the other way round."""
    evening(tmp_path / "data", 10)
    names = Names(tmp_path / "data" / "names.json", dict)
    names.add("m001", "Ana", bytes(16))
    names.correct("m001", "Anna", bytes(16))
    copy = back_up(tmp_path / "data", tmp_path / "stick").folder

    def cut(*_given: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(backup, "replace_folder", cut)
    with pytest.raises(OSError, match="Input/output"):
        put_back(tmp_path / "new", copy)
    assert not Journal.exists(tmp_path / "new")
    for name in ("names.json", "names-aside.json"):
        assert (tmp_path / "new" / name).read_bytes() == (copy / name).read_bytes()


def test_what_a_cut_left_of_putting_back_is_moved_aside(tmp_path: Path) -> None:
    """A power cut may leave the journal that was here: it is kept, and putting back is repeated."""
    evening(tmp_path / "data", 10)
    copy = back_up(tmp_path / "data", tmp_path / "stick").folder
    shutil.copytree(tmp_path / "data" / "journal", tmp_path / "data" / "restored.new" / "journal")
    put_back(tmp_path / "data", copy)
    assert verify(tmp_path / "data").sound
    assert sorted(path.name for path in (tmp_path / "data").glob("journal.*")) == [
        "journal.before-1",
        "journal.before-2",
    ]
    assert not (tmp_path / "data" / "restored.new").exists()


def test_a_backup_has_the_names_that_fit_nobody_with_it(tmp_path: Path) -> None:
    """Lost names come back from a copy; once the room deletes them, they are gone from the next copy."""
    evening(tmp_path / "data", 10)
    names = Names(tmp_path / "data" / "names.json", dict)
    names.add("m009", "Ben", bytes(16))
    names.settle((), (), (), "2026-11-22")
    copy = back_up(tmp_path / "data", tmp_path / "stick").folder
    assert (copy / "names-lost.json").stat().st_mode & 0o777 == 0o600
    assert verify(copy).warnings[-1].startswith("1 name fits nobody")
    shutil.rmtree(tmp_path / "data")
    put_back(tmp_path / "data", copy)
    names = Names(tmp_path / "data" / "names.json", dict)
    (ben,) = names.lost
    assert ben.name == "Ben"
    names.delete(ben)
    back_up(tmp_path / "data", tmp_path / "stick")
    assert not (copy / "names-lost.json").exists()
