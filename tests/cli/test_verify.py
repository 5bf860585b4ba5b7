"""`kiosk verify`: sound, not sound, nothing to check."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Kiosk


def contents(folder: Path) -> dict[Path, bytes]:
    """Every file under a folder."""
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_sound_journal_is_said_to_be(kiosk: Kiosk, founded: Path) -> None:
    """Origin, sizes, root and fingerprint are printed, and nothing is written."""
    before = contents(founded)
    said = kiosk("verify")
    assert said.code == 0
    assert [line.split()[0] for line in said.out.splitlines()[:5]] == [
        "origin",
        "size",
        "signed",
        "root",
        "fingerprint",
    ]
    assert said.out.endswith("The journal is sound.\n")
    assert contents(founded) == before


def test_every_form_of_a_path_is_taken(kiosk: Kiosk, founded: Path) -> None:
    """The data folder, the journal's folder and the entries file give the same root."""
    paths = [founded, founded / "journal", founded / "journal" / "entries"]
    roots = {kiosk("verify", str(path), "--json").json["root"] for path in paths}
    assert len(roots) == 1


def test_damage_is_named_and_exits_with_1(kiosk: Kiosk, founded: Path) -> None:
    """One changed byte is a finding with its entry."""
    entries = founded / "journal" / "entries"
    entries.write_bytes(entries.read_bytes().replace(b'"m002"', b'"m009"'))
    said = kiosk("verify")
    assert said.code == 1
    assert "NOT SOUND: Entry 2" in said.out
    assert kiosk("verify", "--json").json["sound"] is False


def test_a_torn_tail_is_a_note(kiosk: Kiosk, founded: Path) -> None:
    """A torn tail is recovered at the next opening: sound, with a note."""
    with (founded / "journal" / "entries").open("ab") as file:
        file.write(b'{"at":')
    said = kiosk("verify")
    assert said.code == 0
    assert "note: After the last whole entry there are 6 bytes" in said.out


def test_a_kept_head_finds_a_cut(kiosk: Kiosk, founded: Path, tmp_path: Path) -> None:
    """With a head that somebody kept, a cut at a line's end is found; without it, it cannot be."""
    kiosk("export", "--to", str(tmp_path / "kept"))
    head = str(tmp_path / "kept" / "checkpoint")
    assert kiosk("verify", "--head", head).code == 0
    entries = founded / "journal" / "entries"
    entries.write_bytes(b"".join(entries.read_bytes().splitlines(keepends=True)[:-1]))
    assert kiosk("verify").code == 0
    said = kiosk("verify", "--head", head)
    assert said.code == 1
    assert "The end of the journal was cut" in said.out


def test_another_key_is_found(kiosk: Kiosk, founded: Path, tmp_path: Path) -> None:
    """--key takes the right line and refuses another."""
    kiosk("export", "--to", str(tmp_path))
    key = (tmp_path / "vkey").read_text()
    assert kiosk("verify", "--key", key).code == 0
    other = "kiosk.example/vectors+a37668c6+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4"
    assert kiosk("verify", "--key", other).code == 1


def test_quick_says_what_it_left_out(kiosk: Kiosk, founded: Path) -> None:
    """--quick is sound with a note that only one signature was checked."""
    said = kiosk("verify", "--quick")
    assert said.code == 0
    assert "note: Only the last signature was checked." in said.out


@pytest.mark.parametrize(
    "argv",
    [("/nowhere",), ("--key", "nonsense"), ("--head", "/nowhere"), ("--head", "/"), ("/dev/null",)],
)
def test_unusable_arguments_exit_with_2(kiosk: Kiosk, founded: Path, argv: tuple[str, ...]) -> None:
    """What cannot be checked at all is wrong use, in one sentence."""
    said = kiosk("verify", *argv)
    assert (said.code, said.out) == (2, "")
    assert said.err.count("\n") == 1
