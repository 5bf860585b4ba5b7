"""What the journal's key signs: four texts, in these four functions and nowhere else.

    checkpoint       the head of the journal with a new entry, entry 0 included
    opening_cache    what an opening leaves for the next one
    seal             files made from entries that lead to the head which this process holds
    rebuilt          entry 0 and changes of key, when a journal is rebuilt from its tiles

Each takes what it signs in a form that cannot be mistaken: a checkpoint has three lines, the other texts
begin with their own names. A signature that is in the journal already is never made a second time: it is
passed on as it is, once it verified. tests/journal/test_signing.py reads the code and counts.
"""

from __future__ import annotations

from hashlib import sha256, sha512

from kiosk.journal.key import ssh_string
from kiosk.journal.note import Checkpoint, Signer

_CACHE = b"kiosk-opening-cache/1\n"
_SSH = b"SSHSIG"


def checkpoint(signer: Signer, head: Checkpoint) -> bytes:
    """Return 64 bytes for the head that an entry makes; only the writer of that entry calls this."""
    return signer.private.sign(head.text)


def opening_cache(signer: Signer, payload: bytes) -> bytes:
    """Return 64 bytes for an opening cache."""
    return signer.private.sign(cache_text(payload))


def seal(signer: Signer, namespace: str, data: bytes) -> bytes:
    """Return 64 bytes of an SSHSIG over `data` in a namespace (OpenSSH, PROTOCOL.sshsig).

    For files made from entries that were checked against the root which the open journal holds.
    """
    return signer.private.sign(seal_text(namespace, data))


def rebuilt(signer: Signer, head: Checkpoint) -> bytes:
    """Return 64 bytes for a line that must carry its own signature, in a journal rebuilt from its tiles.

    The tiles' own signed checkpoint covers that line already.
    """
    return signer.private.sign(head.text)


def cache_text(payload: bytes) -> bytes:
    """Return the text that is signed for an opening cache."""
    return _CACHE + sha256(payload).hexdigest().encode() + b"\n"


def seal_text(namespace: str, data: bytes) -> bytes:
    """Return the text that is signed for a file, as `ssh-keygen -Y sign -n NAMESPACE` signs it."""
    return _SSH + seal_fields(namespace) + ssh_string(sha512(data).digest())


def seal_fields(namespace: str) -> bytes:
    """Return namespace, an empty string and the hash's name, as text and armour both have them."""
    return ssh_string(namespace.encode()) + ssh_string(b"") + ssh_string(b"sha512")
