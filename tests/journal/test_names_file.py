"""Files of names whose bytes have changed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.errors import NotRecorded
from kiosk.journal.names_file import load
from tests.journal.making import FailingDisk
from tests.journal.test_names import JOINED, NAMED, SALT, SALTS, TODAY, names_at, on_card, three


def damage(path: Path, at: int, bit: int = 0) -> None:
    """Flip one bit of a file, the `bit`-th counted from the byte `at`."""
    data = bytearray(path.read_bytes())
    data[at + bit // 8] ^= 1 << bit % 8
    path.write_bytes(data)


class TestDamage:
    """Whatever bytes changed: no crash, no wrong name, and nothing is thrown away."""

    @pytest.mark.parametrize("file", ["names.json", "names-aside.json", "names-lost.json"])
    def test_every_bit_of_every_file(self, tmp_path: Path, file: str) -> None:
        """A shown name is the right one, and every letter that was left is kept on the card."""
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
        """Noise never becomes a person's name, and settling once is enough."""
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
        assert all(lost.name.strip() for lost in names.lost)

    def test_a_record_that_cannot_be_made_out_is_a_scrap(self, tmp_path: Path) -> None:
        """The unreadable record is kept among the lost as it was; the others have their names."""
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
        assert [lost.name for lost in again.lost] == ["Ben"]
        assert "m009" not in on_card(tmp_path)

    def test_adding_to_a_damaged_file_keeps_its_scraps(self, tmp_path: Path) -> None:
        """Scraps stay even if the file was never settled."""
        three(tmp_path)
        data = (tmp_path / "names.json").read_bytes()
        (tmp_path / "names.json").write_bytes(data.replace(b'"Ana"', b'"Ana'))
        names_at(tmp_path, JOINED).add("m004", "Ben", SALT)
        assert "Ana" in (tmp_path / "names-lost.json").read_text()
        assert set(on_card(tmp_path)) == {"m001", "m003", "m004"}


def test_a_file_larger_than_any_is_not_read(tmp_path: Path) -> None:
    """Above 64 MiB the file is not read, so it cannot fill the memory."""
    path = tmp_path / "names.json"
    path.write_bytes(b"{}")
    os.truncate(path, 64 << 20)
    assert len(load(path)) == 64 << 20
    os.truncate(path, (64 << 20) + 1)
    with pytest.raises(OSError, match="too large"):
        load(path)
