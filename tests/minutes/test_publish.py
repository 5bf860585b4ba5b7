"""Published minutes: sealed, whole or absent, the same each time, and under their own slug."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.errors import DeviceFault, Refused
from kiosk.journal.note import parse_vkey
from kiosk.minutes import publish as publishing
from kiosk.minutes import shelf
from kiosk.minutes.fitting import fit
from kiosk.minutes.publish import publish, refresh, shelf_of, slug_of
from kiosk.practices import meeting, record, roster
from tests.minutes.evening import Evening
from tests.needs import needs
from tests.practices.play import Play


@pytest.fixture(scope="module")
def evening(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Evening]:
    """Yield the made-up evening, closed."""
    played = Evening(tmp_path_factory.mktemp("evening"))
    played.play()
    yield played
    played.desk.close()


@pytest.fixture
def play(tmp_path: Path) -> Iterator[Play]:
    """Yield an assembly with one closed meeting."""
    played = Play(tmp_path)
    played.open_meeting("Ana", "Bo")
    played.ask(meeting.rules.Close())
    yield played
    played.desk.close()


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def test_everything_that_a_member_needs_lies_there(evening: Evening) -> None:
    """The folder has Markdown and page, seal and key, head, calendar, and each draw's files with its page."""
    published = publish(evening.folder, evening.desk, 1)
    assert sorted(published.files) == [
        "SHA256SUMS",
        "SHA256SUMS.sig",
        "about.json",
        "allowed_signers",
        "checkpoint",
        "draws/001/check.html",
        "draws/001/pool.txt",
        *(
            f"draws/{draw}/{name}"
            for draw in ("002", "003")
            for name in ("check.html", "pool.txt", "result.txt", "seed.txt")
        ),
        "minutes.html",
        "minutes.ics",
        "minutes.md",
        "minutes.md.sig",
    ]
    assert contents(shelf_of(evening.folder) / "1") == published.files
    assert fit(published.files, [parse_vkey(evening.desk.journal.vkey)]).sealed


@needs("ssh-keygen")
def test_ssh_keygen_accepts_the_seal(evening: Evening, tmp_path: Path) -> None:
    """The command that the minutes print gives Good, and fails for a changed document."""
    published = publish(evening.folder, evening.desk, 1)
    for name in ("minutes.md", "minutes.md.sig", "allowed_signers"):
        (tmp_path / name).write_bytes(published.files[name])
    text = published.files["minutes.md"].decode()
    line = next(line for line in text.splitlines() if line.startswith("ssh-keygen -Y verify"))
    checked = subprocess.run(line, shell=True, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
    assert checked.stdout.startswith('Good "minutes" signature')
    (tmp_path / "minutes.md").write_bytes(published.files["minutes.md"] + b" ")
    assert subprocess.run(line, shell=True, cwd=tmp_path, capture_output=True, check=False).returncode != 0


@needs("sha256sum", "base32")
def test_the_slug_can_be_recomputed(evening: Evening) -> None:
    """The slug is the first five characters that `sha256sum` and `base32` give for the Markdown file."""
    published = publish(evening.folder, evening.desk, 1)
    digest = subprocess.run(
        "sha256sum | cut -c1-64 | tr a-f A-F | basenc -d --base16 | base32 | tr A-Z a-z",
        shell=True,
        input=published.files["minutes.md"],
        capture_output=True,
        check=True,
    ).stdout.decode()
    assert published.slug == digest[:5]
    assert slug_of(evening.folder, 1) == published.slug
    assert slug_of(evening.folder, 2) == ""


@needs("bash", "sha256sum")
def test_a_draw_can_be_recomputed_with_the_lines_that_are_printed(evening: Evening, tmp_path: Path) -> None:
    """Pasted into a shell with the three files, the lines give the order in which people were drawn."""
    published = publish(evening.folder, evening.desk, 1)
    for name in shelf.DRAW_FILES:
        (tmp_path / name).write_bytes(published.files[f"draws/002/{name}"])
    text = published.files["minutes.md"].decode()
    script = text.partition("```text\nsha256sum pool.txt")[2].partition("```")[0]
    out = subprocess.run(
        ["bash", "-c", "sha256sum pool.txt" + script],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    order = [line.split()[2] for line in out if line.startswith(("0 ", "1 "))]
    first = next(
        line for line in published.files["draws/002/result.txt"].decode().splitlines() if "seat" in line
    )
    assert first == f"seat facilitator {order[0]}"


def test_the_same_journal_gives_the_same_bytes(evening: Evening) -> None:
    """Deleted and made again, the shelf has the same bytes."""
    publish(evening.folder, evening.desk, 1)
    before = contents(shelf_of(evening.folder))
    shutil.rmtree(shelf_of(evening.folder))
    publish(evening.folder, evening.desk, 1)
    assert contents(shelf_of(evening.folder)) == before


def test_publishing_again_changes_nothing_on_the_card(evening: Evening) -> None:
    """Not even the time of the folder changes, so phones do not fetch again."""
    publish(evening.folder, evening.desk, 1)
    before = shelf_of(evening.folder).stat().st_mtime_ns, (shelf_of(evening.folder) / "1").stat().st_ino
    publish(evening.folder, evening.desk, 1)
    after = shelf_of(evening.folder).stat().st_mtime_ns, (shelf_of(evening.folder) / "1").stat().st_ino
    assert before[1] == after[1]


def test_what_a_power_cut_left_half_done_is_cleared_away(play: Play) -> None:
    """Leftovers of an earlier attempt are not served and do not stop the next one."""
    place = shelf_of(play.folder)
    for name in (".1.new", ".1.old"):
        (place / name / "draws").mkdir(parents=True)
        (place / name / "minutes.md").write_text("half")
    publish(play.folder, play.desk, 1)
    assert sorted(path.name for path in place.iterdir()) == ["1", "index.html"]


def test_a_slug_that_is_taken_grows(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two meetings whose hashes begin alike differ in the sixth character; the first keeps its address."""
    digests = iter(["aaaaab" + "a" * 46, "aaaaac" + "a" * 46])
    monkeypatch.setattr(shelf, "digest", lambda markdown: next(digests))
    play.ask(meeting.rules.Open())
    play.ask(meeting.rules.Close())
    slugs = [publish(play.folder, play.desk, n).slug for n in (1, 2)]
    assert slugs == ["aaaaa", "aaaaac"]


def test_a_full_card_is_a_fault_and_loses_nothing(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    """One sentence reports the fault, and the earlier files are still there."""
    publish(play.folder, play.desk, 1)
    before = contents(shelf_of(play.folder))
    play.desk.beside.names.drop("m001")

    def full(path: Path, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(publishing, "put_file", full)
    sentence = (
        "The minutes could not be put on the shelf (No space left on device). The journal has all of them."
    )
    with pytest.raises(DeviceFault) as fault:
        publish(play.folder, play.desk, 1)
    assert fault.value.sentence == sentence
    monkeypatch.undo()
    assert {
        name: data for name, data in contents(shelf_of(play.folder)).items() if ".new" not in name
    } == before


def test_refreshing_puts_the_shelf_right(play: Play) -> None:
    """Missing minutes are made, folders without a closed meeting are deleted, others stay unchanged."""
    play.ask(meeting.rules.Open())
    play.ask(meeting.rules.Close())
    assert [each.files["minutes.md"][:12] for each in refresh(play.folder, play.desk)] == [
        b"# Meeting 1\n",
        b"# Meeting 2\n",
    ]
    assert refresh(play.folder, play.desk) == []
    play.ask(record.rules.Undo())
    assert refresh(play.folder, play.desk) == []
    assert [path.name for path in shelf.meetings(shelf_of(play.folder))] == ["1"]
    assert b"Meeting 2" not in (shelf_of(play.folder) / shelf.INDEX).read_bytes()


def test_a_forgotten_name_leaves_the_shelf(play: Play) -> None:
    """The name is gone at once: after making the files again none has it."""
    publish(play.folder, play.desk, 1)
    assert any(b"Ana" in data for data in contents(shelf_of(play.folder)).values())
    play.ask(roster.rules.Forget(person="m001"))
    assert not shelf_of(play.folder).exists()
    assert [each.slug for each in refresh(play.folder, play.desk)] == [slug_of(play.folder, 1)]
    assert not any(b"Ana" in data for data in contents(shelf_of(play.folder)).values())


def test_only_closed_meetings_are_published(play: Play) -> None:
    """An open meeting has no minutes on any phone."""
    play.ask(meeting.rules.Open())
    with pytest.raises(Refused, match=r"There is no closed meeting 2\."):
        publish(play.folder, play.desk, 2)
