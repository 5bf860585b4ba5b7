"""A copy of everything that must not be lost, and the way back from it.

A backup is a data folder of its own, `DIR/<name of the journal>/`, with entries, key, names and head: it can
be verified, read and put back as it is. It holds the key and the names of people, so it belongs in a drawer
and not on a table. Putting back never goes behind a head that was already signed here: an old copy that was
restored and continued in silence would make two histories of one assembly.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec import Struct

from kiosk.errors import JournalDamaged, Refused
from kiosk.journal import cache, key
from kiosk.journal.disk import (
    DISK,
    fsync_folder,
    make_folder,
    read_regular,
    replace_file,
    replace_folder,
    write_all,
)
from kiosk.journal.follower import Follower
from kiosk.journal.from_tiles import head_not_ours, rebuild
from kiosk.journal.names_file import LARGEST_FILE as LARGEST_NAMES
from kiosk.journal.note import Signer
from kiosk.journal.opening import claimed_sizes, compare_head, kept_heads, lock, trusted_heads
from kiosk.journal.place import Place
from kiosk.journal.reading import Reading, read_lines
from kiosk.journal.tiles import is_published
from kiosk.journal.verify import Unusable, verify
from kiosk.language import words

_, ngettext = words("journal")

BLOCK = 1 << 20


class Backup(Struct, frozen=True):
    """Where the copy is, and how many entries it has; `key` and `names` are True if those are in it too."""

    folder: Path
    size: int
    key: bool
    names: bool


def back_up(data: Path, target: Path) -> Backup:
    """Copy the assembly kept in `data` into a folder below `target`, flushed. May run while the kiosk does.

    Raises Refused when the folder holds something else than an earlier copy of the same journal,
    JournalDamaged when the journal in `data` is not sound, OSError when the stick does not take the copy.
    """
    source = Place(data)
    follower = Follower(data)
    follower.poll()
    reading = follower.reading
    if reading.verifier is None:
        raise Refused(_("There is no journal in {folder}.").format(folder=data))
    to = Place(target / reading.verifier.name.rpartition("/")[2])
    if to.entries.exists():
        _must_continue(data, to.folder)
    new = Place(to.folder.with_name(f"{to.folder.name}.new"))
    shutil.rmtree(new.folder, ignore_errors=True)
    make_folder(new.journal, 0o700)
    try:
        _copy_entries(source.entries, new.entries, reading.starts.end)
        with_key = _copy_key(source, new)
        # Names after the entries, so that nobody in them is nameless; aside before names.json, since a
        # running kiosk moves names from the one to the other.
        _copy_small(source.names_aside, new.names_aside, 0o600)
        _copy_small(source.names_lost, new.names_lost, 0o600)
        names = _copy_small(source.names, new.names, 0o600)
        _copy_small(source.head, new.head, 0o644)
        fsync_folder(new.folder)
        if not verify(new.folder, quick=True).sound:
            raise Refused(
                _("The copy in {folder} does not verify: use another stick.").format(folder=to.folder)
            )
    except BaseException:
        shutil.rmtree(new.folder, ignore_errors=True)
        raise
    _put_copy(new, to)
    return Backup(to.folder, reading.size, with_key, names)


def _put_copy(new: Place, to: Place) -> None:
    """Replace the earlier copy with the new one, and keep the files that people put into its folder."""
    old = Place(to.folder.with_name(f"{to.folder.name}.old"))
    if to.folder.exists():  # otherwise a copy that a power cut left as `old` is the only one
        shutil.rmtree(old.folder, ignore_errors=True)
    replace_folder(new.folder, to.folder, old.folder)
    if old.folder.exists():
        ours = {path.name for path in (old.journal, old.names, old.names_aside, old.names_lost, old.head)}
        for path in old.folder.iterdir():
            if path.name not in ours:
                path.rename(to.folder / path.name)
        shutil.rmtree(old.folder, ignore_errors=True)


def _must_continue(data: Path, earlier: Path) -> None:
    try:
        findings = verify(data, quick=True, extends=earlier).findings
    except Unusable as error:
        raise Refused(error.sentence) from error
    if findings:
        raise Refused(
            _("{folder} holds something else, which is not overwritten: {why}").format(
                folder=earlier, why=findings[0]
            )
        )


def _copy_entries(source: Path, target: Path, length: int) -> None:
    """Copy the first `length` bytes of the entries, whole or not at all."""
    beside = target.with_name("entries.new")
    with source.open("rb") as file:
        out = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o644)
        try:
            while length:
                block = file.read(min(BLOCK, length))
                if not block:
                    raise JournalDamaged(_("The journal became shorter while it was copied."))
                write_all(out, block)
                length -= len(block)
            os.fsync(out)
        finally:
            os.close(out)
    beside.replace(target)
    fsync_folder(target.parent)


def _copy_names(copy: Place, here: Place) -> bool:
    """Put a copy's names where there are none; before its entries, so that nobody in them is nameless.

    Names that fit nobody are copied too, unless this folder has a file of them. Returns True if names.json is
    here afterwards.
    """
    if not here.names_lost.exists():
        _copy_small(copy.names_lost, here.names_lost, 0o600)
    if here.names.exists():
        return True
    _copy_small(copy.names_aside, here.names_aside, 0o600)
    return _copy_small(copy.names, here.names, 0o600)


def _copy_small(source: Path, target: Path, mode: int) -> bool:
    try:
        content = read_regular(source, LARGEST_NAMES)
    except (FileNotFoundError, NotADirectoryError):
        return False
    replace_file(target, content, mode)
    return True


def put_back(
    data: Path,
    source: Path,
    paper: Sequence[Signer] = (),
    passphrase: Callable[[], str] = lambda: "",
) -> Backup:
    """Replace the journal in `data` with a backup, an entries file alone, or a folder of tiles.

    What was there is moved aside, never deleted. Tiles are signed again with the key in `data`, whose
    `passphrase` is asked if it has one, and with keys from `paper`. Raises Refused when the copy is not
    sound, or goes behind a head that was signed here, or is another journal; JournalBusy; OSError.
    """
    copy, here = Place(source), Place(data)
    lock_held = lock(here.entries) if here.entries.is_file() else -1
    beside = Place(data / "restored.new")
    try:
        if beside.journal.exists():  # left by a power cut; it may be the journal that was here
            DISK.rename(beside.journal, _free(data))
        make_folder(beside.journal, 0o700)
        try:
            if is_published(source) and not copy.entries.is_file():
                reading, with_key = _from_tiles(source, beside, here, paper, passphrase)
            else:
                entries = copy.entries if copy.entries.is_file() else source
                reading = _continuable(source, entries, here)
                _copy_entries(entries, beside.entries, reading.starts.end)
                with_key = _copy_key(copy if copy.key.is_file() else here, beside)
            names = _copy_names(copy, here)
        except BaseException:
            shutil.rmtree(beside.folder, ignore_errors=True)
            raise
        replace_folder(beside.journal, here.journal, _free(data))
        beside.folder.rmdir()
    finally:
        if lock_held >= 0:
            os.close(lock_held)
    return Backup(data, reading.size, with_key, names)


def _from_tiles(
    source: Path, beside: Place, here: Place, paper: Sequence[Signer], passphrase: Callable[[], str]
) -> tuple[Reading, bool]:
    """Rebuild the entries from tiles, signed again, with the newest key next to them."""
    kept: list[Ed25519PrivateKey] = []
    if here.key.is_file():
        try:
            kept = [key.load(here.key)]
        except key.Locked:
            kept = [key.load(here.key, passphrase())]
    signs = rebuild(
        source, beside.entries, lambda name: [*paper, *(Signer(name, private) for private in kept)]
    )
    newest = [signer for signer in paper if signer.verifier.vkey == signs.vkey]
    if kept and key.public_bytes(kept[0].public_key()) == signs.public:
        _copy_key(here, beside)
    elif newest:
        key.create(beside.journal, newest[0].private, signs.name)
    else:
        raise Refused(head_not_ours())
    fsync_folder(beside.journal)
    return _continuable(beside.folder, beside.entries, here), True


def _copy_key(source: Place, target: Place) -> bool:
    there = _copy_small(source.key, target.key, 0o600)
    _copy_small(source.key.with_suffix(".pub"), target.key.with_suffix(".pub"), 0o644)
    return there


def _free(data: Path) -> Path:
    """Return an unused path for the journal that was there before."""
    n = 1
    while (data / f"journal.before-{n}").exists():
        n += 1
    return data / f"journal.before-{n}"


def _continuable(source: Path, entries: Path, here: Place) -> Reading:
    """Read the copy with every signature checked. Raises Refused when it cannot be continued here."""
    try:
        report = verify(source)
    except Unusable as error:
        raise Refused(error.sentence) from error
    if not report.sound:
        raise Refused(_("The copy is not sound: {why}").format(why=report.findings[0]))
    origin, head = _signed_here(here)
    if origin not in ("", report.origin):
        raise Refused(_("The copy is of another journal, {name}.").format(name=report.origin))
    heads = [*kept_heads(here), cache.head(here), head]
    reading = Reading(sizes=claimed_sizes(heads))
    with entries.open("rb") as file:
        read_lines(file.fileno(), entries.stat().st_size, reading)
    for known in trusted_heads(heads, reading):
        if known.size > reading.size:
            raise Refused(
                ngettext(
                    "Here {known} entry was signed already, the copy has {size}: find a later copy.",
                    "Here {known} entries were signed already, the copy has {size}: find a later copy.",
                    known.size,
                ).format(known=known.size, size=reading.size)
            )
        if sentence := compare_head(known, reading):
            raise Refused(sentence)
    return reading


def _signed_here(here: Place) -> tuple[str, bytes]:
    """Return (name, newest head) of the journal that is here; "" and b"" where nothing can be read."""
    follower = Follower(here.folder)
    with suppress(JournalDamaged, OSError):
        follower.poll()
    reading = follower.reading
    if reading.head is None or reading.signer is None:
        return (reading.verifier.name if reading.verifier else ""), b""
    return reading.signer.name, reading.head.note(reading.signer, reading.signature)
