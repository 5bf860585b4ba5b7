"""The journal's key in use: locked, opened, given a passphrase, and handed over to another one."""

from __future__ import annotations

from base64 import b64decode
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.errors import JournalDamaged, Refused
from kiosk.journal import signing
from kiosk.journal.canonical import decode
from kiosk.journal.disk import Disk
from kiosk.journal.envelope import entry_bytes
from kiosk.journal.follower import Follower
from kiosk.journal.journal import Journal
from kiosk.journal.key import public_bytes, public_of
from kiosk.journal.lines import line_bytes
from kiosk.journal.merkle import Frontier, leaf_hash
from kiosk.journal.note import Checkpoint, Signer
from kiosk.journal.verify import verify
from tests.journal.making import SEED, evening, reopen, stamp


def test_a_locked_key_records_without_signing(tmp_path: Path) -> None:
    """Entries are recorded unsigned; after unlocking, the next signature covers them."""
    evening(tmp_path, 3)
    journal = reopen(tmp_path)
    journal.change_passphrase("eight rivers")
    journal.close()
    lines = (tmp_path / "journal" / "key").read_bytes().split(b"\n")
    assert b"aes256-ctr" in b64decode(b"".join(lines[1:-2]))
    journal = reopen(tmp_path)
    assert journal.locked
    assert journal.findings == ["The journal's key is locked: entries are not signed until it is opened."]
    journal.append("turn.began/1", {"who": "m003"}, stamp(3))
    assert (journal.size, journal.signed_size, journal.root != b"") == (4, 3, True)
    assert [decode(entry)["n"] for entry in journal.unsigned()] == [3]
    with pytest.raises(Refused, match="give its passphrase first"):
        _ = journal.paper_key
    for wrong in ("", "eight river"):
        with pytest.raises(Refused, match="passphrase"):
            journal.unlock(wrong)
    journal.unlock("eight rivers")
    assert journal.signed_size == 3
    journal.append("turn.began/1", {"who": "m004"}, stamp(4))
    assert (journal.size, journal.signed_size, journal.unsigned()) == (5, 5, [])
    journal.close()
    report = verify(tmp_path)
    assert (report.sound, report.without_own_signature) == (True, 1)


def test_an_opened_key_waits_until_its_entries_were_shown(tmp_path: Path) -> None:
    """Unlocked before the unsigned entries were shown, it signs nothing; then one entry covers all."""
    evening(tmp_path, 3)
    journal = reopen(tmp_path)
    journal.change_passphrase("eight rivers")
    journal.close()
    journal = reopen(tmp_path)
    journal.append("turn.began/1", {"who": "m003"}, stamp(3))
    journal.unlock("eight rivers", shown=False)
    assert (journal.locked, journal.withheld, journal.findings) == (False, True, [])
    journal.append("turn.began/1", {"who": "m004"}, stamp(4))
    assert journal.signed_size == 3
    journal.append("journal.signed/1", {"count": 2}, stamp(5))
    assert (journal.signed_size, journal.withheld) == (6, False)
    journal.close()
    journal = Journal.open(tmp_path, stamp, passphrase="eight rivers")
    assert not journal.withheld


def test_a_passphrase_can_be_given_at_the_opening_and_taken_away(tmp_path: Path) -> None:
    """The right one opens, a wrong one is refused and releases the journal; once removed, none is needed."""
    evening(tmp_path, 3)
    journal = reopen(tmp_path)
    journal.change_passphrase("eight rivers")
    journal.close()
    with pytest.raises(Refused, match="not the passphrase"):
        Journal.open(tmp_path, stamp, passphrase="nine rivers")
    journal = Journal.open(tmp_path, stamp, passphrase="eight rivers")
    assert not journal.locked
    journal.change_passphrase("")
    journal.close()
    assert not reopen(tmp_path).locked


def test_a_changed_key_signs_what_follows(tmp_path: Path) -> None:
    """The old key signs the change, the new one what follows; all verifies, and both keys' heads count."""
    evening(tmp_path, 3)
    journal = reopen(tmp_path)
    old, head = journal.vkey, journal.checkpoint()
    assert journal.change_key(stamp(3), seed=bytes(32)) == 3
    assert journal.vkey != old
    handed_over = journal.checkpoint()
    assert verify(tmp_path, head=handed_over).sound
    journal.append("turn.began/1", {"who": "m004"}, stamp(4))
    later = journal.checkpoint()
    journal.keep_head()
    journal.close()
    for known in (head, handed_over, later):
        report = verify(tmp_path, key=old, head=known)
        assert (report.findings, report.size, report.signed_size) == ([], 5, 5)
    assert (tmp_path / "journal" / "key.pub").read_text().startswith("ssh-ed25519 ")
    assert not (tmp_path / "journal" / "key.next").exists()
    journal = reopen(tmp_path)
    assert (journal.size, journal.vkey.startswith(journal.origin)) == (5, True)
    journal.append("turn.began/1", {"who": "m005"}, stamp(5))
    follower = Follower(tmp_path)
    assert len(follower.poll()) == 6


def test_the_new_key_is_on_the_card_before_its_entry(tmp_path: Path) -> None:
    """Whenever the entry may be on the card, the new key is too, readable by the kiosk alone."""
    evening(tmp_path, 3)
    beside, seen = tmp_path / "journal" / "key.next", list[bytes]()

    class Watching(Disk):
        def fdatasync(self, file: int) -> None:
            assert beside.stat().st_mode & 0o777 == 0o600
            seen.append(public_of(beside))
            super().fdatasync(file)

    journal = reopen(tmp_path, disk=Watching())
    journal.change_key(stamp(3), passphrase="eight rivers", seed=bytes(32))
    new = Ed25519PrivateKey.from_private_bytes(bytes(32)).public_key()
    assert seen == [public_bytes(new)]


def test_the_old_key_signs_nothing_after_it_was_changed(tmp_path: Path) -> None:
    """A line that the old key signed after the change is damage, and its head is not trusted."""
    path = evening(tmp_path, 3)
    journal = reopen(tmp_path)
    journal.change_key(stamp(3))
    journal.close()
    frontier = Frontier()
    for line in path.read_bytes().splitlines():
        frontier.append(leaf_hash(line.partition(b"\t")[0]))
    entry = entry_bytes(4, "turn.began/1", {"who": "m004"}, stamp(4))
    frontier.append(leaf_hash(entry))
    thief = Signer(journal.origin, Ed25519PrivateKey.from_private_bytes(SEED))
    head = Checkpoint(journal.origin, 5, frontier.root())
    with path.open("ab") as file:
        file.write(line_bytes(entry, signing.checkpoint(thief, head)))
    report = verify(tmp_path)
    assert (report.sound, report.entry) == (False, 4)
    with pytest.raises(JournalDamaged, match="Entry 4 is damaged"):
        reopen(tmp_path)


@pytest.mark.parametrize("cut", ["before the entry", "before the key"])
def test_a_change_of_key_that_was_cut_off_is_settled(tmp_path: Path, cut: str) -> None:
    """Without its entry the new key is deleted; with it, it replaces the old one at the next opening."""
    path = evening(tmp_path, 3)
    public = tmp_path / "journal" / "key.pub"
    before, old, line = path.read_bytes(), (tmp_path / "journal" / "key").read_bytes(), public.read_bytes()
    journal = reopen(tmp_path)
    journal.change_key(stamp(3), seed=bytes(32))
    new = journal.vkey
    journal.close()
    (tmp_path / "journal" / "key.next").write_bytes((tmp_path / "journal" / "key").read_bytes())
    (tmp_path / "journal" / "key").write_bytes(old)
    public.write_bytes(line)
    if cut == "before the entry":
        path.write_bytes(before)
    journal = reopen(tmp_path)
    assert (journal.vkey == new) == (cut == "before the key")
    assert not (tmp_path / "journal" / "key.next").exists()
    journal.append("turn.began/1", {"who": "m004"}, stamp(4))
    journal.close()
    assert verify(tmp_path).sound


def test_a_cache_knows_the_keys(tmp_path: Path) -> None:
    """After a change of key the cache opens with the new one, and heads of the old one still count."""
    evening(tmp_path, 3)
    journal = reopen(tmp_path)
    head = journal.checkpoint()
    journal.change_key(stamp(3))
    journal.append("turn.began/1", {"who": "m004"}, stamp(4))
    journal.keep_opening("fold", b"state")
    new = journal.vkey
    journal.close()
    journal = Journal.open(tmp_path, stamp, fold="fold")
    assert (journal.first, journal.vkey) == (5, new)
    journal.append("turn.began/1", {"who": "m005"}, stamp(5))
    journal.close()
    assert verify(tmp_path, head=head).sound


def test_a_change_of_key_is_never_recorded_unsigned(tmp_path: Path) -> None:
    """Damage met at the last moment refuses the change: an unsigned one would lock the journal for ever."""
    evening(tmp_path, 3)
    journal = reopen(tmp_path)
    with pytest.raises(Refused, match="not as it was recorded"):
        journal.change_key(
            stamp(3), rehearse=lambda entry: journal.damaged("Entry 1 is not as it was recorded.")
        )
    assert (journal.size, journal.append("turn.began/1", {"who": "m001"}, stamp(4))) == (3, 3)
    journal.close()
    again = reopen(tmp_path)
    assert (again.size, len(again.keys)) == (4, 1)
    assert again.withheld
    with pytest.raises(Refused, match="Some entries are not yet signed: look at them and sign them first"):
        again.change_key(stamp(5))
    again.close()
    assert verify(tmp_path).sound
