"""Opening after whatever happened: the vectors of life/, torn tails, later heads, missing files."""

from __future__ import annotations

import errno
import os
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.errors import JournalDamaged, NotRecorded, Refused
from kiosk.journal import signing
from kiosk.journal.canonical import decode
from kiosk.journal.journal import Journal
from kiosk.journal.note import Checkpoint, Signer
from kiosk.journal.tiles import publish
from kiosk.journal.verify import verify
from tests.journal.making import (
    LIFE,
    SEED,
    VECTORS,
    FailingDisk,
    evening,
    found,
    lie,
    never,
    reopen,
    stamp,
    texts,
)

WHOLE = (LIFE / "entries").read_bytes()
NEVER = never("nothing was recovered, so nobody asks for the time")


def last(journal: Journal) -> dict[str, object]:
    """Return the newest entry, decoded."""
    return decode(next(journal.read(journal.size - 1)))


@pytest.mark.parametrize("name", ["entries", "cut-at-line-end", "blanked"])
def test_what_is_sound_opens_in_silence(tmp_path: Path, name: str) -> None:
    """No finding, nothing recorded, not a byte changed."""
    path = lie(tmp_path, (LIFE / name).read_bytes())
    journal = Journal.open(tmp_path, NEVER)
    assert journal.findings == []
    assert path.read_bytes() == (LIFE / name).read_bytes()
    assert not (tmp_path / "journal" / "torn").exists()


def test_an_unsigned_tail_is_said_and_signed_when_it_was_shown(tmp_path: Path) -> None:
    """Of 3 entries 2 are signed; nothing signs the third before an entry records that people saw it."""
    lie(tmp_path, (LIFE / "unsigned-tail").read_bytes())
    journal = Journal.open(tmp_path, NEVER)
    assert journal.findings == ["The last entry is not yet signed: look at it before it is."]
    assert (journal.size, journal.signed_size, journal.withheld) == (3, 2, True)
    assert journal.checkpoint() == (LIFE / "checkpoint-2").read_bytes()
    journal.append("turn.began/1", {"who": "m001"}, stamp(9))
    assert (journal.size, journal.signed_size, journal.withheld) == (4, 2, True)
    with pytest.raises(Refused, match="look at them"):
        journal.change_key(stamp(10))
    journal.append("journal.signed/1", {"count": 2}, stamp(11))
    journal.append("turn.began/1", {"who": "m002"}, stamp(12))
    assert not journal.withheld
    assert journal.findings == []
    report = verify(tmp_path)
    assert (report.size, report.signed_size, report.without_own_signature) == (6, 6, 2)


def test_a_recovery_signs_over_no_tail_that_nobody_has_seen(tmp_path: Path) -> None:
    """Torn bytes after an unsigned entry are moved away and recorded, and neither entry is signed."""
    lie(tmp_path, (LIFE / "unsigned-tail").read_bytes() + b'{"at":"2026-11-')
    journal = reopen(tmp_path)
    assert last(journal)["kind"] == "journal.recovered/1"
    assert (journal.size, journal.signed_size, len(journal.unsigned())) == (4, 2, 2)
    journal.close()
    assert (verify(tmp_path).sound, verify(tmp_path).unsigned) == (True, 2)


@pytest.mark.parametrize(("name", "torn"), [("torn", 60), ("last-lf-flipped", 1)])
def test_a_torn_tail_is_moved_away_and_recorded(tmp_path: Path, name: str, torn: int) -> None:
    """4 entries are kept, the surplus goes to torn/ under its number and hash, then journal.recovered/1."""
    path = lie(tmp_path, (LIFE / name).read_bytes())
    surplus = (LIFE / name).read_bytes()[-torn:]
    journal = reopen(tmp_path)
    digest = sha256(surplus).hexdigest()
    assert texts(journal)[:4] == [line.partition(b"\t")[0] for line in WHOLE.splitlines()]
    assert path.read_bytes().startswith(WHOLE)
    fields = {
        "bytes": torn,
        "sha256": digest,
        "file": f"torn/4-{digest[:8]}",
        "kind": "journal.recovered/1",
        "n": 4,
    }
    assert fields.items() <= last(journal).items()
    assert (tmp_path / "journal" / str(fields["file"])).read_bytes() == surplus
    assert journal.size == 5
    assert len(journal.findings) == 1
    assert f"journal/{fields['file']}" in journal.findings[0]
    journal.close()
    assert verify(tmp_path).sound
    assert Journal.open(tmp_path, NEVER).findings == []


def test_a_missing_last_lf_is_added_and_recorded(tmp_path: Path) -> None:
    """4 entries are kept, the LF is appended, then journal.recovered/1 with 0 bytes and no file."""
    path = lie(tmp_path, (LIFE / "no-last-lf").read_bytes())
    journal = reopen(tmp_path)
    assert path.read_bytes().startswith(WHOLE)
    fields = {"bytes": 0, "sha256": sha256(b"").hexdigest(), "file": ""}
    assert fields.items() <= last(journal).items()
    assert journal.findings == ["Writing was cut off at the very end of the last entry; it is whole."]
    journal.close()
    assert Journal.open(tmp_path, NEVER).size == 5


@pytest.mark.parametrize(("name", "entry"), [("damaged-tail", 3), ("zeros-lf", 4)])
def test_damage_stops_the_kiosk_and_nothing_is_touched(tmp_path: Path, name: str, entry: int) -> None:
    """The entry is named, the sentence says what to do, the file is as it was."""
    path = lie(tmp_path, (LIFE / name).read_bytes())
    with pytest.raises(JournalDamaged, match=f"Entry {entry} is damaged.* Nothing was changed") as caught:
        Journal.open(tmp_path, NEVER)
    assert caught.value.entry == entry
    assert path.read_bytes() == (LIFE / name).read_bytes()
    assert sorted(os.listdir(tmp_path / "journal")) == ["entries", "key", "key.pub"]


def test_a_later_head_stops_a_journal_whose_end_was_cut(tmp_path: Path) -> None:
    """cut-at-line-end opens by itself, and not where checkpoint-4 is known, wherever it is kept."""
    lie(tmp_path, (LIFE / "cut-at-line-end").read_bytes())
    head = (LIFE / "checkpoint-4").read_bytes()
    reopen(tmp_path).close()
    with pytest.raises(JournalDamaged, match="The end of the journal was cut") as caught:
        reopen(tmp_path, heads=(b"nonsense", head))
    assert caught.value.entry == 2
    for kept in ("head", "public/checkpoint"):
        (tmp_path / kept).parent.mkdir(exist_ok=True)
        (tmp_path / kept).write_bytes(head)
        with pytest.raises(JournalDamaged, match="The end of the journal was cut"):
            reopen(tmp_path)
        (tmp_path / kept).unlink()
    reopen(tmp_path).close()


def test_what_is_no_file_is_no_head(tmp_path: Path) -> None:
    """A pipe, a folder or a link in the place of a kept head does not block the opening."""
    lie(tmp_path, WHOLE)
    os.mkfifo(tmp_path / "head")
    (tmp_path / "public" / "checkpoint").mkdir(parents=True)
    os.mkfifo(tmp_path / "names.json")
    reopen(tmp_path).close()
    assert "cannot be read" in verify(tmp_path).findings[0]


def test_heads_of_others_say_nothing(tmp_path: Path) -> None:
    """Another journal's head, a forged one and noise do not stop the kiosk."""
    lie(tmp_path, (LIFE / "cut-at-line-end").read_bytes())
    forged = (LIFE / "checkpoint-4").read_bytes().replace(b"\n4\n", b"\n5\n")
    heads = ((VECTORS / "checkpoints" / "9").read_bytes(), forged, b"", b"\n99\n", b"\xff\n" + b"9" * 5000)
    assert reopen(tmp_path, heads=heads).size == 2


def test_an_own_head_of_another_history_stops_the_kiosk(tmp_path: Path) -> None:
    """A head of the same size and another root shows that the journal was rewritten with the key."""
    one = found(tmp_path / "one")
    one.append("turn.began/1", {"who": "m777"}, stamp(1))
    evening(tmp_path / "two")
    with pytest.raises(JournalDamaged, match="not the one it was"):
        reopen(tmp_path / "two", heads=(one.checkpoint(),))


def test_an_old_key_says_nothing_after_the_change(tmp_path: Path) -> None:
    """Its holder can sign any head; only those up to the entry that hands it over still count."""
    evening(tmp_path, 10)
    journal = reopen(tmp_path)
    journal.change_key(stamp(10), seed=bytes(32))
    for n in (11, 12, 13):
        journal.append("turn.began/1", {"who": "m001"}, stamp(n))
    journal.close()
    old = Signer(journal.origin, Ed25519PrivateKey.from_private_bytes(SEED))
    for size, counts in ((9, True), (10, True), (11, True), (12, False), (13, False), (99, False)):
        claim = Checkpoint(journal.origin, size, bytes(32))
        forged = claim.note(old.verifier, signing.checkpoint(old, claim))
        if counts:
            with pytest.raises(JournalDamaged, match="not the one it was"):
                reopen(tmp_path, heads=(forged,))
        else:
            reopen(tmp_path, heads=(forged,)).close()


def test_entries_without_a_key_stop_the_kiosk(tmp_path: Path) -> None:
    """The key file is gone: nothing can be signed, and the sentence says what to put back."""
    lie(tmp_path, WHOLE)
    (tmp_path / "journal" / "key").unlink()
    with pytest.raises(JournalDamaged, match="Put the key file back"):
        reopen(tmp_path)


def test_another_journals_key_stops_the_kiosk(tmp_path: Path) -> None:
    """A key that did not found this journal must not continue it."""
    lie(tmp_path, WHOLE)
    Journal.found(tmp_path / "other", "Other", stamp(), "x").close()
    (tmp_path / "other" / "journal" / "key").replace(tmp_path / "journal" / "key")
    with pytest.raises(JournalDamaged, match="belongs to another journal"):
        reopen(tmp_path)


@pytest.mark.parametrize("entries", [b"", WHOLE[:100], b"\0" * 4096])
def test_a_key_beside_no_whole_first_entry_stops_the_kiosk(tmp_path: Path, entries: bytes) -> None:
    """The kiosk does not guess at a torn founding."""
    path = lie(tmp_path, entries)
    with pytest.raises(JournalDamaged, match="no whole first entry"):
        reopen(tmp_path)
    assert path.read_bytes() == entries


def test_a_key_beside_no_entries_stops_the_kiosk(tmp_path: Path) -> None:
    """The sentence says that the entries are gone; an empty folder is just no journal."""
    lie(tmp_path, WHOLE).unlink()
    with pytest.raises(JournalDamaged, match="entries are gone"):
        reopen(tmp_path)
    with pytest.raises(JournalDamaged, match="There is no journal in"):
        reopen(tmp_path / "nowhere")


def test_a_founding_without_its_lf_is_recovered(tmp_path: Path) -> None:
    """Entry 0 is whole and verifies: it is an entry."""
    lie(tmp_path, WHOLE.splitlines()[0])
    assert reopen(tmp_path).size == 2


def test_an_lf_that_the_card_does_not_take_is_said(tmp_path: Path) -> None:
    """A write of no byte means a full card: not opened, and the entry without its LF is as it was."""
    path = lie(tmp_path, WHOLE[:-1])
    with pytest.raises(NotRecorded, match="No space left on device"):
        reopen(tmp_path, FailingDisk("write", taken=0, failures=1))
    assert path.read_bytes() == WHOLE[:-1]


def test_a_torn_file_that_no_entry_mentions_gets_its_entry(tmp_path: Path) -> None:
    """Power went between cutting the tail off and recording it: the next opening records it."""
    lie(tmp_path, WHOLE)
    (tmp_path / "journal" / "torn").mkdir()
    (tmp_path / "journal" / "torn" / "4-deadbeef").write_bytes(b"rest")
    journal = reopen(tmp_path)
    fields = {"bytes": 4, "file": "torn/4-deadbeef", "sha256": sha256(b"rest").hexdigest()}
    assert fields.items() <= last(journal).items()
    journal.close()
    assert Journal.open(tmp_path, NEVER).size == 5


def test_a_tail_of_many_megabytes_is_moved_whole(tmp_path: Path) -> None:
    """An ext4 after a power cut may show a long run of zeros: all of it goes to torn/, nothing is lost."""
    path = lie(tmp_path, WHOLE)
    os.truncate(path, len(WHOLE) + 5_000_000)
    journal = reopen(tmp_path)
    digest = sha256(bytes(5_000_000)).hexdigest()
    fields = {"bytes": 5_000_000, "sha256": digest, "file": f"torn/4-{digest[:8]}"}
    assert fields.items() <= last(journal).items()
    assert (tmp_path / "journal" / str(last(journal)["file"])).stat().st_size == 5_000_000
    assert texts(journal)[:4] == [line.partition(b"\t")[0] for line in WHOLE.splitlines()]


@pytest.mark.parametrize("call", ["write", "fsync", "ftruncate", "fdatasync"])
@pytest.mark.parametrize("after", range(4))
def test_a_recovery_that_fails_half_way_is_made_again(tmp_path: Path, call: str, after: int) -> None:
    """If a call fails during recovery, nothing is lost, and the next opening finishes it."""
    lie(tmp_path, (LIFE / "torn").read_bytes())
    try:
        reopen(tmp_path, FailingDisk(call, errno.ENOSPC, after=after)).close()
    except NotRecorded as error:
        assert "NOT RECORDED" in error.sentence or "cannot be written" in error.sentence  # noqa: PT017
    journal = reopen(tmp_path)
    assert texts(journal)[:4] == [line.partition(b"\t")[0] for line in WHOLE.splitlines()]
    kept = [path.read_bytes() for path in (tmp_path / "journal" / "torn").iterdir()]
    assert (LIFE / "torn").read_bytes()[-60:] in kept
    journal.close()
    assert verify(tmp_path).sound


def _with_heads(folder: Path) -> None:
    """Make a closed journal with its kept head and its published one."""
    evening(folder, 9)
    journal = reopen(folder)
    journal.keep_head()
    publish(folder / "public", texts(journal), journal.checkpoint())
    journal.close()


def opened(folder: Path) -> list[str]:
    """Return what an opening finds in a journal that is whole."""
    journal = reopen(folder)
    journal.close()
    assert journal.size == 9
    return journal.findings


@pytest.mark.parametrize("name", ["head", "public/checkpoint"])
def test_a_head_that_says_nothing_is_said(tmp_path: Path, name: str) -> None:
    """A changed, cut or empty head, or no regular file: one sentence, and the journal still opens."""
    _with_heads(tmp_path)
    path = tmp_path / name
    whole = path.read_bytes()
    sentence = f"The file {name} is no head of this journal: compare with the last minutes."
    for at in range(0, len(whole), 5):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert opened(tmp_path) == [sentence]
        path.write_bytes(whole[:at])
        assert opened(tmp_path) == [sentence]
    path.write_bytes((VECTORS / "checkpoints" / "9").read_bytes())
    assert verify(tmp_path).findings == [sentence]
    path.unlink()
    assert opened(tmp_path) == []
    assert verify(tmp_path).findings == []
    path.symlink_to(tmp_path / "journal" / "entries")
    unread = f"The file {name} cannot be read: compare the journal with the last minutes."
    assert opened(tmp_path) == [unread]
    assert verify(tmp_path).findings == [unread]
