"""Files with a good seal stay unchanged on the shelf; files that are made again keep their old address."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from kiosk.minutes import files, scanned, shelf
from kiosk.minutes import publish as publishing
from kiosk.minutes.build import build
from kiosk.minutes.document import Minutes
from kiosk.minutes.expecting import made
from kiosk.minutes.given_out import MOST, slugs
from kiosk.minutes.pipe import Expected
from kiosk.minutes.publish import Published, publish, refresh, shelf_of
from kiosk.minutes.render import As, Beside, render
from kiosk.minutes.seal import FILES, seal
from kiosk.minutes.source import Source, of_desk
from kiosk.minutes.sums import SEAL, SUMS, sums
from kiosk.minutes.table import Table, table
from kiosk.practices import meeting, record, roster
from tests.minutes.shelves import contents
from tests.practices.play import Play


@pytest.fixture
def play(tmp_path: Path) -> Iterator[Play]:
    """Yield an assembly with one closed meeting, whose minutes are published."""
    played = Play(tmp_path)
    played.open_meeting("Ana", "Bo")
    played.ask(meeting.rules.Close())
    publish(played.folder, played.desk, 1)
    yield played
    played.desk.close()


@pytest.fixture
def later(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    """Act as a later version of the kiosk, which ends every form with another line."""

    def other(minutes: Minutes, form: As, *given: Beside, **named: object) -> bytes:
        return render(minutes, form, *given, **named) + b"later\n"  # type: ignore[arg-type]

    for module in (publishing, files):
        monkeypatch.setattr(module, "render", other)


def place_of(play: Play) -> Path:
    return shelf_of(play.folder) / "1"


def served(play: Play) -> Table:
    """Return what a server serves now."""
    done = made(play.folder, play.desk)
    assert done.fault == ""
    return table(shelf_of(play.folder), done.expected)


WAYS: dict[str, Callable[[Play], object]] = {
    "publish": lambda play: publish(play.folder, play.desk, 1),
    "refresh": lambda play: refresh(play.folder, play.desk),
    "everything": lambda play: refresh(play.folder, play.desk, everything=True),
    "made": served,
}


@pytest.mark.usefixtures("later")
@pytest.mark.parametrize("way", WAYS)
def test_a_later_version_leaves_sealed_files_alone(play: Play, way: str) -> None:
    """A reader who fetches again finds the same bytes at the same address."""
    before = contents(shelf_of(play.folder))
    WAYS[way](play)
    assert contents(shelf_of(play.folder)) == before


@pytest.mark.usefixtures("later")
def test_what_publishing_gives_is_what_lies_there(play: Play) -> None:
    """The wall shows the slug of the files that are served."""
    published = publish(play.folder, play.desk, 1)
    assert published.files == contents(place_of(play))
    assert f"/{published.slug}" in served(play).routes


@pytest.mark.usefixtures("later")
@pytest.mark.parametrize("name", [shelf.PAGE, shelf.MARKDOWN, SUMS, SEAL])
def test_damaged_files_are_made_again(play: Play, name: str) -> None:
    """The present version makes them; the older address leads to them, and the page says so."""
    slug = publishing.slug_of(play.folder, 1)
    (place_of(play) / name).write_bytes(b"changed")
    published = publish(play.folder, play.desk, 1)
    assert published.slug != slug
    assert published.files[shelf.MARKDOWN].endswith(b"later\n")
    assert b"Made anew: an older copy may say something else." in published.files[shelf.PAGE]
    found = served(play)
    assert found.routes[f"/{slug}"] == found.routes[f"/{published.slug}"]
    assert f"/{slug}.md" not in found.routes
    assert found.misfits == set()


def test_an_address_on_paper_leads_to_the_minutes_after_somebody_was_forgotten(play: Play) -> None:
    """The page says when it was made again, has no forgotten name, and has the head in the code."""
    before = publish(play.folder, play.desk, 1)
    play.clock.advance(86_400_000)
    play.ask(roster.rules.Forget(person="m001"))
    found, after = served(play), publish(play.folder, play.desk, 1)
    assert before.slug != after.slug
    page = found.routes[f"/{before.slug}"].body
    assert b"Ana" not in page
    assert b"Made anew on Monday 23 November 2026: a name was forgotten or corrected." in page
    code = scanned.parsed(scanned.path(before.slug, before.size, before.root))
    assert code is not None
    assert scanned.fits(code, *found.heads[before.slug])


def test_minutes_without_the_person_are_the_same_again(play: Play) -> None:
    """Forgetting a name empties the shelf; the other minutes come back at their address."""
    play.ask(meeting.rules.Open())
    play.add("Cem")
    play.ask(meeting.rules.Close())
    before = publish(play.folder, play.desk, 2)
    play.ask(roster.rules.Forget(person="m001"))
    assert not place_of(play).exists()
    assert publish(play.folder, play.desk, 2) == before


def test_a_correction_that_was_taken_back_leaves_no_trace(play: Play) -> None:
    """The name is as before, and so is the page."""
    before = publish(play.folder, play.desk, 1)
    play.ask(roster.rules.Rename(person="m001", name="Anna"))
    assert b"Made anew on" in publish(play.folder, play.desk, 1).files[shelf.PAGE]
    play.ask(record.rules.Undo())
    again = publish(play.folder, play.desk, 1)
    assert again.slug == before.slug
    assert b"Made anew on" not in again.files[shelf.PAGE]


def as_before_names(play: Play) -> Published:
    """Return the files as sealed by a kiosk that did not record which people they name."""
    sealed = dict(publish(play.folder, play.desk, 1).files)
    about = msgspec.json.decode(sealed[shelf.ABOUT])
    for field in ("names", "passed", "aliases"):
        about.pop(field, None)
    sealed[shelf.ABOUT] = msgspec.json.encode(about)
    sealed[SUMS] = sums(sealed)
    public = of_desk(play.desk).verifier.public
    sealed[SEAL] = seal(play.desk.journal.seal, public, sealed[SUMS], FILES).encode()
    for name, data in sealed.items():
        (place_of(play) / name).write_bytes(data)
    return publish(play.folder, play.desk, 1)


@pytest.mark.usefixtures("later")
def test_files_of_an_older_kiosk_stay_until_a_name_is_corrected(play: Play) -> None:
    """Such files do not say whom they name, so a correction of any name makes them again."""
    before = as_before_names(play)
    assert not before.files[shelf.MARKDOWN].endswith(b"later\n")
    assert publish(play.folder, play.desk, 1) == before
    play.ask(roster.rules.Rename(person="m002", name="Bob"))
    assert publish(play.folder, play.desk, 1).files[shelf.MARKDOWN].endswith(b"later\n")


def unsealed(source: Source) -> Source:
    return replace(source, seal=None)


def test_what_nobody_sealed_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Unsealed files have nothing to compare with, so they are made again."""
    play = Play(tmp_path)
    play.open_meeting("Ana")
    play.ask(meeting.rules.Close())
    before = publish(play.folder, unsealed(of_desk(play.desk)), 1)
    assert SEAL not in before.files
    monkeypatch.setattr(files, "render", lambda *a, **n: render(*a, **n) + b"later\n")
    assert publish(play.folder, unsealed(of_desk(play.desk)), 1).files != before.files
    play.desk.close()


def test_files_of_another_copy_of_the_journal_are_not_kept(tmp_path: Path) -> None:
    """An older copy that went on is sealed by the same key, for the same meeting and number of entries."""
    play = Play(tmp_path)
    play.ask(meeting.rules.Open())
    play.desk.close()
    shutil.copytree(play.folder, tmp_path / "copy")
    play.restart()
    play.add("Ana")
    play.ask(meeting.rules.Close())
    before = publish(play.folder, play.desk, 1)
    play.desk.close()
    shutil.rmtree(play.folder)
    (tmp_path / "copy").rename(play.folder)
    play.restart()
    play.add("Eva")
    play.ask(meeting.rules.Close())
    (shelf_of(play.folder) / "1").mkdir(parents=True)
    for name, data in before.files.items():
        (shelf_of(play.folder) / "1" / name).write_bytes(data)
    after = publish(play.folder, play.desk, 1)
    assert before.size == after.size
    assert b"Eva" in after.files[shelf.MARKDOWN]
    play.desk.close()


def test_an_older_address_is_withheld_like_the_newer_one(play: Play) -> None:
    """While the files do not fit, both say that the minutes are being made again."""
    before = publish(play.folder, play.desk, 1).slug
    play.ask(roster.rules.Forget(person="m001"))
    expected = made(play.folder, play.desk).expected
    (place_of(play) / shelf.PAGE).write_bytes(b"changed")
    assert {before, publishing.slug_of(play.folder, 1)} <= table(shelf_of(play.folder), expected).withheld


def test_an_older_address_that_other_minutes_have_is_theirs(play: Play) -> None:
    """Each of two meetings says that it had the other's address before: neither takes it away."""
    play.ask(meeting.rules.Open())
    play.ask(meeting.rules.Close())
    source, place = of_desk(play.desk), shelf_of(play.folder)
    first, second = (publish(play.folder, play.desk, n).slug for n in (1, 2))
    digests = {}
    for number, slug, other in ((1, first, second), (2, second, first)):
        lying = files.files_of(build(source, number), source, slug, [other])
        publishing.write(place / str(number), lying)
        digests[number] = sha256(lying[SUMS]).hexdigest()
    found = table(place, Expected([play.desk.journal.vkey], digests, ""))
    assert found.slugs == {1: first, 2: second}
    assert found.heads[first] != found.heads[second]
    assert found.routes[f"/{first}"].body == (place / "1" / shelf.PAGE).read_bytes()
    assert found.routes[f"/{second}"].body == (place / "2" / shelf.PAGE).read_bytes()


@pytest.mark.parametrize("data", [b"", b"[]", b'{"1": "a7k2q"}', b'{"x": []}', b"\xff", b"[" * 100_000])
def test_a_file_of_slugs_that_is_none_is_as_good_as_none(play: Play, data: bytes) -> None:
    """Addresses on paper are then not found; everything else works as before."""
    before = publish(play.folder, play.desk, 1)
    (play.folder / "given-out.json").write_bytes(data)
    assert slugs(play.folder) == {}
    assert publish(play.folder, play.desk, 1) == before
    assert slugs(play.folder) == {1: [before.slug]}


def test_what_is_no_slug_is_passed_over(play: Play) -> None:
    """A path written into the file is never served."""
    (play.folder / "given-out.json").write_bytes(b'{"1": ["../etc", "ping", "aaaaa", "AAAAA"]}')
    assert slugs(play.folder) == {1: ["aaaaa"]}


def test_an_older_address_never_leads_to_another_meeting(play: Play) -> None:
    """A meeting whose digest begins like an earlier address gets a longer one."""
    digest = shelf.digest(publish(play.folder, play.desk, 1).files[shelf.MARKDOWN])
    (play.folder / "given-out.json").write_bytes(msgspec.json.encode({2: [digest[:5]]}))
    shutil.rmtree(shelf_of(play.folder))
    assert publish(play.folder, play.desk, 1).slug == digest[:6]


def test_so_many_addresses_are_remembered(play: Play) -> None:
    """Older addresses are dropped so that the file stays small, but never the first, which is on paper."""
    known = [f"aaa{chr(97 + n)}a" for n in range(25)]
    (play.folder / "given-out.json").write_bytes(msgspec.json.encode({1: known}))
    assert len(slugs(play.folder)[1]) == 25
    now = publish(play.folder, play.desk, 1).slug
    shutil.rmtree(shelf_of(play.folder))
    publish(play.folder, play.desk, 1)
    assert slugs(play.folder)[1] == [known[0], *known[1 - MOST :], now]
    assert f"/{known[0]}" in served(play).routes


def test_the_first_address_stays_the_first(play: Play) -> None:
    """Minutes that are again as they were first keep the place that is never dropped."""
    first = publish(play.folder, play.desk, 1).slug
    play.ask(roster.rules.Rename(person="m001", name="Anna"))
    other = publish(play.folder, play.desk, 1).slug
    assert slugs(play.folder)[1] == [first, other]
    play.ask(record.rules.Undo())
    assert publish(play.folder, play.desk, 1).slug == first
    assert slugs(play.folder)[1] == [first, other]
