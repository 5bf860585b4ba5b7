"""The published journal on the web: exactly these paths."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.journal.tiles import publish, tiles_of
from kiosk.minutes.tlog import tile
from tests.journal.making import VECTORS

CHECKPOINT = (VECTORS / "checkpoints" / "9").read_bytes()


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a public folder, with a secret next to it."""
    folder = tmp_path_factory.mktemp("assembly")
    publish(folder / "public", (b"%d" % n for n in range(1_000)), CHECKPOINT)
    (folder / "secret").write_bytes(b"secret")
    return folder / "public"


def test_everything_published_is_given(public: Path) -> None:
    """The checkpoint is served as text and each tile as bytes, under the paths of tlog-tiles."""
    found = tile(public, "/checkpoint")
    assert found is not None
    assert (found.body, found.type) == (CHECKPOINT, "text/plain; charset=utf-8")
    for name, content in tiles_of(b"%d" % n for n in range(1_000)):
        found = tile(public, f"/{name}")
        assert found is not None
        assert (found.body, found.type) == (content, "application/octet-stream")


@pytest.mark.parametrize(
    "path",
    [
        "/tile/0/999",
        "/tile/0/000.p/256",
        "/tile/0/000.p/0",
        "/tile/0/x000/000",
        "/tile/0/003.p/1",
        "/tile/00/000",
        "/tile/64/000",
        "/tile/0/0",
        "/tile/0/../../../secret",
        "/tile/0/000/../../../secret",
        "/tile/entries/x001",
        "/tile/",
        "/checkpoint/",
        "/../secret",
        "/tile/0/٠٠٠",
        "checkpoint",
        "",
    ],
)
def test_nothing_else_is(public: Path, path: str) -> None:
    """Missing files, second names of files and files outside public/ are not served."""
    assert tile(public, path) is None


@pytest.mark.parametrize(
    "name", ["tile/entries/003.p/232", "tile/0/003.p/232", "tile/0/000", "tile/1/000.p/3"]
)
def test_a_tile_that_is_not_as_long_as_its_name_says_is_not_given(tmp_path: Path, name: str) -> None:
    """A tile with additional bytes, a hash or entry too many or too few is not served at all."""
    publish(tmp_path, (b"%d" % n for n in range(1_000)), CHECKPOINT)
    whole = (tmp_path / name).read_bytes()
    assert tile(tmp_path, f"/{name}") is not None
    for wrong in (whole + b"x", whole + bytes(32), whole + b"\0\1x", whole[:-1], whole[:-32], b""):
        (tmp_path / name).write_bytes(wrong)
        assert tile(tmp_path, f"/{name}") is None


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    """A person who can write into public/ cannot expose other files of the machine."""
    (tmp_path / "secret").write_bytes(b"secret")
    (tmp_path / "checkpoint").symlink_to(tmp_path / "secret")
    assert tile(tmp_path, "/checkpoint") is None
