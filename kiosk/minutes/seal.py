"""The seal on the minutes: what a member checks with the ssh-keygen of any computer.

An SSH signature file (SSHSIG, OpenSSH PROTOCOL.sshsig) in the namespace "minutes", made with the journal's
key, byte for byte what `ssh-keygen -Y sign -f key -n minutes F` writes. With s(x) = u32be length || x:

    TBS  = "SSHSIG" || s("minutes") || s("") || s("sha512") || s(SHA-512(file))
    PUB  = s("ssh-ed25519") || s(pub32)
    BLOB = "SSHSIG" || u32be 1 || s(PUB) || s("minutes") || s("") || s("sha512")
                    || s(s("ssh-ed25519") || s(sig64))

armoured in base64 at 70 columns. It says who issued a document, not that the document is complete or true.
"""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha512

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.errors import NotTrusted
from kiosk.journal.key import public_bytes, public_key, ssh_public, ssh_string
from kiosk.journal.note import MalformedNote, base64_bytes, parse_vkey
from kiosk.language import words

_, ngettext = words("minutes")

NAMESPACE = "minutes"
_BEGIN, _END = "-----BEGIN SSH SIGNATURE-----\n", "-----END SSH SIGNATURE-----\n"
_COLUMNS = 70
_MAGIC = b"SSHSIG"
_COMMON = ssh_string(NAMESPACE.encode()) + ssh_string(b"") + ssh_string(b"sha512")


def _signed(data: bytes) -> bytes:
    return _MAGIC + _COMMON + ssh_string(sha512(data).digest())


def _blob(public: bytes, signature: bytes) -> bytes:
    inner = ssh_string(b"ssh-ed25519") + ssh_string(signature)
    return _MAGIC + (1).to_bytes(4, "big") + ssh_string(ssh_public(public)) + _COMMON + ssh_string(inner)


def seal(private_key: Ed25519PrivateKey, data: bytes) -> str:
    """The text of `F.sig` for a file of these bytes."""
    blob = _blob(public_bytes(private_key.public_key()), private_key.sign(_signed(data)))
    coded = b64encode(blob).decode()
    lines = [coded[start : start + _COLUMNS] + "\n" for start in range(0, len(coded), _COLUMNS)]
    return _BEGIN + "".join(lines) + _END


def check(armour: str, data: bytes, public: bytes) -> None:
    """Raises NotTrusted unless `armour` is this key's seal (`public`: 32 bytes) of exactly these bytes."""
    if not (armour.startswith(_BEGIN) and armour.endswith("\n" + _END)):
        raise NotTrusted(_("This is no seal: not an SSH signature file."))
    try:
        blob = base64_bytes(armour[len(_BEGIN) : -len(_END)].replace("\n", "").encode())
        key = public_key(public)
    except (MalformedNote, ValueError) as error:
        raise NotTrusted(_("The seal is damaged.")) from error
    signature = blob[-64:]
    if blob != _blob(public, signature):
        raise NotTrusted(_("The seal was made with another key, or for something else than minutes."))
    try:
        key.verify(signature, _signed(data))
    except InvalidSignature as error:
        raise NotTrusted(_("The document is not the one that was sealed.")) from error


def allowed_signers_line(origin: str, vkey: str) -> str:
    """The line of an allowed_signers file for `ssh-keygen -Y verify -I ORIGIN -n minutes`, with its LF.

    Raises MalformedNote when `vkey` is no verifier key.
    """
    coded = b64encode(ssh_public(parse_vkey(vkey).public)).decode()
    return f'{origin} namespaces="{NAMESPACE}" ssh-ed25519 {coded}\n'
