"""Power cuts below ext4: every write and flush sent to a card is known, so it can be cut at any of them.

    log = life_of(folder, 1)                        a life of an assembly, recorded block by block
    for cut in cuts(log, Random(1), 100): ...       what a cut may have left, and was acknowledged by then
    with mounted(folder, cut.cards["card"]) as card: ...

Up to the last flush a card holds everything. Of what was sent since it may hold all or nothing, any of the
writes, and of a write any of its sectors of 512 bytes. The kernel's own device for this, dm-log-writes, is
missing on many machines; a loop device over the file system in `listening` sees the same.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import NamedTuple

import msgspec

from tests.durability.listening import FLUSH, SAID, Step
from tests.durability.nosync import running

ROOT = Path(__file__).parents[2]
SECTOR = 512
SIZE = 24 << 20
CARDS = {"card": "4096", "stick": "1024"}
"""The cards, and the block size of each one's file system."""
OPTIONS = "loop,noauto_da_alloc"
"""Turns off ext4's guess that a file which replaces another should be flushed."""

ONE = (2, 3)
"""ext4's superblock has one checksum over both sectors: with it torn no card can be mounted at all."""

Sectors = dict[int, bytes]
"""Number of a sector -> its bytes; missing ones are zeros."""


class Cut(NamedTuple):
    """A power cut before step `at` of the log: what each card holds, and the acknowledgements so far."""

    at: int
    cards: dict[str, Sectors]
    said: list[bytes]


class Log(NamedTuple):
    """What the cards held at first, and every step that followed."""

    first: dict[str, Sectors]
    steps: list[Step]


@contextmanager
def listened(folder: Path) -> Iterator[dict[str, Path]]:
    """Yield two new cards, mounted, and the file `said`; afterwards the log is in `folder`/log."""
    cards, ear = folder / "cards", folder / "ear"
    for each in (cards, ear, *(folder / name for name in CARDS)):
        each.mkdir()
    for name, block in CARDS.items():
        make_card(cards / name, block)
    words = ["tests.durability.listening", str(ear), str(cards), str(folder / "log")]
    with subprocess.Popen([sys.executable, "-m", *words], cwd=ROOT) as process:
        until = time.monotonic() + 30
        while not os.path.ismount(ear):
            if process.poll() is not None or time.monotonic() > until:
                process.kill()
                raise RuntimeError("the cards that are listened to could not be mounted")
            time.sleep(0.01)
        there: list[Path] = []
        try:
            for name in CARDS:
                subprocess.run(["mount", "-o", OPTIONS, ear / name, folder / name], check=True)
                there.append(folder / name)
            yield {**{name: folder / name for name in CARDS}, SAID: ear / SAID}
        finally:
            for place in there:
                subprocess.run(["umount", place], check=True)
            subprocess.run(["umount", ear], check=True)
            process.wait(30)


def make_card(image: Path, block: str) -> None:
    """Make a complete, empty ext4 in a file: nothing is left for the kernel to initialise later."""
    image.write_bytes(b"")
    os.truncate(image, SIZE)
    whole = "lazy_itable_init=0,lazy_journal_init=0"
    subprocess.run(["mkfs.ext4", "-q", "-F", "-b", block, "-E", whole, image], check=True)


def life_of(folder: Path, seed: int, flushed: bool = True) -> Log:
    """Play the life of an assembly (`life`) on new cards; with flushes that do nothing unless `flushed`."""
    with listened(folder) as places:
        given = [*map(str, places.values()), str(seed)]
        subprocess.run([*running("tests.durability.life", flushed), *given], check=True, cwd=ROOT)
    steps = msgspec.msgpack.decode((folder / "log").read_bytes(), type=list[Step])
    return Log({name: _held(folder / "cards" / name) for name in CARDS}, steps)


def _held(image: Path) -> Sectors:
    zeros = bytes(SECTOR)
    return {n: data for n, data in sectors(0, image.read_bytes()).items() if data != zeros}


def sectors(offset: int, data: bytes) -> Sectors:
    """Return the sectors that a write fills; the kernel writes whole ones."""
    return {(offset + at) // SECTOR: data[at : at + SECTOR] for at in range(0, len(data), SECTOR)}


def cuts(log: Log, chance: Random, count: int) -> Iterator[Cut]:
    """Yield at most `count` cuts, in order, at random: before a flush as often as before a write."""
    moments = [at for at, (where, _offset, _data) in enumerate(log.steps) if where != SAID]
    chosen = set(chance.sample(moments, min(count, len(moments))))
    flushed = {name: dict(held) for name, held in log.first.items()}
    waiting: dict[str, list[Sectors]] = {name: [] for name in flushed}
    said: list[bytes] = []
    for at, (where, offset, data) in enumerate(log.steps):
        if at in chosen:
            yield Cut(at, {name: _left(flushed[name], waiting[name], chance) for name in flushed}, list(said))
        if where == SAID:
            said.append(data)
        elif offset == FLUSH:
            for sent in waiting[where]:
                flushed[where].update(sent)
            waiting[where] = []
        else:
            waiting[where].append(sectors(offset, data))


def _left(flushed: Sectors, waiting: list[Sectors], chance: Random) -> Sectors:
    """Return what a card may hold of writes that it was sent and did not confirm."""
    share = chance.choice((0, 0.2, 0.5, 0.8, 1, 1))
    torn = chance.choice((0, 0, 0.5))
    left = dict(flushed)
    for sent in waiting:
        if chance.random() < share:
            whole = chance.random() >= torn
            left.update({n: data for n, data in sent.items() if whole or n in ONE or chance.random() < 0.5})
    return left


@contextmanager
def mounted(folder: Path, held: Sectors, name: str = "left") -> Iterator[Path]:
    """Mount a card that holds these sectors; repair it first if ext4 itself asks for it."""
    image, place = folder / f"{name}.image", folder / name
    place.mkdir(exist_ok=True)
    with image.open("wb") as file:
        file.truncate(SIZE)
        for n, data in held.items():
            os.pwrite(file.fileno(), data, n * SECTOR)
    mount = ["mount", "-o", "loop,barrier=0", str(image), str(place)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        subprocess.run(["e2fsck", "-f", "-y", image], capture_output=True, check=False)
        subprocess.run(mount, check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", place], check=True)
        image.unlink()
