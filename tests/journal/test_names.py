"""The names beside the journal."""

from __future__ import annotations

import contextlib
import errno
import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.errors import JournalDamaged, NotRecorded
from kiosk.journal.canonical import decode
from kiosk.journal.names import Names, commitment
from tests.journal.making import LIFE, FailingDisk

SALT = bytes(range(16))


def test_the_vectors_name_is_the_one_that_joined() -> None:
    """names.json of life/ fits the commitment in entry 1."""
    entry = decode((LIFE / "entries").read_bytes().split(b"\n")[1].split(b"\t")[0])
    names = Names(LIFE / "names.json")
    assert names.name("m001") == "Jérôme"
    assert names.check("m001", entry["name"])
    assert commitment("Jérôme", SALT) == entry["name"]


def test_a_name_is_on_the_card_before_its_commitment_is_known(tmp_path: Path) -> None:
    """add writes, flushes, renames and flushes the folder, and what it wrote is read again."""
    disk = FailingDisk("none")
    committed = Names(tmp_path / "names.json", disk).add("m001", "Zoë", SALT)
    assert disk.calls == ["write", "fsync", "rename", "fsync"]
    assert committed == commitment("Zoë", SALT)
    again = Names(tmp_path / "names.json")
    assert again.items() == [("m001", "Zoë")]
    assert (tmp_path / "names.json").stat().st_mode & 0o777 == 0o600
    assert json.loads((tmp_path / "names.json").read_text()) == {"m001": {"name": "Zoë", "salt": SALT.hex()}}


def test_a_name_is_the_same_however_it_was_typed(tmp_path: Path) -> None:
    """Composed and decomposed letters give one name and one commitment."""
    decomposed = unicodedata.normalize("NFD", "Jérôme")
    names = Names(tmp_path / "names.json")
    assert names.add("m001", decomposed, SALT) == commitment("Jérôme", SALT)
    assert names.name("m001") == "Jérôme"


def test_a_forgotten_person_is_an_id(tmp_path: Path) -> None:
    """drop deletes name and salt from the card; the id stands for the person."""
    names = Names(tmp_path / "names.json")
    committed = names.add("m001", "Ana", SALT)
    names.add("m002", "Ben", SALT)
    names.drop("m001")
    names.drop("m009")
    assert names.name("m001") == "m001"
    assert names.check("m001", committed)
    assert "Ana" not in (tmp_path / "names.json").read_text()
    assert Names(tmp_path / "names.json").items() == [("m002", "Ben")]


def test_a_swapped_name_is_detected(tmp_path: Path) -> None:
    """Another name under the same id does not fit the journal's commitment."""
    path = tmp_path / "names.json"
    committed = Names(path).add("m001", "Ana", SALT)
    path.write_text(path.read_text().replace("Ana", "Eva"))
    assert not Names(path).check("m001", committed)


def test_names_without_an_entry_are_dropped(tmp_path: Path) -> None:
    """After a power cut between name and entry the name goes."""
    names = Names(tmp_path / "names.json")
    names.add("m001", "Ana", SALT)
    names.add("m002", "Ben", SALT)
    assert names.keep_only({"m001"}) == ["m002"]
    assert names.keep_only({"m001"}) == []
    assert Names(tmp_path / "names.json").items() == [("m001", "Ana")]


@pytest.mark.parametrize("call", ["write", "fsync", "rename"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
def test_a_card_that_refuses_leaves_the_names_as_they_were(tmp_path: Path, call: str, number: int) -> None:
    """Whichever call fails: NotRecorded, and the old names in memory and on the card."""
    path = tmp_path / "names.json"
    Names(path).add("m001", "Ana", SALT)
    names = Names(path, FailingDisk(call, number))
    with pytest.raises(NotRecorded, match="NOT RECORDED"):
        names.add("m002", "Ben", SALT)
    assert names.items() == Names(path).items() == [("m001", "Ana")]


@given(st.binary(max_size=60))
def test_only_the_documented_error_comes_out(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    """Whatever the file holds: names, or JournalDamaged; nothing is overwritten."""
    path = tmp_path_factory.getbasetemp() / "names.json"
    path.write_bytes(data)
    with contextlib.suppress(JournalDamaged):
        Names(path)
    assert path.read_bytes() == data


@pytest.mark.parametrize(
    "text",
    [
        '{"m001":{"name":"A","salt":"xyz"}}',
        '{"m001":{"name":1,"salt":""}}',
        "[]",
        '{"m001":{"name":"A"}}',
        "",
    ],
)
def test_a_file_that_makes_no_sense_stops_the_kiosk(tmp_path: Path, text: str) -> None:
    """Half a file of names is not repaired by guessing."""
    (tmp_path / "names.json").write_text(text)
    with pytest.raises(JournalDamaged, match="cannot be read"):
        Names(tmp_path / "names.json")


class TestCorrecting:
    """A name is corrected: ready before its entry, shown after it, and back again if that is undone."""

    def test_the_new_name_is_on_the_card_before_its_commitment_is_known(self, tmp_path: Path) -> None:
        """Old and new lie aside, flushed; the old one is still shown."""
        disk = FailingDisk("none")
        names = Names(tmp_path / "names.json", disk)
        old = names.add("m001", "Jerome", SALT)
        disk.calls.clear()
        new = names.correct("m001", "Jérôme", bytes(16))
        assert disk.calls == ["write", "fsync", "rename", "fsync"]
        assert set(json.loads((tmp_path / "names-aside.json").read_text())) == {old, new}
        assert (tmp_path / "names-aside.json").stat().st_mode & 0o777 == 0o600
        assert names.name("m001") == "Jerome"
        assert names.check("m001", old)
        assert names.check("m001", new)
        assert not names.check("m001", "0" * 64)

    def test_the_entry_decides(self, tmp_path: Path) -> None:
        """Recorded, the new one is shown; undone, the old one; nothing stays that cannot come back."""
        names = Names(tmp_path / "names.json")
        old = names.add("m001", "Jerome", SALT)
        new = names.correct("m001", "Jérôme", bytes(16))
        names.settle({"m001": new}, (), {old})
        assert Names(tmp_path / "names.json").name("m001") == "Jérôme"
        assert set(json.loads((tmp_path / "names-aside.json").read_text())) == {old}
        names.settle({"m001": old}, (), ())
        assert Names(tmp_path / "names.json").name("m001") == "Jerome"
        assert not (tmp_path / "names-aside.json").exists()

    def test_without_its_entry_a_correction_leaves_nothing(self, tmp_path: Path) -> None:
        """The power was cut between the file and the entry."""
        names = Names(tmp_path / "names.json")
        old = names.add("m001", "Jerome", SALT)
        names.correct("m001", "Jérôme", bytes(16))
        again = Names(tmp_path / "names.json")
        again.settle({"m001": old}, (), ())
        assert again.name("m001") == "Jerome"
        assert [path.name for path in tmp_path.iterdir()] == ["names.json"]

    def test_who_is_forgotten_is_nowhere(self, tmp_path: Path) -> None:
        """Neither the name, nor those it had before."""
        names = Names(tmp_path / "names.json")
        old = names.add("m001", "Jerome", SALT)
        names.add("m002", "Ana", SALT)
        new = names.correct("m001", "Jérôme", bytes(16))
        names.settle({"m001": new}, (), {old})
        assert names.knows("m001")
        names.settle({}, ("m001",), {old})
        assert not names.knows("m001")
        assert names.items() == [("m002", "Ana")]
        assert [path.name for path in tmp_path.iterdir()] == ["names.json"]

    def test_nothing_is_written_without_a_change(self, tmp_path: Path) -> None:
        """Settling again asks nothing of the card."""
        disk = FailingDisk("none")
        names = Names(tmp_path / "names.json", disk)
        committed = names.add("m001", "Ana", SALT)
        disk.calls.clear()
        names.settle({"m001": committed}, (), {"0" * 64})
        assert disk.calls == []

    @pytest.mark.parametrize("call", ["write", "fsync", "rename"])
    def test_a_card_that_refuses_is_completed_later(self, tmp_path: Path, call: str) -> None:
        """In memory the name is gone at once; the next settling takes it from the card."""
        calls = {"write": 1, "fsync": 2, "rename": 1}  # of adding a name
        names = Names(tmp_path / "names.json", FailingDisk(call, after=calls[call]))
        names.add("m001", "Ana", SALT)
        with pytest.raises(NotRecorded):
            names.settle({}, ("m001",), ())
        assert names.name("m001") == "m001"
        again = Names(tmp_path / "names.json")
        again.settle({}, ("m001",), ())
        assert Names(tmp_path / "names.json").name("m001") == "m001"
