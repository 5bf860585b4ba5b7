"""A card that the kernel itself makes fail: read-only in the middle of a meeting, and single calls."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.errors import NotRecorded
from kiosk.journal.verify import verify
from tests.durability.ext4 import make_card, mounted
from tests.durability.writing import append, survivors
from tests.journal.making import evening, found, reopen, texts
from tests.needs import needs, needs_kernel


@needs("mkfs.ext4")
@needs_kernel("loop mount")
def test_a_card_that_becomes_read_only_is_said_and_loses_nothing(tmp_path: Path) -> None:
    """The kernel finds a fault and remounts the card read-only: NOT RECORDED, reading goes on."""
    image = tmp_path / "card"
    make_card(image)
    with mounted(image, "errors=remount-ro") as card:
        journal = found(card / "data")
        for _ in range(5):
            said = append(journal)
        device = subprocess.run(
            ["findmnt", "-n", "-o", "SOURCE", card], capture_output=True, text=True, check=True
        ).stdout.strip()
        trigger = Path("/sys/fs/ext4", Path(device).name, "trigger_fs_error")
        if not trigger.exists():
            pytest.skip("this kernel's ext4 cannot be told to find a fault")
        trigger.write_text("test")
        for _ in range(2):
            with pytest.raises(NotRecorded, match="NOT RECORDED"):
                append(journal)
        assert len(texts(journal)) == said
        journal.close()
        with pytest.raises(NotRecorded, match="cannot be written"):
            reopen(card / "data")
    subprocess.run(["e2fsck", "-p", "-f", image], check=False, capture_output=True)
    with mounted(image) as card:
        assert survivors(card / "data")[0] >= said


CHILD = """
import sys
from pathlib import Path
from kiosk.errors import NotRecorded
from tests.durability.writing import append
from tests.journal.making import reopen
try:
    journal = reopen(Path(sys.argv[1]))
    for _ in range(6):
        print(append(journal), flush=True)
except NotRecorded as error:
    print(error.sentence, flush=True)
"""


@needs("strace")
@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        ("fdatasync:error=EIO:when=3", "the card did not confirm a write"),
        ("write:error=ENOSPC:when=3", "the card is full"),
        ("fdatasync:signal=KILL:when=3", ""),
    ],
)
def test_a_call_that_the_kernel_fails_loses_nothing(tmp_path: Path, fault: str, sentence: str) -> None:
    """strace makes one call fail, or kills there: what was acknowledged is found again, and verifies."""
    path = evening(tmp_path, 3)
    options = ["-e", f"trace={fault.partition(':')[0]}", "-e", f"inject={fault}", "-P", str(path)]
    traced = ["strace", "-f", "-qq", "-o", str(tmp_path / "trace"), *options]
    done = subprocess.run(
        [*traced, sys.executable, "-c", CHILD, str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    lines = done.stdout.split("\n")
    said = max([3, *(int(line) for line in lines if line.isdigit())])
    assert sentence in done.stdout
    journal = reopen(tmp_path)
    assert journal.size >= said
    journal.close()
    assert verify(tmp_path).sound
