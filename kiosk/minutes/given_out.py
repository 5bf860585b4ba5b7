"""Under which slugs the minutes of a meeting were ever given out: `DIR/given-out.json`.

    {"7": ["a7k2q", "m3xzb"]}        the first one first, the newest last; all lead to the same minutes

Minutes that were made again because a name was deleted, or because the files were damaged, may have another
slug. A member who kept the older address, on paper or in a phone, still finds them. The file is not on the
shelf, because the shelf is emptied when a name is deleted. It is a convenience: without it only older
addresses lead nowhere.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from kiosk.journal.disk import read_regular, replace_file
from kiosk.journal.place import Place
from kiosk.minutes import shelf

LARGEST_FILE = 1 << 20
MOST = 20
"""Earlier slugs of one meeting that are remembered: the first, which is on paper, and the newest."""
_decode = msgspec.json.Decoder(dict[int, list[str]]).decode


def slugs(folder: Path) -> dict[int, list[str]]:
    """Return the slugs by meeting; {} if the file cannot be read."""
    try:
        found = _decode(read_regular(Place(folder).given_out, LARGEST_FILE))
    except (OSError, ValueError, RecursionError):
        return {}
    return {meeting: list(filter(shelf.is_slug, known)) for meeting, known in found.items()}


def before(folder: Path, meeting: int, slug: str) -> list[str]:
    """Return the earlier slugs of these minutes: those remembered, and the one on the shelf."""
    about = shelf.about(Place(folder).shelf / str(meeting))
    known = [*slugs(folder).get(meeting, []), *([about.slug] if about and about.number == meeting else [])]
    earlier = [known_slug for known_slug in dict.fromkeys(known) if known_slug != slug]
    return earlier if len(earlier) <= MOST else [earlier[0], *earlier[1 - MOST :]]


def remember(folder: Path, meeting: int, slug: str) -> None:
    """Record the current slug of these minutes. Raises OSError."""
    known, earlier = slugs(folder), before(folder, meeting, slug)
    # Minutes that are again as they were first keep their slug in the first place.
    current = [slug, *earlier] if known.get(meeting, [])[:1] == [slug] else [*earlier, slug]
    if known.get(meeting) != current:
        replace_file(Place(folder).given_out, msgspec.json.encode(known | {meeting: current}))
