"""What is served: files that are exactly what the kiosk expects, and no others."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.minutes import shelf, sums
from kiosk.minutes.pipe import Expected
from kiosk.minutes.seal import FILES
from kiosk.minutes.table import Table, table
from tests.minutes.sealing import sealed
from tests.minutes.shelves import KEY, MARKDOWN, PAGE, SLUG, contents, expected, put

OTHER = b"# Minutes\n\nAnother meeting.\n"
BARE = {"/", "/ping"}


@pytest.fixture
def minutes(tmp_path: Path) -> Path:
    """Return the shelf of a data directory with an index and two meetings on it."""
    put(tmp_path)
    put(tmp_path, 2, OTHER)
    place = tmp_path / "public" / "minutes"
    (place / shelf.INDEX).write_bytes(PAGE)
    return place


def only_the_other(found: Table, misfit: int = 1) -> None:
    """Check that no file of meeting 1 is served and every file of meeting 2 is."""
    slug = shelf.digest(OTHER)[: shelf.SLUG]
    assert found.misfits == {misfit}
    assert found.slugs == {2: slug}
    assert all(path in BARE or path.startswith(f"/{slug}") for path in found.routes)


def test_what_fits_is_served_whole(minutes: Path) -> None:
    """Every file except the kiosk's own description of the folder has its path."""
    found = table(minutes, expected(minutes.parent.parent))
    assert (found.misfits, found.withheld) == (set(), set())
    assert {path for path in found.routes if path.startswith(f"/{SLUG}")} == {
        f"/{SLUG}",
        f"/{SLUG}.md",
        f"/{SLUG}.md.sig",
        f"/{SLUG}/allowed_signers",
        f"/{SLUG}/checkpoint",
        f"/{SLUG}/sha256sums",
        f"/{SLUG}/sha256sums.sig",
        *(f"/{SLUG}/001/{name}" for name in ("pool.txt", "seed.txt", "result.txt", "check.html")),
    }
    assert found.routes[f"/{SLUG}"].body == found.routes["/"].body == PAGE


def test_nothing_is_served_before_it_is_expected(minutes: Path) -> None:
    """A server without expectations serves no minutes, whatever is on the card."""
    assert set(table(minutes, None).routes) == {"/ping"}
    found = table(minutes, Expected())
    assert (set(found.routes), found.misfits) == ({"/ping"}, {0, 1, 2})


def test_every_changed_file_takes_its_meeting_off_the_air(minutes: Path) -> None:
    """A byte changed, added or cut in any file withholds the whole meeting."""
    wanted = expected(minutes.parent.parent)
    for path in sorted(path for path in (minutes / "1").rglob("*") if path.is_file()):
        whole = path.read_bytes()
        harms = [
            whole[:at] + bytes([whole[at] ^ bit]) + whole[at + 1 :]
            for at in {*range(0, len(whole), max(1, len(whole) // 40)), len(whole) - 1}
            for bit in (1, 4, 128)
        ]
        for harm in [*harms, whole + b"\n", whole[:-1], b"", whole * 2]:
            path.write_bytes(harm)
            only_the_other(table(minutes, wanted))
        path.write_bytes(whole)
    assert table(minutes, wanted).misfits == set()


def _unlink(path: Path) -> None:
    path.unlink()


def _link(path: Path) -> None:
    beside = path.parent.parent.parent / "moved"
    path.rename(beside)
    path.symlink_to(beside)


def _pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _endless(path: Path) -> None:
    os.truncate(path, 1 << 40)


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize("harm", [_unlink, _link, _pipe, _endless, _folder])
def test_a_file_that_is_not_there_as_a_file(minutes: Path, harm: Callable[[Path], None]) -> None:
    """A missing file, a link, a pipe, a terabyte or a folder withholds the meeting, and nothing hangs."""
    wanted = expected(minutes.parent.parent)
    for name in contents(minutes / "1"):
        shutil.copytree(minutes / "1", minutes.parent / "whole")
        harm(minutes / "1" / name)
        only_the_other(table(minutes, wanted))
        shutil.rmtree(minutes / "1")
        (minutes.parent / "whole").rename(minutes / "1")
        (minutes.parent / "moved").unlink(missing_ok=True)


@pytest.mark.parametrize(
    "name",
    ["more", "draws/001/more.txt", "draws/002/check.html", "draws/001/more/x", ".new", "minutes.ics", "a b"],
)
def test_a_file_too_many(minutes: Path, name: str) -> None:
    """An additional file withholds the meeting, also one that would have its own path."""
    wanted = expected(minutes.parent.parent)
    (minutes / "1" / name).parent.mkdir(parents=True, exist_ok=True)
    (minutes / "1" / name).write_bytes(PAGE)
    only_the_other(table(minutes, wanted))


def test_a_list_and_a_seal_of_somebody_else(minutes: Path) -> None:
    """A changed page with a list that fits it is refused under any seal: the old, a stranger's, none."""
    wanted = expected(minutes.parent.parent)
    place = minutes / "1"
    (place / shelf.PAGE).write_bytes(PAGE + b"changed")
    listed = sums.sums(contents(place))
    (place / sums.SUMS).write_bytes(listed)
    only_the_other(table(minutes, wanted))
    for key in (Ed25519PrivateKey.generate(), KEY):
        (place / sums.SEAL).write_bytes(sealed(key, listed, FILES).encode())
        only_the_other(table(minutes, wanted))
    (place / sums.SEAL).write_bytes(sealed(KEY, listed).encode())
    only_the_other(table(minutes, wanted))
    (place / sums.SEAL).unlink()
    only_the_other(table(minutes, wanted))


def test_the_seal_is_looked_at_as_well_as_the_digest(minutes: Path) -> None:
    """Expected files are withheld under a seal of another key, or without the seal that is expected."""
    wanted = expected(minutes.parent.parent)
    whole = (minutes / "1" / sums.SEAL).read_bytes()
    for harm in (sealed(Ed25519PrivateKey.generate(), MARKDOWN, FILES).encode(), b"", b"\xff", whole[:-1]):
        (minutes / "1" / sums.SEAL).write_bytes(harm)
        only_the_other(table(minutes, wanted))
    (minutes / "1" / sums.SEAL).unlink()
    only_the_other(table(minutes, wanted))


def test_a_folder_of_another_meeting(minutes: Path) -> None:
    """Genuine files in the wrong folder withhold both meetings."""
    wanted = expected(minutes.parent.parent)
    (minutes / "1").rename(minutes / "3")
    (minutes / "2").rename(minutes / "1")
    (minutes / "3").rename(minutes / "2")
    found = table(minutes, wanted)
    assert (set(found.routes), found.misfits) == (BARE, {1, 2})
    shutil.rmtree(minutes / "1")
    shutil.copytree(minutes / "2", minutes / "1")
    found = table(minutes, Expected(wanted.keys, {1: wanted.meetings[1], 2: wanted.meetings[1]}))
    assert (found.slugs, found.misfits) == ({1: SLUG}, {0, 2})


def test_an_older_version_of_the_same_minutes(minutes: Path) -> None:
    """An older version is withheld although its seal is genuine and every file fits."""
    shutil.copytree(minutes / "1", minutes.parent / "older")
    shutil.rmtree(minutes / "1")
    put(minutes.parent.parent, 1, MARKDOWN + b"\nCorrected.\n")
    wanted = expected(minutes.parent.parent)
    assert table(minutes, wanted).misfits == set()
    shutil.rmtree(minutes / "1")
    (minutes.parent / "older").rename(minutes / "1")
    only_the_other(table(minutes, wanted))


def test_a_meeting_that_is_not_expected_or_not_there(minutes: Path) -> None:
    """Both are misfits: the first is to be removed, the second to be made."""
    wanted = expected(minutes.parent.parent)
    put(minutes.parent.parent, 77, b"# Not from here\n")
    found = table(minutes, wanted)
    assert (sorted(found.slugs), found.misfits) == ([1, 2], {77})
    shutil.rmtree(minutes / "77")
    shutil.rmtree(minutes / "1")
    only_the_other(table(minutes, wanted))


def test_the_index_is_checked_too(minutes: Path) -> None:
    """A changed or missing index, a link, or an unexpected index gives no first page; meetings are served."""
    wanted = expected(minutes.parent.parent)
    index = minutes / shelf.INDEX
    for harm in (PAGE + b"x", PAGE[:-1], b"", None):
        index.unlink()
        if harm is not None:
            index.write_bytes(harm)
        found = table(minutes, wanted)
        assert ("/" in found.routes, found.misfits, sorted(found.slugs)) == (False, {0}, [1, 2])
        index.write_bytes(PAGE)
    found = table(minutes, Expected(wanted.keys, wanted.meetings))
    assert ("/" in found.routes, found.misfits) == (False, {0})


def test_minutes_without_a_seal_say_so(tmp_path: Path) -> None:
    """Without a key the pages say so in their first line, and other files are unchanged."""
    put(tmp_path, sealed=False)
    place = tmp_path / "public" / "minutes"
    told = b"Not sealed: nobody can tell yet whether these minutes were changed."
    wanted = expected(tmp_path)
    for keys in (wanted.keys, []):
        found = table(place, Expected(keys, wanted.meetings))
        for path in (f"/{SLUG}", f"/{SLUG}/001/check.html"):
            page = found.routes[path]
            assert page.body.partition(b"<body>\n")[2].startswith(b"<p><strong>" + told)
            assert page.policy == shelf.policy_of(page.body)
        assert found.routes[f"/{SLUG}.md"].body == MARKDOWN
    (place / "1" / "minutes.md").write_bytes(MARKDOWN + b"x")
    assert table(place, wanted).misfits == {1}
    shutil.rmtree(place / "1")
    put(tmp_path)
    sealed = expected(tmp_path)
    assert told in table(place, Expected([], sealed.meetings)).routes[f"/{SLUG}"].body
    assert told not in table(place, sealed).routes[f"/{SLUG}"].body


def test_only_the_newest_meetings_are_served(tmp_path: Path) -> None:
    """The table is bounded, and keeps the newest meetings, whatever folders exist."""
    slugs = [put(tmp_path, number, f"# {number}\n".encode()) for number in range(1, shelf.SERVED + 3)]
    wanted = expected(tmp_path)
    for number in range(1_000, 1_100):
        (tmp_path / "public" / "minutes" / str(number)).mkdir()
    found = table(tmp_path / "public" / "minutes", wanted)
    assert [f"/{slug}" in found.routes for slug in slugs] == [False, False] + [True] * shelf.SERVED
    assert len(found.misfits) == shelf.SERVED


def test_there_may_be_no_shelf(tmp_path: Path) -> None:
    """A kiosk that has never closed a meeting serves its first page."""
    found = table(tmp_path / "nothing", Expected())
    assert b"There are no minutes here yet." in found.routes["/"].body
    assert found.misfits == set()
