"""`kiosk export`: files for other people's verifiers."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from kiosk.cli.demo import furnish_at
from kiosk.journal.follower import Follower
from kiosk.journal.note import open_checkpoint, parse_vkey
from tests.cli.conftest import Kiosk


def root(leaves: list[bytes]) -> bytes:
    """Return RFC 6962's root, written again here so that the kiosk does not check itself."""
    if len(leaves) == 1:
        return sha256(b"\0" + leaves[0]).digest()
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return sha256(b"\1" + root(leaves[:split]) + root(leaves[split:])).digest()


def test_checkpoint_and_leaves_fit_each_other(kiosk: Kiosk, founded: Path, tmp_path: Path) -> None:
    """The root of the leaves is the one that the checkpoint signs with the exported key."""
    to = tmp_path / "new" / "folder"
    outcome = kiosk("export", "--to", str(to), "--as", "checkpoint+leaves", "--json")
    assert outcome.json == {"written": [str(to / name) for name in ("vkey", "checkpoint", "leaves")]}
    verifier = parse_vkey((to / "vkey").read_text().strip())
    head = open_checkpoint((to / "checkpoint").read_bytes(), verifier)
    leaves = (to / "leaves").read_bytes().splitlines()
    assert leaves == Follower(founded).poll()
    assert (head.size, head.root) == (4, root(leaves))


def test_every_draw_is_exported_with_its_texts(kiosk: Kiosk, data: Path, tmp_path: Path) -> None:
    """Each draw has a folder of its number, `kiosk lot check` agrees, and its page has ids only."""
    furnish_at(data)
    outcome = kiosk("export", "--to", str(tmp_path), "--as", "lots", "--json")
    assert len(outcome.json["written"]) == 4 * 7
    for number in ("001", "007"):
        files = [str(tmp_path / number / f"{name}.txt") for name in ("pool", "seed", "result")]
        assert kiosk("lot", "check", *files).code == 0
        page = (tmp_path / number / "check.html").read_text()
        assert "sha256sum pool.txt" in page
        assert "Amina" not in page


def test_where_nothing_was_drawn_there_is_nothing_to_export(
    kiosk: Kiosk, founded: Path, tmp_path: Path
) -> None:
    """An assembly without draws is refused."""
    outcome = kiosk("export", "--to", str(tmp_path), "--as", "lots")
    assert (outcome.code, outcome.err) == (1, "Nothing was drawn by lot yet.\n")


def test_exporting_again_replaces_the_files(kiosk: Kiosk, founded: Path, tmp_path: Path) -> None:
    """Older files of the same names are replaced whole, links are not followed, no other file is left."""
    aside = tmp_path / "aside"
    aside.write_text("mine")
    to = tmp_path / "to"
    to.mkdir()
    (to / "leaves").symlink_to(aside)
    assert kiosk("export", "--to", str(to)).code == 0
    assert kiosk("export", "--to", str(to)).code == 0
    assert aside.read_text() == "mine"
    assert {path.name for path in to.iterdir()} == {"vkey", "checkpoint", "leaves"}


def test_a_folder_that_refuses_is_said(kiosk: Kiosk, founded: Path) -> None:
    """A folder that cannot be written is refused in one sentence."""
    outcome = kiosk("export", "--to", "/proc/nowhere")
    assert outcome.code == 1
    assert outcome.err.count("\n") == 1


def test_export_needs_to_know_where(kiosk: Kiosk, founded: Path) -> None:
    """Without --to, or in an unknown form, it is wrong use."""
    assert kiosk("export").code == 2
    assert kiosk("export", "--to", "x", "--as", "mosaic").code == 2
