"""Reports about published tiles and about a proof, figure by figure."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.journal import signing
from kiosk.journal.journal import Journal
from kiosk.journal.key import fingerprint
from kiosk.journal.merkle import leaf_hash, root_of
from kiosk.journal.note import Checkpoint, Signer, parse_checkpoint, parse_note, parse_skey, parse_vkey
from kiosk.journal.proof import Proof, inclusion
from kiosk.journal.tiles import publish
from kiosk.journal.verify import Report
from kiosk.journal.verify_tiles import verify_proof, verify_tiles
from tests.journal.making import VECTORS, evening, reopen, stamp, texts

OTHER = parse_skey((VECTORS / "skey").read_text().strip())


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    """Make a journal of thirty entries, all signed."""
    evening(tmp_path / "data", 30)
    return reopen(tmp_path / "data")


def noted(signer: Signer, entries: list[bytes], origin: str) -> bytes:
    """Return a head over these entries, signed with any key in the name of any journal."""
    head = Checkpoint(origin, len(entries), root_of(leaf_hash(entry) for entry in entries))
    return head.note(signer.verifier, signing.checkpoint(signer, head))


def test_tiles_that_are_not_signed_with_the_key(tmp_path: Path, journal: Journal) -> None:
    """All entries are there and none is signed for; nothing else is in doubt."""
    entries = texts(journal)
    publish(tmp_path / "public", entries, noted(OTHER, entries, journal.origin))
    sentence = "The checkpoint is not signed with the journal's key."
    assert verify_tiles(tmp_path / "public") == Report(
        journal.origin, 30, 0, 0, 0, journal.root.hex(), journal.fingerprint, [sentence], [], False
    )


def test_a_key_signs_from_the_entry_after_its_own_on(tmp_path: Path, journal: Journal) -> None:
    """The entry that hands the key over is the last that the old key signs for."""
    old = journal.fingerprint
    journal.change_key(stamp(30), seed=bytes(32))
    at_change = texts(journal), journal.checkpoint()
    journal.append("turn.began/1", {"who": "m001"}, stamp(31))
    for (entries, head), signed_by in ((at_change, old), ((texts(journal), journal.checkpoint()), "")):
        folder = tmp_path / f"public-{len(entries)}"
        publish(folder, entries, head)
        report = verify_tiles(folder)
        assert (report.findings, report.signed_size) == ([], len(entries))
        assert report.fingerprint == (signed_by or journal.fingerprint)


def test_an_entry_of_another_number_is_named(tmp_path: Path, journal: Journal) -> None:
    """Whatever key signs, an entry is at its own number, and a changed key is a valid one."""
    entries = texts(journal)
    twice = [*entries[:10], *entries[9:-1]]
    publish(tmp_path / "twice", twice, journal.checkpoint())
    assert verify_tiles(tmp_path / "twice").findings[0] == "Entry 10 has another number."
    none = entries[9].replace(b'"kind":"turn.began/1"', b'"key":"x","kind":"journal.key-changed/1"')
    publish(tmp_path / "none", [*entries[:9], none, *entries[10:]], journal.checkpoint())
    assert verify_tiles(tmp_path / "none").findings[0] == "Entry 9 names a key that is none."


@pytest.mark.parametrize(
    ("index", "at", "finding"),
    [
        (7, 7, ""),
        (8, 7, "The hashes do not lead from the entry to the head."),
        (7, None, "The proof does not hold the entry that it is for."),
    ],
)
def test_what_a_proof_says(journal: Journal, index: int, at: int | None, finding: str) -> None:
    """Origin, size and root are the head's, the entry is the proof's; one finding, or it is sound."""
    entries = texts(journal)
    hashes = tuple(inclusion([leaf_hash(entry) for entry in entries], 7))
    proof = Proof(index, hashes, journal.checkpoint(), None if at is None else entries[at])
    report, _proof = verify_proof(proof.encode(), journal.vkey)
    findings = [finding] if finding else []
    assert report == Report(
        journal.origin,
        30,
        30,
        0,
        0,
        journal.root.hex(),
        journal.fingerprint,
        findings,
        [],
        not finding,
        entry=index,
    )


def test_a_proof_whose_head_nobody_signed(journal: Journal) -> None:
    """Such a proof is signed for no entry, and the report names the key that was given."""
    entries = texts(journal)
    hashes = tuple(inclusion([leaf_hash(entry) for entry in entries], 7))
    proof = Proof(7, hashes, noted(OTHER, entries, journal.origin), entries[7])
    report, _proof = verify_proof(proof.encode(), journal.vkey)
    claim = parse_checkpoint(parse_note(proof.checkpoint).text)
    assert report == Report(
        journal.origin,
        claim.size,
        0,
        0,
        0,
        claim.root.hex(),
        fingerprint(parse_vkey(journal.vkey).public),
        ["The head in the proof is not signed with this key."],
        [],
        False,
        entry=7,
    )


def test_a_proof_of_an_entry_with_another_number(journal: Journal) -> None:
    """The entry is in the tree, at another place than its own number says."""
    entries = texts(journal)
    moved = [*entries[:7], entries[8], *entries[8:]]
    signer = Signer(journal.origin, OTHER.private)
    head = noted(signer, moved, journal.origin)
    hashes = tuple(inclusion([leaf_hash(entry) for entry in moved], 7))
    report, _proof = verify_proof(Proof(7, hashes, head, moved[7]).encode(), signer.verifier.vkey)
    assert report.findings == ["The hashes do not lead from the entry to the head."]
