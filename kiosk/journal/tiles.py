"""The journal as other programs read it: a folder of tiles, for any web server (C2SP tlog-tiles).

    checkpoint                     the newest signed head
    tile/<L>/<N>[.p/<W>]           W hashes of 32 bytes, 256 when full: leaf hashes at level 0, above it the
                                   roots of the full tiles below
    tile/entries/<N>[.p/<W>]       the entries, each after its length in two bytes (big-endian)

N is padded to three digits, in groups of three, all but the last with an x: 1234067 is x001/x234/067. Full
tiles never change. Everything here is derived from `entries` and disposable. Entries may hold what people
wrote about each other, so nothing is published unless the assembly wants it.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path

from kiosk.journal.disk import fsync_folder, make_folder, put_file, read_regular, replace_file
from kiosk.journal.merkle import Frontier, leaf_hash, root_of
from kiosk.journal.note import parse_checkpoint, parse_note

FULL = 256
"""Hashes, or entries, of a full tile."""
LARGEST_TILE = FULL * 65_537
LARGEST_NOTE = 65_536
ENTRIES, CHECKPOINT = "entries", "checkpoint"


def tile_path(level: int | str, n: int, width: int = FULL) -> str:
    """Return the path of a tile below its folder; `level` is "entries" for tiles of entries."""
    groups = [f"{n % 1000:03d}"]
    while n >= 1000:
        n //= 1000
        groups.insert(0, f"x{n % 1000:03d}")
    partial = "" if width == FULL else f".p/{width}"
    return f"tile/{level}/{'/'.join(groups)}{partial}"


class Tiles:
    """Tiles that grow with a journal: `size` entries so far, and the hashes of each level's last tile."""

    def __init__(self) -> None:
        self.size = 0
        self._bundle: list[bytes] = []
        self._waiting: list[list[bytes]] = [[]]
        self._done = [0]

    @classmethod
    def published(cls, folder: Path) -> Tiles:
        """Return tiles that go on after the full tiles of a folder, by its checkpoint; from 0 if in doubt."""
        tiles = cls()
        try:
            size = parse_checkpoint(parse_note(read_regular(folder / CHECKPOINT, LARGEST_NOTE)).text).size
            tiles.size = size - size % FULL
            tiles._done[0] = count = tiles.size // FULL
            while count:
                level, width = len(tiles._waiting), count % FULL
                hashes = _tile(folder, level, count // FULL, width)[: 32 * width] if width else b""
                tiles._waiting.append([hashes[at : at + 32] for at in range(0, len(hashes), 32)])
                tiles._done.append(count // FULL)
                count //= FULL
        except (OSError, ValueError):
            return cls()
        return tiles

    def take(self, entries: Iterable[bytes]) -> Iterator[tuple[str, bytes]]:
        """Yield (path, content) of the full tiles, as they fill."""
        for entry in entries:
            self.size += 1
            self._bundle.append(len(entry).to_bytes(2, "big") + entry)
            self._waiting[0].append(leaf_hash(entry))
            if len(self._bundle) == FULL:
                yield tile_path(ENTRIES, self._done[0]), b"".join(self._bundle)
                self._bundle = []
                yield from self._fill()

    def _fill(self) -> Iterator[tuple[str, bytes]]:
        level = 0
        while len(self._waiting[level]) == FULL:
            hashes = self._waiting[level]
            yield tile_path(level, self._done[level]), b"".join(hashes)
            if level + 1 == len(self._waiting):
                self._waiting.append([])
                self._done.append(0)
            self._waiting[level + 1].append(root_of(hashes))
            self._done[level] += 1
            self._waiting[level] = []
            level += 1

    def rest(self) -> Iterator[tuple[str, bytes]]:
        """Yield (path, content) of the partial tiles at the end."""
        if self._bundle:
            yield tile_path(ENTRIES, self._done[0], len(self._bundle)), b"".join(self._bundle)
        for level, hashes in enumerate(self._waiting):
            if hashes:
                yield tile_path(level, self._done[level], len(hashes)), b"".join(hashes)

    def root(self) -> bytes:
        """Return the root over all entries, from the last tiles of all levels."""
        frontier = Frontier()
        for level in range(len(self._waiting) - 1, -1, -1):
            for subtree in self._waiting[level]:
                frontier.push(subtree, FULL**level)
        return frontier.root()


def tiles_of(entries: Iterable[bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield (path, content) of every tile over these entries; full ones as they fill, partial ones last."""
    tiles = Tiles()
    yield from tiles.take(entries)
    yield from tiles.rest()


def split_bundle(data: bytes) -> list[bytes]:
    """Return the entries of a tile of entries. Raises ValueError when the lengths do not fit."""
    entries = []
    while data:
        length = int.from_bytes(data[:2], "big")
        if len(data) < 2 + length:
            raise ValueError("a tile of entries ends within one")
        entries.append(data[2 : 2 + length])
        data = data[2 + length :]
    return entries


def publish(folder: Path, entries: Iterable[bytes], checkpoint: bytes) -> list[Path]:
    """Write the tiles over these entries and then the checkpoint; returns the files written.

    A tile that is there already with the same content stays, so publishing again after a meeting spares the
    card. Partial tiles of earlier sizes stay until their full tile exists. Raises OSError.
    """
    written = _put_tiles(folder, tiles_of(entries))
    replace_file(folder / CHECKPOINT, checkpoint)
    return [*written, folder / CHECKPOINT]


def extend(folder: Path, read: Callable[[int, int], Iterable[bytes]], checkpoint: bytes) -> list[Path]:
    """Bring a folder up to the journal's own checkpoint, reading only what came since the last one.

    `read` returns the entries from one number up to another. Where the tiles that are there do not lead to
    the checkpoint's root, all are made again. Raises OSError.
    """
    head = parse_checkpoint(parse_note(checkpoint).text)
    tiles = Tiles.published(folder)
    if tiles.size <= head.size:
        entries = read(tiles.size, head.size)
        written = _put_tiles(folder, chain(tiles.take(entries), tiles.rest()))
        if tiles.root() == head.root:
            replace_file(folder / CHECKPOINT, checkpoint)
            return [*written, folder / CHECKPOINT]
    withdraw(folder)
    return publish(folder, read(0, head.size), checkpoint)


def withdraw(folder: Path) -> None:
    """Stop publishing: delete checkpoint and tiles. Raises OSError."""
    (folder / CHECKPOINT).unlink(missing_ok=True)
    if (folder / "tile").exists():
        shutil.rmtree(folder / "tile")
    if folder.exists():
        fsync_folder(folder)


def _put_tiles(folder: Path, tiles: Iterable[tuple[str, bytes]]) -> list[Path]:
    """Write the missing tiles, durably, since a checkpoint counts them; returns the files written."""
    make_folder(folder)
    written = [path for path in (_put_tile(folder, *tile) for tile in tiles) if path]
    for parent in {path.parent for path in written}:
        fsync_folder(parent)
    return written


def _put_tile(folder: Path, name: str, content: bytes) -> Path | None:
    """Write a tile; returns its path, or None if it is there already. A full tile replaces partial ones."""
    path = folder / name
    if path.is_file() and path.stat().st_size == len(content) and path.read_bytes() == content:
        return None
    make_folder(path.parent)
    put_file(path, content)  # whole: nobody looks again at what a checkpoint counts
    partial = path.with_name(path.name + ".p")
    if not path.parent.name.endswith(".p") and partial.is_dir():
        fsync_folder(path.parent)
        shutil.rmtree(partial)
    return path


def is_published(folder: Path) -> bool:
    """True if this looks like a folder of tiles."""
    return (folder / CHECKPOINT).is_file() and (folder / "tile").is_dir()


def entries_in(folder: Path, size: int) -> Iterator[list[bytes]]:
    """Yield the entries of a folder of tiles, a tile at a time, unchecked.

    Raises OSError where a tile is missing, ValueError where a file is no tile.
    """
    for n in range(-(-size // FULL)):
        width = min(FULL, size - n * FULL)
        yield split_bundle(_tile(folder, ENTRIES, n, width))[:width]


def held(level: int | str, content: bytes) -> int:
    """Return how many entries, or hashes, a tile holds. Raises ValueError for bytes that are no tile."""
    if level == ENTRIES:
        return len(split_bundle(content))
    if len(content) % 32:
        raise ValueError("a tile of hashes ends within one")
    return len(content) // 32


def read_tile(folder: Path, level: int | str, n: int, width: int = FULL) -> bytes:
    """Return a tile's bytes, unchecked but for the count in its name.

    Raises OSError where it is missing, ValueError where it holds more or less.
    """
    content = read_regular(folder / tile_path(level, n, width), LARGEST_TILE)
    if held(level, content) != width:
        raise ValueError("a tile holds more or less than its name says")
    return content


def _tile(folder: Path, level: int | str, n: int, width: int) -> bytes:
    """Return the tile of that width, or the full one, which may have been published meanwhile."""
    try:
        return read_tile(folder, level, n, width)
    except FileNotFoundError:
        return read_tile(folder, level, n)
