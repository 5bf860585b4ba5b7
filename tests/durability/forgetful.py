"""One evening's first entries on a card that forgets, cut after every call that changed something."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec

from kiosk.journal.disk import Disk
from kiosk.journal.names import Names
from kiosk.journal.names_file import commitment
from tests.durability.writing import Figures, append
from tests.journal.making import found

ROOT = Path(__file__).parents[2]


@contextmanager
def forgetting(folder: Path, seed: int) -> Iterator[Path]:
    """Mount the forgetful card; after it is unmounted, its cuts are in `folder`/cuts."""
    place = folder / "card"
    place.mkdir(exist_ok=True)
    words = ["tests.durability.dropping", str(place), str(folder / "cuts"), str(seed)]
    with subprocess.Popen([sys.executable, "-m", *words], cwd=ROOT) as process:
        until = time.monotonic() + 30
        while not os.path.ismount(place):
            if process.poll() is not None or time.monotonic() > until:
                process.kill()
                raise RuntimeError("the forgetful card could not be mounted")
            time.sleep(0.01)
        try:
            yield place
        finally:
            subprocess.run(["umount", place], check=True)
            process.wait(30)


def write_an_evening(card: Path, entries: int, disk: Disk) -> None:
    """Write a founding, a name, entries and a close; report each acknowledged one to the card."""
    names = Names(card / "names.json", dict, disk)
    journal = found(card / "data", disk)
    _tell(card, 1)
    while journal.size < entries:
        names.add(f"m{journal.size:03d}", "Ana", journal.size.to_bytes(16, "big"))
        _tell(card, append(journal))
    journal.keep_head()
    journal.close()


def _tell(card: Path, said: int) -> None:
    with suppress(FileNotFoundError):
        os.stat(card / f"said-{said}")


def cut_everywhere(folder: Path, entries: int, disk: Disk, seed: int = 1) -> Figures:
    """Write on a forgetful card, then judge what every cut left."""
    with forgetting(folder, seed) as card:
        write_an_evening(card, entries, disk)
    figures = Figures()
    cuts = msgspec.msgpack.decode((folder / "cuts").read_bytes(), type=list[tuple[int, dict[str, bytes]]])
    for said, files in cuts:
        left = folder / "left"
        for path, data in files.items():
            kept = left / path.lstrip("/")
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_bytes(data)
        figures.count(left / "data", said if _names_are_whole(left, said) else said + 1)
        shutil.rmtree(left, ignore_errors=True)
    return figures


def _names_are_whole(left: Path, said: int) -> bool:
    """True if everybody whose entry was acknowledged still has a name."""
    committed = {f"m{n:03d}": commitment("Ana", n.to_bytes(16, "big")) for n in range(1, said)}
    names = Names(left / "names.json", lambda: committed)
    return not names.lost and all(names.name(person) == "Ana" for person in committed)
