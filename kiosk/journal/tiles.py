"""The journal as strangers' clients read it: a folder of tiles, for any web server (C2SP tlog-tiles).

    checkpoint                     the newest signed head
    tile/<L>/<N>[.p/<W>]           W hashes of 32 bytes, 256 when full: leaf hashes at level 0, above it the
                                   roots of the full tiles below
    tile/entries/<N>[.p/<W>]       the entries, each behind its length in two bytes (big-endian)

N is padded to three digits, in groups of three, all but the last with an x: 1234067 is x001/x234/067. Full
tiles never change. Everything here is derived from `entries` and disposable. Entries may hold what people
wrote about each other, so nothing is published unless the assembly wants it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from kiosk.journal.disk import read_regular
from kiosk.journal.merkle import leaf_hash, root_of

FULL = 256
"""Hashes, or entries, of a full tile."""
LARGEST_TILE = FULL * 65_537
ENTRIES = "entries"


def tile_path(level: int | str, n: int, width: int = FULL) -> str:
    """The path of a tile below its folder; `level` is "entries" for those that hold entries."""
    groups = [f"{n % 1000:03d}"]
    while n >= 1000:
        n //= 1000
        groups.insert(0, f"x{n % 1000:03d}")
    partial = "" if width == FULL else f".p/{width}"
    return f"tile/{level}/{'/'.join(groups)}{partial}"


def tiles_of(entries: Iterable[bytes]) -> Iterator[tuple[str, bytes]]:
    """(path, content) of every tile over these entries; full ones as they fill, partial ones at the end."""
    waiting: list[list[bytes]] = [[]]
    done = [0]
    bundle: list[bytes] = []
    for entry in entries:
        bundle.append(len(entry).to_bytes(2, "big") + entry)
        waiting[0].append(leaf_hash(entry))
        if len(bundle) == FULL:
            yield tile_path(ENTRIES, done[0]), b"".join(bundle)
            bundle = []
        level = 0
        while len(waiting[level]) == FULL:
            yield tile_path(level, done[level]), b"".join(waiting[level])
            if level + 1 == len(waiting):
                waiting.append([])
                done.append(0)
            waiting[level + 1].append(root_of(waiting[level]))
            done[level] += 1
            waiting[level] = []
            level += 1
    if bundle:
        yield tile_path(ENTRIES, done[0], len(bundle)), b"".join(bundle)
    for level, hashes in enumerate(waiting):
        if hashes:
            yield tile_path(level, done[level], len(hashes)), b"".join(hashes)


def split_bundle(data: bytes) -> list[bytes]:
    """The entries of a tile of entries. Raises ValueError when the lengths do not fit."""
    entries = []
    while data:
        length = int.from_bytes(data[:2], "big")
        if len(data) < 2 + length:
            raise ValueError("a tile of entries ends within one")
        entries.append(data[2 : 2 + length])
        data = data[2 + length :]
    return entries


def publish(folder: Path, entries: Iterable[bytes], checkpoint: bytes) -> list[Path]:
    """Write the tiles over these entries and, when all are there, the checkpoint; the files written.

    What is there already with the same content stays, so publishing again after a meeting is quick for the
    card. Partial tiles of earlier sizes stay until their full tile exists. Raises OSError.
    """
    written = []
    for name, content in tiles_of(entries):
        path = folder / name
        if path.is_file() and path.stat().st_size == len(content) and path.read_bytes() == content:
            continue
        _put(path, content)
        written.append(path)
        partial = path.with_name(path.name + ".p")
        if not path.parent.name.endswith(".p") and partial.is_dir():
            for old in partial.iterdir():
                old.unlink()
            partial.rmdir()
    _put(folder / "checkpoint", checkpoint)
    return [*written, folder / "checkpoint"]


def _put(path: Path, content: bytes) -> None:
    """In place at once. Not flushed: it can be made again."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(path.name + ".new")
    beside.write_bytes(content)
    beside.replace(path)


def is_published(folder: Path) -> bool:
    """Whether this looks like a folder of tiles."""
    return (folder / "checkpoint").is_file() and (folder / "tile").is_dir()


def entries_in(folder: Path, size: int) -> Iterator[list[bytes]]:
    """The entries of a folder of tiles, a tile at a time, as they lie there.

    Raises OSError where a tile is missing, ValueError where one is none.
    """
    for n in range(-(-size // FULL)):
        width = min(FULL, size - n * FULL)
        entries = split_bundle(_tile(folder, ENTRIES, n, width))
        if len(entries) < width:
            raise ValueError("a tile of entries holds too few")
        yield entries[:width]


def _tile(folder: Path, level: int | str, n: int, width: int) -> bytes:
    """A tile of that width, or the full one, which may have been published meanwhile."""
    try:
        return read_regular(folder / tile_path(level, n, width), LARGEST_TILE)
    except FileNotFoundError:
        return read_regular(folder / tile_path(level, n), LARGEST_TILE)
