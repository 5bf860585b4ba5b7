"""Reports on more than the entries: names that should be gone, quick looks, other copies."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kiosk.journal.names import Names
from kiosk.journal.verify import Unusable, verify
from tests.journal.making import evening, found, lie, stamp

QUICK = "Only the last signature was checked."


def changed(path: Path, n: int, before: bytes, after: bytes) -> None:
    """Change one entry in place, and leave its signature."""
    lines = path.read_bytes().splitlines(keepends=True)
    assert before in lines[n]
    lines[n] = lines[n].replace(before, after)
    path.write_bytes(b"".join(lines))


@pytest.mark.parametrize("quick", [False, True])
@pytest.mark.parametrize("n", [1, 4, 9])
def test_a_quick_look_that_finds_something_looks_again(tmp_path: Path, n: int, quick: bool) -> None:
    """The last signature alone shows that something is wrong; then every signature is checked."""
    path = evening(tmp_path, 10)
    changed(path, n, f"m{n:03d}".encode(), b"m999")
    report = verify(tmp_path, quick=quick)
    assert report.findings == [f"Entry {n} is damaged: its signature does not verify."]
    assert (report.entry, report.sound, report.signed_size) == (n, False, n)
    assert report.warnings == ([QUICK] if quick else [])


@pytest.mark.parametrize("quick", [False, True])
def test_a_name_that_should_be_gone(tmp_path: Path, quick: bool) -> None:
    """A forgotten person's name that is still on the card is reported by id, and is no damage."""
    journal = found(tmp_path)
    names = Names(tmp_path / "names.json", dict)
    for person, name in (("m001", "Ana"), ("m002", "Bo"), ("m003", "Cem")):
        committed = names.add(person, name, bytes(16))
        journal.append("member.joined/1", {"member": person, "name": committed}, stamp(1))
    for second, person in enumerate(("m002", "m003"), start=2):
        journal.append("person.forgotten/1", {"person": person}, stamp(second))
    names.drop("m003")
    journal.close()
    report = verify(tmp_path, quick=quick)
    warning = "m002 was forgotten: the kiosk will delete the name when it opens."
    assert report.warnings == ([QUICK, warning] if quick else [warning])
    assert (report.sound, report.findings) == (True, [])
    names.drop("m002")
    assert verify(tmp_path).warnings == []


def test_a_missing_name_is_not_a_wrong_one(tmp_path: Path) -> None:
    """A person whose name is not on the card is shown by the id; nothing was swapped."""
    journal = found(tmp_path)
    names = Names(tmp_path / "names.json", dict)
    committed = names.add("m001", "Ana", bytes(16))
    journal.append("member.joined/1", {"member": "m001", "name": committed}, stamp(1))
    journal.close()
    (tmp_path / "names.json").unlink()
    assert verify(tmp_path).findings == []
    Names(tmp_path / "names.json", dict).add("m001", "Ana", bytes([1] * 16))
    assert verify(tmp_path).findings == ["The name kept for m001 is not the one that joined."]


def test_key_pub_is_looked_at_where_it_is(tmp_path: Path) -> None:
    """A missing key.pub is no finding; one that is no file, or unreadable, is not this journal's."""
    evening(tmp_path, 3)
    public = tmp_path / "journal" / "key.pub"
    public.unlink()
    assert verify(tmp_path).sound
    public.mkdir()
    assert verify(tmp_path).findings == ["The file key.pub does not hold this journal's key."]


def copies(folder: Path, ours: int, theirs: int) -> tuple[Path, Path]:
    """Make two copies of one evening with so many entries each."""
    whole = evening(folder / "whole", 10).read_bytes().splitlines(keepends=True)
    for name, count in (("ours", ours), ("theirs", theirs)):
        (folder / name).mkdir()
        (folder / name / "entries").write_bytes(b"".join(whole[:count]))
    return folder / "ours", folder / "theirs"


@pytest.mark.parametrize("quick", [False, True])
@pytest.mark.parametrize(("ours", "theirs"), [(10, 10), (10, 4), (4, 4), (2, 1)])
def test_an_honest_continuation(tmp_path: Path, ours: int, theirs: int, quick: bool) -> None:
    """A copy continues itself, and every shorter one."""
    one, other = copies(tmp_path, ours, theirs)
    assert verify(one, extends=other, quick=quick).findings == []


def test_a_copy_that_has_less(tmp_path: Path) -> None:
    """The finding gives both sizes."""
    one, other = copies(tmp_path, 4, 7)
    assert verify(one, extends=other).findings == [
        f"It is no continuation of {other / 'entries'}, which has 7 entries; here: 4."
    ]


@pytest.mark.parametrize("n", [2, 5])
def test_a_copy_that_parts(tmp_path: Path, n: int) -> None:
    """The first entry in which two sound copies differ is named."""
    for name in ("one", "other"):
        journal = found(tmp_path / name)
        for k in range(1, 7):
            who = f"m{k:03d}" if name == "one" or k < n else "m999"
            journal.append("turn.began/1", {"who": who}, stamp(k))
        journal.close()
    report = verify(tmp_path / "one", extends=tmp_path / "other")
    other = tmp_path / "other" / "journal" / "entries"
    assert report.findings == [f"It is no continuation of {other}: they part at entry {n}."]
    assert not report.sound


def test_a_copy_that_is_not_sound_is_of_no_use(tmp_path: Path) -> None:
    """The sentence says why; a copy without a whole first entry is unusable."""
    one, other = copies(tmp_path, 10, 5)
    changed(other / "entries", 2, b"m002", b"m999")
    with pytest.raises(Unusable, match=r"is not sound itself: Entry 2 is damaged"):
        verify(one, extends=other)
    (other / "entries").write_bytes(b"")
    with pytest.raises(Unusable, match=r"is not sound itself: The journal has no whole first entry"):
        verify(one, extends=other)
    with pytest.raises(Unusable, match="There is no journal to read at"):
        verify(one, extends=tmp_path / "nowhere")


def test_a_pipe_is_no_journal(tmp_path: Path) -> None:
    """It is refused, and not waited for; nor is a link followed."""
    os.mkfifo(tmp_path / "entries")
    with pytest.raises(Unusable, match="is no journal: not a file"):
        verify(tmp_path / "entries")
    (tmp_path / "link").symlink_to(evening(tmp_path / "data", 3))
    with pytest.raises(Unusable, match="There is no journal to read at"):
        verify(tmp_path / "link")


def test_progress_is_told_up_to_the_end(tmp_path: Path) -> None:
    """Bytes read never decrease, and end with all there are."""
    path, progress = evening(tmp_path, 30), list[tuple[int, int]]()
    assert verify(path, progress=lambda done, of: progress.append((done, of))).sound
    length = path.stat().st_size
    assert progress[-1] == (length, length)
    assert progress == sorted(progress)


@pytest.mark.parametrize("bytes_", [1, 7])
def test_a_torn_tail_is_counted(tmp_path: Path, bytes_: int) -> None:
    """The warning counts one byte or several, and they are no finding."""
    path = evening(tmp_path, 3)
    lie(tmp_path / "other", path.read_bytes() + b"x" * bytes_)
    (warning,) = verify(tmp_path / "other").warnings
    are = "there is 1 byte" if bytes_ == 1 else f"there are {bytes_} bytes"
    assert warning.startswith(f"After the last whole entry {are} of a torn write")


@pytest.mark.parametrize(
    ("surplus", "warning"), [(0, "only its end of line"), (1, "1 byte stands"), (3, "3 bytes")]
)
def test_a_last_line_without_its_end(tmp_path: Path, surplus: int, warning: str) -> None:
    """A whole, signed last entry counts although its line does not end; what follows it is counted."""
    path = evening(tmp_path, 3)
    lie(tmp_path / "other", path.read_bytes()[:-1] + b"x" * surplus)
    report = verify(tmp_path / "other")
    assert (report.size, report.signed_size, report.unsigned, report.sound) == (3, 3, 0, True)
    assert len(report.warnings) == 1
    assert warning in report.warnings[0]
