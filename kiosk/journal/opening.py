"""What happens between a card that was pulled out and a journal that can be continued (journal/1, Opening).

Takes the lock, finds where the whole entries end, compares with every later head at hand, and only then has
`recovery` change anything. Whatever is wrong stops here with nothing touched. It writes no entry: what was
recovered is for the journal to record.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from kiosk.errors import JournalDamaged, KioskError, NotRecorded, NotTrusted
from kiosk.journal import key
from kiosk.journal.disk import Disk, read_regular, replace_file
from kiosk.journal.note import Checkpoint, MalformedNote, Signer, Verifier, open_checkpoint
from kiosk.journal.place import Place
from kiosk.journal.reading import Reading, read_lines
from kiosk.journal.recovery import Recovered, acknowledged, recover, rewrite
from kiosk.language import words

_, ngettext = words("journal")

LARGEST_HEAD = 65_536


class JournalBusy(KioskError):
    """Another process holds the journal: it can be followed, not continued."""


class Opened(Struct):
    """A locked file, what was read of it, who signs it, what is to be recorded about it, and sentences."""

    file: int
    reading: Reading
    signer: Signer
    recovered: list[Recovered]
    findings: list[str]


def open_place(place: Place, heads: Iterable[bytes], disk: Disk) -> Opened:
    """Lock, read, compare and recover. Raises JournalBusy, JournalDamaged (nothing was changed then) and
    NotRecorded when the card does not let itself be written."""
    try:
        file = lock(place.entries)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise JournalDamaged(_missing(place), 0) from error
    except OSError as error:
        raise unwritable(error) from error
    try:
        failed_at = acknowledged(place)
        if failed_at is not None:
            file = rewrite(place, file, disk)
        reading, lf_missing, findings = read(place, file, heads)
        signer = _signer(place, reading)
        recovered = recover(place, file, reading, lf_missing, disk)
        if failed_at is not None:
            place.unflushed.unlink()  # should a power cut bring it back, they are copied once more
    except OSError as error:
        os.close(file)
        raise unwritable(error) from error
    except JournalDamaged as error:
        os.close(file)
        untouched = _("Nothing was changed. Put the journal back from a copy, or have somebody look at it.")
        raise JournalDamaged(f"{error.sentence} {untouched}", error.entry) from error
    if failed_at is not None and 0 <= failed_at < reading.size:
        findings.append(
            _("Entry {n} was recorded after all, though its flush had failed.").format(n=reading.size - 1)
        )
    findings += [each.sentence for each in recovered]
    return Opened(file, reading, signer, recovered, findings)


def _missing(place: Place) -> str:
    if place.key.exists():
        return _("The journal's entries are gone, though its key is there. Put them back from a copy.")
    return _("There is no journal in {folder}.").format(folder=place.folder)


def unwritable(error: OSError) -> NotRecorded:
    """The sentence for a card that refuses."""
    return NotRecorded(
        _(
            "The journal cannot be written ({why}). Make room, or make the card writable, and start again."
        ).format(why=error.strerror or error)
    )


def _signer(place: Place, reading: Reading) -> Signer:
    private = key.load(place.key)
    if reading.verifier is None or key.public_bytes(private.public_key()) != reading.verifier.public:
        raise JournalDamaged(
            _("The key file belongs to another journal. Put the right one back from a copy.")
        )
    return Signer(reading.verifier.name, private)


def lock(path: Path) -> int:
    """Open the entries for appending, locked. Raises JournalBusy; OSError when that is not possible."""
    while True:
        file = os.open(path, os.O_RDWR | os.O_APPEND | os.O_NOFOLLOW | os.O_CLOEXEC)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(file)
            raise JournalBusy(
                _("Another kiosk has this journal open: it can be watched here, not written.")
            ) from error
        if os.path.samestat(os.fstat(file), os.stat(path)):
            return file
        os.close(file)  # it was replaced between opening and locking


def kept_heads(place: Place) -> list[bytes]:
    """The heads that lie in the data directory: the one kept at the last close, the published one.

    One that cannot be read says no more than one that is not there.
    """
    found = []
    for path in (place.head, place.published_head):
        with suppress(OSError):
            found.append(read_regular(path, LARGEST_HEAD))
    return found


def trusted_heads(heads: Iterable[bytes], verifier: Verifier) -> list[Checkpoint]:
    """The heads that this journal's key really signed; anything else says nothing about it."""
    trusted = []
    for head in heads:
        try:
            trusted.append(open_checkpoint(head, verifier))
        except (MalformedNote, NotTrusted):
            continue
    return trusted


def compare_head(head: Checkpoint, reading: Reading) -> str:
    """Why this head, signed with the journal's own key, does not fit it; "" when it does."""
    if head.size > reading.size:
        return _(
            "The end of the journal was cut: a head signed with its key counts {known} entries, "
            "{size} are left."
        ).format(known=head.size, size=reading.size)
    if reading.roots.get(head.size) != head.root:
        return _(
            "The journal is not the one it was: a head signed with its key gives other first {known} entries."
        ).format(known=head.size)
    return ""


def read(place: Place, file: int, heads: Iterable[bytes]) -> tuple[Reading, bool, list[str]]:
    """Everything that must hold before a byte is changed: (reading, an LF is missing, findings)."""
    heads = [*heads, *kept_heads(place)]
    sizes = claimed_sizes(heads)
    reading = Reading(sizes=sizes)
    tail = read_lines(file, os.fstat(file).st_size, reading)
    mended = reading.mended(tail) if tail else None
    if mended is not None:
        reading = mended
    if reading.verifier is None:
        raise JournalDamaged(_("The journal has no whole first entry, though its key is there."), 0)
    for head in trusted_heads(heads, reading.verifier):
        if sentence := compare_head(head, reading):
            raise JournalDamaged(sentence, min(head.size, reading.size))
    findings = []
    if reading.size > reading.signed_size:
        unsigned = reading.size - reading.signed_size
        findings.append(
            ngettext(
                "The last entry is not yet signed; the next one covers it.",
                "The last {count} entries are not yet signed; the next one covers them.",
                unsigned,
            ).format(count=unsigned)
        )
    return reading, mended is not None, findings


def claimed_sizes(heads: Iterable[bytes]) -> set[int]:
    """The sizes that heads speak of, before the journal's key is known: a hint which roots to keep."""
    lines = [head.split(b"\n", 2)[1:2] for head in heads]
    return {int(line[0]) for line in lines if line and line[0].isdigit() and len(line[0]) < 20}


def keep_head(place: Place, note: bytes, disk: Disk) -> None:
    """Write DIR/head. Raises OSError."""
    replace_file(place.head, note, 0o644, disk)
