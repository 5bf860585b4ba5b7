r"""Signed notes, as strangers' tools read them: a text, and who vouches for it (C2SP signed-note v1.0.0).

    keyid = SHA-256(name || 0A || 01 || pub32)[:4]
    vkey  = name "+" hex8(keyid) "+" base64(01 || pub32)
    skey  = "PRIVATE+KEY+" name "+" hex8(keyid) "+" base64(01 || seed32)
    note  = TEXT LF SIG...     SIG = U+2014 " " name " " base64(keyid || signature) LF

TEXT ends in LF and is what is signed, with Ed25519. A checkpoint is the note whose TEXT is three lines, the
journal's name, its size and the root of its tree; each signed line of the journal signs such a text:

    assembly-kiosk/maple-street-4-24f6ed6a
    2
    7q/qLLAYCshKa2ViNRqpcgPY47ZOP2HPBoRB8kWSk3k=

    — assembly-kiosk/maple-street-4-24f6ed6a IJu38jUIXIs+NuJdX4M+tjDd714MfbGPjv2JBhAt+5Ik...

Base64 is strict both ways. Everything here parses exactly what it formats. No cosignatures (type 04) yet, no
extension lines ever.
"""

from __future__ import annotations

import re
from base64 import b64encode
from binascii import Error as Base64Error
from binascii import a2b_base64
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec import Struct

from kiosk.errors import NotTrusted
from kiosk.journal.key import public_bytes, public_key
from kiosk.language import words

_, ngettext = words("journal")

ED25519 = b"\x01"
MOST_SIGNATURES = 100
_DASH = "— "
_NAME = re.compile(r"[^\s+\x00-\x1f\ud800-\udfff]+")
_ORIGIN = re.compile(r"[a-z0-9._/-]{1,100}")
_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")


class MalformedNote(ValueError):
    """These bytes are no key, note or checkpoint of the form above."""


def base64_bytes(text: str | bytes) -> bytes:
    """Decode strict base64. Raises MalformedNote unless encoding again gives `text`."""
    try:
        data = a2b_base64(text, strict_mode=True)
    except (Base64Error, ValueError) as error:
        raise MalformedNote(_("not base64: {why}").format(why=error)) from error
    if b64encode(data) != (text.encode() if isinstance(text, str) else text):
        raise MalformedNote(_("not strict base64"))
    return data


def is_origin(text: str) -> bool:
    """True if a journal may carry this name."""
    return _ORIGIN.fullmatch(text) is not None


def _key_id(name: str, public: bytes) -> bytes:
    return sha256(name.encode() + b"\n" + ED25519 + public).digest()[:4]


class Verifier:
    """Checks signatures of one name and key. Raises MalformedNote for an unusable name or key."""

    def __init__(self, name: str, public: bytes) -> None:
        if _NAME.fullmatch(name) is None:
            raise MalformedNote(_("a key's name has no spaces and no +"))
        try:
            self._key = public_key(public)
        except ValueError as error:
            raise MalformedNote(str(error)) from error
        self.name = name
        self.public = public
        self.key_id = _key_id(name, public)

    @property
    def vkey(self) -> str:
        """The verifier key, one line: what people give each other to check a journal with."""
        return f"{self.name}+{self.key_id.hex()}+{b64encode(ED25519 + self.public).decode()}"

    def verify(self, text: bytes, signature: bytes) -> bool:
        """True if these 64 bytes are this key's signature of `text`."""
        try:
            self._key.verify(signature, text)
        except InvalidSignature:
            return False
        return True


class Signer:
    """A name and its private key. What may be signed with it, and how, is in `signing` alone."""

    def __init__(self, name: str, private: Ed25519PrivateKey) -> None:
        self.private = private
        self.verifier = Verifier(name, public_bytes(private.public_key()))

    @property
    def skey(self) -> str:
        """The private key as one line, for the paper backup."""
        name, key_id = self.verifier.name, self.verifier.key_id.hex()
        return f"PRIVATE+KEY+{name}+{key_id}+{b64encode(ED25519 + self.private.private_bytes_raw()).decode()}"


def _key_line(line: str) -> tuple[str, str, bytes]:
    name, first, rest = line.partition("+")
    key_id, second, key = rest.partition("+")
    data = base64_bytes(key) if first and second and key.isascii() else b""
    if len(data) != 33 or data[:1] != ED25519:
        raise MalformedNote(_("not a key of the form name+hash+base64"))
    return name, key_id, data[1:]


def parse_vkey(line: str) -> Verifier:
    """Parse a verifier key, the inverse of `Verifier.vkey`. Raises MalformedNote."""
    name, key_id, public = _key_line(line)
    verifier = Verifier(name, public)
    if key_id != verifier.key_id.hex():
        raise MalformedNote(_("the key's hash does not fit its name and bytes"))
    return verifier


def parse_skey(line: str) -> Signer:
    """Parse a private key, the inverse of `Signer.skey`. Raises MalformedNote."""
    if not line.startswith("PRIVATE+KEY+"):
        raise MalformedNote(_("not a private key line"))
    name, key_id, seed = _key_line(line.removeprefix("PRIVATE+KEY+"))
    signer = Signer(name, Ed25519PrivateKey.from_private_bytes(seed))
    if key_id != signer.verifier.key_id.hex():
        raise MalformedNote(_("the key's hash does not fit its name and bytes"))
    return signer


class Signature(Struct, frozen=True):
    """One line under a note: who signed, which key, and the signature (64 bytes for Ed25519)."""

    name: str
    key_id: bytes
    signature: bytes

    def encode(self) -> str:
        """Return the line, with its LF."""
        return f"{_DASH}{self.name} {b64encode(self.key_id + self.signature).decode()}\n"


class Note(Struct, frozen=True):
    """A text and its signatures, none of them checked."""

    text: bytes
    signatures: tuple[Signature, ...]

    def encode(self) -> bytes:
        """Return the note's bytes, text first, then the signatures."""
        return self.text + b"\n" + "".join(line.encode() for line in self.signatures).encode()


def _signature(line: str) -> Signature:
    name, space, coded = line.removeprefix(_DASH).partition(" ")
    named = line.startswith(_DASH) and space and _NAME.fullmatch(name) is not None
    data = base64_bytes(coded) if named and coded.isascii() else b""
    if len(data) < 5:
        raise MalformedNote(_("not a signature line"))
    return Signature(name, data[:4], data[4:])


def parse_note(data: bytes) -> Note:
    """Parse a note, the inverse of `Note.encode`. Raises MalformedNote."""
    try:
        whole = data.decode()
    except UnicodeDecodeError as error:
        raise MalformedNote(_("a note is UTF-8")) from error
    if any(character < " " and character != "\n" for character in whole):
        raise MalformedNote(_("a note has no control characters"))
    text, blank, signed = whole.rpartition("\n\n")
    if not blank or not signed.endswith("\n"):
        raise MalformedNote(_("a note is a text, an empty line and signatures"))
    lines = signed[:-1].split("\n")
    if len(lines) > MOST_SIGNATURES:
        raise MalformedNote(_("more than {n} signatures").format(n=MOST_SIGNATURES))
    return Note(text.encode() + b"\n", tuple(_signature(line) for line in lines))


def open_note(data: bytes, verifier: Verifier) -> bytes:
    """Return the text of a note that `verifier` vouches for; other signers are ignored.

    Raises MalformedNote, or NotTrusted when the known signer's signature is wrong or missing.
    """
    note = parse_note(data)
    known = [line for line in note.signatures if (line.name, line.key_id) == (verifier.name, verifier.key_id)]
    if not known:
        raise NotTrusted(_("Nobody who is known here has signed this."))
    if not all(verifier.verify(note.text, line.signature) for line in known):
        raise NotTrusted(_("A signature of {name} does not verify.").format(name=verifier.name))
    return note.text


class Checkpoint(Struct, frozen=True):
    """A head: the journal's name, how many entries, and the root of their tree (32 bytes)."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> bytes:
        """The three lines that are signed."""
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n".encode()

    def note(self, verifier: Verifier, signature: bytes) -> bytes:
        """Return the checkpoint as a note, with a signature made before."""
        return Note(self.text, (Signature(verifier.name, verifier.key_id, signature),)).encode()


def parse_checkpoint(text: bytes) -> Checkpoint:
    """Parse a checkpoint, the inverse of `Checkpoint.text`. Raises MalformedNote."""
    try:
        origin, size, root, end = text.decode("ascii").split("\n")
    except ValueError as error:
        raise MalformedNote(_("a checkpoint has three lines")) from error
    if end or not is_origin(origin) or _SIZE.fullmatch(size) is None:
        raise MalformedNote(_("a checkpoint is a name, a size and a root"))
    decoded = base64_bytes(root)
    if len(decoded) != 32:
        raise MalformedNote(_("a root has 32 bytes"))
    return Checkpoint(origin, int(size), decoded)


def open_checkpoint(data: bytes, verifier: Verifier) -> Checkpoint:
    """Return the head that this journal's own key signed. Raises MalformedNote or NotTrusted."""
    checkpoint = parse_checkpoint(open_note(data, verifier))
    if checkpoint.origin != verifier.name:
        raise NotTrusted(_("This head belongs to another journal."))
    return checkpoint
