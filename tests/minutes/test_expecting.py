"""What a server may serve: what the journal gives now, whatever files are on the shelf."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from msgspec.structs import replace

from kiosk.errors import DeviceFault
from kiosk.minutes import expecting, shelf
from kiosk.minutes.expecting import made
from kiosk.minutes.publish import Published, publish, shelf_of
from kiosk.minutes.source import Source, of_desk
from kiosk.minutes.sums import SEAL, SUMS
from kiosk.minutes.table import table
from kiosk.practices import meeting, roster
from tests.minutes.shelves import contents
from tests.practices.play import Play


@pytest.fixture
def play(tmp_path: Path) -> Iterator[Play]:
    """Yield an assembly with two closed meetings."""
    played = Play(tmp_path)
    for names in (("Ana", "Bo"), ("Cleo",)):
        played.open_meeting(*names)
        played.ask(meeting.rules.Close())
    yield played
    played.desk.close()


def without_key(source: Source) -> Source:
    """Return the same source with its key locked."""
    return replace(source, seal=None)


def test_everything_is_made_and_expected(play: Play) -> None:
    """Both meetings and the index are expected under the journal's key; a second run writes nothing."""
    done = made(play.folder, play.desk)
    place = shelf_of(play.folder)
    assert (done.fault, done.expected.keys) == ("", [play.desk.journal.vkey])
    assert done.expected.meetings == {
        number: sha256((place / str(number) / SUMS).read_bytes()).hexdigest() for number in (1, 2)
    }
    assert done.expected.index == sha256((place / shelf.INDEX).read_bytes()).hexdigest()
    found = table(place, done.expected)
    assert (sorted(found.slugs), found.misfits, "/" in found.routes) == ([1, 2], set(), True)
    before = place.stat().st_mtime_ns, contents(place)
    assert made(play.folder, play.desk) == done
    assert (place.stat().st_mtime_ns, contents(place)) == before


def test_before_any_meeting_nothing_is_expected(tmp_path: Path) -> None:
    """Before any meeting there is no shelf and no index."""
    played = Play(tmp_path)
    assert made(tmp_path, played.desk).expected.index == ""
    played.desk.close()


def _changed(place: Path) -> None:
    page = place / "1" / shelf.PAGE
    page.write_bytes(page.read_bytes().replace(b"Ana", b"Eva"))


def _swapped(place: Path) -> None:
    shutil.rmtree(place / "1")
    shutil.copytree(place / "2", place / "1")


def _index(place: Path) -> None:
    (place / shelf.INDEX).write_bytes(b"nothing")


def _stranger(place: Path) -> None:
    shutil.copytree(place / "2", place / "9")


def _emptied(place: Path) -> None:
    shutil.rmtree(place)


@pytest.mark.parametrize("harm", [_changed, _swapped, _index, _stranger, _emptied])
def test_whatever_was_done_to_the_shelf_is_put_right(play: Play, harm: Callable[[Path], None]) -> None:
    """After any change to the shelf the same files are restored, to the last byte, and expected."""
    done, place = made(play.folder, play.desk), shelf_of(play.folder)
    before = contents(place)
    harm(place)
    assert table(place, done.expected).misfits
    assert made(play.folder, play.desk) == done
    assert contents(place) == before
    assert table(place, done.expected).misfits == set()


def test_what_was_sealed_keeps_its_seal_while_the_key_is_locked(play: Play) -> None:
    """Files are compared with what the journal gives; seals are verified instead."""
    done, place = made(play.folder, play.desk), shelf_of(play.folder)
    before, locked = contents(place), without_key(of_desk(play.desk))
    assert made(play.folder, locked) == done
    assert contents(place) == before


def test_an_older_version_is_not_kept_for_its_seal(play: Play) -> None:
    """Old minutes with a genuine seal and a forgotten name are not served, also with a locked key."""
    old, place = made(play.folder, play.desk), shelf_of(play.folder)
    shutil.copytree(place / "1", play.folder / "older")
    play.ask(roster.rules.Forget(person="m001"))
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    (play.folder / "older").rename(place / "1")
    again = made(play.folder, without_key(of_desk(play.desk)))
    assert again.expected.meetings[1] != old.expected.meetings[1]
    found = table(place, again.expected)
    assert (sorted(found.slugs), found.misfits) == ([1, 2], set())
    assert not [path for path, answer in found.routes.items() if b"Ana" in answer.body]


@pytest.mark.parametrize("name", [shelf.PAGE, SUMS, SEAL, shelf.SEAL, shelf.MARKDOWN])
def test_what_was_changed_meanwhile_loses_its_seal(play: Play, name: str) -> None:
    """Without the key changed minutes are made again unsealed, and served so."""
    done, place = made(play.folder, play.desk), shelf_of(play.folder)
    (place / "1" / name).write_bytes(b"changed")
    again = made(play.folder, without_key(of_desk(play.desk)))
    assert again.fault == ""
    assert again.expected.meetings[1] != done.expected.meetings[1]
    assert again.expected.meetings[2] == done.expected.meetings[2]
    found = table(place, again.expected)
    assert (sorted(found.slugs), found.misfits) == ([1, 2], set())
    assert b"Not sealed" in found.routes[f"/{found.slugs[1]}"].body
    assert b"Not sealed" not in found.routes[f"/{found.slugs[2]}"].body
    assert made(play.folder, play.desk) == done


def test_what_the_card_does_not_take_is_not_expected(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    """One sentence gives the reason; the other meeting is served."""

    def refusing(folder: Path, source: Source, number: int) -> Published:
        if number == 1:
            raise DeviceFault("The card is full.")
        return publish(folder, source, number)

    monkeypatch.setattr(expecting, "publish", refusing)
    done = made(play.folder, play.desk)
    assert (done.fault, sorted(done.expected.meetings)) == ("The card is full.", [2])
