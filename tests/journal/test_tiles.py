"""Tiles: their names, their content, publishing them twice, and checking them."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.journal.journal import Journal
from kiosk.journal.merkle import leaf_hash, root_of
from kiosk.journal.note import Checkpoint, Note, Signature
from kiosk.journal.proof import Proof, inclusion
from kiosk.journal.tiles import extend, is_published, publish, split_bundle, tile_path, tiles_of, withdraw
from kiosk.journal.verify import Unusable, verify
from kiosk.journal.verify_tiles import verify_proof, verify_tiles
from tests.journal.making import VECTORS, evening, forged_tiles, found, reopen, stamp, texts

VKEY = (VECTORS / "vkey").read_text().strip()


@pytest.mark.parametrize(
    ("level", "n", "width", "path"),
    [
        (0, 0, 256, "tile/0/000"),
        (0, 5, 7, "tile/0/005.p/7"),
        (1, 1_234_067, 256, "tile/1/x001/x234/067"),
        ("entries", 1_000, 256, "tile/entries/x001/000"),
        (63, 999, 1, "tile/63/999.p/1"),
    ],
)
def test_a_tile_has_one_name(level: int | str, n: int, width: int, path: str) -> None:
    """Padded to three digits in groups of three, as tlog-tiles says."""
    assert tile_path(level, n, width) == path


def test_the_tiles_of_70_000_entries() -> None:
    """273 full tiles of leaves and a partial one of 112; a full one and one of 17 above, one of 1 on top."""
    entries = [b"%d" % n for n in range(70_000)]
    tiles = dict(tiles_of(entries))
    leaves = [leaf_hash(entry) for entry in entries]
    assert sum(name.startswith("tile/0/") for name in tiles) == 274
    assert tiles["tile/0/272"] == b"".join(leaves[272 * 256 : 273 * 256])
    assert tiles["tile/0/273.p/112"] == b"".join(leaves[273 * 256 :])
    assert tiles["tile/1/000"] == b"".join(root_of(leaves[n * 256 : n * 256 + 256]) for n in range(256))
    assert len(tiles["tile/1/001.p/17"]) == 17 * 32
    assert tiles["tile/2/000.p/1"] == root_of(leaves[:65_536])
    assert split_bundle(tiles["tile/entries/273.p/112"]) == entries[273 * 256 :]


def test_no_partial_tile_when_it_is_full() -> None:
    """256 entries give a full tile of leaves and of entries, and one hash above."""
    assert sorted(dict(tiles_of([b"x"] * 256))) == ["tile/0/000", "tile/1/000.p/1", "tile/entries/000"]


@pytest.mark.parametrize("data", [b"\0", b"\0\5abc", b"\0\1ab"])
def test_a_bundle_that_ends_within_an_entry(data: bytes) -> None:
    """It raises ValueError instead of returning a short entry."""
    with pytest.raises(ValueError, match="ends within"):
        split_bundle(data)


def published(folder: Path, entries: int = 300) -> tuple[Path, Journal]:
    """Publish a journal; returns the folder of tiles, and the journal."""
    evening(folder / "data", entries)
    journal = reopen(folder / "data")
    publish(folder / "public", texts(journal), journal.checkpoint())
    return folder / "public", journal


def test_published_tiles_are_sound(tmp_path: Path) -> None:
    """Size, root and fingerprint are the journal's; a key that is given must be the journal's."""
    folder, journal = published(tmp_path)
    assert is_published(folder)
    report = verify_tiles(folder)
    assert (report.findings, report.sound, report.size, report.signed_size) == ([], True, 300, 300)
    assert (report.root, report.fingerprint) == (journal.root.hex(), journal.fingerprint)
    assert verify_tiles(folder, journal.vkey).sound
    assert not verify_tiles(folder, VKEY).sound


def test_the_vectors_can_be_published(tmp_path: Path) -> None:
    """A journal that names no key is sound with the key that is given, and not without."""
    leaves = (VECTORS / "leaves").read_bytes().splitlines()
    publish(tmp_path, leaves, (VECTORS / "checkpoints" / "9").read_bytes())
    assert verify_tiles(tmp_path, VKEY).findings == []
    assert verify_tiles(tmp_path).findings == ["Entry 0 names no key, and none was given."]


def test_publishing_again_writes_what_is_new(tmp_path: Path) -> None:
    """The full tile stays as it is, the partial one is deleted when its full tile is there."""
    folder, journal = published(tmp_path, 255)
    assert (folder / "tile/0/000.p/255").exists()
    for n in range(10):
        journal.append("turn.began/1", {"who": "m001"}, stamp(n))
    written = publish(folder, texts(journal), journal.checkpoint())
    names = {str(path.relative_to(folder)) for path in written}
    assert {"tile/0/000", "tile/0/001.p/9", "checkpoint"} <= names
    assert not (folder / "tile/0/000.p").exists()
    assert verify_tiles(folder).size == 265
    again = publish(folder, texts(journal), journal.checkpoint())
    assert [path.name for path in again] == ["checkpoint"]


def checkpoint_of(entries: list[bytes]) -> bytes:
    """Return a head over these, as far as publishing reads it: unsigned."""
    text = Checkpoint("x", len(entries), root_of(leaf_hash(entry) for entry in entries)).text
    return Note(text, (Signature("x", b"\0" * 4, b"\0" * 64),)).encode()


def contents(folder: Path) -> dict[str, bytes]:
    """Return path -> content of all files."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@settings(max_examples=15)
@given(st.lists(st.integers(0, 700), min_size=1, max_size=4))
def test_growing_with_each_close_gives_what_publishing_once_does(steps: list[int]) -> None:
    """Whatever the sizes, the tiles are those of the last size, and only new entries were read."""
    with TemporaryDirectory() as name:
        grown, once = Path(name) / "grown", Path(name) / "once"
        entries: list[bytes] = []
        asked: list[int] = []

        def read(start: int, stop: int) -> list[bytes]:
            asked.append(start)
            return entries[start:stop]

        for step in steps:
            entries += [b"%d" % n for n in range(len(entries), len(entries) + step + 1)]
            extend(grown, read, checkpoint_of(entries))
        publish(once, entries, checkpoint_of(entries))
        made, wanted = contents(grown), contents(once)
        assert {path: made[path] for path in wanted} == wanted
        assert {path.partition(".p/")[0] for path in made} == {path.partition(".p/")[0] for path in wanted}
        assert len(asked) == len(steps)
        before = len(entries) - steps[-1] - 1
        assert asked[-1] == before - before % 256


@pytest.mark.parametrize("size", [256, 512, 513])
def test_publishing_again_reads_no_full_tile_again(tmp_path: Path, size: int) -> None:
    """An up-to-date folder stays as it is, to the last full tile."""
    entries, asked = [b"%d" % n for n in range(size)], list[tuple[int, int]]()

    def read(start: int, stop: int) -> list[bytes]:
        asked.append((start, stop))
        return entries[start:stop]

    publish(tmp_path, entries, checkpoint_of(entries))
    before = contents(tmp_path)
    extend(tmp_path, read, checkpoint_of(entries))
    assert asked == [(size - size % 256, size)]
    assert contents(tmp_path) == before


def test_growing_a_large_tree(tmp_path: Path) -> None:
    """The tree grows across 65,536 entries, where a third level begins."""
    entries = [b"%d" % n for n in range(66_000)]
    for size in (65_536, 66_000):
        extend(tmp_path, lambda start, stop: entries[start:stop], checkpoint_of(entries[:size]))
    wanted = dict(tiles_of(entries))
    made = contents(tmp_path)
    assert {path: made[path] for path in wanted} == wanted


@pytest.mark.parametrize("harm", ["another", "shorter", "cut", "none"])
def test_what_does_not_lead_to_the_head_is_made_anew(tmp_path: Path, harm: str) -> None:
    """Tiles of another or a longer journal, a damaged or missing tile: all are written again."""
    entries = [b"%d" % n for n in range(1_100)]
    extend(tmp_path, lambda start, stop: entries[start:stop], checkpoint_of(entries[:1_000]))
    if harm == "another":
        entries = [b"other %d" % n for n in range(1_100)]
    elif harm == "shorter":
        entries = entries[:600]
    elif harm == "cut":
        (tmp_path / "tile/1/000.p/3").write_bytes(b"")
    else:
        (tmp_path / "tile/1/000.p/3").unlink()
    extend(tmp_path, lambda start, stop: entries[start:stop], checkpoint_of(entries))
    made = contents(tmp_path)
    for path, content in tiles_of(entries):
        assert made[path] == content
    if harm == "shorter":
        assert "tile/0/003" not in made


def test_nothing_stays_of_what_is_withdrawn(tmp_path: Path) -> None:
    """Checkpoint and tiles go, minutes stay; withdrawing nothing is allowed."""
    publish(tmp_path, [b"x"] * 300, b"note")
    (tmp_path / "minutes").mkdir()
    for _again in range(2):
        withdraw(tmp_path)
        assert [path.name for path in tmp_path.iterdir()] == ["minutes"]


def test_any_changed_tile_is_found(tmp_path: Path) -> None:
    """A flipped bit of any file, bytes after its end, or a missing file: not sound, never a crash."""
    folder, _journal = published(tmp_path)
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        whole = path.read_bytes()
        changed = [
            whole[:at] + bytes([whole[at] ^ 4]) + whole[at + 1 :]
            for at in (0, 1, len(whole) // 2, -1 % len(whole))
        ]
        longer = [whole + b"x", whole + bytes(2), whole + bytes(32), whole + b"\0\1x"]
        for wrong in [*changed, *longer, whole[:-1]]:
            path.write_bytes(wrong)
            try:
                assert not verify_tiles(folder).sound, (path, wrong[-40:])
            except Unusable:
                assert path.name == "checkpoint"
        path.unlink()
        if path.name == "checkpoint":
            with pytest.raises(Unusable):
                verify_tiles(folder)
        else:
            assert not verify_tiles(folder).sound
        path.write_bytes(whole)
    assert verify_tiles(folder).sound


def test_a_full_tile_stands_for_the_partial_one(tmp_path: Path) -> None:
    """Published meanwhile it begins with what the checkpoint counts; bytes after its end are refused too."""
    folder, journal = published(tmp_path, 250)
    checkpoint = (folder / "checkpoint").read_bytes()
    for n in range(10):
        journal.append("turn.began/1", {"who": "m001"}, stamp(n))
    publish(folder, texts(journal), journal.checkpoint())
    (folder / "checkpoint").write_bytes(checkpoint)
    assert verify_tiles(folder).findings == []
    for name in ("tile/0/000", "tile/entries/000"):
        whole = (folder / name).read_bytes()
        for wrong in (whole + b"x", whole + bytes(32), whole + b"\0\1x", whole[:-32]):
            (folder / name).write_bytes(wrong)
            assert not verify_tiles(folder).sound, name
        (folder / name).write_bytes(whole)
    assert verify_tiles(folder).sound


def test_a_changed_key_is_followed(tmp_path: Path) -> None:
    """The checkpoint is signed with the newest key, which the entries hand over to."""
    evening(tmp_path / "data", 5)
    journal = reopen(tmp_path / "data")
    old = journal.vkey
    journal.change_key(stamp(5))
    journal.append("turn.began/1", {"who": "m001"}, stamp(6))
    publish(tmp_path / "public", texts(journal), journal.checkpoint())
    assert verify_tiles(tmp_path / "public", journal.vkey).findings == []
    assert verify_tiles(tmp_path / "public").findings == []
    assert verify_tiles(tmp_path / "public", old).findings == [
        "Entry 5 hands over to another key, and tiles do not show that the given one signed that: give "
        "the key that signs now."
    ]
    assert verify_tiles(tmp_path / "public", VKEY).findings == [
        "The tiles were signed with another key than the one that was given."
    ]


def test_nobody_hands_a_journal_over_to_a_key_of_their_own(tmp_path: Path) -> None:
    """Forged tiles name another key in an entry: with the journal's own key they are not sound."""
    journal = found(tmp_path / "data")
    forged = forged_tiles(tmp_path)
    assert not verify_tiles(forged, journal.vkey).sound
    assert verify_tiles(forged).fingerprint != journal.fingerprint  # people compare it


def test_a_proof_is_checked_with_the_key_alone(tmp_path: Path) -> None:
    """It is sound with its entry; another key or entry, other hashes or no entry are findings."""
    evening(tmp_path, 30)
    journal = reopen(tmp_path)
    entries = texts(journal)
    hashes = tuple(inclusion([leaf_hash(entry) for entry in entries], 7))
    proof = Proof(7, hashes, journal.checkpoint(), entries[7])
    report, read = verify_proof(proof.encode(), journal.vkey)
    assert (report.sound, report.entry, report.size, read) == (True, 7, 30, proof)
    for wrong in (
        Proof(8, hashes, journal.checkpoint(), entries[7]),
        Proof(7, hashes, journal.checkpoint(), entries[8]),
        Proof(7, hashes[::-1], journal.checkpoint(), entries[7]),
        Proof(7, hashes, journal.checkpoint()),
        Proof(7, hashes, journal.checkpoint(), b"\xff"),
        Proof(7, hashes, journal.checkpoint(), b'{"n":' * 20_000 + b"7" + b"}" * 20_000),
    ):
        assert not verify_proof(wrong.encode(), journal.vkey)[0].sound
    assert not verify_proof(proof.encode(), VKEY)[0].sound
    for data, key in ((b"", journal.vkey), (proof.encode(), None), (proof.encode()[:-3], journal.vkey)):
        with pytest.raises(Unusable):
            verify_proof(data, key)


def test_a_longer_copy_continues_a_shorter_one(tmp_path: Path) -> None:
    """A is an honest continuation of B, not the other way round, and not of another history."""
    path = evening(tmp_path / "long", 30)
    (tmp_path / "short").write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:20]))
    assert verify(path, extends=tmp_path / "short").findings == []
    assert verify(path, extends=path).sound
    backwards = verify(tmp_path / "short", extends=path).findings
    assert backwards == [f"It is no continuation of {path}, which has 30 entries; here: 20."]
    other = found(tmp_path / "other")
    for n in range(1, 10):
        other.append("turn.began/1", {"who": "m777" if n > 5 else f"m{n:03d}"}, stamp(n))
    forked = verify(path, extends=tmp_path / "other").findings
    assert len(forked) == 1
    assert "they part at entry 6" in forked[0]
    (tmp_path / "damaged").write_bytes(path.read_bytes().replace(b"m007", b"m008"))
    with pytest.raises(Unusable, match="not sound itself"):
        verify(path, extends=tmp_path / "damaged")
