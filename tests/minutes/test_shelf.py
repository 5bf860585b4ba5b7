"""The shelf: what lies on it is served whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kiosk.minutes import shelf
from tests.minutes.shelves import MARKDOWN, SLUG, put


@pytest.fixture
def minutes(tmp_path: Path) -> Path:
    """The shelf of a data directory with one meeting on it."""
    put(tmp_path)
    return tmp_path / "public" / "minutes"


def test_a_slug_is_the_beginning_of_the_hash_of_the_markdown(minutes: Path) -> None:
    """First five base32 characters of SHA-256, lower case: `sha256sum` and `base32` give the same."""
    assert shelf.digest(b"").startswith("4oymiquy7qobjgx36tejs35zeqt24qpemsnzgtfeswmrw6csxbkq")
    assert len(SLUG) == 5
    assert SLUG in {path.strip("/") for path in shelf.table(minutes)}


@pytest.mark.parametrize("damage", ["about.json", "minutes.md", "minutes.html"])
def test_a_folder_that_is_not_whole_is_left_out(minutes: Path, damage: str) -> None:
    """Without its Markdown, page or description nothing of a meeting is served."""
    (minutes / "1" / damage).unlink()
    assert set(shelf.table(minutes)) == {"/", shelf.PING}


def test_minutes_that_do_not_fit_their_slug_are_left_out(minutes: Path) -> None:
    """A folder caught between two versions is not served until it is whole again."""
    (minutes / "1" / "minutes.md").write_bytes(MARKDOWN + b"x")
    assert set(shelf.table(minutes)) == {"/", shelf.PING}


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"{}",
        b"[]",
        b'{"slug":"../x","number":1,"title":"","date":""}',
        b"\xff",
        b'{"a":' * 5_000 + b"1" + b"}" * 5_000,
        b'{"slug":' + b"[" * 100_000,
        b'{"number":' + b"9" * 5_000 + b"}",
    ],
    ids=lambda said: said[:12].decode(errors="replace"),
)
def test_a_folder_that_describes_itself_wrongly_is_left_out(minutes: Path, said: bytes) -> None:
    """Whatever stands in the description, it cannot make a path of its own."""
    (minutes / "1" / shelf.ABOUT).write_bytes(said)
    assert set(shelf.table(minutes)) == {"/", shelf.PING}


def test_links_and_pipes_are_not_followed(minutes: Path, tmp_path: Path) -> None:
    """Only regular files of a reasonable size are read; a pipe does not hang the server."""
    (tmp_path / "secret").write_text("secret")
    (minutes / "1" / shelf.CHECKPOINT).unlink()
    (minutes / "1" / shelf.CHECKPOINT).symlink_to(tmp_path / "secret")
    (minutes / "1" / shelf.SIGNERS).unlink()
    os.mkfifo(minutes / "1" / shelf.SIGNERS)
    os.truncate(minutes / "1" / shelf.SEAL, 1 << 40)
    routes = shelf.table(minutes)
    assert f"/{SLUG}" in routes
    assert not {f"/{SLUG}/checkpoint", f"/{SLUG}/allowed_signers", f"/{SLUG}.md.sig"} & set(routes)


def test_only_the_newest_meetings_are_served(tmp_path: Path) -> None:
    """The table is bounded, and it is the newest meetings that stay in it."""
    slugs = [put(tmp_path, number, f"# {number}\n".encode()) for number in range(1, shelf.SERVED + 3)]
    routes = shelf.table(tmp_path / "public" / "minutes")
    assert [f"/{slug}" in routes for slug in slugs] == [False, False] + [True] * shelf.SERVED


def test_there_may_be_no_shelf(tmp_path: Path) -> None:
    """A kiosk that has never closed a meeting serves its first page."""
    assert b"There are no minutes here yet." in shelf.table(tmp_path / "nothing")["/"].body
