"""Files that people bring."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kiosk.errors import Refused
from kiosk.typed.text_file import MOST_BYTES, read_file


def test_files(tmp_path: Path) -> None:
    """A small regular file is read; a link, a pipe, a folder and a large file are refused in one sentence."""
    good = tmp_path / "people.csv"
    good.write_bytes("\ufeffAna;north\n".encode())
    assert read_file(good) == "Ana;north\n"
    (tmp_path / "link").symlink_to(good)
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "large").write_bytes(b"x" * (MOST_BYTES + 1))
    for name in ("link", "pipe", "large", "missing", "."):
        with pytest.raises(Refused):
            read_file(tmp_path / name)
