"""The seal on the minutes, checked with the real ssh-keygen."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from kiosk.errors import NotTrusted
from kiosk.journal.key import load, public_bytes
from kiosk.journal.note import Signer
from kiosk.minutes.seal import FILES, allowed_signers, check
from kiosk.minutes.sums import sums
from tests.journal.making import SEED, found
from tests.minutes.sealing import sealed
from tests.needs import needs

ORIGIN = "assembly-kiosk/maple-street-4-24f6ed6a"
KEY = Ed25519PrivateKey.from_private_bytes(SEED)
PUBLIC = public_bytes(KEY.public_key())
TEXT = "# Minutes\n\nZoë spoke.\n".encode()


def verified(folder: Path, name: str, namespace: str = "minutes") -> bool:
    """True if ssh-keygen -Y verify accepts folder/name with its .sig."""
    with (folder / name).open("rb") as document:
        command = f"ssh-keygen -Y verify -f allowed_signers -I {ORIGIN} -n {namespace} -s {name}.sig"
        done = subprocess.run(command.split(), cwd=folder, stdin=document, capture_output=True)
    return done.returncode == 0


@needs("ssh-keygen")
@pytest.mark.parametrize("namespace", ["minutes", "minutes-files"])
@pytest.mark.parametrize("data", [b"", TEXT, bytes(range(256)) * 500], ids=["empty", "text", "bytes"])
def test_the_seal_is_what_ssh_keygen_writes(tmp_path: Path, data: bytes, namespace: str) -> None:
    """The seal is byte for byte the file of `ssh-keygen -Y sign`, with the journal's own key file."""
    journal = found(tmp_path)
    (tmp_path / "minutes.md").write_bytes(data)
    shutil.copy(tmp_path / "journal" / "key", tmp_path / "key")
    (tmp_path / "key").chmod(0o600)
    command = f"ssh-keygen -Y sign -f key -n {namespace} minutes.md"
    subprocess.run(command.split(), cwd=tmp_path, check=True, capture_output=True)
    assert (
        sealed(load(tmp_path / "journal" / "key"), data, namespace)
        == (tmp_path / "minutes.md.sig").read_text()
    )
    journal.close()


@needs("ssh-keygen")
def test_ssh_keygen_verifies_the_seal_and_nothing_else(tmp_path: Path) -> None:
    """With the printed allowed_signers line anybody can check; a changed document fails."""
    signer = Signer(ORIGIN, KEY)
    (tmp_path / "allowed_signers").write_text(allowed_signers([(0, signer.verifier)]))
    (tmp_path / "minutes.md").write_bytes(TEXT)
    (tmp_path / "minutes.md.sig").write_text(sealed(KEY, TEXT))
    assert verified(tmp_path, "minutes.md")
    (tmp_path / "SHA256SUMS").write_bytes(sums({"minutes.md": TEXT}))
    (tmp_path / "SHA256SUMS.sig").write_text(sealed(KEY, (tmp_path / "SHA256SUMS").read_bytes(), FILES))
    assert verified(tmp_path, "SHA256SUMS", "minutes-files")
    assert not verified(tmp_path, "SHA256SUMS")
    assert not verified(tmp_path, "minutes.md", "minutes-files")
    (tmp_path / "other.sig").write_text(sealed(KEY, TEXT, "file"))
    (tmp_path / "other").write_bytes(TEXT)
    assert not verified(tmp_path, "other", "file")
    (tmp_path / "minutes.md").write_bytes(TEXT + b" ")
    assert not verified(tmp_path, "minutes.md")


@given(st.binary(max_size=100))
def test_what_was_sealed_checks(data: bytes) -> None:
    """`check` accepts every seal of the same bytes and key."""
    check(sealed(KEY, data), data, PUBLIC)


def test_another_document_or_key_does_not_check() -> None:
    """Each reason has its sentence."""
    with pytest.raises(NotTrusted, match="The document is not the one that was sealed"):
        check(sealed(KEY, TEXT), TEXT + b"!", PUBLIC)
    with pytest.raises(NotTrusted, match="made with another key"):
        check(sealed(Ed25519PrivateKey.generate(), TEXT), TEXT, PUBLIC)
    with pytest.raises(NotTrusted, match="This is no seal"):
        check("hello", TEXT, PUBLIC)
    with pytest.raises(NotTrusted, match="The seal is damaged"):
        check(sealed(KEY, TEXT).replace("U1NIU0lH", "U1NIU0l!"), TEXT, PUBLIC)


def test_every_mangled_seal_is_refused() -> None:
    """Any one character changed, missing or doubled, also a line end, raises NotTrusted."""
    armour = sealed(KEY, TEXT)
    for where in range(len(armour)):
        before, this, after = armour[:where], armour[where], armour[where + 1 :]
        for mangled in (
            *(f"{before}{sign}{after}" for sign in "A\né="),
            before + after,
            before + 2 * this + after,
        ):
            if mangled != armour:
                with pytest.raises(NotTrusted):
                    check(mangled, TEXT, PUBLIC)


def test_neither_seal_stands_for_the_other() -> None:
    """A seal on the list of files does not hold for a document of the same bytes, nor the reverse."""
    check(sealed(KEY, TEXT, FILES), TEXT, PUBLIC, FILES)
    with pytest.raises(NotTrusted, match="for something else than this"):
        check(sealed(KEY, TEXT, FILES), TEXT, PUBLIC)
    with pytest.raises(NotTrusted, match="for something else than this"):
        check(sealed(KEY, TEXT), TEXT, PUBLIC, FILES)


@given(st.text(max_size=80))
def test_only_the_documented_error_comes_out(text: str) -> None:
    """Any text as a seal raises NotTrusted."""
    for armour in (text, f"-----BEGIN SSH SIGNATURE-----\n{text}\n-----END SSH SIGNATURE-----\n"):
        with pytest.raises(NotTrusted):
            check(armour, TEXT, PUBLIC)
