"""The shelf: slugs, and the descriptions in its folders."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.minutes import shelf
from tests.minutes.shelves import SLUG, put


@pytest.fixture
def minutes(tmp_path: Path) -> Path:
    """Return the shelf of a data directory with one meeting on it."""
    put(tmp_path)
    return tmp_path / "public" / "minutes"


def test_a_slug_is_the_beginning_of_the_hash_of_the_markdown(minutes: Path) -> None:
    """A slug is the first five base32 characters of SHA-256, as `sha256sum` and `base32` give them."""
    assert shelf.digest(b"").startswith("4oymiquy7qobjgx36tejs35zeqt24qpemsnzgtfeswmrw6csxbkq")
    assert len(SLUG) == 5
    about = shelf.about(minutes / "1")
    assert about is not None
    assert about.slug == SLUG


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
    """No text in a description can become a path."""
    (minutes / "1" / shelf.ABOUT).write_bytes(said)
    assert shelf.about(minutes / "1") is None
