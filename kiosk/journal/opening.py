"""What happens between a card that was pulled out and a journal that can be continued (journal/1, Opening).

Takes the lock, finds where the whole entries end, compares with every later head at hand, and only then lets
`recovery` change anything. A fault stops the opening here, with nothing touched. It writes no entry: the
journal records what was recovered.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec import Struct

from kiosk.errors import JournalDamaged, KioskError, NotRecorded, NotTrusted, Refused
from kiosk.journal import cache, key
from kiosk.journal.disk import Disk, fsync_folder, read_regular, replace_file
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
    """A locked file, its reading and signer, what is to be recorded about it, and sentences.

    `signer` is None while the key is locked. `state` is what a cache kept of the `reading.first` entries.
    """

    file: int
    reading: Reading
    signer: Signer | None
    recovered: list[Recovered]
    findings: list[str]
    state: bytes = b""


def open_place(place: Place, heads: Iterable[bytes], disk: Disk, fold: str, passphrase: str) -> Opened:
    """Lock, read, compare and recover; with the cache of this `fold` if there is one ("" uses none).

    Raises JournalBusy, JournalDamaged (nothing was changed then), Refused for a wrong passphrase, and
    NotRecorded when the card cannot be written.
    """
    try:
        file = lock(place.entries)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise JournalDamaged(_missing(place), 0) from error
    except OSError as error:
        raise unwritable(error) from error
    try:
        failed_at = acknowledged(place)
        if failed_at is not None:
            file, fold = rewrite(place, file, disk), ""
        reading, state, lf_missing, findings = read(place, file, heads, fold)
        signer = _signer(place, reading, passphrase, disk)
        if signer is None:
            findings.append(locked_finding())
        recovered = recover(place, file, reading, lf_missing, disk)
        if failed_at is not None:
            place.unflushed.unlink()  # should a power cut bring it back, the entries are copied once more
    except OSError as error:
        os.close(file)
        raise unwritable(error) from error
    except Refused:
        os.close(file)
        raise
    except JournalDamaged as error:
        os.close(file)
        untouched = _("Nothing was changed. Put the journal back from a copy, or have somebody look at it.")
        raise JournalDamaged(f"{error.sentence} {untouched}", error.entry) from error
    if failed_at is not None and 0 <= failed_at < reading.size:
        findings.append(
            _("Entry {n} was recorded after all, though its flush had failed.").format(n=reading.size - 1)
        )
    findings += [item.sentence for item in recovered]
    return Opened(file, reading, signer, recovered, findings, state)


def _missing(place: Place) -> str:
    if place.key.exists():
        return _("The journal's entries are gone, though its key is there. Put them back from a copy.")
    return _("There is no journal in {folder}.").format(folder=place.folder)


def unwritable(error: OSError) -> NotRecorded:
    """Return the error for a card that refuses."""
    return NotRecorded(
        _(
            "The journal cannot be written ({why}). Make room, or make the card writable, and start again."
        ).format(why=error.strerror or error)
    )


def _signer(place: Place, reading: Reading, passphrase: str, disk: Disk) -> Signer | None:
    """Return the newest key, None while it is locked; finishes a change of key that was interrupted."""
    assert reading.verifier is not None
    try:
        if place.next_key.exists():
            _settle_next_key(place, reading.verifier, disk)
        private = key.load(place.key, passphrase)
    except key.Locked:
        return None
    return signer_of(private, reading.verifier)


def signer_of(private: Ed25519PrivateKey, verifier: Verifier) -> Signer:
    """Return a signer for the journal with this key. Raises JournalDamaged when it is another journal's."""
    if key.public_bytes(private.public_key()) != verifier.public:
        raise JournalDamaged(
            _("The key file belongs to another journal. Put the right one back from a copy.")
        )
    return Signer(verifier.name, private)


def _settle_next_key(place: Place, verifier: Verifier, disk: Disk) -> None:
    """Replace the old key with the new one if its entry was recorded; otherwise delete the new one."""
    if key.public_of(place.next_key) == verifier.public:
        disk.rename(place.next_key, place.key)
        line = key.public_line(verifier.public, verifier.name).encode()
        replace_file(place.key.with_suffix(".pub"), line, 0o644, disk)
    else:
        place.next_key.unlink()
    fsync_folder(place.journal, disk)


def lock(path: Path) -> int:
    """Open the entries for appending, locked; returns the file. Raises JournalBusy, OSError."""
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
        os.close(file)  # the file was replaced between opening and locking


def kept_heads(place: Place) -> list[bytes]:
    """Return the heads in the data directory: the one kept at the last close, and the published one.

    A head that cannot be read is left out; `silent_heads` says so.
    """
    found = []
    for path in (place.head, place.published_head):
        with suppress(OSError):
            found.append(read_regular(path, LARGEST_HEAD))
    return found


def silent_heads(place: Place, reading: Reading) -> list[str]:
    """Return a sentence for each kept head that is there and unusable: a cut would go unseen.

    Both are put in place whole and flushed, so no power cut leaves such a file.
    """
    sentences = []
    for path in (place.head, place.published_head):
        name = path.relative_to(place.folder)
        try:
            head = read_regular(path, LARGEST_HEAD)
        except FileNotFoundError:
            continue
        except OSError:
            sentence = _("The file {name} cannot be read: compare the journal with the last minutes.")
            sentences.append(sentence.format(name=name))
            continue
        if not trusted_heads([head], reading):
            sentence = _("The file {name} is no head of this journal: compare with the last minutes.")
            sentences.append(sentence.format(name=name))
    return sentences


def trusted_heads(heads: Iterable[bytes], reading: Reading) -> list[Checkpoint]:
    """Return the heads that this journal's keys really signed, each while it was in use."""
    trusted = []
    for head in heads:
        for at, (_since, verifier) in enumerate(reading.keys):
            with suppress(MalformedNote, NotTrusted):
                checkpoint = open_checkpoint(head, verifier)
                later = [since for since, _key in reading.keys[at + 1 : at + 2]]
                if not later or checkpoint.size <= later[0]:
                    trusted.append(checkpoint)
    return trusted


def compare_head(head: Checkpoint, reading: Reading) -> str:
    """Return why this head, signed with the journal's own key, does not fit it; "" when it does.

    A head of entries that a cache vouches for is compared in the background.
    """
    if head.size < reading.first:
        return ""
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


def read(
    place: Place, file: int, heads: Iterable[bytes], fold: str
) -> tuple[Reading, bytes, bool, list[str]]:
    """Check the journal without changing it. Returns (reading, cached state, missing final LF, findings)."""
    given = list(heads)
    heads = [*given, *kept_heads(place)]
    sizes = claimed_sizes(heads)
    resumed = cache.resume(place, file, fold, sizes) if fold else None
    if resumed is not None and any(size < resumed[0].first for size in claimed_sizes(given)):
        resumed = None  # a neighbour's head is compared before anything else
    if resumed is None:
        heads.append(cache.head(place))
        sizes = claimed_sizes(heads)
    reading, state = resumed or (Reading(sizes=sizes), b"")
    tail = read_lines(file, os.fstat(file).st_size, reading)
    mended = reading.mended(tail) if tail else None
    if mended is not None:
        reading = mended
    if reading.verifier is None:
        raise JournalDamaged(_("The journal has no whole first entry, though its key is there."), 0)
    for head in trusted_heads(heads, reading):
        if sentence := compare_head(head, reading):
            raise JournalDamaged(sentence, min(head.size, reading.size))
    unsigned = reading.size - reading.signed_size
    findings = silent_heads(place, reading) + ([unsigned_finding(unsigned)] if unsigned else [])
    return reading, state, mended is not None, findings


def locked_finding() -> str:
    """Return the finding that the key waits for its passphrase."""
    return _("The journal's key is locked: entries are not signed until it is opened.")


def unsigned_finding(count: int) -> str:
    """Return the finding that so many entries at the end have no signature."""
    return ngettext(
        "The last entry is not yet signed: look at it before it is.",
        "The last {count} entries are not yet signed: look at them before they are.",
        count,
    ).format(count=count)


def unsigned_first() -> str:
    """Return the sentence for a request that must wait until people have looked at the unsigned entries."""
    return _("Some entries are not yet signed: look at them and sign them first.")


def claimed_sizes(heads: Iterable[bytes]) -> set[int]:
    """Return the sizes that heads claim, before the journal's key is known: a hint which roots to keep."""
    lines = [head.split(b"\n", 2)[1:2] for head in heads]
    return {int(line[0]) for line in lines if line and line[0].isdigit() and len(line[0]) < 20}


def keep_head(place: Place, note: bytes, disk: Disk) -> None:
    """Write DIR/head. Raises OSError."""
    replace_file(place.head, note, 0o644, disk)
