"""The seal on the minutes: what a member checks with the ssh-keygen of any computer.

An SSH signature file (SSHSIG, OpenSSH PROTOCOL.sshsig) made with the journal's key, byte for byte what
`ssh-keygen -Y sign -f key -n NAMESPACE F` writes. The namespace is "minutes" for the document, and
"minutes-files" for the list of all files of a meeting (`kiosk.minutes.sums`), so that neither seal can stand
for the other. With N the namespace and s(x) = u32be length || x:

    TBS  = "SSHSIG" || s(N) || s("") || s("sha512") || s(SHA-512(file))
    PUB  = s("ssh-ed25519") || s(pub32)
    BLOB = "SSHSIG" || u32be 1 || s(PUB) || s(N) || s("") || s("sha512")
                    || s(s("ssh-ed25519") || s(sig64))

armoured in base64 at 70 columns. It says who issued a document, not that the document is complete or true.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Sequence

from cryptography.exceptions import InvalidSignature

from kiosk.errors import NotTrusted
from kiosk.journal import signing
from kiosk.journal.key import public_key, ssh_public, ssh_string
from kiosk.journal.note import MalformedNote, Verifier, base64_bytes
from kiosk.language import words

_, ngettext = words("minutes")

MINUTES, FILES = "minutes", "minutes-files"
"""The two namespaces: of a meeting's document, and of the list of its files."""
_BEGIN, _END = "-----BEGIN SSH SIGNATURE-----\n", "-----END SSH SIGNATURE-----\n"
_COLUMNS = 70
_MAGIC = b"SSHSIG"


def _blob(public: bytes, signature: bytes, namespace: str) -> bytes:
    inner = ssh_string(b"ssh-ed25519") + ssh_string(signature)
    version, key = (1).to_bytes(4, "big"), ssh_string(ssh_public(public))
    return _MAGIC + version + key + signing.seal_fields(namespace) + ssh_string(inner)


def seal(sign: Callable[[str, bytes], bytes], public: bytes, data: bytes, namespace: str = MINUTES) -> str:
    """Return the text of `F.sig` for a file of these bytes; `sign` returns the 64 bytes (`Journal.seal`)."""
    return _armour(_blob(public, sign(namespace, data), namespace))


def _armour(blob: bytes) -> str:
    coded = b64encode(blob).decode()
    lines = [coded[start : start + _COLUMNS] + "\n" for start in range(0, len(coded), _COLUMNS)]
    return _BEGIN + "".join(lines) + _END


def check(armour: str, data: bytes, public: bytes, namespace: str = MINUTES) -> None:
    """Raise NotTrusted unless `armour` is this key's seal (`public`: 32 bytes) of exactly these bytes."""
    if not (armour.startswith(_BEGIN) and armour.endswith("\n" + _END)):
        raise NotTrusted(_("This is no seal: not an SSH signature file."))
    try:
        blob = base64_bytes(armour[len(_BEGIN) : -len(_END)].replace("\n", "").encode())
        key = public_key(public)
    except (MalformedNote, ValueError) as error:
        raise NotTrusted(_("The seal is damaged.")) from error
    if armour != _armour(blob):
        raise NotTrusted(_("The seal is damaged."))
    signature = blob[-64:]
    if blob != _blob(public, signature, namespace):
        raise NotTrusted(_("The seal was made with another key, or for something else than this."))
    try:
        key.verify(signature, signing.seal_text(namespace, data))
    except InvalidSignature as error:
        raise NotTrusted(_("The document is not the one that was sealed.")) from error


def allowed_signers(keys: Sequence[tuple[int, Verifier]]) -> str:
    """Return the allowed_signers file for `ssh-keygen -Y verify -I ORIGIN`: a line per key, the newest first.

    A comment says which entries it signs. Each allows the document and the list of files, and nothing else.
    There are no dates in it, because a clock without a battery cannot vouch for any.
    """
    lines, stop = [], ""
    for since, verifier in reversed(keys):
        coded = b64encode(ssh_public(verifier.public)).decode()
        lines.append(
            f"# entries {since} {stop or 'and later'}\n"
            f'{verifier.name} namespaces="{MINUTES},{FILES}" ssh-ed25519 {coded}\n'
        )
        stop = f"to {since - 1}"
    return "".join(lines)
