"""`kiosk names`: exported, imported, and forgotten."""

from __future__ import annotations

from pathlib import Path

from kiosk.minutes.publish import publish
from kiosk.practices import meeting
from tests.cli.conftest import Kiosk
from tests.practices.play import Play


def test_names_go_out_and_come_back(kiosk: Kiosk, founded: Path, tmp_path: Path) -> None:
    """Into a file for this account alone; with names.json lost, they come back and fit."""
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
    """Exit 1, the others are taken in; a file of another kind is refused whole."""
    file = tmp_path / "names"
    kiosk("names", "export", str(file))
    file.write_text(file.read_text().replace("Bahar", "Barbara"))
    (founded / "names.json").unlink()
    outcome = kiosk("names", "import", str(file))
    assert (outcome.code, outcome.out) == (1, "2 names are taken in.\n")
    assert "m002 is not the one that joined" in outcome.err
    file.write_text("[]")
    assert kiosk("names", "import", str(file)).err.endswith("This is no file of names.\n")
    assert kiosk("names", "import", str(tmp_path / "nothing")).code == 1


def test_a_person_can_be_forgotten(kiosk: Kiosk, founded: Path) -> None:
    """The name is no longer anywhere in the data folder, and the journal still verifies."""
    assert kiosk("names", "forget", "m002").code == 0
    assert kiosk("verify").code == 0
    for path in founded.rglob("*"):
        assert not path.is_file() or b"Bahar" not in path.read_bytes()
    assert kiosk("names", "forget", "m002").err == "m002 is forgotten already.\n"
    assert kiosk("names", "forget", "m009").err == "Nobody is m009.\n"
    assert kiosk("journal", "--kind", "person.forgotten").json["person"] == "m002"


def test_a_forgotten_name_does_not_come_back_from_a_file(kiosk: Kiosk, founded: Path, tmp_path: Path) -> None:
    """It is not taken in, and if put next to the journal by hand, the kiosk deletes it at opening."""
    file = tmp_path / "names"
    kiosk("names", "export", str(file))
    kiosk("names", "forget", "Bahar")
    assert kiosk("names", "import", str(file)).code == 1
    assert b"Bahar" not in (founded / "names.json").read_bytes()
    (founded / "names.json").write_bytes(file.read_bytes())
    outcome = kiosk("verify")
    assert outcome.code == 0
    assert "m002 was forgotten: the kiosk will delete the name when it opens." in outcome.out + outcome.err
    kiosk("run", "-", stdin="")
    assert b"Bahar" not in (founded / "names.json").read_bytes()


def test_a_name_is_corrected(kiosk: Kiosk, founded: Path) -> None:
    """The new name is shown and fits the journal; undone, it is the old one again."""
    assert kiosk("names", "correct", "Bahar", "Bahar Yıldız").out == "m002 is Bahar Yıldız from now on.\n"
    assert kiosk("verify").code == 0
    assert kiosk("names", "correct", "m002", "Bahar Yıldız").err == "Bahar Yıldız is the name already.\n"
    assert "is already known" in kiosk("names", "correct", "m002", "ana lima").err
    assert kiosk("names", "correct", "m002", "ana lima", "--another", "--json").json["person"] == "m002"
    kiosk("run", "-", stdin='{"do":"undo"}')
    assert "Bahar Yıldız" in (founded / "names.json").read_text()
    assert kiosk("verify").code == 0
    entries = (founded / "journal" / "entries").read_bytes()
    assert "Yıldız".encode() not in entries


def test_a_name_that_is_another_is_told_and_comes_back(kiosk: Kiosk, founded: Path, tmp_path: Path) -> None:
    """A swapped name is neither exported nor shown; verify finds it, and an older copy puts it right."""
    copy, file = tmp_path / "copy", tmp_path / "names"
    kiosk("names", "export", str(copy))
    names = founded / "names.json"
    names.write_text(names.read_text().replace("Bahar", "Barbara"))
    assert kiosk("verify").code == 1
    outcome = kiosk("names", "export", str(file))
    assert (outcome.out, outcome.err) == (
        "2 names are written.\n",
        "1 name that fits nobody is not in it.\n",
    )
    assert "Barbara" not in file.read_text()
    outcome = kiosk("names", "import", str(copy))
    assert outcome.out == "1 name is taken in.\n"
    assert "The name kept for m002 does not fit the journal: import it from a copy." in outcome.err
    outcome = kiosk("verify")
    assert outcome.code == 0
    assert "1 name fits nobody" in outcome.out + outcome.err
    forgotten = kiosk("names", "forget", "m002").out
    assert "fits nobody" not in forgotten
    assert b"Barbara" not in b"".join(path.read_bytes() for path in founded.rglob("*") if path.is_file())


def test_forgetting_says_how_many_names_fit_nobody(kiosk: Kiosk, founded: Path) -> None:
    """One of the names that fit nobody may be that person's too."""
    names = founded / "names.json"
    names.write_text(names.read_text().replace("{", '{"m0q9": {"name": "Zed", "salt": "00"}, ', 1))
    outcome = kiosk("names", "forget", "m002")
    assert outcome.out.endswith('1 name fits nobody and is kept: "names" on the journal screen shows it.\n')


def test_forgetting_goes_before_damage(kiosk: Kiosk, data: Path) -> None:
    """An entry was changed: the name goes all the same, and minutes wait for the right bytes."""
    play = Play(data.parent)
    play.open_meeting("Ana", "Bahar")
    play.ask(meeting.rules.Close())
    publish(data, play.desk, 1)
    play.desk.close()
    entries = data / "journal" / "entries"
    entries.write_bytes(entries.read_bytes().replace(b'"member":"m001"', b'"member":"m003"'))
    outcome = kiosk("names", "forget", "m002")
    assert (outcome.code, outcome.out) == (
        1,
        "m002 is forgotten here. Copies made before still hold the name.\n",
    )
    assert "are not those that were recorded" in outcome.err
    for path in data.rglob("*"):
        assert not path.is_file() or b"Bahar" not in path.read_bytes()


def test_a_list_of_people_is_no_export(kiosk: Kiosk, founded: Path, tmp_path: Path) -> None:
    """It holds no salts, so it is said what to do with it."""
    file = tmp_path / "people.csv"
    file.write_text("name;cell\nAna Lima;north\n")
    assert kiosk("names", "import", str(file)).err == (
        f"{file} is a list (1 person), no export of names. Paste it where people arrive, and they join.\n"
    )
