"""`kiosk backup`: onto a stick and back."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.cli.conftest import Kiosk

TURN = '{"do":"rules.turn","seconds":60}'


def test_everything_goes_onto_a_stick_and_comes_back(kiosk: Kiosk, founded: Path, tmp_path: Path) -> None:
    """The folder is named, and after a loss the copy is put back and goes on."""
    answer = kiosk("backup", str(tmp_path / "stick"), "--json").json
    assert (answer["size"], answer["key"], answer["names"]) == (4, True, True)
    shutil.rmtree(founded)
    outcome = kiosk("backup", "--restore", answer["folder"])
    assert (outcome.code, outcome.out) == (0, f"4 entries are back in {founded}.\n")
    assert kiosk("run", "-", stdin=TURN).code == 0
    assert kiosk("verify").code == 0


def test_tiles_and_paper_are_enough(kiosk: Kiosk, founded: Path, tmp_path: Path) -> None:
    """The key's line is read from standard input; an invalid line is refused."""
    paper = kiosk("key", "paper", "--json").json["skey"]
    tiles = str(tmp_path / "tiles")
    assert kiosk("export", "--as", "tiles", "--to", tiles).code == 0
    lines = (founded / "journal" / "entries").read_bytes().splitlines()
    before = [line.partition(b"\t")[0] for line in lines]
    shutil.rmtree(founded)
    assert "--paper" in kiosk("backup", "--restore", tiles).err
    assert kiosk("backup", "--restore", tiles, "--paper", stdin="PRIVATE+KEY+x").code == 1
    outcome = kiosk("backup", "--restore", tiles, "--paper", stdin=paper[:40] + " " + paper[40:] + "\n")
    assert (outcome.code, outcome.out.splitlines()[0]) == (0, f"4 entries are back in {founded}.")
    assert "There are no names" in outcome.out
    again = (founded / "journal" / "entries").read_bytes()
    assert [line.partition(b"\t")[0] for line in again.splitlines()] == before
    assert kiosk("run", "-", stdin=TURN).code == 0


def test_an_old_copy_is_not_put_back(kiosk: Kiosk, founded: Path, tmp_path: Path) -> None:
    """More was signed here meanwhile: exit 1, and the sentence says how much."""
    folder = kiosk("backup", str(tmp_path / "stick"), "--json").json["folder"]
    assert kiosk("run", "-", stdin=TURN).code == 0
    outcome = kiosk("backup", "--restore", folder)
    assert outcome.code == 1
    assert "Here 5 entries were signed already, the copy has 4" in outcome.err
    assert kiosk("verify", "--json").json["size"] == 5


def test_what_is_missing_in_a_copy_is_said(kiosk: Kiosk, founded: Path, tmp_path: Path) -> None:
    """Without key and names the entries are put back, and the output says where to get the rest."""
    folder = Path(kiosk("backup", str(tmp_path / "stick"), "--json").json["folder"])
    (folder / "journal" / "key").unlink()
    (folder / "names.json").unlink()
    shutil.rmtree(founded)
    outcome = kiosk("backup", "--restore", str(folder))
    assert outcome.code == 0
    assert "kiosk key restore" in outcome.out
    assert "There are no names" in outcome.out
    assert kiosk("backup", str(tmp_path / "nothing" / "there"), "--restore").code == 1
