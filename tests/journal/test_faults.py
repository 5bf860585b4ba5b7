"""Every system call of an append made to fail: an acknowledged entry is there, a refused one is not."""

from __future__ import annotations

import errno
import json
import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.errors import NotRecorded
from kiosk.journal.canonical import decode
from kiosk.journal.journal import Journal
from kiosk.journal.verify import verify
from tests.journal.making import FailingDisk, evening, found, reopen, stamp, texts
from tests.needs import needs_kernel


def whole(folder: Path) -> list[int]:
    """Return the numbers of the entries that another opening finds, without those it adds itself."""
    journal = reopen(folder)
    numbers = [entry["n"] for entry in map(decode, journal.read()) if entry["kind"] != "journal.recovered/1"]
    journal.close()
    assert verify(folder).sound
    return numbers


def test_an_entry_is_one_write_and_one_flush(tmp_path: Path) -> None:
    """No other system call happens while a key press is recorded."""
    found(tmp_path).close()
    disk = FailingDisk("none")
    journal = reopen(tmp_path, disk)
    journal.append("turn.began/1", {"who": "m001"}, stamp(1))
    assert disk.calls == ["write", "fdatasync"]


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.ENOSPC, "NOT RECORDED: the card is full. Write it on paper, make room, then enter it again."),
        (errno.EDQUOT, "NOT RECORDED: the card is full. Write it on paper, make room, then enter it again."),
        (
            errno.EIO,
            "NOT RECORDED: the card refuses to be written (Input/output error). Write it on paper.",
        ),
        (
            errno.EROFS,
            "NOT RECORDED: the card refuses to be written (Read-only file system). Write it on paper.",
        ),
    ],
)
def test_a_write_that_fails_refuses_the_command_alone(tmp_path: Path, number: int, sentence: str) -> None:
    """The sentence says what to do, the file ends at its last LF, and the next entry is recorded."""
    evening(tmp_path, 3)
    journal = reopen(tmp_path, FailingDisk("write", number, after=1, failures=1))
    journal.append("turn.began/1", {"who": "m001"}, stamp(3))
    with pytest.raises(NotRecorded) as caught:
        journal.append("turn.began/1", {"who": "m002"}, stamp(4))
    assert caught.value.sentence == sentence
    assert not journal.failed
    assert (tmp_path / "journal" / "entries").read_bytes().endswith(b"\n")
    assert journal.append("turn.began/1", {"who": "m003"}, stamp(5)) == 4
    assert [decode(entry).get("who") for entry in journal.read(3)] == ["m001", "m003"]
    journal.close()
    assert whole(tmp_path) == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("taken", [0, 1, 100, 150, -1])
def test_a_short_write_is_cut_back(tmp_path: Path, taken: int) -> None:
    """However few bytes the card took (even all but the LF), it is cut back, flushed, refused."""
    path = evening(tmp_path, 3)
    before = path.read_bytes()
    disk = FailingDisk("write", after=0, failures=1, taken=taken)
    journal = reopen(tmp_path, disk)
    with pytest.raises(NotRecorded, match="the card is full"):
        journal.append("turn.began/1", {"who": "m001"}, stamp(3))
    assert path.read_bytes() == before
    assert disk.calls == ["write", "ftruncate", "fdatasync"]
    assert journal.append("turn.began/1", {"who": "m002"}, stamp(4)) == 3
    assert [decode(entry).get("who") for entry in journal.read(3)] == ["m002"]


@pytest.mark.parametrize("call", ["ftruncate", "fdatasync"])
def test_a_short_write_that_cannot_be_cut_back_stops_the_writing(tmp_path: Path, call: str) -> None:
    """The tail stays torn: nothing more is appended to it, and the next opening recovers it."""

    class Worse(FailingDisk):
        def write(self, file: int, data: bytes) -> int:
            return os.write(file, data[:50])

    evening(tmp_path, 3)
    journal = reopen(tmp_path, Worse(call))
    with pytest.raises(NotRecorded, match="the card is full"):
        journal.append("turn.began/1", {"who": "m001"}, stamp(3))
    assert journal.failed
    length = (tmp_path / "journal" / "entries").stat().st_size
    with pytest.raises(NotRecorded, match="until the machine has been started again"):
        journal.append("turn.began/1", {"who": "m002"}, stamp(4))
    assert (tmp_path / "journal" / "entries").stat().st_size == length
    journal.close()
    assert whole(tmp_path) == [0, 1, 2]


def test_a_failed_flush_is_never_tried_again(tmp_path: Path) -> None:
    """After one failed fdatasync there is no write, no truncation, no second flush; reading goes on."""
    evening(tmp_path, 3)
    disk = FailingDisk("fdatasync", after=1)
    journal = reopen(tmp_path, disk)
    journal.append("turn.began/1", {"who": "m001"}, stamp(3))
    disk.calls.clear()
    for _ in range(3):
        with pytest.raises(NotRecorded, match="NOT RECORDED: the card did not confirm a write"):
            journal.append("turn.began/1", {"who": "m002"}, stamp(4))
        assert journal.failed
    assert disk.calls == ["write", "fdatasync"]
    assert journal.size == len(texts(journal)) == 4


def test_after_a_failed_flush_the_entries_are_written_anew(tmp_path: Path) -> None:
    """The next opening copies them to new blocks, and reports that the entry was recorded after all."""
    path = evening(tmp_path, 3)
    journal = reopen(tmp_path, FailingDisk("fdatasync"))
    with pytest.raises(NotRecorded):
        journal.append("turn.began/1", {"who": "m001"}, stamp(3))
    journal.close()
    inode = path.stat().st_ino
    disk = FailingDisk("none")
    again = reopen(tmp_path, disk)
    assert path.stat().st_ino != inode
    assert disk.calls == ["write", "fsync", "rename", "fsync"]
    assert again.findings == ["Entry 3 was recorded after all, though its flush had failed."]
    assert [decode(entry).get("who") for entry in again.read(3)] == ["m001"]
    again.append("turn.began/1", {"who": "m002"}, stamp(4))
    again.close()
    inode = path.stat().st_ino
    assert reopen(tmp_path).findings == []
    assert path.stat().st_ino == inode
    assert verify(tmp_path).sound


def test_after_a_failed_flush_the_card_may_hold_less(tmp_path: Path) -> None:
    """If the card lost the entry, the journal ends before it, and the opening does not call it recorded."""
    path = evening(tmp_path, 3)
    before = path.read_bytes()
    journal = reopen(tmp_path, FailingDisk("fdatasync"))
    with pytest.raises(NotRecorded):
        journal.append("turn.began/1", {"who": "m001"}, stamp(3))
    journal.close()
    path.write_bytes(before)
    again = reopen(tmp_path)
    assert (again.size, again.findings) == (3, [])


@pytest.mark.parametrize("call", ["write", "fsync", "rename"])
@pytest.mark.parametrize("after", range(3))
def test_rewriting_that_fails_is_made_again(tmp_path: Path, call: str, after: int) -> None:
    """If a call fails while the entries are copied, they are still there, and are copied next time."""
    path = evening(tmp_path, 3)
    before = path.read_bytes()
    (tmp_path / "journal" / "unflushed").write_text("3\n")
    try:
        reopen(tmp_path, FailingDisk(call, after=after)).close()
    except NotRecorded as error:
        assert "cannot be written" in error.sentence  # noqa: PT017
        assert (tmp_path / "journal" / "unflushed").exists()
    assert path.read_bytes() == before
    assert whole(tmp_path) == [0, 1, 2]
    assert not (tmp_path / "journal" / "unflushed").exists()


@pytest.mark.parametrize("call", ["write", "fsync", "rename"])
@pytest.mark.parametrize("after", range(5))
def test_a_founding_that_fails_leaves_none_or_a_whole_one(tmp_path: Path, call: str, after: int) -> None:
    """If a call fails, founding raises NotRecorded; the next try founds, or finds the journal whole."""
    try:
        found(tmp_path / "data", FailingDisk(call, errno.ENOSPC, after=after)).close()
    except NotRecorded as error:
        assert "could not be founded" in error.sentence  # noqa: PT017
    if not Journal.exists(tmp_path / "data"):
        found(tmp_path / "data").close()
    assert whole(tmp_path / "data") == [0]


CHILD = """
import json, sys
from pathlib import Path
from kiosk.errors import NotRecorded
from tests.journal.making import reopen, stamp
journal = reopen(Path(sys.argv[1]))
for n in range(int(sys.argv[2])):
    try:
        said = journal.append("turn.began/1", {"who": f"m{n:03d}", "text": "x" * 500}, stamp(n))
    except NotRecorded as error:
        print(json.dumps(error.sentence), flush=True)
        break
    print(said, flush=True)
"""


def child(folder: Path, entries: int, limit: int | None = None) -> list[str]:
    """Return the lines of another process that appends: an index for each entry, or a sentence."""

    def limited() -> None:
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    done = subprocess.run(
        [sys.executable, "-c", CHILD, folder, str(entries)],
        capture_output=True,
        text=True,
        check=True,
        preexec_fn=limited,
        cwd=Path(__file__).parent.parent.parent,
    )
    return done.stdout.splitlines()


def test_a_file_that_may_not_grow_refuses_and_loses_nothing(tmp_path: Path) -> None:
    """At RLIMIT_FSIZE the kernel takes half a line; it is cut back, and the entries before are whole."""
    path = evening(tmp_path, 3)
    limit = path.stat().st_size + 3_000
    *acknowledged, sentence = child(tmp_path, 100, limit)
    assert "the card is full" in json.loads(sentence)
    assert [int(line) for line in acknowledged] == [3, 4, 5, 6][: len(acknowledged)]
    assert path.stat().st_size <= limit
    assert path.read_bytes().endswith(b"\n")
    assert whole(tmp_path) == list(range(3 + len(acknowledged)))


@pytest.fixture
def card(tmp_path: Path) -> Iterator[Path]:
    """Yield a real file system of 1 MiB."""
    mount = tmp_path / "card"
    mount.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "kiosk-test", mount], check=True)
    try:
        yield mount
    finally:
        subprocess.run(["umount", mount], check=True)


@needs_kernel("tmpfs mount")
def test_a_full_card_refuses_and_goes_on_when_there_is_room(card: Path) -> None:
    """A full card refuses with NOT RECORDED; with room made, the journal goes on, and nothing was lost."""
    journal = found(card / "data")
    (card / "ballast").write_bytes(bytes(900_000))
    refused: NotRecorded | None = None
    while refused is None:
        try:
            journal.append("text.written/1", {"text": "x" * 2_000}, stamp(journal.size))
        except NotRecorded as error:
            refused = error
    assert "the card is full" in refused.sentence
    assert not journal.failed
    recorded = journal.size
    assert len(texts(journal)) == recorded > 10
    (card / "ballast").unlink()
    assert journal.append("text.written/1", {"text": "x" * 2_000}, stamp(400)) == recorded
    journal.close()
    assert whole(card / "data") == list(range(recorded + 1))


@needs_kernel("tmpfs mount")
def test_a_full_card_has_no_room_for_a_recovery(card: Path) -> None:
    """With a torn tail on a full card the kiosk asks for room and touches nothing, and recovers it later."""
    path = evening(card / "data", 3)
    torn = path.read_bytes() + b"torn" * 3_000
    path.write_bytes(torn)
    with pytest.raises(OSError, match="No space left"):
        (card / "ballast").write_bytes(bytes(2_000_000))
    with pytest.raises(NotRecorded, match="Make room"):
        reopen(card / "data")
    assert path.read_bytes() == torn
    (card / "ballast").unlink()
    assert whole(card / "data") == [0, 1, 2]


@needs_kernel("tmpfs mount")
def test_a_read_only_card_is_not_opened(card: Path) -> None:
    """The sentence says that the journal cannot be written, and why; verifying still works."""
    evening(card / "data", 3)
    subprocess.run(["mount", "-o", "remount,ro", card], check=True)
    with pytest.raises(NotRecorded, match=r"cannot be written \(Read-only file system\)"):
        reopen(card / "data")
    assert verify(card / "data").sound


def test_killing_the_writer_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    """After SIGKILL in the middle of appending, five times over, every acknowledged entry is there."""
    evening(tmp_path, 3)
    acknowledged = 2
    for round_ in range(5):
        with subprocess.Popen(
            [sys.executable, "-c", CHILD, tmp_path, "100000"],
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parent.parent.parent,
        ) as process:
            assert process.stdout is not None
            for _line in range(1 + 15 * round_):
                acknowledged = int(process.stdout.readline())
            process.kill()
            rest = [line for line in process.stdout.read().split("\n") if line.isdigit()]
        acknowledged = max([acknowledged, *map(int, rest[:-1])])
        journal = reopen(tmp_path)
        numbers = [decode(entry)["n"] for entry in journal.read()]
        journal.close()
        assert numbers == list(range(len(numbers)))
        assert numbers[-1] >= acknowledged
    assert verify(tmp_path).sound
