"""Minutes put on the shelf: sealed files for phones, sticks and paper, made from the journal at any time.

    publish(folder, desk, 7)            the minutes of the closed meeting 7; `Published.slug` is its address
    slug_of(folder, 7)                  the same slug later, without making anything
    refresh(folder, desk)               whatever is missing on the shelf, or no longer true, is put right

A meeting's files appear all at once or not at all. They are derived and disposable: the same journal and the
same names give the same bytes, so nothing is lost with them. Files whose seal is good and whose names hold
are kept as they are (`keeping`); minutes that became others keep their older slugs (`given_out`). The slug is
the beginning of the SHA-256 of the Markdown file in base32, five characters, or as many more as it takes to
differ from every other meeting's. It serves nothing, and it changes nothing in the journal.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from msgspec import Struct

from kiosk.errors import DeviceFault, Refused
from kiosk.journal.disk import fsync_folder, make_folder, put_file, replace_file, replace_folder
from kiosk.journal.place import Place
from kiosk.language import speaking, words
from kiosk.minutes import given_out, shelf
from kiosk.minutes.build import build, source_of
from kiosk.minutes.files import Files, files_of
from kiosk.minutes.fitting import files_in
from kiosk.minutes.keeping import kept
from kiosk.minutes.render import index_page, render
from kiosk.minutes.source import Source

if TYPE_CHECKING:
    from kiosk.desk.desk import Desk

_, ngettext = words("minutes")

_one_at_a_time = Lock()
"""The wall publishes the last meeting, and what was missing, in threads of their own."""


class Published(Struct, frozen=True):
    """What lies on the shelf for a meeting: under /`slug`, these files, made from a journal of `size` entries
    with this `root` (64 hex digits)."""

    slug: str
    files: Files
    size: int
    root: str


def publish(folder: Path, of: Desk | Source, meeting: int) -> Published:
    """Put the minutes of a closed meeting on the shelf of a data directory, and the index with it.

    Raises Refused when there is no such meeting, DeviceFault when the card does not take the files: nothing
    is lost then, since the journal has all of it.
    """
    _check_sound(source_of(of))
    place = shelf_of(folder)
    with _one_at_a_time:
        published = _put_meeting(folder, source_of(of), meeting)
        _put_index(place, source_of(of))
    return published


def refresh(folder: Path, of: Desk | Source, everything: bool = False) -> list[Published]:
    """Publish what is missing of the meetings that are served, and take away what is no closed meeting.

    With `everything` all of them are made again, for example after a name was deleted. Raises DeviceFault.
    """
    _check_sound(source_of(of))
    with _one_at_a_time:
        return _refreshed(folder, source_of(of), everything)


def _check_sound(source: Source) -> None:
    """Raise Refused if something is not as it was recorded: nothing is published then."""
    if source.damage:
        raise Refused(source.damage[0])


def _refreshed(folder: Path, source: Source, everything: bool) -> list[Published]:
    place = shelf_of(folder)
    closed = [past.number for past in source.state.meeting.past]
    there = {int(path.name): path for path in shelf.meetings(place)}
    done = []
    try:
        for number in set(there) - set(closed):
            shutil.rmtree(there[number])
    except OSError as error:
        raise _fault(error) from error
    for number in closed[-shelf.SERVED :]:
        if everything or number not in there or shelf.about(there[number]) is None:
            done.append(_put_meeting(folder, source, number))
    if done or set(there) - set(closed):
        _put_index(place, source)
    return done


def shelf_of(folder: Path) -> Path:
    """Return the folder of the published minutes in a data directory."""
    return Place(folder).shelf


def slug_of(folder: Path, meeting: int) -> str:
    """Return the slug under which a meeting's minutes are published; "" if they are not."""
    about = shelf.about(shelf_of(folder) / str(meeting))
    return about.slug if about else ""


def write(folder: Path, files: Files) -> None:
    """Write files below a folder, durably; a power cut leaves each as it was or as it is. Raises OSError."""
    for name, data in files.items():
        path = folder / name
        make_folder(path.parent)
        put_file(path, data)
    for each in {(folder / name).parent for name in files}:
        fsync_folder(each)


def _put_meeting(folder: Path, source: Source, meeting: int) -> Published:
    """Make the files again, and keep those on the shelf if they are as good.

    They are made in any case, so that the caller learns that the journal still gives them.
    """
    minutes = build(source, meeting)
    slug = _slug(folder, meeting, shelf.digest(render(minutes, "markdown", registry=source.registry)))
    try:
        there, before = _kept(folder, source, meeting), given_out.before(folder, meeting, slug)
        files = files_of(minutes, source, slug, before)
        if there is None:
            there = Published(slug, files, minutes.head.size, minutes.head.root)
        given_out.remember(folder, meeting, there.slug)
        if there.files == files:
            _put(shelf_of(folder), str(meeting), files)
    except OSError as error:
        raise _fault(error) from error
    return there


def _kept(folder: Path, source: Source, meeting: int) -> Published | None:
    """Return what is on the shelf if its seal and its names are still good, else None."""
    there = shelf_of(folder) / str(meeting)
    files = files_in(there) if there.exists() else {}
    about = kept(files, source, meeting)
    sound = {name: data for name, data in files.items() if data is not None}
    return Published(about.slug, sound, about.size, about.root) if about else None


def _slug(folder: Path, meeting: int, digest: str) -> str:
    """The beginning of the digest; where another meeting has the same one, longer by as much as it takes.

    Had another meeting, that is: an address on paper never leads to other minutes.
    """
    abouts = [shelf.about(path) for path in shelf.meetings(shelf_of(folder))]
    taken = {about.slug for about in abouts if about is not None and about.number != meeting}
    taken.update(
        slug for number, slugs in given_out.slugs(folder).items() if number != meeting for slug in slugs
    )
    return next(
        (digest[:length] for length in range(shelf.SLUG, len(digest)) if digest[:length] not in taken), digest
    )


def _put(place: Path, name: str, files: Files) -> None:
    """Replace a folder. A reader sees the old one or the new one; it skips what is torn."""
    place.mkdir(parents=True, exist_ok=True)
    new, old, there = place / f".{name}.new", place / f".{name}.old", place / name
    for leftover in (new, old):
        shutil.rmtree(leftover, ignore_errors=True)
    if there.exists() and _same(there, files):
        return
    write(new, files)
    replace_folder(new, there, old)
    shutil.rmtree(old, ignore_errors=True)


def _same(there: Path, files: Files) -> bool:
    names = {str(path.relative_to(there)) for path in there.rglob("*") if not path.is_dir()}
    return names == set(files) and all(shelf.read(there / name) == data for name, data in files.items())


def _put_index(place: Path, source: Source) -> None:
    abouts = [shelf.about(path) for path in shelf.meetings(place)[: shelf.SERVED]]
    with speaking(source.state.rules.language):
        page = index_page(source.state.record.assembly, [about for about in abouts if about is not None])
    try:
        if shelf.read(place / shelf.INDEX) != page:
            place.mkdir(parents=True, exist_ok=True)
            replace_file(place / shelf.INDEX, page)
    except OSError as error:
        raise _fault(error) from error


def _fault(error: OSError) -> DeviceFault:
    sentence = _("The minutes could not be put on the shelf ({why}). The journal has all of them.")
    return DeviceFault(sentence.format(why=error.strerror or error))
