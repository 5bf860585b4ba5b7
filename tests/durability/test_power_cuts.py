"""Power cuts on real file systems, with the flush and without it."""

from __future__ import annotations

from ctypes.util import find_library
from pathlib import Path

import pytest

from kiosk.journal.disk import DISK
from tests.durability.__main__ import HARNESSES
from tests.durability.ext4 import by_copying, by_shutdown
from tests.durability.forgetful import cut_everywhere
from tests.durability.surviving import by_blocks
from tests.durability.writing import Unflushed, cuts
from tests.needs import needs, needs_kernel, skips_forbidden


@pytest.fixture
def libfuse() -> None:
    """Skip the test without the C library that mfusepy needs."""
    if find_library("fuse3") is None:
        if skips_forbidden():
            pytest.fail("needs libfuse3, not installed here, and KIOSK_SKIPS=none forbids skipping")
        pytest.skip("needs libfuse3, not installed here")


@needs("mkfs.ext4")
@needs_kernel("loop mount")
def test_a_copy_of_the_card_holds_every_acknowledged_entry(tmp_path: Path) -> None:
    """On ext4, copied while another process appends, everything acknowledged before is on the copy."""
    figures = by_copying(tmp_path, cuts(24), flushed=True)
    assert (figures.losing, figures.stopped) == (0, 0), figures


@needs("mkfs.ext4")
@needs_kernel("loop mount")
def test_a_card_shut_down_at_once_holds_every_acknowledged_entry(tmp_path: Path) -> None:
    """EXT4_IOC_SHUTDOWN without its log: the writer is refused, and nothing acknowledged before is lost."""
    assert by_shutdown(tmp_path, cuts(12), flushed=True).losing == 0


@pytest.mark.usefixtures("libfuse")
@needs_kernel("FUSE")
@pytest.mark.parametrize("seed", range(1, 1 + -(-cuts(100) // 100)))
def test_a_card_that_forgets_what_was_not_flushed_loses_nothing(tmp_path: Path, seed: int) -> None:
    """Cut after every single call, any unflushed sectors kept: names and entries are there."""
    figures = cut_everywhere(tmp_path, 12, DISK, seed)
    assert figures.losing == 0, figures
    assert figures.cuts > 100


@pytest.mark.usefixtures("libfuse")
@needs_kernel("FUSE")
@pytest.mark.parametrize("left_out", [["fdatasync", "fsync"], ["fdatasync"], ["fsync"]])
def test_the_card_that_forgets_would_tell_any_missing_flush(
    tmp_path: Path, left_out: tuple[str, ...]
) -> None:
    """With one kind of flush left out, some cut loses something acknowledged."""
    assert cut_everywhere(tmp_path, 8, Unflushed(*left_out)).losing > 0


@pytest.mark.usefixtures("libfuse")
@needs("mkfs.ext4", "e2fsck")
@needs_kernel("loop mount", "FUSE")
@pytest.mark.parametrize("seed", [1, 2])
def test_whatever_blocks_a_card_has_kept_nothing_acknowledged_is_lost(tmp_path: Path, seed: int) -> None:
    """Journal, names, key, shelf, tiles, a stick, what was put back: cut below ext4 at any write or flush."""
    figures = by_blocks(tmp_path, cuts(24), flushed=True, seed=seed)
    assert figures.why == []
    assert figures.cuts >= 24


@pytest.mark.usefixtures("libfuse")
@needs("mkfs.ext4", "e2fsck")
@needs_kernel("loop mount", "FUSE")
@pytest.mark.parametrize("harness", HARNESSES)
def test_every_harness_tells_a_flush_that_does_nothing(tmp_path: Path, harness: str) -> None:
    """On a machine whose fsync and fdatasync only return, cuts lose something acknowledged."""
    assert HARNESSES[harness](tmp_path, 6, False).losing > 0
