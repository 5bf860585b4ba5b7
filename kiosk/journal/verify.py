"""Whether a journal is sound: for members, neighbours and strangers, with nothing but the file and a key.

Reads a data directory, a journal directory or an entries file, checks every rule of journal/1, and says in
plain sentences what is wrong and at which entry. It never writes, takes no lock, and may run while the kiosk
does. It cannot see a cut at the end of a line unless people kept a later head, nor whether what was typed is
true.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from kiosk.errors import JournalDamaged, KioskError, NotTrusted
from kiosk.journal import cache
from kiosk.journal.disk import read_regular
from kiosk.journal.key import LARGEST_FILE, fingerprint, public_line
from kiosk.journal.lines import SIGNATURE, Lines
from kiosk.journal.names import Names
from kiosk.journal.note import MalformedNote, Verifier, open_checkpoint, parse_vkey
from kiosk.journal.opening import claimed_sizes, compare_head, kept_heads, silent_heads, trusted_heads
from kiosk.journal.place import Place
from kiosk.journal.reading import Reading
from kiosk.language import words

_, ngettext = words("journal")

Progress = Callable[[int, int], None]
"""Called with bytes: (how many were read, how many there are)."""


class Unusable(KioskError):
    """The journal to verify is not there, or the key is no verifier key."""


class Report(Struct):
    """What verifying found.

    `root` is in hex; `unsigned` counts entries at the end that no signature covers yet;
    `without_own_signature` entries whose line carries none, covered or not; `entry` is the first entry in
    doubt; `sound` is False when there are findings. Warnings are no findings; `damage` are the findings after
    which a kiosk signs nothing.
    """

    origin: str
    size: int
    signed_size: int
    unsigned: int
    without_own_signature: int
    root: str
    fingerprint: str
    findings: list[str]
    warnings: list[str]
    sound: bool
    entry: int | None = None
    damage: list[str] = []


def verify(
    path: Path,
    key: str | None = None,
    head: bytes | None = None,
    quick: bool = False,
    extends: Path | None = None,
    progress: Progress | None = None,
    held: tuple[int, bytes] | None = None,
) -> Report:
    """Check the journal at `path`. Raises Unusable when there is none, or `key` is no verifier key.

    `key` is the vkey line, needed when entry 0 names none; `head` a checkpoint that the journal must contain;
    `quick` checks the last signature only; `extends` is another copy, which this one must continue;
    `progress` is called now and then with (bytes read, bytes in all); `held` is the size and the root that a
    running kiosk has in memory.
    """
    given = given_key(key)
    entries, place = _entries_of(path)
    heads = [*kept_heads(place), cache.head(place)] if place else []  # all that an opening compares with
    sizes = claimed_sizes([*heads, head or b""])
    earlier = None if extends is None else _earlier(extends, given, quick)
    if earlier is not None:
        sizes.add(earlier.size)
    if held is not None:
        sizes.add(held[0])
    file = _open_regular(entries)
    try:
        reading, tail, length, trouble = _read(file, Reading(given, not quick, sizes), progress)
        if quick and trouble is not None:
            reading, tail, length, trouble = _read(file, Reading(given, True, sizes))
    finally:
        os.close(file)
    warnings = [_("Only the last signature was checked.")] if quick else []
    findings = [] if trouble is None else [trouble.sentence]
    if trouble is None and tail:
        reading, sentence = _judge_tail(reading, tail, length)
        warnings.append(sentence)
    if reading.verifier is None:
        if trouble is None:
            findings.append(_("The journal has no whole first entry."))
        return _report(reading, findings, warnings, 0)
    covered = [n for n in reading.wrong if n < reading.signed_size]
    findings += [_wrong_signature(n) for n in covered]
    damage = [] if trouble is None else [trouble.sentence]
    if trouble is None:
        others = _compare_heads(reading, heads, head)
        if held is not None and reading.roots.get(held[0]) != held[1]:
            others.append(_("The entries on the card are not those that were recorded: put them back."))
        findings += others
        damage += others
    if earlier is not None and extends is not None:
        findings += _continues(reading, entries, earlier, _entries_of(extends)[0])
    if place is not None:
        misfits, to_do = _beside(place, reading, reading.verifier)
        findings += misfits
        damage += misfits
        warnings += to_do
    if reading.size > reading.signed_size and trouble is None:
        warnings.append(unsigned_sentence(reading.size - reading.signed_size))
    in_doubt = covered[:1] + ([] if trouble is None or trouble.entry is None else [trouble.entry])
    report = _report(reading, findings, warnings, min(in_doubt, default=None))
    report.damage = damage
    return report


def unsigned_sentence(count: int) -> str:
    """Return the sentence that the end of the journal is not yet signed."""
    return ngettext(
        "{count} entry is not yet signed: it can still be changed without a trace.",
        "{count} entries are not yet signed: they can still be changed without a trace.",
        count,
    ).format(count=count)


def given_key(key: str | None) -> Verifier | None:
    """Parse the key that was given as a line, if any. Raises Unusable when it is no verifier key."""
    try:
        return None if key is None else parse_vkey(key.strip())
    except MalformedNote as error:
        raise Unusable(_("This is no verifier key: give the whole line, name+hash+key.")) from error


def _entries_of(path: Path) -> tuple[Path, Place | None]:
    """Return the entries file, and the data directory if `path` is one."""
    if (path / "journal" / "entries").exists():
        return path / "journal" / "entries", Place(path)
    if path.is_dir():
        return path / "entries", None
    return path, None


def _open_regular(path: Path) -> int:
    try:
        file = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise Unusable(
            _("There is no journal to read at {path}: {why}.").format(path=path, why=error.strerror)
        ) from error
    if not stat.S_ISREG(os.fstat(file).st_mode):
        os.close(file)
        raise Unusable(_("{path} is no journal: not a file.").format(path=path))
    return file


def _read(
    file: int, reading: Reading, progress: Progress | None = None
) -> tuple[Reading, bytes, int, JournalDamaged | None]:
    """Return (reading, the bytes after the last LF, how many those are, the damage that ended it)."""
    length = os.fstat(file).st_size
    lines = Lines(file, reading.starts.end, length)
    trouble: JournalDamaged | None = None
    try:
        for block in lines:
            reading.take(block)
            if progress is not None:
                progress(lines.end, length)
    except JournalDamaged as error:
        trouble = error
    try:
        reading.settle()
    except JournalDamaged as error:
        trouble = error
    return reading, lines.tail, length - lines.end, trouble


def _judge_tail(reading: Reading, tail: bytes, length: int) -> tuple[Reading, str]:
    mended = reading.mended(tail)
    if mended is None:
        return reading, ngettext(
            "After the last whole entry there is {count} byte of a torn write: the kiosk will move it to "
            "torn/.",
            "After the last whole entry there are {count} bytes of a torn write: the kiosk will move them to "
            "torn/.",
            length,
        ).format(count=length)
    surplus = length - (tail.index(b"\t") + 1 + SIGNATURE)
    if not surplus:
        return mended, _("The last entry is whole, only its end of line is missing: the kiosk will add it.")
    return mended, ngettext(
        "The last entry is whole, but {count} byte stands where its line should end: the kiosk will move it "
        "to torn/.",
        "The last entry is whole, but {count} bytes stand where its line should end: the kiosk will move "
        "them to torn/.",
        surplus,
    ).format(count=surplus)


def _wrong_signature(n: int) -> str:
    return _(
        "The signature of entry {n} does not verify. The entry itself is intact: a later signature covers it."
    ).format(n=n)


def _compare_heads(reading: Reading, kept: list[bytes], given: bytes | None) -> list[str]:
    heads = trusted_heads(kept, reading)
    sentences = []
    if given is not None:
        fitting = trusted_heads([given], reading)
        heads += fitting
        if not fitting:
            sentences.append(_why_not(given, reading))
    sentences += [compare_head(head, reading) for head in heads]
    return list(dict.fromkeys(filter(None, sentences)))


def _earlier(path: Path, key: Verifier | None, quick: bool) -> Reading:
    """Read the copy that must be the beginning. Raises Unusable when it is not sound."""
    file = _open_regular(_entries_of(path)[0])
    try:
        reading, _tail, _length, trouble = _read(file, Reading(key, not quick))
    finally:
        os.close(file)
    if trouble is not None or reading.verifier is None:
        why = trouble.sentence if trouble else _("The journal has no whole first entry.")
        raise Unusable(_("{path} is not sound itself: {why}").format(path=path, why=why))
    return reading


def _continues(reading: Reading, path: Path, earlier: Reading, earlier_path: Path) -> list[str]:
    """Return why this journal is no honest continuation of an earlier copy; [] when it is one."""
    if reading.size >= earlier.size and reading.roots.get(earlier.size) == earlier.frontier.root():
        return []
    n = _parting(path, earlier_path, min(reading.size, earlier.size))
    if n < min(reading.size, earlier.size):
        return [
            _("It is no continuation of {other}: they part at entry {n}.").format(other=earlier_path, n=n)
        ]
    return [
        ngettext(
            "It is no continuation of {other}, which has {known} entry; here: {size}.",
            "It is no continuation of {other}, which has {known} entries; here: {size}.",
            earlier.size,
        ).format(other=earlier_path, known=earlier.size, size=reading.size)
    ]


def _parting(one: Path, other: Path, size: int) -> int:
    """Return the first entry in which two files differ, at most `size`."""
    n = 0
    with one.open("rb") as left, other.open("rb") as right:
        while n < size and left.readline().partition(b"\t")[0] == right.readline().partition(b"\t")[0]:
            n += 1
    return n


def _why_not(head: bytes, reading: Reading) -> str:
    """Return why a head that was given proves nothing about this journal."""
    assert reading.verifier is not None
    try:
        open_checkpoint(head, reading.verifier)
    except MalformedNote:
        return _("The head that was given is no checkpoint.")
    except NotTrusted as error:
        return _("The head that was given is not one of this journal: {why}").format(why=error)
    return _("The head that was given was signed with a key that was not in use then.")


def _beside(place: Place, reading: Reading, verifier: Verifier) -> tuple[list[str], list[str]]:
    """Compare the other files of a data directory: (what does not fit, what the kiosk has yet to do)."""
    findings, to_do = silent_heads(place, reading), []
    if place.opening.exists() and not trusted_heads([cache.head(place)], reading):
        to_do.append(_("The opening cache cannot be read: the kiosk will make another one."))
    if not _holds(place.key.with_suffix(".pub"), public_line(verifier.public, verifier.name).encode()):
        findings.append(_("The file key.pub does not hold this journal's key."))
    names = Names(place.names, lambda: reading.names)
    forgotten = [person for person, committed in reading.names.items() if not committed]
    judged = names.judge(forgotten)
    findings += [_("The file {path} cannot be read.").format(path=path) for path in names.unreadable]
    findings += [
        _("The name kept for {person} is not the one that joined.").format(person=person)
        for person in judged.misfits
    ]
    warnings = [
        _("{person} was forgotten: the kiosk will delete the name when it opens.").format(person=person)
        for person in forgotten
        if names.knows(person)
    ]
    if lost := len(judged.kept.lost):
        warnings.append(
            ngettext(
                '{n} name fits nobody: "names" on the journal screen shows it, and what it may be.',
                '{n} names fit nobody: "names" on the journal screen shows them, and what they may be.',
                lost,
            ).format(n=lost)
        )
    return findings, [*to_do, *warnings]


def _holds(path: Path, expected: bytes) -> bool:
    """True if a file holds exactly this, or is not there."""
    try:
        return read_regular(path, LARGEST_FILE) == expected
    except FileNotFoundError:
        return True
    except OSError:
        return False


def _report(reading: Reading, findings: list[str], warnings: list[str], entry: int | None) -> Report:
    verifier = reading.verifier
    return Report(
        origin=verifier.name if verifier else "",
        size=reading.size,
        signed_size=reading.signed_size,
        unsigned=reading.size - reading.signed_size,
        without_own_signature=reading.without_signature,
        root=reading.frontier.root().hex(),
        fingerprint=fingerprint(verifier.public) if verifier else "",
        findings=findings,
        warnings=warnings,
        sound=not findings,
        entry=entry,
    )
