"""Opening the kiosk: messages are kept off the wall, of this run and of the one before."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from screens.boot import BEFORE, MESSAGES

ONE_RUN = """
import os, sys
from pathlib import Path
from screens.boot import guard_screen
guard_screen(Path(sys.argv[1]))
os.write(2, sys.argv[2].encode())
"""


def _run(folder: Path, *words: str) -> None:
    for word in words:
        done = subprocess.run(
            [sys.executable, "-c", ONE_RUN, str(folder), word], capture_output=True, check=True, timeout=60
        )
        assert done.stderr == b""


@pytest.mark.parametrize(
    ("runs", "now", "before"),
    [(("one",), "one", ""), (("one", "two"), "two", "one"), (("one", ""), "", "one")],
)
def test_what_the_run_before_said_is_kept(
    tmp_path: Path, runs: tuple[str, ...], now: str, before: str
) -> None:
    """The service restarts a kiosk that crashed: its last messages are still there, and so are those of a run
    that was followed by a silent one."""
    _run(tmp_path, *runs)
    assert (tmp_path / MESSAGES).read_text() == now
    kept = tmp_path / BEFORE
    assert (kept.read_text() if kept.exists() else "") == before
    _run(tmp_path, "")
    assert (kept.read_text() if kept.exists() else "") == (now or before)
