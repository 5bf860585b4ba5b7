"""Under which slugs the minutes of a meeting were ever given out: `DIR/given-out.json`.

    {"7": ["a7k2q", "m3xzb"]}        the newest last; the others lead to the same minutes

Minutes that were made again because somebody was forgotten, or because the files were damaged, may have
another slug. Who kept the older address, on paper or in a phone, finds them all the same. The file lies
beside the shelf, because the shelf is emptied when a name is forgotten. It is a convenience: without it only
older addresses lead nowhere.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from kiosk.journal.disk import read_regular, replace_file
from kiosk.journal.place import Place
from kiosk.minutes import shelf

LARGEST_FILE = 1 << 20
MOST = 20
"""Slugs of one meeting that are remembered."""
_decode = msgspec.json.Decoder(dict[int, list[str]]).decode


def slugs(folder: Path) -> dict[int, list[str]]:
    """Slugs by meeting, as far as the file can be read."""
    try:
        found = _decode(read_regular(Place(folder).given_out, LARGEST_FILE))
    except (OSError, ValueError, RecursionError):
        return {}
    return {meeting: list(filter(shelf.is_slug, known)) for meeting, known in found.items()}


def before(folder: Path, meeting: int, slug: str) -> list[str]:
    """The slugs that these minutes had before this one: those that are remembered, and that on the shelf."""
    about = shelf.about(Place(folder).shelf / str(meeting))
    known = [*slugs(folder).get(meeting, []), *([about.slug] if about and about.number == meeting else [])]
    return [each for each in dict.fromkeys(known) if each != slug][-MOST:]


def remember(folder: Path, meeting: int, slug: str) -> None:
    """These minutes have this slug now. Raises OSError."""
    known, now = slugs(folder), [*before(folder, meeting, slug), slug]
    if known.get(meeting) != now:
        replace_file(Place(folder).given_out, msgspec.json.encode(known | {meeting: now}))
