"""How files and folders are put in place, seen through the system calls."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from kiosk.journal.disk import DISK, Disk, make_folder, replace_file, replace_folder


class Watched(Disk):
    """Records what was flushed and renamed, in order; may be unable to exchange names."""

    def __init__(self, exchanges: bool = True, fails_at: int = -1) -> None:
        self.calls: list[str] = []
        self._exchanges, self._fails_at = exchanges, fails_at

    def _called(self, call: str) -> None:
        if len(self.calls) == self._fails_at:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        self.calls.append(call)

    def fsync(self, file: int) -> None:
        self._called(f"flush {Path(os.readlink(f'/proc/self/fd/{file}')).name}")
        super().fsync(file)

    def rename(self, old: Path, new: Path) -> None:
        self._called(f"{old.name} to {new.name}")
        super().rename(old, new)

    def exchange(self, one: Path, other: Path) -> None:
        if not self._exchanges:
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        self._called(f"{one.name} with {other.name}")
        super().exchange(one, other)


def folder(path: Path, text: str) -> Path:
    """Make a folder with one file."""
    path.mkdir()
    (path / "said").write_text(text)
    return path


def test_two_names_change_places_at_once(tmp_path: Path) -> None:
    """The two folders have each other's names; a missing name raises."""
    one, other = folder(tmp_path / "one", "1"), folder(tmp_path / "other", "2")
    DISK.exchange(one, other)
    assert ((one / "said").read_text(), (other / "said").read_text()) == ("2", "1")
    with pytest.raises(FileNotFoundError):
        DISK.exchange(one, tmp_path / "nothing")


@pytest.mark.parametrize(
    ("exchanges", "calls"),
    [
        (True, ["new with there", "new to aside"]),
        (False, ["there to aside", "new to there"]),
    ],
)
def test_a_folder_is_replaced_and_the_former_one_kept(
    tmp_path: Path, exchanges: bool, calls: list[str]
) -> None:
    """One step where names can be exchanged; then the folder above is flushed."""
    new, there, disk = folder(tmp_path / "new", "2"), folder(tmp_path / "there", "1"), Watched(exchanges)
    replace_folder(new, there, tmp_path / "aside", disk)
    assert (there / "said").read_text() == "2"
    assert (tmp_path / "aside" / "said").read_text() == "1"
    assert not new.exists()
    assert disk.calls == [*calls, f"flush {tmp_path.name}"]


@pytest.mark.parametrize("fails_at", [0, 1, 2])
def test_a_folder_that_is_being_replaced_is_always_there(tmp_path: Path, fails_at: int) -> None:
    """If any step fails, the old folder or the new one has the name, and the old one still exists."""
    new, there = folder(tmp_path / "new", "2"), folder(tmp_path / "there", "1")
    with pytest.raises(OSError, match="Input/output"):
        replace_folder(new, there, tmp_path / "aside", Watched(fails_at=fails_at))
    assert (there / "said").read_text() == ("1" if fails_at == 0 else "2")
    assert "1" in {path.read_text() for path in tmp_path.glob("*/said")}


def test_a_folder_where_there_is_none_is_put_in_place(tmp_path: Path) -> None:
    """Nothing is moved aside."""
    disk = Watched()
    replace_folder(folder(tmp_path / "new", "1"), tmp_path / "there", tmp_path / "aside", disk)
    assert disk.calls == ["new to there", f"flush {tmp_path.name}"]
    assert not (tmp_path / "aside").exists()


def test_every_folder_that_is_made_is_flushed_above(tmp_path: Path) -> None:
    """Three new folders make three names durable; an existing folder needs nothing."""
    disk = Watched()
    make_folder(tmp_path / "a" / "b" / "c", 0o700, disk)
    assert set(disk.calls) == {f"flush {name}" for name in (tmp_path.name, "a", "b")}
    assert (tmp_path / "a" / "b" / "c").stat().st_mode & 0o777 == 0o700
    make_folder(tmp_path / "a" / "b" / "c", disk=disk)
    assert len(disk.calls) == 3


def test_a_file_is_flushed_before_it_gets_its_name(tmp_path: Path) -> None:
    """The file is flushed before it gets its name, and its folder after that."""
    disk = Watched()
    replace_file(tmp_path / "names.json", b"{}", 0o600, disk)
    assert disk.calls == ["flush names.json.new", "names.json.new to names.json", f"flush {tmp_path.name}"]
    assert (tmp_path / "names.json").stat().st_mode & 0o777 == 0o600
