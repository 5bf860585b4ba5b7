"""Agenda files: those at hand, and reading one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.language import words

if TYPE_CHECKING:
    from kiosk.practices.agenda.importer import Reading

_, ngettext = words("agenda_import")

OFFERED = 9
_ENDINGS = (".md", ".markdown", ".txt", ".html", ".htm", ".eml", ".csv")


def read(path: Path, roster: dict[str, str]) -> tuple[Reading, str]:
    """Return a file, read, and a sentence where its encoding is doubtful, else "". Raises Refused.

    Call it in a thread: a hostile file may take seconds.
    """
    from kiosk.practices.agenda.importer import Reading
    from kiosk.typed.text_file import read_file

    text = read_file(path, links=True)
    doubt = _("Its letters were read as {encoding}: look for wrong ones.").format(encoding=text.guessed)
    return Reading(text.text, roster), doubt if text.doubtful else ""


def at_hand(folder: Path) -> Iterator[Path]:
    """Yield agenda files that can be chosen by number: in the data folder, here, at home, on a stick."""
    places = [folder / "agenda", Path.cwd(), Path.home()]
    for media in (Path("/media"), Path("/run/media")):
        try:
            places += [place for owner in media.iterdir() for place in (owner, *owner.iterdir())]
        except OSError:
            continue
    seen: list[Path] = []
    for place in dict.fromkeys(places):
        try:
            files = sorted(path for path in place.iterdir() if path.suffix.casefold() in _ENDINGS)
        except OSError:
            continue
        wanted = [path for path in files if "agenda" in path.name.casefold() or place == folder / "agenda"]
        seen += [path for path in wanted if path.is_file()]
    yield from seen[:OFFERED]
