"""The names next to the journal."""

from __future__ import annotations

import errno
import json
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from kiosk.errors import NotRecorded, Refused
from kiosk.journal.canonical import decode
from kiosk.journal.disk import DISK, Disk
from kiosk.journal.names import Names
from kiosk.journal.names_file import Known, commitment
from tests.journal.making import LIFE, FailingDisk

SALT = bytes(range(16))
TODAY = "2026-11-22"
SALTS = [bytes(15) + bytes([n]) for n in range(1, 10)]
JOINED = {
    "m001": commitment("Jérôme", SALTS[0]),
    "m002": commitment("Ana", SALTS[1]),
    "m003": commitment('Zo"ë\\', SALTS[2]),
}
"""The commitments of three people who joined."""
NAMED = {"m001": "Jérôme", "m002": "Ana", "m003": 'Zo"ë\\'}


def names_at(folder: Path, committed: Mapping[str, str], disk: Disk = DISK) -> Names:
    """Return the names in this folder, for a journal with these commitments."""
    return Names(folder / "names.json", lambda: committed, disk)


def three(folder: Path) -> Names:
    """Return the names of the three who joined, on the card."""
    names = names_at(folder, JOINED)
    for (person, name), salt in zip(NAMED.items(), SALTS, strict=False):
        assert names.add(person, name, salt) == JOINED[person]
    return names


def on_card(folder: Path, file: str = "names.json") -> dict[str, dict[str, str]]:
    """Return the content of a file of names."""
    kept: dict[str, dict[str, str]] = json.loads((folder / file).read_text())
    return kept


def change(folder: Path, edit: Callable[[dict[str, dict[str, str]]], None]) -> None:
    """Change the content of names.json."""
    kept = on_card(folder)
    edit(kept)
    (folder / "names.json").write_text(json.dumps(kept))


def test_the_vectors_name_is_the_one_that_joined() -> None:
    """names.json of life/ fits the commitment in entry 1."""
    entry = decode((LIFE / "entries").read_bytes().split(b"\n")[1].split(b"\t")[0])
    assert commitment("Jérôme", SALT) == entry["name"]
    assert names_at(LIFE, {"m001": entry["name"]}).name("m001") == "Jérôme"


def test_a_name_is_on_the_card_before_its_commitment_is_known(tmp_path: Path) -> None:
    """`add` writes, flushes, renames and flushes the folder, and a new reader finds the name."""
    disk = FailingDisk("none")
    committed = names_at(tmp_path, {}, disk).add("m001", "Zoë", SALT)
    assert disk.calls == ["write", "fsync", "rename", "fsync"]
    assert committed == commitment("Zoë", SALT)
    assert names_at(tmp_path, {"m001": committed}).items() == [("m001", "Zoë")]
    assert (tmp_path / "names.json").stat().st_mode & 0o777 == 0o600
    assert on_card(tmp_path) == {"m001": {"name": "Zoë", "salt": SALT.hex()}}


def test_a_name_is_given_out_when_the_journal_commits_to_it(tmp_path: Path) -> None:
    """The person is an id before the entry is there, and again when its commitment is gone."""
    committed: dict[str, str] = {}
    names = names_at(tmp_path, committed)
    joined = names.add("m001", "Zoë", SALT)
    assert (names.name("m001"), names.items()) == ("m001", [])
    committed["m001"] = joined
    assert (names.name("m001"), names.items()) == ("Zoë", [("m001", "Zoë")])
    committed["m001"] = ""
    assert (names.name("m001"), names.items()) == ("m001", [])


def test_a_name_is_the_same_however_it_was_typed(tmp_path: Path) -> None:
    """Composed and decomposed letters give one name and one commitment."""
    decomposed = unicodedata.normalize("NFD", "Jérôme")
    assert names_at(tmp_path, {}).add("m001", decomposed, SALTS[0]) == JOINED["m001"]
    assert names_at(tmp_path, JOINED).name("m001") == "Jérôme"
    change(tmp_path, lambda kept: kept["m001"].update(name=decomposed))
    assert names_at(tmp_path, JOINED).name("m001") == "Jérôme"


def test_a_forgotten_person_is_an_id(tmp_path: Path) -> None:
    """`drop` deletes name and salt from the card; the id replaces the name."""
    names = three(tmp_path)
    names.drop("m002")
    names.drop("m009")
    assert names.name("m002") == "m002"
    assert "Ana" not in (tmp_path / "names.json").read_text()
    assert [person for person, _name in names_at(tmp_path, JOINED).items()] == ["m001", "m003"]


@pytest.mark.parametrize("call", ["write", "fsync", "rename"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
def test_a_card_that_refuses_leaves_the_names_as_they_were(tmp_path: Path, call: str, number: int) -> None:
    """If any call fails: NotRecorded, and the old names in memory and on the card."""
    three(tmp_path)
    names = names_at(tmp_path, JOINED, FailingDisk(call, number))
    with pytest.raises(NotRecorded, match="NOT RECORDED"):
        names.add("m004", "Ben", SALT)
    assert dict(names.items()) == dict(names_at(tmp_path, JOINED).items()) == NAMED
    assert "m004" not in on_card(tmp_path)


class TestTakingIn:
    """An exported file is taken in as far as it fits."""

    def test_by_the_commitment(self, tmp_path: Path) -> None:
        """A damaged file too, or one in which two names are swapped."""
        copy = three(tmp_path).export()
        (tmp_path / "names.json").unlink()
        names = names_at(tmp_path, JOINED)
        swapped = copy.replace(b"m001", b"m00x").replace(b"m002", b"m001").replace(b"m00x", b"m002")
        added, refused = names.take_in(swapped.replace(b"Zo", b"Za"), TODAY)
        assert (set(added), refused) == ({"m001", "m002"}, ["m003"])
        assert dict(names.items()) == {"m001": "Jérôme", "m002": "Ana"}

    @pytest.mark.parametrize("data", [b"", b"nonsense", b"[]", b'{"m001": 5}'])
    def test_what_is_no_file_of_names(self, tmp_path: Path, data: bytes) -> None:
        """The whole file is refused."""
        with pytest.raises(Refused, match="no file of names"):
            names_at(tmp_path, JOINED).take_in(data, TODAY)

    def test_no_names(self, tmp_path: Path) -> None:
        """The export of an assembly without people can be taken in."""
        assert names_at(tmp_path, {}).take_in(names_at(tmp_path, {}).export(), TODAY) == ([], [])


class TestCorrecting:
    """A corrected name is ready before its entry, shown after it, and replaced if that is undone."""

    def test_the_new_name_is_on_the_card_before_its_commitment_is_known(self, tmp_path: Path) -> None:
        """Old and new are aside, flushed; the old one is shown until the entry, then the new one."""
        disk, committed = FailingDisk("none"), {"m001": commitment("Jerome", SALT)}
        names = names_at(tmp_path, committed, disk)
        names.add("m001", "Jerome", SALT)
        disk.calls.clear()
        new = names.correct("m001", "Jérôme", bytes(16))
        assert disk.calls == ["write", "fsync", "rename", "fsync"]
        assert set(on_card(tmp_path, "names-aside.json")) == {committed["m001"], new}
        assert (tmp_path / "names-aside.json").stat().st_mode & 0o777 == 0o600
        assert names.name("m001") == "Jerome"
        committed["m001"] = new
        assert names.name("m001") == names_at(tmp_path, committed).name("m001") == "Jérôme"

    def test_the_entry_decides(self, tmp_path: Path) -> None:
        """Recorded, the new one is shown; undone, the old one; a name that cannot come back is deleted."""
        old = commitment("Jerome", SALT)
        committed = {"m001": old}
        names = names_at(tmp_path, committed)
        names.add("m001", "Jerome", SALT)
        committed["m001"] = new = names.correct("m001", "Jérôme", bytes(16))
        found = names.settle((), (), {old}, TODAY)
        assert (found.returned, found.kept.lost) == ((), ())
        assert on_card(tmp_path)["m001"]["name"] == "Jérôme"
        assert set(on_card(tmp_path, "names-aside.json")) == {old}
        committed["m001"] = old
        names.settle((), (new,), (), TODAY)
        assert on_card(tmp_path)["m001"]["name"] == "Jerome"
        assert [path.name for path in tmp_path.iterdir()] == ["names.json"]

    def test_without_its_entry_a_correction_leaves_nothing(self, tmp_path: Path) -> None:
        """The power was cut between the file and the entry."""
        committed = {"m001": commitment("Jerome", SALT)}
        names = names_at(tmp_path, committed)
        names.add("m001", "Jerome", SALT)
        names.correct("m001", "Jérôme", bytes(16))
        again = names_at(tmp_path, committed)
        again.settle((), (), (), TODAY)
        assert again.name("m001") == "Jerome"
        assert [path.name for path in tmp_path.iterdir()] == ["names.json"]

    def test_who_is_forgotten_is_nowhere(self, tmp_path: Path) -> None:
        """The name is gone from the card, and the names it had before."""
        old = commitment("Jerome", SALT)
        committed = {"m001": old, "m002": commitment("Ana", SALT)}
        names = names_at(tmp_path, committed)
        names.add("m001", "Jerome", SALT)
        names.add("m002", "Ana", SALT)
        committed["m001"] = new = names.correct("m001", "Jérôme", bytes(16))
        names.settle((), (), {old}, TODAY)
        assert names.knows("m001")
        del committed["m001"]
        names.settle(("m001",), (new,), {old}, TODAY)
        assert not names.knows("m001")
        assert names.items() == [("m002", "Ana")]
        assert [path.name for path in tmp_path.iterdir()] == ["names.json"]

    def test_nothing_is_written_without_a_change(self, tmp_path: Path) -> None:
        """Settling again writes nothing, whatever is lost or does not fit."""
        three(tmp_path).add("m009", "Ben", SALT)
        change(tmp_path, lambda kept: kept["m002"].update(name="Eva"))
        names_at(tmp_path, JOINED).settle((), (), (), TODAY)
        disk = FailingDisk("none")
        names = names_at(tmp_path, JOINED, disk)
        names.settle((), (), {"0" * 64}, "2026-12-01")
        names.settle((), (), {"0" * 64}, "2026-12-01")
        assert disk.calls == []

    @pytest.mark.parametrize("call", ["write", "fsync", "rename"])
    def test_a_card_that_refuses_is_completed_later(self, tmp_path: Path, call: str) -> None:
        """In memory the name is gone at once; the next settling removes it from the card."""
        calls = {"write": 1, "fsync": 2, "rename": 1}  # to add a name
        committed = {"m001": commitment("Ana", SALT)}
        names = names_at(tmp_path, committed, FailingDisk(call, after=calls[call]))
        names.add("m001", "Ana", SALT)
        del committed["m001"]
        with pytest.raises(NotRecorded):
            names.settle(("m001",), (), (), TODAY)
        assert not names.knows("m001")
        names_at(tmp_path, committed).settle(("m001",), (), (), TODAY)
        assert on_card(tmp_path) == {}


def test_a_name_with_its_salt_knows_its_commitment() -> None:
    """The commitment is computed once, and is "" for an invalid salt."""
    assert Known("Ana", SALTS[1].hex()).committed == JOINED["m002"]
    assert Known("Ana", SALTS[1].hex().upper()).committed == JOINED["m002"]
    assert Known("Ana", "00").committed == Known("Ana", "zz").committed == ""
