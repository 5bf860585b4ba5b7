"""Whether the files of a meeting that lie on the shelf are kept, whatever this version would make of it.

    kept(files, source, 7)        the About of files that are as good as new, else None

Members compare the minutes that they fetched with the next copy: files with a good seal are never made again
just because the program is a newer one. They are made again when they are damaged, when nobody sealed them,
when a name in them was deleted, corrected or found, and when the room goes on without some of their entries.
It reads no shelf and makes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping

from kiosk.journal.merkle import Frontier, leaf_hash
from kiosk.minutes import shelf
from kiosk.minutes.document import Minutes
from kiosk.minutes.fitting import fit
from kiosk.minutes.heads import signature_fits
from kiosk.minutes.named import people_in
from kiosk.minutes.replay import corrections
from kiosk.minutes.shelf import About
from kiosk.minutes.source import Source
from kiosk.practices.meeting.rules import Past


def kept(files: Mapping[str, bytes | None], source: Source, meeting: int) -> About | None:
    """Return the About of a closed meeting's files if they are sealed and still true, else None."""
    about, past = shelf.about_of(files.get(shelf.ABOUT)), _past(source, meeting)
    if about is None or (about.number, about.size) != (past.number, past.last + 1):
        return None
    found = fit(files, [verifier for _since, verifier in source.keys])
    if found.findings or not found.sealed or not _of_this_journal(about, source):
        return None
    if about.passed != passed_by(source, past.number):
        return None
    return about if _names_hold(about, source) else None


def passed_by(source: Source, meeting: int) -> int:
    """Return how many times the room went on without entries that may be of this closed meeting."""
    past = _past(source, meeting)
    ranges = [each for passed in source.left_out.passed for each in passed.ranges]
    return sum(first <= past.last and past.first <= last for first, last in ranges)


def _past(source: Source, meeting: int) -> Past:
    return next(past for past in source.state.meeting.past if past.number == meeting)


def names_of(minutes: Minutes, source: Source) -> dict[str, str]:
    """Return id -> commitment to the name shown, "" without one, for all people in a document."""
    return {person: _commitment(source, person) for person in people_in(minutes)}


def _commitment(source: Source, person: str) -> str:
    return source.state.roster.names.get(person, "") if source.name(person) != person else ""


def _names_hold(about: About, source: Source) -> bool:
    """True if no name in the files was deleted or corrected since.

    Files of a version that did not note who is named are kept until any name is corrected or forgotten.
    """
    if about.names is None:
        return not corrections(source.read(about.size, source.size))
    return all(_commitment(source, person) == name for person, name in about.names.items())


def _of_this_journal(about: About, source: Source) -> bool:
    """True if the head they were made from is one of this journal: a seal does not say which copy of it."""
    if signature_fits(source, about.size, bytes.fromhex(about.root)):
        return True
    frontier = Frontier()
    frontier.extend([leaf_hash(line) for line in source.read(0, about.size)])
    return frontier.root().hex() == about.root
