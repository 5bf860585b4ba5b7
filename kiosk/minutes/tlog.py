"""The published journal on the web, for strangers' verifiers: the paths of C2SP tlog-tiles and nothing else.

    /checkpoint                             the newest published head
    /tile/<L>/<N>[.p/<W>], /tile/entries/...   as `kiosk.journal.tiles` wrote them

An assembly decides whether its journal is published at all (`rules.publish`); if not, there is nothing here.
A path is parsed into numbers, and the file's name is made from those: what a visitor asks for never becomes
the name of a file, and a tile that holds more or less than its name says is not given. It writes nothing.
"""

from __future__ import annotations

import re
from pathlib import Path

from kiosk.journal.disk import read_regular
from kiosk.minutes.shelf import TEXT, Prepared, public

BYTES = "application/octet-stream"
CHECKPOINT = "/checkpoint"
_TILE = re.compile(
    r"/tile/(entries|[0-9]|[1-5][0-9]|6[0-3])/((?:x[0-9]{3}/){0,5}[0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?"
)


def tile(folder: Path, path: str) -> Prepared | None:
    """Return the answer for a path of the published journal, None if there is none."""
    asked = _TILE.fullmatch(path)
    if asked is None and path != CHECKPOINT:
        return None
    from kiosk.journal import tiles  # late: phones never ask for one

    try:
        if asked is None:
            return public(read_regular(folder / tiles.CHECKPOINT, tiles.LARGEST_NOTE), TEXT)
        level = asked[1] if asked[1] == tiles.ENTRIES else int(asked[1])
        n = int(asked[2].replace("/", "").replace("x", ""))
        width = int(asked[3] or tiles.FULL)
        if f"/{tiles.tile_path(level, n, width)}" != path:
            return None
        return public(tiles.read_tile(folder, level, n, width), BYTES)
    except (OSError, ValueError):  # missing, or with more or less in it than its name says
        return None
