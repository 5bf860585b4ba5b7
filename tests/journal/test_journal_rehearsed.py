"""An entry is tried on the state before it is written: what cannot be folded is never recorded."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journal.making import found, stamp, texts


def test_an_entry_is_rehearsed_before_it_is_written(tmp_path: Path) -> None:
    """`rehearse` gets the bytes that are recorded, while the card still ends before them."""
    journal = found(tmp_path)
    path = tmp_path / "journal" / "entries"
    before = path.read_bytes()
    tried: list[tuple[bytes, bytes]] = []
    journal.append(
        "turn.began/1", {"who": "m001"}, stamp(1), rehearse=lambda e: tried.append((e, path.read_bytes()))
    )
    assert tried == [(texts(journal)[1], before)]


def test_what_the_rehearsal_refuses_is_not_recorded(tmp_path: Path) -> None:
    """Its error reaches the caller, the file is unchanged, and the next entry gets the same number."""
    journal = found(tmp_path)
    before = (tmp_path / "journal" / "entries").read_bytes()

    def refuse(entry: bytes) -> None:
        raise AssertionError(f"cannot be folded: {entry!r}")

    with pytest.raises(AssertionError, match="cannot be folded"):
        journal.append("turn.began/1", {"who": "m001"}, stamp(1), rehearse=refuse)
    assert ((tmp_path / "journal" / "entries").read_bytes(), journal.size) == (before, 1)
    assert journal.append("turn.began/1", {"who": "m001"}, stamp(1)) == 1
