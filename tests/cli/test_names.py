"""`kiosk names`: out, in, and forgotten."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Kiosk


def test_names_go_out_and_come_back(kiosk: Kiosk, founded: Path, tmp_path: Path) -> None:
    """Into a file of this account alone; with names.json lost, they come back and fit."""
    file = tmp_path / "names"
    assert kiosk("names", "export", str(file)).out == "3 names are written.\n"
    assert file.stat().st_mode & 0o777 == 0o600
    (founded / "names.json").unlink()
    assert kiosk("names", "import", str(file), "--json").json == {
        "added": ["m001", "m002", "m003"],
        "refused": [],
    }
    assert kiosk("verify").code == 0
    assert kiosk("names", "import", str(file)).out == "0 names are taken in.\n"


def test_a_name_that_did_not_join_is_refused(kiosk: Kiosk, founded: Path, tmp_path: Path) -> None:
    """Exit 1, the others are taken in; a file that is none is refused whole."""
    file = tmp_path / "names"
    kiosk("names", "export", str(file))
    file.write_text(file.read_text().replace("Bahar", "Barbara"))
    (founded / "names.json").unlink()
    said = kiosk("names", "import", str(file))
    assert (said.code, said.out) == (1, "2 names are taken in.\n")
    assert "m002 is not the one that joined" in said.err
    file.write_text("nonsense")
    assert kiosk("names", "import", str(file)).err == "This is no file of names.\n"
    assert kiosk("names", "import", str(tmp_path / "nothing")).code == 1


def test_a_person_can_be_forgotten(kiosk: Kiosk, founded: Path) -> None:
    """The name is nowhere in the data folder any more, and the journal still verifies."""
    assert kiosk("names", "forget", "m002").code == 0
    assert kiosk("verify").code == 0
    for path in founded.rglob("*"):
        assert not path.is_file() or b"Bahar" not in path.read_bytes()
    assert kiosk("names", "forget", "m002").err == "No name is kept for m002.\n"
