"""Whose a name is: the person's whose commitment it fits, or nobody's."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kiosk.journal.names_file import Lost
from tests.journal.test_names import JOINED, NAMED, SALT, SALTS, TODAY, change, names_at, on_card, three
from tests.journal.test_names_file import damage


class TestMisfits:
    """A name that is not the one that joined is never shown, and stays where it is."""

    def test_another_name(self, tmp_path: Path) -> None:
        """The id is shown instead; the file keeps what is there."""
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
        """The salt does not have 16 bytes, or is not hex."""
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
        """The name taken in replaces the misfit, which is kept aside."""
        copy = three(tmp_path).export()
        change(tmp_path, lambda kept: kept["m002"].update(name="Eva"))
        names = names_at(tmp_path, JOINED)
        names.settle((), (), (), TODAY)
        assert names.take_in(copy, TODAY) == (["m002"], [])
        assert dict(names.items()) == dict(names_at(tmp_path, JOINED).items()) == NAMED
        assert names.lost == (Lost("m002", "Eva", SALTS[1].hex(), TODAY),)
        assert names.settle((), (), (), TODAY).misfits == ()

    def test_it_comes_right_by_a_correction(self, tmp_path: Path) -> None:
        """The room says the name again; the misfit is kept aside, and U does not bring it back."""
        committed = dict(JOINED)
        three(tmp_path)
        change(tmp_path, lambda kept: kept["m002"].update(name="Eva"))
        names = names_at(tmp_path, committed)
        names.settle((), (), (), TODAY)
        committed["m002"] = names.correct("m002", "Ana", SALT)
        assert names.settle((), (), {JOINED["m002"]}, TODAY).misfits == ()
        assert names.name("m002") == "Ana"
        assert [lost.name for lost in names.lost] == ["Eva"]

    def test_forgetting_deletes_it(self, tmp_path: Path) -> None:
        """A name under the id is deleted with the person."""
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
    """A name belongs to the person whose commitment it fits, wherever in the file it is."""

    def test_two_that_were_swapped(self, tmp_path: Path) -> None:
        """Swapped with their salts, both names go to their owners; without, both are misfits."""
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
        """No crash, and the name goes back, even if the other id is another person's."""
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
        """JSON keeps the last; here both are kept, and the one that fits is shown."""
        right = f'{{"name":"Ana","salt":"{SALTS[1].hex()}"}}'
        for first, second in ((right, right.replace("Ana", "Eva")), (right.replace("Ana", "Eva"), right)):
            (tmp_path / "names.json").write_text(f'{{"m002":{first},"m002":{second}}}')
            names = names_at(tmp_path, JOINED)
            names.settle((), (), (), TODAY)
            assert names.name("m002") == "Ana"
            assert [lost.name for lost in names.lost] == ["Eva"]
            (tmp_path / "names-lost.json").unlink()

    def test_it_comes_back_from_the_lost(self, tmp_path: Path) -> None:
        """A lost name returns if the journal commits to it: an older copy was put back, then a newer one."""
        three(tmp_path)
        older = {person: JOINED[person] for person in ("m001", "m002")}
        names_at(tmp_path, older).settle((), (), (), TODAY)
        assert [lost["id"] for lost in json.loads((tmp_path / "names-lost.json").read_text())] == ["m003"]
        names = names_at(tmp_path, JOINED)
        assert names.settle((), (), (), TODAY).returned == ("m003",)
        assert dict(names.items()) == NAMED
        assert [path.name for path in tmp_path.iterdir()] == ["names.json"]

    def test_deleting_what_is_lost(self, tmp_path: Path) -> None:
        """People decide that it is nobody's; with the last one the file is deleted."""
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
        """Lost names of the person are found by their id, and by the commitment that they fit."""
        committed = dict(JOINED)
        names = three(tmp_path)
        lost = [("m002", "Anna", SALT), ("m0q2", "Ana", SALTS[1]), ("m0q7", "Ben", SALT)]
        kept = [{"id": i, "name": n, "salt": s.hex(), "date": TODAY} for i, n, s in lost]
        (tmp_path / "names-lost.json").write_text(json.dumps(kept))
        del committed["m002"]
        names = names_at(tmp_path, committed)
        names.settle(("m002",), (JOINED["m002"],), (), TODAY)
        assert [lost.name for lost in names.lost] == ["Ben"]
        assert "Ana" not in "".join(path.read_text() for path in tmp_path.iterdir())
