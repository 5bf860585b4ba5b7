"""The assembly's signing key: an OpenSSH Ed25519 file, so that common tools can read it.

It signs the journal and the minutes. It is made at the founding and kept with the entries, readable by the
kiosk alone (0600), without a passphrase unless people choose one: then it is locked until a member types it.
Members' phones and neighbours only ever need its public half. Not here: the lines that carry keys between
people (`note`), and seals (`minutes.seal`).
"""

from __future__ import annotations

import os
from base64 import b64encode
from binascii import a2b_base64
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidKey, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from kiosk.errors import JournalDamaged, Refused
from kiosk.journal.disk import DISK, Disk, read_regular, replace_file, write_all
from kiosk.journal.place import Place
from kiosk.language import words

_, ngettext = words("journal")

LARGEST_FILE = 16_384
_PRIME = 2**255 - 19
_ORDER_8 = 0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826
_LOW_ORDER = frozenset((0, 1, _PRIME - 1, _ORDER_8, _PRIME - _ORDER_8))
"""The y coordinates of the eight points whose order divides 8: anybody can sign for such a key."""


def public_key(raw: bytes) -> Ed25519PublicKey:
    """Return the public key of 32 bytes. Raises ValueError for low-order and non-canonical ones."""
    if len(raw) != 32:
        raise ValueError("an Ed25519 public key has 32 bytes")
    y = int.from_bytes(raw, "little") & (2**255 - 1)
    if y >= _PRIME:
        raise ValueError("a public key that is not canonical")
    if y in _LOW_ORDER:
        raise ValueError("a public key of low order: anybody can sign for it")
    return Ed25519PublicKey.from_public_bytes(raw)


def public_bytes(key: Ed25519PublicKey) -> bytes:
    """Return the 32 bytes of a public key."""
    return key.public_bytes_raw()


def ssh_string(data: bytes) -> bytes:
    """Return u32be length, then the data (RFC 4251)."""
    return len(data).to_bytes(4, "big") + data


def ssh_public(raw: bytes) -> bytes:
    """Return the public key as OpenSSH hashes and sends it."""
    return ssh_string(b"ssh-ed25519") + ssh_string(raw)


def fingerprint(raw: bytes) -> str:
    """Return the fingerprint as `ssh-keygen -l` prints it: `SHA256:` and 43 characters."""
    return "SHA256:" + b64encode(sha256(ssh_public(raw)).digest()).decode().rstrip("=")


def public_line(raw: bytes, comment: str) -> str:
    """Return the one line of key.pub, with its LF."""
    return f"ssh-ed25519 {b64encode(ssh_public(raw)).decode()} {comment}\n"


class Locked(Exception):
    """The key file has a passphrase, and none was given."""


def file_bytes(private: Ed25519PrivateKey, passphrase: str) -> bytes:
    """Return the OpenSSH file, as `ssh-keygen` writes it; not encrypted for an empty passphrase."""
    from cryptography.hazmat.primitives import serialization

    how: serialization.KeySerializationEncryption = serialization.NoEncryption()
    if passphrase:
        how = serialization.BestAvailableEncryption(passphrase.encode())
    return private.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.OpenSSH, how)


def replace(
    place: Place, private: Ed25519PrivateKey, comment: str, passphrase: str, disk: Disk = DISK
) -> None:
    """Replace the key file, flushed: at every moment one of the two keys is there. Raises OSError."""
    replace_file(place.key, file_bytes(private, passphrase), 0o600, disk)
    public = public_line(public_bytes(private.public_key()), comment).encode()
    replace_file(place.key.with_suffix(".pub"), public, 0o644, disk)


def create(folder: Path, private: Ed25519PrivateKey, comment: str, disk: Disk = DISK) -> None:
    """Write `key` (0600) and `key.pub` into a folder that has neither, flushed. Raises OSError."""
    secret = file_bytes(private, "")
    public = public_line(public_bytes(private.public_key()), comment).encode()
    for name, data, mode in (("key", secret, 0o600), ("key.pub", public, 0o644)):
        file = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        try:
            write_all(file, data, disk)
            disk.fsync(file)
        finally:
            os.close(file)


def public_of(path: Path) -> bytes:
    """Return the public key that an OpenSSH private key file carries unencrypted; b"" for other files."""
    try:
        lines = read_regular(path, LARGEST_FILE).split(b"\n")
        blob = a2b_base64(b"".join(lines[1:-2]))
    except (OSError, ValueError):
        return b""
    prefix = ssh_string(b"ssh-ed25519")
    at = blob.find(prefix)
    return blob[at + len(prefix) + 4 : at + len(prefix) + 36] if at >= 0 else b""


def load(path: Path, passphrase: str = "") -> Ed25519PrivateKey:
    """Return the private key of an OpenSSH file.

    Raises JournalDamaged, also when the file is not there; Locked when it needs a passphrase and none was
    given; Refused when the passphrase is wrong.
    """
    try:
        data = read_regular(path, LARGEST_FILE)
    except OSError as error:
        raise JournalDamaged(
            _("The journal's key cannot be read ({why}). Put the key file back from a copy.").format(
                why=error.strerror
            )
        ) from error
    unusable = _("The journal's key file is not an OpenSSH Ed25519 key. Put it back from a copy.")
    try:
        key = _plain(data) or _decrypted(data, passphrase)
    except InvalidKey as error:
        raise Refused(_("That is not the passphrase of the journal's key.")) from error
    except (ValueError, UnsupportedAlgorithm) as error:
        raise JournalDamaged(unusable) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise JournalDamaged(unusable)
    return key


_BEGIN, _END = b"-----BEGIN OPENSSH PRIVATE KEY-----\n", b"-----END OPENSSH PRIVATE KEY-----\n"
_NO_CIPHER = b"openssh-key-v1\0" + ssh_string(b"none") * 2 + ssh_string(b"") + (1).to_bytes(4, "big")


def _plain(data: bytes) -> Ed25519PrivateKey | None:
    """Return the key of a file that is, but for its line ends, what `file_bytes` writes without a passphrase.

    None for every other file. Their reader takes 8 ms to import, with ciphers that such a file does not use;
    every start would wait for it.
    """
    if not (data.startswith(_BEGIN) and data.endswith(_END)):
        return None
    body = data[len(_BEGIN) : -len(_END)].replace(b"\n", b"")
    try:
        blob = a2b_base64(body)
    except ValueError:
        return None
    private = blob[len(_NO_CIPHER) + 4 + 51 + 4 :]
    checks, seed, comment = private[:8], private[63:95], bytes(4)
    if checks[:4] != checks[4:] or len(seed) != 32:
        return None
    key = Ed25519PrivateKey.from_private_bytes(seed)
    raw = public_bytes(key.public_key())
    secret = checks + ssh_public(raw) + ssh_string(seed + raw) + comment
    secret += bytes(range(1, 1 + -len(secret) % 8))
    whole = _NO_CIPHER + ssh_string(ssh_public(raw)) + ssh_string(secret)
    return key if body == b64encode(whole) else None


def _decrypted(data: bytes, passphrase: str) -> object:
    """Decrypt the key of a file, if it is encrypted. Raises Locked, InvalidKey, ValueError."""
    from cryptography.hazmat.primitives import serialization

    try:
        return serialization.load_ssh_private_key(data, password=None)
    except TypeError as error:
        if not passphrase:
            raise Locked from error
    try:
        return serialization.load_ssh_private_key(data, password=passphrase.encode())
    except ValueError as error:
        raise InvalidKey from error
