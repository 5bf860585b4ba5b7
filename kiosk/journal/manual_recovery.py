"""Cutting off a damaged last line, once people have looked at it (journal/1, Opening 3: recovery by hand).

A card may keep a later sector of an interrupted write and not an earlier one. The file then ends with a line
that has its LF and is no entry. That is damage, not a torn tail: the kiosk stops there, because it cannot
know which bytes were lost. It can report two things: whether anything but one line at the very end is wrong,
and whether a head says that more was signed. Only if both are ruled out may the bytes be moved to torn/,
never deleted; the next opening records that.

Damage in the middle, or under an entry that a kept head covers, is not for this: that needs a copy.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from hashlib import sha256

from msgspec import Struct

from kiosk.errors import JournalDamaged, Refused
from kiosk.journal import cache, canonical
from kiosk.journal.disk import DISK, Disk
from kiosk.journal.lines import LONGEST_LINE, Lines
from kiosk.journal.opening import (
    claimed_sizes,
    compare_head,
    kept_heads,
    lock,
    silent_heads,
    trusted_heads,
)
from kiosk.journal.place import Place
from kiosk.journal.reading import Reading, read_lines
from kiosk.journal.recovery import keep_torn
from kiosk.language import words
from kiosk.language.lists import sentences

_, ngettext = words("journal")

LARGEST = 1 << 24
"""Most bytes examined: one line, and the zeros that a file system may have put before or after it."""


class DamagedEnd(Struct):
    """The bytes after the last whole entry: the `entry` they would be, `why` they are none, the `data`.

    `file` is the locked file; `cut` or `close` closes it.
    """

    file: int
    entry: int
    start: int
    why: str
    data: bytes

    def cut(self, place: Place, disk: Disk = DISK) -> str:
        """Move the bytes to torn/ and end the journal before them; returns their file. Raises OSError."""
        stop = self.start + len(self.data)
        keep_torn(place, self.file, self.entry, self.start, stop, disk)
        disk.ftruncate(self.file, self.start)
        disk.fsync(self.file)
        self.close()
        return f"torn/{self.entry}-{sha256(self.data).hexdigest()[:8]}"

    def close(self) -> None:
        """Close the file, which releases the lock."""
        if self.file >= 0:
            os.close(self.file)
            self.file = -1


def damaged_end(place: Place, heads: Iterable[bytes] = ()) -> DamagedEnd:
    """Find the one damaged line at the end of a journal, and keep the journal locked.

    `heads` are later heads that people brought. Raises Refused where there is none, where more is damaged
    than the end, and where a head says that more was signed; JournalBusy; OSError.
    """
    file = lock(place.entries)
    try:
        return _found(place, file, [*heads, *kept_heads(place), cache.head(place)])
    except BaseException:
        os.close(file)
        raise


def _found(place: Place, file: int, heads: list[bytes]) -> DamagedEnd:
    length = os.fstat(file).st_size
    try:
        read_lines(file, length, Reading())
    except JournalDamaged as damage:
        trouble = damage
    else:
        raise Refused(_("No line of this journal is damaged: the kiosk opens it by itself."))
    if not trouble.entry:
        raise Refused(_("The founding itself is damaged: put the journal back from a copy."))
    reading = _read_to(file, length, trouble.entry, heads)
    for head in trusted_heads(heads, reading):
        if sentence := compare_head(head, reading):
            raise Refused(sentences((sentence, _("Put the journal back from a copy."))))
    start = reading.starts.end
    data = os.pread(file, min(length - start, LARGEST), start)
    if length - start > len(data) or len(data.replace(b"\0", b"")) > LONGEST_LINE + 1 or _continues(data):
        raise Refused(
            _(
                "More than the last line is damaged, from entry {n} on: put the journal back from a copy."
            ).format(n=trouble.entry)
        )
    sentence = sentences([trouble.sentence, *silent_heads(place, reading)])
    return DamagedEnd(file, trouble.entry, start, sentence, data)


def _read_to(file: int, length: int, size: int, heads: list[bytes]) -> Reading:
    """Read the first `size` entries, which are whole. Raises Refused when they are not signed for."""
    reading = Reading(sizes=claimed_sizes(heads))
    try:
        for lines in Lines(file, 0, length):
            reading.take(lines[: size - reading.size])
            if reading.size == size:
                break
        reading.settle()
    except JournalDamaged as damage:
        raise Refused(damage.sentence) from damage
    return reading


def _continues(data: bytes) -> bool:
    """True if an entry follows the first of these lines: then the damaged line was not the last written."""
    for line in data.split(b"\n")[1:]:
        try:
            canonical.decode(line.partition(b"\t")[0])
        except canonical.NotCanonical:
            continue
        return True
    return False
