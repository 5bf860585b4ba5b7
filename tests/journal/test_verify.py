"""The reports of verifying: the table of the vectors' README, line by line, and the files near a journal."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kiosk.errors import JournalDamaged
from kiosk.journal import signing
from kiosk.journal.canonical import decode
from kiosk.journal.lines import line_bytes
from kiosk.journal.merkle import Frontier, leaf_hash
from kiosk.journal.names import Names
from kiosk.journal.note import Checkpoint, parse_skey
from kiosk.journal.tiles import publish
from kiosk.journal.verify import Unusable, verify
from tests.journal.making import LIFE, VECTORS, evening, found, reopen, stamp, texts

VKEY = (VECTORS / "vkey").read_text().strip()


def test_entries_and_checkpoints_are_made_again_from_skey_and_leaves() -> None:
    """The vectors' entries and all nine checkpoints come out byte for byte."""
    signer = parse_skey((VECTORS / "skey").read_text().strip())
    frontier, entries = Frontier(), b""
    for leaf in (VECTORS / "leaves").read_bytes().splitlines():
        frontier.append(leaf_hash(leaf))
        head = Checkpoint(signer.verifier.name, frontier.size, frontier.root())
        entries += line_bytes(leaf, signing.checkpoint(signer, head))
        made = head.note(signer.verifier, signing.checkpoint(signer, head))
        assert made == (VECTORS / "checkpoints" / str(frontier.size)).read_bytes()
    assert entries == (VECTORS / "entries").read_bytes()


@pytest.mark.parametrize("path", [VECTORS, VECTORS / "entries"])
@pytest.mark.parametrize("quick", [False, True])
def test_the_vectors_are_sound_with_their_key(path: Path, quick: bool) -> None:
    """All nine entries are signed; the root is that of checkpoint 9."""
    report = verify(path, key=VKEY + "\n", head=(VECTORS / "checkpoints" / "7").read_bytes(), quick=quick)
    assert (report.size, report.signed_size, report.unsigned, report.without_own_signature) == (9, 9, 0, 0)
    assert report.sound
    assert report.origin == "kiosk.example/vectors"
    assert report.warnings == (["Only the last signature was checked."] if quick else [])


def test_the_vectors_are_nothing_without_their_key() -> None:
    """Their entry 0 names no key."""
    report = verify(VECTORS)
    assert not report.sound
    assert report.entry == 0
    assert "no key was given" in report.findings[0]


@pytest.mark.parametrize("quick", [False, True])
@pytest.mark.parametrize(
    ("name", "size", "signed", "without"),
    [("entries", 4, 4, 1), ("unsigned-tail", 3, 2, 1), ("cut-at-line-end", 2, 2, 0), ("blanked", 4, 4, 2)],
)
def test_what_is_sound(name: str, size: int, signed: int, without: int, quick: bool) -> None:
    """Sizes, signed sizes and lines without a signature of their own are those of the table."""
    report = verify(LIFE / name, quick=quick)
    assert report.findings == []
    assert report.sound
    assert (report.size, report.signed_size, report.without_own_signature) == (size, signed, without)
    assert report.unsigned == size - signed
    assert report.fingerprint == "SHA256:ICWTIMFqIa1seHwfScxOpzmnnS/35sGRnuqEN5d9eOM"


def test_the_roots_are_those_of_the_checkpoints() -> None:
    """The root of life/entries is that of checkpoint-4."""
    assert f"\n{4}\n" in (LIFE / "checkpoint-4").read_text()
    for head in ("checkpoint-1", "checkpoint-2", "checkpoint-4"):
        assert verify(LIFE / "entries", head=(LIFE / head).read_bytes()).sound


def test_an_unsigned_tail_is_a_warning() -> None:
    """It is sound, with one entry not yet signed."""
    assert verify(LIFE / "unsigned-tail").warnings == [
        "1 entry is not yet signed: it can still be changed without a trace."
    ]


def test_a_cut_end_is_seen_by_who_keeps_a_later_head() -> None:
    """By itself it is sound; with checkpoint-4 it is not."""
    report = verify(LIFE / "cut-at-line-end", head=(LIFE / "checkpoint-4").read_bytes())
    assert not report.sound
    assert report.findings == [
        "The end of the journal was cut: a head signed with its key counts 4 entries, 2 are left."
    ]


@pytest.mark.parametrize("quick", [False, True])
@pytest.mark.parametrize(
    ("name", "warning"),
    [
        (
            "torn",
            "After the last whole entry there are 60 bytes of a torn write: "
            "the kiosk will move them to torn/.",
        ),
        (
            "no-last-lf",
            "The last entry is whole, only its end of line is missing: the kiosk will add it.",
        ),
        (
            "last-lf-flipped",
            "The last entry is whole, but 1 byte stands where its line should end: "
            "the kiosk will move it to torn/.",
        ),
    ],
)
def test_a_tail_that_will_be_recovered_is_a_warning(name: str, warning: str, quick: bool) -> None:
    """Four entries, sound, and what the kiosk will do when it opens the journal."""
    report = verify(LIFE / name, quick=quick)
    assert (report.size, report.signed_size, report.sound) == (4, 4, True)
    assert report.warnings[-1] == warning


@pytest.mark.parametrize("quick", [False, True])
@pytest.mark.parametrize(
    ("name", "entry", "sentence"),
    [
        (
            "damaged-tail",
            3,
            "Entry 3 is damaged: its signature does not verify; it has not even the form of one.",
        ),
        ("zeros-lf", 4, "Entry 4 is damaged: this line is no entry."),
    ],
)
def test_what_is_refused(name: str, entry: int, sentence: str, quick: bool) -> None:
    """The report has the entry in doubt and the reason."""
    report = verify(LIFE / name, quick=quick)
    assert not report.sound
    assert (report.entry, report.findings) == (entry, [sentence])


def test_a_wrong_earlier_signature_is_damage_of_that_signature(tmp_path: Path) -> None:
    """The entry is intact, the finding names the signature; a quick look misses it and says so."""
    path = evening(tmp_path, 10)
    lines = path.read_bytes().splitlines()
    stolen = lines[5].partition(b"\t")[2]
    lines[4] = lines[4].partition(b"\t")[0] + b"\t" + stolen
    path.write_bytes(b"\n".join([*lines, b""]))
    report = verify(tmp_path)
    assert report.findings == [
        "The signature of entry 4 does not verify. The entry itself is intact: a later signature covers it."
    ]
    assert (report.size, report.signed_size, report.sound, report.entry) == (10, 10, False, 4)
    assert verify(tmp_path, quick=True).sound


def test_a_head_of_another_history_is_a_finding(tmp_path: Path) -> None:
    """The same key over other first entries: the journal was rewritten."""
    one, two = found(tmp_path / "one"), found(tmp_path / "two")
    one.append("turn.began/1", {"who": "m001"}, stamp(1))
    two.append("turn.began/1", {"who": "m002"}, stamp(1))
    two.append("turn.began/1", {"who": "m003"}, stamp(2))
    report = verify(tmp_path / "two", head=one.checkpoint())
    assert report.findings == [
        "The journal is not the one it was: a head signed with its key gives other first 2 entries."
    ]


@pytest.mark.parametrize("head", [b"", b"nonsense", (VECTORS / "checkpoints" / "1").read_bytes()])
def test_a_head_that_is_none_of_this_journal_is_a_finding(head: bytes) -> None:
    """The journal should contain the head, and cannot."""
    report = verify(LIFE / "entries", head=head)
    assert not report.sound
    assert report.findings[0].startswith("The head that was given is n")


def test_another_key_than_the_founding_names_is_a_finding() -> None:
    """--key is what the caller trusts, not what the file names."""
    report = verify(LIFE / "entries", key=VKEY)
    assert (report.entry, report.sound) == (0, False)
    assert "another key" in report.findings[0]


@pytest.mark.parametrize("key", ["", "nonsense", VKEY[:-1]])
def test_a_key_that_is_none_is_of_no_use(key: str) -> None:
    """It raises Unusable, and the sentence says what a verifier key looks like."""
    with pytest.raises(Unusable, match="name\\+hash\\+key"):
        verify(LIFE / "entries", key=key)


def test_what_is_no_journal_is_of_no_use(tmp_path: Path) -> None:
    """Nothing there, an empty directory, a pipe, a symbolic link: Unusable, at once."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to(LIFE / "entries")
    (tmp_path / "folder").mkdir()
    for name in ("nothing", "pipe", "link", "folder"):
        with pytest.raises(Unusable):
            verify(tmp_path / name)


def test_an_empty_file_is_not_sound(tmp_path: Path) -> None:
    """Without a first entry there is no journal."""
    (tmp_path / "entries").write_bytes(b"")
    assert verify(tmp_path).findings == ["The journal has no whole first entry."]


def test_a_file_of_a_terabyte_of_nothing_is_not_read_into_memory(tmp_path: Path) -> None:
    """A sparse file after the entries is a torn tail of a few hundred megabytes; no line of it is kept."""
    path = evening(tmp_path, 3)
    length = path.stat().st_size
    os.truncate(path, length + (1 << 28))
    report = verify(path)
    assert (report.size, report.sound) == (3, True)
    assert report.warnings[0].startswith(f"After the last whole entry there are {1 << 28} bytes")


def test_a_line_longer_than_any_entry_is_damage(tmp_path: Path) -> None:
    """Three megabytes of x and an LF are no entry."""
    path = evening(tmp_path, 3)
    with path.open("ab") as file:
        file.write(b"x" * 3_000_000 + b"\n" + b"y\n")
    assert verify(path).findings == ["Entry 3 is damaged: this line is no entry."]


def test_verifying_writes_nothing(tmp_path: Path) -> None:
    """Files, sizes and times of a data directory with a torn tail stay as they are."""
    path = evening(tmp_path)
    with path.open("ab") as file:
        file.write(b"torn")
    Names(tmp_path / "names.json", dict).add("m001", "Ana", bytes(16))

    def everything() -> list[tuple[str, int, int]]:
        return sorted((str(f), f.stat().st_size, f.stat().st_mtime_ns) for f in tmp_path.rglob("*"))

    before = everything()
    assert verify(tmp_path).sound
    assert everything() == before


def test_what_lies_beside_is_looked_at_too(tmp_path: Path) -> None:
    """A swapped name, another key.pub and a later DIR/head are findings for a data directory."""
    journal = found(tmp_path)
    names = Names(tmp_path / "names.json", dict)
    journal.append(
        "member.joined/1", {"member": "m001", "name": names.add("m001", "Ana", bytes(16))}, stamp(1)
    )
    short = (tmp_path / "journal" / "entries").read_bytes()
    assert verify(tmp_path).sound
    journal.append("turn.began/1", {"who": "m001"}, stamp(2))
    journal.keep_head()
    (tmp_path / "names.json").write_text((tmp_path / "names.json").read_text().replace("Ana", "Eva"))
    (tmp_path / "journal" / "key.pub").write_text("ssh-ed25519 AAAA somebody\n")
    (tmp_path / "journal" / "entries").write_bytes(short)
    assert verify(tmp_path).findings == [
        "The end of the journal was cut: a head signed with its key counts 3 entries, 2 are left.",
        "The file key.pub does not hold this journal's key.",
        "The name kept for m001 is not the one that joined.",
    ]
    (tmp_path / "names.json").unlink()
    (tmp_path / "names.json").mkdir()
    assert "cannot be read" in verify(tmp_path).findings[-1]


def test_the_founding_must_be_signed_and_of_its_own_name(tmp_path: Path) -> None:
    """Entry 0 without a signature, with another origin, or without its time is damage at entry 0."""
    first, *rest = (LIFE / "entries").read_bytes().splitlines(keepends=True)
    entry, _tab, signature = first.partition(b"\t")
    path = tmp_path / "entries"
    for mangled in (
        entry + b"\t\n",
        entry.replace(b'"origin":"assembly-kiosk/', b'"origin":"assembly-kiosk-') + b"\t" + signature,
        entry.replace(b'"boot":"1f2e3d4c",', b"") + b"\t" + signature,
        entry.replace(b"journal.founded/1", b"journal.found/1") + b"\t" + signature,
    ):
        path.write_bytes(b"".join([mangled, *rest]))
        report = verify(path)
        assert (report.sound, report.entry, report.size) == (False, 0, 0)


@pytest.mark.parametrize(
    "wrong", [{"n": True}, {"n": 2}, {"n": "1"}, {"at": 7}, {"up": "1"}, {"kind": None}, {"clock": 1}]
)
def test_an_entry_with_a_wrong_envelope_is_damage(tmp_path: Path, wrong: dict[str, object]) -> None:
    """A well-signed line whose number, kind or time is not in order is no entry."""
    from kiosk.journal.canonical import encode

    first = (LIFE / "entries").read_bytes().splitlines(keepends=True)[0]
    signer = parse_skey((LIFE / "skey").read_text().strip())
    common = {
        "n": 1,
        "kind": "turn.began/1",
        "at": "2026-11-22T18:00:00.250Z",
        "boot": "1",
        "up": 1,
        "clock": "ok",
    }
    frontier = Frontier()
    frontier.append(leaf_hash(first.partition(b"\t")[0]))
    entry = encode({**common, **wrong})
    frontier.append(leaf_hash(entry))
    signature = signing.checkpoint(signer, Checkpoint(signer.verifier.name, 2, frontier.root()))
    (tmp_path / "entries").write_bytes(first + line_bytes(entry, signature))
    report = verify(tmp_path)
    assert (report.sound, report.entry, report.size) == (False, 1, 1)
    assert decode(entry) == {**common, **wrong}


def test_a_cut_is_seen_through_every_head_that_opening_compares_with(tmp_path: Path) -> None:
    """DIR/head, the published checkpoint, and the head in the opening cache, each alone."""
    path = evening(tmp_path, 12)
    journal = reopen(tmp_path)
    journal.keep_head()
    journal.keep_opening("a fold", b"state")
    publish(tmp_path / "public", texts(journal), journal.checkpoint())
    journal.close()
    heads = [tmp_path / "head", tmp_path / "public" / "checkpoint", tmp_path / "cache" / "opening"]
    kept = {head: head.read_bytes() for head in heads}
    assert verify(tmp_path).sound
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:7]))
    for alone in heads:
        for head in heads:
            head.unlink(missing_ok=True)
        assert verify(tmp_path).sound
        alone.write_bytes(kept[alone])
        assert verify(tmp_path).findings == [
            "The end of the journal was cut: a head signed with its key counts 12 entries, 7 are left."
        ]
        with pytest.raises(JournalDamaged, match="12 entries, 7 are left"):
            reopen(tmp_path)


def test_an_opening_cache_that_cannot_be_read_is_a_note(tmp_path: Path) -> None:
    """A power cut may leave half of one, so it is no finding; but it shows no cut either."""
    evening(tmp_path, 3)
    (tmp_path / "cache").mkdir(exist_ok=True)
    (tmp_path / "cache" / "opening").write_bytes(b"half of")
    report = verify(tmp_path)
    assert (report.sound, report.warnings) == (
        True,
        ["The opening cache cannot be read: the kiosk will make another one."],
    )
