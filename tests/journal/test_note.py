"""Keys, notes and checkpoints as lines: exactly what other tools write and read."""

from __future__ import annotations

import contextlib
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from kiosk.errors import NotTrusted
from kiosk.journal import signing
from kiosk.journal.note import (
    Checkpoint,
    MalformedNote,
    Note,
    Signature,
    Signer,
    base64_bytes,
    is_origin,
    open_checkpoint,
    open_note,
    parse_checkpoint,
    parse_note,
    parse_skey,
    parse_vkey,
)
from tests.journal.making import LIFE, VECTORS
from tests.needs import needs

VKEY = (VECTORS / "vkey").read_text().strip()
SKEY = (VECTORS / "skey").read_text().strip()
HEAD = (VECTORS / "checkpoints" / "5").read_bytes()
STRANGER = Signer("stranger.example/w", Ed25519PrivateKey.from_private_bytes(b"\7" * 32))


@pytest.mark.parametrize("folder", [VECTORS, LIFE])
def test_keys_are_formatted_as_they_were_parsed(folder: str) -> None:
    """skey and vkey of the vectors are each other's halves, byte for byte."""
    signer = parse_skey((VECTORS / folder / "skey").read_text().strip())
    assert signer.skey == (VECTORS / folder / "skey").read_text().strip()
    assert signer.verifier.vkey == (VECTORS / folder / "vkey").read_text().strip()


@pytest.mark.parametrize("size", range(1, 10))
def test_the_checkpoints_of_the_vectors_open_and_are_written_again(size: int) -> None:
    """Each checkpoint verifies, parses, and is what the same key writes for it."""
    data = (VECTORS / "checkpoints" / str(size)).read_bytes()
    signer = parse_skey(SKEY)
    head = open_checkpoint(data, parse_vkey(VKEY))
    assert head.size == size
    assert head.note(signer.verifier, signing.checkpoint(signer, head)) == data
    assert parse_note(data).encode() == data


@given(st.integers(0, len(HEAD) - 1), st.integers(0, 255))
def test_every_mangled_checkpoint_is_refused(where: int, byte: int) -> None:
    """After a change of any byte it raises MalformedNote or NotTrusted."""
    mangled = HEAD[:where] + bytes([byte]) + HEAD[where + 1 :]
    if mangled == HEAD:
        return
    with pytest.raises((MalformedNote, NotTrusted)):
        open_checkpoint(mangled, parse_vkey(VKEY))


@pytest.mark.parametrize("length", range(len(HEAD)))
def test_every_shortened_checkpoint_is_refused(length: int) -> None:
    """A checkpoint cut anywhere is none."""
    with pytest.raises((MalformedNote, NotTrusted)):
        open_checkpoint(HEAD[:length], parse_vkey(VKEY))


@given(
    st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass"))
)
def test_only_the_documented_error_comes_out(data: bytes) -> None:
    """Any bytes as a note or a checkpoint: parsed and written back, or MalformedNote."""
    with contextlib.suppress(MalformedNote):
        assert parse_note(data).encode() == data
    with contextlib.suppress(MalformedNote):
        assert parse_checkpoint(data).text == data


def test_half_a_character_is_no_name() -> None:
    """Bytes of a command line that are no UTF-8 arrive as lone surrogates: MalformedNote, as for a space."""
    with pytest.raises(MalformedNote):
        parse_vkey("\udcff" + VKEY)


@given(
    st.text(max_size=120)
    | st.tuples(st.just(VKEY), st.integers(0, 80), st.characters()).map(
        lambda parts: parts[0][: parts[1]] + parts[2] + parts[0][parts[1] + 1 :]
    )
)
def test_keys_parse_to_themselves_or_not_at_all(line: str) -> None:
    """A key line is written again as it was, or MalformedNote."""
    with contextlib.suppress(MalformedNote):
        assert parse_vkey(line).vkey == line
    with contextlib.suppress(MalformedNote):
        assert parse_skey(line).skey == line


@needs("openssl")
def test_openssl_checks_a_head(tmp_path: Path) -> None:
    """The signature under a checkpoint is plain Ed25519 over its three lines."""
    note = parse_note(HEAD)
    prefix = bytes.fromhex("302a300506032b6570032100")  # SubjectPublicKeyInfo of an Ed25519 key (RFC 8410)
    (tmp_path / "key").write_bytes(prefix + parse_vkey(VKEY).public)
    (tmp_path / "text").write_bytes(note.text)
    (tmp_path / "signature").write_bytes(note.signatures[0].signature)
    command = "openssl pkeyutl -verify -pubin -keyform DER -inkey key -rawin -in text -sigfile signature"
    done = subprocess.run(command.split(), cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "Signature Verified Successfully" in done.stdout


def test_unknown_signers_are_ignored() -> None:
    """A note that a witness signed too still opens; one that only strangers signed does not."""
    note = parse_note(HEAD)
    line = Signature(STRANGER.verifier.name, STRANGER.verifier.key_id, STRANGER.private.sign(note.text))
    both = Note(note.text, (line, *note.signatures)).encode()
    assert open_note(both, parse_vkey(VKEY)) == note.text
    with pytest.raises(NotTrusted, match="Nobody who is known here has signed this"):
        open_note(Note(note.text, (line,)).encode(), parse_vkey(VKEY))


def test_a_known_signers_bad_signature_refuses_the_note() -> None:
    """With one good and one bad signature of the same key, the note is not trusted."""
    note = parse_note(HEAD)
    good = note.signatures[0]
    bad = Signature(good.name, good.key_id, good.signature[:-1] + bytes([good.signature[-1] ^ 1]))
    with pytest.raises(NotTrusted, match="does not verify"):
        open_note(Note(note.text, (good, bad)).encode(), parse_vkey(VKEY))


def test_a_short_signature_of_a_known_signer_is_not_trusted() -> None:
    """A signature of the wrong length is a bad signature."""
    good = parse_note(HEAD).signatures[0]
    short = Note(parse_note(HEAD).text, (Signature(good.name, good.key_id, good.signature[:10]),))
    with pytest.raises(NotTrusted):
        open_note(short.encode(), parse_vkey(VKEY))


def test_at_most_100_signatures_are_read() -> None:
    """100 signature lines are a note, 101 are none."""
    line = parse_note(HEAD).signatures[0]
    text = parse_note(HEAD).text
    assert len(parse_note(Note(text, (line,) * 100).encode()).signatures) == 100
    with pytest.raises(MalformedNote):
        parse_note(Note(text, (line,) * 101).encode())


def test_a_head_of_another_journal_is_not_trusted() -> None:
    """The right key over another origin's text is no head of this journal."""
    signer = parse_skey(SKEY)
    head = Checkpoint("kiosk.example/other", 1, bytes(32))
    with pytest.raises(NotTrusted, match="another journal"):
        open_checkpoint(head.note(signer.verifier, signing.checkpoint(signer, head)), signer.verifier)


@pytest.mark.parametrize("text", ["QQ==\n", "QR==", "QQ=", " QQ==", "Q Q==", "QQ==QQ==", "QQ", "é"])
def test_base64_is_strict(text: str) -> None:
    """Only the spelling that encoding gives is accepted."""
    with pytest.raises(MalformedNote):
        base64_bytes(text)


@pytest.mark.parametrize(
    "text",
    [
        b"kiosk.example/a\n01\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
        b"kiosk.example/a\n1\nAAAA\n",
        b"kiosk.example/a\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\nextension\n",
        b"Kiosk Example\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
        b"kiosk.example/a\n-1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
    ],
)
def test_a_checkpoint_has_three_lines_of_one_spelling(text: bytes) -> None:
    """Leading zeros, other roots, extension lines and other names are refused."""
    with pytest.raises(MalformedNote):
        parse_checkpoint(text)


@pytest.mark.parametrize(
    ("origin", "fits"),
    [("a", True), ("a" * 100, True), ("a" * 101, False), ("", False), ("A", False), ("a\n", False)],
)
def test_the_names_a_journal_may_carry(origin: str, fits: bool) -> None:
    """A name has 1 to 100 of a-z, 0-9, dot, underscore, slash, dash."""
    assert is_origin(origin) is fits
