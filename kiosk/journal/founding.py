"""The first moment of an assembly's journal: its lasting name, its key, and entry 0.

Everything is made in a folder of its own, flushed, and renamed in one step: a power cut leaves a founded
journal or none.
"""

from __future__ import annotations

import os
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.errors import NotRecorded, Refused
from kiosk.journal import key, signing
from kiosk.journal.disk import Disk, fsync_folder, make_folder, write_all
from kiosk.journal.envelope import FOUNDED, entry_bytes
from kiosk.journal.lines import line_bytes
from kiosk.journal.merkle import leaf_hash
from kiosk.journal.note import Checkpoint, Signer
from kiosk.journal.place import Place
from kiosk.language import words
from kiosk.slugs import slug
from kiosk.terms import Stamp

_, ngettext = words("journal")

_SLUG = 76
"""Most characters of a slug: a journal's name has at most 100."""


def origin_of(assembly: str, public: bytes) -> str:
    """Return the journal's lasting name: `assembly-kiosk/<slug>-<first 8 hex of SHA-256(pub32)>`.

    The slug is the assembly's name in ASCII letters, every other run of characters as one dash.
    """
    return f"assembly-kiosk/{slug(assembly, _SLUG, 'assembly')}-{sha256(public).hexdigest()[:8]}"


def found(place: Place, assembly: str, stamp: Stamp, software: str, seed: bytes | None, disk: Disk) -> None:
    """Make DIR/journal with its key and entry 0, flushed. A `seed` of 32 bytes gives tests a known key.

    Raises Refused when there is a journal already, NotRecorded when the card refuses.
    """
    if place.journal.exists():
        raise Refused(_("There is already a journal in {folder}.").format(folder=place.folder))
    private = Ed25519PrivateKey.generate() if seed is None else Ed25519PrivateKey.from_private_bytes(seed)
    signer = Signer(origin_of(assembly, key.public_bytes(private.public_key())), private)
    origin, vkey = signer.verifier.name, signer.verifier.vkey
    fields = {"assembly": assembly, "key": vkey, "origin": origin, "software": software}
    entry = entry_bytes(0, FOUNDED, fields, stamp, east=0)
    signature = signing.checkpoint(signer, Checkpoint(origin, 1, leaf_hash(entry)))
    try:
        _build(place, signer, line_bytes(entry, signature), disk)
    except OSError as error:
        raise NotRecorded(
            _("The journal could not be founded in {folder}: {why}.").format(
                folder=place.folder, why=error.strerror
            )
        ) from error


def _build(place: Place, signer: Signer, line: bytes, disk: Disk) -> None:
    make_folder(place.folder, 0o700, disk)
    beside = place.journal.with_name("journal.new")
    beside.mkdir(mode=0o700, exist_ok=True)
    for left in beside.iterdir():  # a founding that was cut off: nobody ever saw its key
        left.unlink()
    key.create(beside, signer.private, signer.verifier.name, disk)
    file = os.open(beside / "entries", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
    try:
        write_all(file, line, disk)
        disk.fsync(file)
    finally:
        os.close(file)
    fsync_folder(beside, disk)
    disk.rename(beside, place.journal)
    fsync_folder(place.folder, disk)
    fsync_folder(place.folder.parent, disk)
