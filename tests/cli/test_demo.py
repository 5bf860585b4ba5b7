"""`kiosk demo`: a made-up assembly that is gone afterwards; and how the screens are opened."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.cli import LOOK_FIRST, main
from kiosk.cli.demo import MEMORY, made_up
from kiosk.journal.verify import verify
from tests.cli.conftest import Kiosk

Opened = list[tuple[Path, bool, int]]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Opened:
    """Record each opening of the screens: the folder, whether it is the demo, the entries there."""
    seen: Opened = []

    def run(folder: Path, demo: bool = False) -> int:
        size = verify(folder).size if (folder / "journal").exists() else 0
        seen.append((folder, demo, size))
        return LOOK_FIRST if len(seen) == 1 and not demo else 0

    monkeypatch.setattr("screens.boot.run", run)
    return seen


def test_the_demo_opens_on_a_folder_that_is_gone_afterwards(kiosk: Kiosk, opened: Opened, data: Path) -> None:
    """The made-up assembly exists only while the screens are open."""
    assert kiosk("demo").code == 0
    [(folder, demo, size)] = opened
    assert demo
    assert size > 300
    assert not folder.exists()
    assert not data.exists()


def test_the_kiosk_opens_without_a_command(kiosk: Kiosk, opened: Opened, data: Path) -> None:
    """A person who wants to look first gets the made-up assembly, then the same first start again."""
    assert kiosk().code == 0
    assert [(folder == data, demo) for folder, demo, _size in opened] == [
        (True, False),
        (False, True),
        (True, False),
    ]


def test_without_a_word_it_opens_in_the_accounts_folder(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The folder is the platform's, which XDG_DATA_HOME moves."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    opened.append((tmp_path, True, 0))
    assert main([]) == 0
    assert opened[-1][0] == tmp_path / "assembly-kiosk"


def test_standard_error_is_the_terminals_again(
    kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The screens redirect C libraries to a file; errors afterwards reach the terminal again."""

    def run(folder: Path, demo: bool = False) -> int:
        file = os.open(tmp_path / "messages", os.O_WRONLY | os.O_CREAT)
        os.dup2(file, 2)
        os.close(file)
        return 0

    monkeypatch.setattr("screens.boot.run", run)
    before = os.fstat(2)
    assert kiosk().code == 0
    assert os.path.samestat(before, os.fstat(2))


PROGRAM = """
import os, signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored in the background
import screens.boot
def run(folder, demo=False):
    print(folder, flush=True)
    time.sleep(60)
    return 0
screens.boot.run = run
from kiosk.cli import main
sys.exit(main(["demo"]))
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_told_to_stop_it_takes_its_folder_along(number: signal.Signals) -> None:
    """A hang-up or a stopping service leaves no folder behind and prints nothing."""
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        folder = Path(process.stdout.readline().strip())
        assert (folder / "journal" / "entries").exists()
        process.send_signal(number)
        assert process.wait(20) == 128 + number
        assert process.stderr.read() == ""
    assert not folder.exists()


def test_what_a_killed_demo_left_is_swept_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next demo removes folders of dead processes, and touches nothing else."""
    with subprocess.Popen(["true"]) as ended:
        ended.wait()
    left = tmp_path / f"kiosk-demo-{ended.pid}-abcdefgh"
    (left / "journal").mkdir(parents=True)
    others = [tmp_path / name for name in (f"kiosk-demo-{os.getpid()}-x", "kiosk-demo-y-z", "mine-1-2")]
    for other in others:
        other.mkdir()
    link = tmp_path / f"kiosk-demo-{ended.pid}-link"
    link.symlink_to(others[0])
    monkeypatch.setattr("kiosk.cli.demo.MEMORY", tmp_path)
    with made_up() as folder:
        assert folder.parent == tmp_path
        assert not left.exists()
    assert all(path.exists() for path in (*others, link))


def test_it_is_played_in_memory_where_there_is_some() -> None:
    """On Linux none of it reaches the card."""
    if not os.access(MEMORY, os.W_OK):
        pytest.skip(f"{MEMORY} cannot be written on this machine")
    with made_up() as folder:
        assert folder.is_relative_to(MEMORY)
