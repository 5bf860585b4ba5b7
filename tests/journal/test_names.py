"""The names beside the journal."""

from __future__ import annotations

import errno
import json
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.errors import NotRecorded, Refused
from kiosk.journal.canonical import decode
from kiosk.journal.disk import DISK, Disk
from kiosk.journal.names import Names
from kiosk.journal.names_file import Known, Lost, commitment
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
    """The names in this folder, for a journal with these commitments."""
    return Names(folder / "names.json", lambda: committed, disk)


def three(folder: Path) -> Names:
    """The names of the three who joined, on the card."""
    names = names_at(folder, JOINED)
    for (person, name), salt in zip(NAMED.items(), SALTS, strict=False):
        assert names.add(person, name, salt) == JOINED[person]
    return names


def on_card(folder: Path, file: str = "names.json") -> dict[str, dict[str, str]]:
    """What a file of names holds."""
    kept: dict[str, dict[str, str]] = json.loads((folder / file).read_text())
    return kept


def change(folder: Path, what: Callable[[dict[str, dict[str, str]]], None]) -> None:
    """Change what names.json holds."""
    kept = on_card(folder)
    what(kept)
    (folder / "names.json").write_text(json.dumps(kept))


def test_the_vectors_name_is_the_one_that_joined() -> None:
    """names.json of life/ fits the commitment in entry 1."""
    entry = decode((LIFE / "entries").read_bytes().split(b"\n")[1].split(b"\t")[0])
    assert commitment("Jérôme", SALT) == entry["name"]
    assert names_at(LIFE, {"m001": entry["name"]}).name("m001") == "Jérôme"


def test_a_name_is_on_the_card_before_its_commitment_is_known(tmp_path: Path) -> None:
    """add writes, flushes, renames and flushes the folder, and what it wrote is read again."""
    disk = FailingDisk("none")
    committed = names_at(tmp_path, {}, disk).add("m001", "Zoë", SALT)
    assert disk.calls == ["write", "fsync", "rename", "fsync"]
    assert committed == commitment("Zoë", SALT)
    assert names_at(tmp_path, {"m001": committed}).items() == [("m001", "Zoë")]
    assert (tmp_path / "names.json").stat().st_mode & 0o777 == 0o600
    assert on_card(tmp_path) == {"m001": {"name": "Zoë", "salt": SALT.hex()}}


def test_a_name_is_given_out_when_the_journal_commits_to_it(tmp_path: Path) -> None:
    """Until its entry is there the person is an id, and when the commitment goes as well."""
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
    """drop deletes name and salt from the card; the id stands for the person."""
    names = three(tmp_path)
    names.drop("m002")
    names.drop("m009")
    assert names.name("m002") == "m002"
    assert "Ana" not in (tmp_path / "names.json").read_text()
    assert [person for person, _name in names_at(tmp_path, JOINED).items()] == ["m001", "m003"]


@pytest.mark.parametrize("call", ["write", "fsync", "rename"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
def test_a_card_that_refuses_leaves_the_names_as_they_were(tmp_path: Path, call: str, number: int) -> None:
    """Whichever call fails: NotRecorded, and the old names in memory and on the card."""
    three(tmp_path)
    names = names_at(tmp_path, JOINED, FailingDisk(call, number))
    with pytest.raises(NotRecorded, match="NOT RECORDED"):
        names.add("m004", "Ben", SALT)
    assert dict(names.items()) == dict(names_at(tmp_path, JOINED).items()) == NAMED
    assert "m004" not in on_card(tmp_path)


class TestMisfits:
    """A name that is not the one that joined is never given out, and stays where it is."""

    def test_another_name(self, tmp_path: Path) -> None:
        """The id stands for the person; the file keeps what is there."""
        three(tmp_path)
        change(tmp_path, lambda kept: kept["m002"].update(name="Eva"))
        before = on_card(tmp_path)
        names = names_at(tmp_path, JOINED)
        found = names.settle((), (), (), TODAY)
        assert (found.misfits, found.returned, found.missing) == (("m002",), (), ())
        assert (names.name("m002"), names.name("m001")) == ("m002", "Jérôme")
        assert (on_card(tmp_path), names.lost) == (before, ())
        assert b"Eva" not in names.export()

    @pytest.mark.parametrize(
        "salt",
        ["", "00", "xyz", SALTS[1].hex() + "00", SALTS[1].hex()[:-2], " " + SALTS[1].hex()[:-1], "é" * 32],
    )
    def test_a_salt_that_is_none(self, tmp_path: Path, salt: str) -> None:
        """Not of 16 bytes, or not hex."""
        three(tmp_path)
        change(tmp_path, lambda kept: kept["m002"].update(salt=salt))
        names = names_at(tmp_path, JOINED)
        assert names.settle((), (), (), TODAY).misfits == ("m002",)
        assert names.name("m002") == "m002"
        assert on_card(tmp_path)["m002"]["salt"] == salt

    def test_a_letter_moved_from_the_name_into_the_salt(self, tmp_path: Path) -> None:
        """The hash is the same; the salt is a byte too long, or too short."""
        three(tmp_path)
        change(tmp_path, lambda kept: kept["m002"].update(name="na", salt=SALTS[1].hex() + "41"))
        assert names_at(tmp_path, JOINED).name("m002") == "m002"
        change(tmp_path, lambda kept: kept["m002"].update(name="\x02Ana", salt=SALTS[1].hex()[:-2]))
        assert names_at(tmp_path, JOINED).name("m002") == "m002"

    def test_it_comes_right_from_a_copy(self, tmp_path: Path) -> None:
        """What is taken in replaces it; what it was is kept aside."""
        copy = three(tmp_path).export()
        change(tmp_path, lambda kept: kept["m002"].update(name="Eva"))
        names = names_at(tmp_path, JOINED)
        names.settle((), (), (), TODAY)
        assert names.take_in(copy, TODAY) == (["m002"], [])
        assert dict(names.items()) == dict(names_at(tmp_path, JOINED).items()) == NAMED
        assert names.lost == (Lost("m002", "Eva", SALTS[1].hex(), TODAY),)
        assert names.settle((), (), (), TODAY).misfits == ()

    def test_it_comes_right_by_a_correction(self, tmp_path: Path) -> None:
        """The room says the name again; the misfit is kept aside, and does not come back with U."""
        committed = dict(JOINED)
        three(tmp_path)
        change(tmp_path, lambda kept: kept["m002"].update(name="Eva"))
        names = names_at(tmp_path, committed)
        names.settle((), (), (), TODAY)
        committed["m002"] = names.correct("m002", "Ana", SALT)
        assert names.settle((), (), {JOINED["m002"]}, TODAY).misfits == ()
        assert names.name("m002") == "Ana"
        assert [each.name for each in names.lost] == ["Eva"]

    def test_forgetting_deletes_it(self, tmp_path: Path) -> None:
        """What bears the id goes with the person."""
        committed = dict(JOINED)
        three(tmp_path)
        change(tmp_path, lambda kept: kept["m002"].update(name="Eva"))
        names = names_at(tmp_path, committed)
        assert names.knows("m002")
        del committed["m002"]
        names.settle(("m002",), (JOINED["m002"],), (), TODAY)
        assert not names.knows("m002")
        assert "Eva" not in "".join(path.read_text() for path in tmp_path.iterdir())


class TestOwners:
    """A name belongs to the person whose commitment it fits, wherever in the file it stands."""

    def test_two_that_were_swapped(self, tmp_path: Path) -> None:
        """With their salts they are put right; without, both are misfits."""
        three(tmp_path)
        change(tmp_path, lambda kept: kept.update(m001=kept["m002"], m002=kept["m001"]))
        names = names_at(tmp_path, JOINED)
        assert dict(names.items()) == NAMED
        assert set(names.settle((), (), (), TODAY).returned) == {"m001", "m002"}
        assert on_card(tmp_path)["m002"]["name"] == "Ana"
        change(tmp_path, lambda kept: kept["m001"].update(name="Ana"))
        change(tmp_path, lambda kept: kept["m002"].update(name="Jérôme"))
        assert names_at(tmp_path, JOINED).settle((), (), (), TODAY).misfits == ("m001", "m002")

    @pytest.mark.parametrize("bit", range(4 * 8))
    def test_an_id_with_another_bit(self, tmp_path: Path, bit: int) -> None:
        """No crash, and the name goes back; also where the other id is somebody's."""
        three(tmp_path)
        damage(tmp_path / "names.json", (tmp_path / "names.json").read_bytes().index(b"m002"), bit)
        names = names_at(tmp_path, JOINED)
        names.settle((), (), (), TODAY)
        assert dict(names.items()) == NAMED
        assert dict(names_at(tmp_path, JOINED).items()) == NAMED

    @pytest.mark.parametrize("person", ["m0q2", "m0", "", "m٠٠٢", "m0002", "m009", "g001", "\x00", "m-01"])
    def test_an_id_that_is_nobodys(self, tmp_path: Path, person: str) -> None:
        """A name that fits nobody is lost, with the day and the old id; it is not deleted."""
        three(tmp_path)
        change(tmp_path, lambda kept: kept.update({person: {"name": "Ben", "salt": SALT.hex()}}))
        names = names_at(tmp_path, JOINED)
        names.settle((), (), (), TODAY)
        assert names.lost == (Lost(person, "Ben", SALT.hex(), TODAY),)
        assert dict(names.items()) == NAMED
        assert list(on_card(tmp_path)) == list(NAMED)
        assert (tmp_path / "names-lost.json").stat().st_mode & 0o777 == 0o600
        again = names_at(tmp_path, JOINED)
        again.settle((), (), (), "2026-12-01")
        assert again.lost == names.lost

    def test_an_id_that_stands_there_twice(self, tmp_path: Path) -> None:
        """JSON gives the last; both are kept, and the one that fits is shown."""
        right = f'{{"name":"Ana","salt":"{SALTS[1].hex()}"}}'
        for first, second in ((right, right.replace("Ana", "Eva")), (right.replace("Ana", "Eva"), right)):
            (tmp_path / "names.json").write_text(f'{{"m002":{first},"m002":{second}}}')
            names = names_at(tmp_path, JOINED)
            names.settle((), (), (), TODAY)
            assert names.name("m002") == "Ana"
            assert [each.name for each in names.lost] == ["Eva"]
            (tmp_path / "names-lost.json").unlink()

    def test_it_comes_back_from_the_lost(self, tmp_path: Path) -> None:
        """Where the journal commits to it after all: an older copy was put back, then a newer."""
        three(tmp_path)
        older = {person: JOINED[person] for person in ("m001", "m002")}
        names_at(tmp_path, older).settle((), (), (), TODAY)
        assert [each["id"] for each in json.loads((tmp_path / "names-lost.json").read_text())] == ["m003"]
        names = names_at(tmp_path, JOINED)
        assert names.settle((), (), (), TODAY).returned == ("m003",)
        assert dict(names.items()) == NAMED
        assert [path.name for path in tmp_path.iterdir()] == ["names.json"]

    def test_deleting_what_is_lost(self, tmp_path: Path) -> None:
        """People say that it is nobody's; with the last one the file goes."""
        names = three(tmp_path)
        names.add("m004", "Ben", SALT)
        names.add("m005", "Bo", SALT)
        names.settle((), (), (), TODAY)
        ben, bo = names.lost
        names.delete(ben)
        assert names.lost == names_at(tmp_path, JOINED).lost == (bo,)
        names.delete(bo)
        assert not (tmp_path / "names-lost.json").exists()

    def test_forgetting_deletes_what_is_theirs_among_the_lost(self, tmp_path: Path) -> None:
        """By the id it stood under, and by the commitment that it fits."""
        committed = dict(JOINED)
        names = three(tmp_path)
        lost = [("m002", "Anna", SALT), ("m0q2", "Ana", SALTS[1]), ("m0q7", "Ben", SALT)]
        kept = [{"id": i, "name": n, "salt": s.hex(), "date": TODAY} for i, n, s in lost]
        (tmp_path / "names-lost.json").write_text(json.dumps(kept))
        del committed["m002"]
        names = names_at(tmp_path, committed)
        names.settle(("m002",), (JOINED["m002"],), (), TODAY)
        assert [each.name for each in names.lost] == ["Ben"]
        assert "Ana" not in "".join(path.read_text() for path in tmp_path.iterdir())


def damage(path: Path, at: int, bit: int = 0) -> None:
    """Flip one bit of a file, the `bit`-th counted from the byte `at`."""
    data = bytearray(path.read_bytes())
    data[at + bit // 8] ^= 1 << bit % 8
    path.write_bytes(data)


class TestDamage:
    """Whatever bytes changed: no crash, no wrong name, and nothing is thrown away."""

    @pytest.mark.parametrize("file", ["names.json", "names-aside.json", "names-lost.json"])
    def test_every_bit_of_every_file(self, tmp_path: Path, file: str) -> None:
        """Who has a name has the right one, and every letter that still stood there is on the card."""
        committed = dict(JOINED)
        names = names_at(tmp_path, committed)
        three(tmp_path)
        names = names_at(tmp_path, committed)
        committed["m001"] = names.correct("m001", "Jerome", SALTS[3])
        names.add("m009", "Ben", SALTS[4])
        may_return = {JOINED["m001"]}
        names.settle((), (), may_return, TODAY)
        before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
        assert set(before) == {"names.json", "names-aside.json", "names-lost.json"}
        right, words = {**NAMED, "m001": "Jerome"}, [b"Jerome", b"Ana", b"Ben", "Jérôme".encode()]
        for at in range(len(before[file])):
            for bit in (0, 5, 7):
                for name, data in before.items():
                    (tmp_path / name).write_bytes(data)
                damage(tmp_path / file, at, bit)
                damaged = b"".join(path.read_bytes() for path in tmp_path.iterdir())
                every = names_at(tmp_path, committed)
                every.settle((), (), may_return, TODAY)
                assert right.items() >= dict(every.items()).items(), (at, bit)
                after = names_at(tmp_path, committed)
                assert (after.items(), after.lost) == (every.items(), every.lost)
                assert after.settle((), (), may_return, TODAY).kept == every.judge(()).kept
                kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
                assert [word for word in words if word in damaged and word not in kept] == [], (at, bit)

    @given(st.binary(max_size=120))
    def test_any_bytes(self, tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
        """Nobody gets a name of noise, and settling once is enough."""
        folder = tmp_path_factory.mktemp("noise")
        (folder / "names.json").write_bytes(data)
        names = names_at(folder, JOINED)
        assert names.items() == []
        names.settle((), (), (), TODAY)
        again = names_at(folder, JOINED)
        assert (again.items(), again.lost) == ([], names.lost)
        assert again.settle((), (), (), TODAY).kept == names.judge(()).kept

    @given(st.data())
    def test_any_cut_and_any_splice(
        self, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
    ) -> None:
        """A file that lost its end, or a piece, gives the names that are whole, and keeps the rest."""
        folder = tmp_path_factory.mktemp("cut")
        three(folder)
        whole = (folder / "names.json").read_bytes()
        start = data.draw(st.integers(0, len(whole)))
        stop = data.draw(st.integers(start, len(whole)))
        (folder / "names.json").write_bytes(whole[:start] + whole[stop:])
        names = names_at(folder, JOINED)
        names.settle((), (), (), TODAY)
        assert NAMED.items() >= dict(names.items()).items()
        assert all(each.name.strip() for each in names.lost)

    def test_a_record_that_cannot_be_made_out_is_a_scrap(self, tmp_path: Path) -> None:
        """It lies among the lost as it stood in the file; the others have their names."""
        three(tmp_path)
        data = (tmp_path / "names.json").read_bytes()
        (tmp_path / "names.json").write_bytes(data.replace(b'"Ana"', b'"Ana'))
        names = names_at(tmp_path, JOINED)
        assert names.settle((), (), (), TODAY).missing == ("m002",)
        (scrap,) = names.lost
        assert (scrap.id, scrap.scrap, scrap.date) == ("", True, TODAY)
        assert '"Ana' in scrap.name
        assert SALTS[1].hex() in scrap.name
        assert [person for person, _name in names.items()] == ["m001", "m003"]

    def test_what_is_no_file_is_moved_away_before_anything_is_written(self, tmp_path: Path) -> None:
        """A link or a folder in its place is not followed, and never overwritten."""
        target = tmp_path / "elsewhere"
        target.write_text("mine")
        (tmp_path / "names.json").symlink_to(target)
        names = names_at(tmp_path, JOINED)
        names.settle((), (), (), TODAY)
        assert names.unreadable == [tmp_path / "names.json"]
        assert (tmp_path / "names.json").is_symlink()
        names.add("m001", "Jérôme", SALTS[0])
        assert (tmp_path / "names.json.unread-1").is_symlink()
        assert target.read_text() == "mine"
        assert names_at(tmp_path, JOINED).name("m001") == "Jérôme"

    def test_what_is_lost_is_on_the_card_before_the_rest_is_written(self, tmp_path: Path) -> None:
        """A power cut in between leaves a name twice, never nowhere."""
        three(tmp_path).add("m009", "Ben", SALT)
        disk = FailingDisk("rename", after=1)
        names = names_at(tmp_path, JOINED, disk)
        with pytest.raises(NotRecorded):
            names.settle((), (), (), TODAY)
        assert "m009" in on_card(tmp_path)
        assert "Ben" in (tmp_path / "names-lost.json").read_text()
        again = names_at(tmp_path, JOINED)
        again.settle((), (), (), TODAY)
        assert [each.name for each in again.lost] == ["Ben"]
        assert "m009" not in on_card(tmp_path)

    def test_adding_to_a_damaged_file_keeps_its_scraps(self, tmp_path: Path) -> None:
        """Even if nobody settled it before."""
        three(tmp_path)
        data = (tmp_path / "names.json").read_bytes()
        (tmp_path / "names.json").write_bytes(data.replace(b'"Ana"', b'"Ana'))
        names_at(tmp_path, JOINED).add("m004", "Ben", SALT)
        assert "Ana" in (tmp_path / "names-lost.json").read_text()
        assert set(on_card(tmp_path)) == {"m001", "m003", "m004"}


class TestTakingIn:
    """An exported file comes back, as far as it fits."""

    def test_by_the_commitment(self, tmp_path: Path) -> None:
        """Also a file that is damaged, or in which two are swapped."""
        copy = three(tmp_path).export()
        (tmp_path / "names.json").unlink()
        names = names_at(tmp_path, JOINED)
        swapped = copy.replace(b"m001", b"m00x").replace(b"m002", b"m001").replace(b"m00x", b"m002")
        added, refused = names.take_in(swapped.replace(b"Zo", b"Za"), TODAY)
        assert (set(added), refused) == ({"m001", "m002"}, ["m003"])
        assert dict(names.items()) == {"m001": "Jérôme", "m002": "Ana"}

    @pytest.mark.parametrize("data", [b"", b"nonsense", b"[]", b'{"m001": 5}'])
    def test_what_is_no_file_of_names(self, tmp_path: Path, data: bytes) -> None:
        """It is refused whole."""
        with pytest.raises(Refused, match="no file of names"):
            names_at(tmp_path, JOINED).take_in(data, TODAY)

    def test_no_names(self, tmp_path: Path) -> None:
        """An assembly of nobody has an export, which comes back."""
        assert names_at(tmp_path, {}).take_in(names_at(tmp_path, {}).export(), TODAY) == ([], [])


class TestCorrecting:
    """A name is corrected: ready before its entry, shown after it, and back again if that is undone."""

    def test_the_new_name_is_on_the_card_before_its_commitment_is_known(self, tmp_path: Path) -> None:
        """Old and new lie aside, flushed; the old one is still shown, and the new one with its entry."""
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
        """Recorded, the new one is shown; undone, the old one; nothing stays that cannot come back."""
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
        """Neither the name, nor those it had before."""
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
        """Settling again asks nothing of the card, whatever is lost or does not fit."""
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
        """In memory the name is gone at once; the next settling takes it from the card."""
        calls = {"write": 1, "fsync": 2, "rename": 1}  # of adding a name
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
    """Once worked out, and "" where the salt is none."""
    assert Known("Ana", SALTS[1].hex()).committed == JOINED["m002"]
    assert Known("Ana", SALTS[1].hex().upper()).committed == JOINED["m002"]
    assert Known("Ana", "00").committed == Known("Ana", "zz").committed == ""
