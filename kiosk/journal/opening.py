"""What happens between a card that was pulled out and a journal that can be continued (journal/1, Opening).

Takes the lock, believes no page cache after a failed flush, finds where the whole entries end, compares with
every later head at hand, and moves a torn tail out of the way. Whatever else is wrong stops here with nothing
touched. It writes no entry: what was recovered is for the journal to record.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from msgspec import Struct

from kiosk.errors import JournalDamaged, KioskError, NotRecorded, NotTrusted
from kiosk.journal import key
from kiosk.journal.disk import Disk, fsync_folder, replace_file
from kiosk.journal.lines import BLOCK
from kiosk.journal.note import Checkpoint, MalformedNote, Signer, Verifier, open_checkpoint
from kiosk.journal.place import Place
from kiosk.journal.reading import Reading, read_lines
from kiosk.language import words

_, ngettext = words("journal")

LARGEST_HEAD = 65_536


class JournalBusy(KioskError):
    """Another process holds the journal: it can be followed, not continued."""


class Recovered(Struct, frozen=True):
    """What a `journal.recovered/1` says: how many bytes, their SHA-256, and their file ("" for none)."""

    bytes: int
    sha256: str
    file: str


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
    findings += [_said(each) for each in recovered]
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


def _said(recovered: Recovered) -> str:
    if recovered.file:
        return ngettext(
            "Writing was cut off: {count} byte after the last whole entry was moved to journal/{file}.",
            "Writing was cut off: {count} bytes after the last whole entry were moved to journal/{file}.",
            recovered.bytes,
        ).format(count=recovered.bytes, file=recovered.file)
    return _("Writing was cut off at the very end of the last entry; it is whole.")


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
    """The heads that lie in the data directory: the one kept at the last close, the published one."""
    found = []
    for path in (place.head, place.published_head):
        try:
            with path.open("rb") as file:
                found.append(file.read(LARGEST_HEAD))
        except FileNotFoundError:
            continue
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


def rewrite(place: Place, file: int, disk: Disk) -> int:
    """Copy the entries to new blocks of the card and put them in place; the new file, locked.

    After a failed flush the page cache may show what the card does not hold (journal/1, Write path).
    """
    copy = place.entries.with_name("entries.new")
    new = os.open(copy, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o644)
    try:
        fcntl.flock(new, fcntl.LOCK_EX | fcntl.LOCK_NB)
        _copy(file, new, 0, os.fstat(file).st_size, disk)
        disk.fsync(new)
        disk.rename(copy, place.entries)
        fsync_folder(place.journal, disk)
    except OSError:
        os.close(new)
        raise
    os.close(file)
    return new


def _copy(source: int, target: int, start: int, stop: int, disk: Disk) -> str:
    """Copy a range of bytes; hex SHA-256 of them."""
    digest = sha256()
    while start < stop:
        block = os.pread(source, min(BLOCK, stop - start), start)
        if not block:
            raise OSError(5, "the file became shorter while it was copied")
        view = memoryview(block)
        while view:
            view = view[disk.write(target, bytes(view)) :]
        digest.update(block)
        start += len(block)
    return digest.hexdigest()


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


def recover(place: Place, file: int, reading: Reading, lf_missing: bool, disk: Disk) -> list[Recovered]:
    """Move a torn tail to torn/ and end the last entry with its LF; what is to be recorded of it.

    Raises OSError when the card does not take it; opening again starts over. Files in torn/ that no entry
    mentions (a power cut came between) are to be recorded too.
    """
    end = reading.starts[-1] - (1 if lf_missing else 0)
    length = os.fstat(file).st_size
    if length > end:
        _keep_torn(place, file, reading.size, end, length, disk)
        disk.ftruncate(file, end)
        disk.fsync(file)
    if lf_missing:
        if disk.write(file, b"\n") != 1:
            raise OSError(28, os.strerror(28))
        disk.fdatasync(file)
    found = list(_unmentioned(place, reading))
    if lf_missing and length == end:
        found.insert(0, Recovered(0, sha256().hexdigest(), ""))
    return found


def _keep_torn(place: Place, file: int, size: int, start: int, stop: int, disk: Disk) -> None:
    digest = sha256()
    for offset in range(start, stop, BLOCK):
        digest.update(os.pread(file, min(BLOCK, stop - offset), offset))
    if not place.torn.is_dir():
        place.torn.mkdir()
        fsync_folder(place.journal, disk)
    path = place.torn / f"{size}-{digest.hexdigest()[:8]}"
    copy = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o644)
    try:
        _copy(file, copy, start, stop, disk)
        disk.fsync(copy)
    finally:
        os.close(copy)
    fsync_folder(place.torn, disk)


def _unmentioned(place: Place, reading: Reading) -> Iterable[Recovered]:
    if not place.torn.is_dir():
        return
    for path in sorted(place.torn.iterdir()):
        name = f"torn/{path.name}"
        if name not in reading.recovered and path.is_file():
            digest, length = sha256(), 0
            with path.open("rb") as file:
                while block := file.read(BLOCK):
                    digest.update(block)
                    length += len(block)
            yield Recovered(length, digest.hexdigest(), name)


def acknowledged(place: Place) -> int | None:
    """How many entries were recorded when a flush failed, or None when none failed (-1: nobody knows)."""
    try:
        text = place.unflushed.read_text("ascii", "replace")
    except FileNotFoundError:
        return None
    return int(text) if text.isascii() and text.strip().isdigit() else -1


def keep_head(place: Place, note: bytes, disk: Disk) -> None:
    """Write DIR/head. Raises OSError."""
    replace_file(place.head, note, 0o644, disk)
