"""Every one-byte mangling of keys, notes and checkpoints is refused, and none reads as the whole one did."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.errors import NotTrusted
from kiosk.journal.note import (
    MalformedNote,
    Note,
    Signature,
    Signer,
    Verifier,
    open_checkpoint,
    open_note,
    parse_checkpoint,
    parse_note,
    parse_skey,
    parse_vkey,
)
from tests.journal.making import VECTORS

VKEY = (VECTORS / "vkey").read_text().strip()
SKEY = (VECTORS / "skey").read_text().strip()
HEAD = (VECTORS / "checkpoints" / "5").read_bytes()
VERIFIER = parse_vkey(VKEY)
PUBLIC = VERIFIER.public
NAME = VERIFIER.name


def coded(data: bytes, algorithm: bytes = b"\1") -> str:
    """Return the bytes of a key as they are in its line."""
    return b64encode(algorithm + data).decode()


OTHER = coded(PUBLIC, b"\2")


def manglings(whole: bytes) -> Iterator[bytes]:
    """Yield the data with one byte replaced by each other value, left out, or doubled."""
    for place, was in enumerate(whole):
        for byte in range(256):
            if byte != was:
                yield whole[:place] + bytes([byte]) + whole[place + 1 :]
        yield whole[:place] + whole[place + 1 :]
        yield whole[:place] + whole[place : place + 1] + whole[place:]


def lines(whole: str) -> set[str]:
    """Return the manglings of a line, as a command line gives them; a doubled letter may change nothing."""
    return {mangled.decode("utf-8", "surrogateescape") for mangled in manglings(whole.encode())} - {whole}


def test_no_mangled_verifier_key_is_one() -> None:
    """Name, hash and key belong together: no byte of any can change."""
    for line in lines(VKEY):
        with pytest.raises(MalformedNote):
            parse_vkey(line)


def test_no_mangled_private_key_is_one() -> None:
    """The line of the paper backup reveals one wrong letter anywhere."""
    for line in lines(SKEY):
        with pytest.raises(MalformedNote):
            parse_skey(line)


def test_no_mangled_note_is_trusted() -> None:
    """No byte of text, blank line, dash, name, hash or signature can change."""
    for mangled in set(manglings(HEAD)) - {HEAD}:
        with pytest.raises((MalformedNote, NotTrusted)):
            open_note(mangled, VERIFIER)
        with pytest.raises((MalformedNote, NotTrusted)):
            open_checkpoint(mangled, VERIFIER)


def test_a_mangled_note_reads_as_what_it_is() -> None:
    """What still has the form of a note is written again as it was read: nothing has two spellings."""
    for mangled in set(manglings(HEAD)) - {HEAD}:
        try:
            note = parse_note(mangled)
        except MalformedNote:
            continue
        assert note.encode() == mangled


def test_a_mangled_checkpoint_says_something_else() -> None:
    """Each text that is still a checkpoint says another name, size or root."""
    text = parse_note(HEAD).text
    whole = parse_checkpoint(text)
    for mangled in set(manglings(text)) - {text}:
        try:
            read = parse_checkpoint(mangled)
        except MalformedNote:
            continue
        assert read.text == mangled
        assert read != whole


def test_the_hash_of_a_key_is_that_of_the_specification() -> None:
    """It is the first four bytes of SHA-256 over name, LF, 01 and the public key (C2SP signed-note)."""
    key_id = sha256(NAME.encode() + b"\n\1" + PUBLIC).digest()[:4]
    assert VERIFIER.key_id == key_id
    assert f"{NAME}+{key_id.hex()}+{coded(PUBLIC)}" == VKEY
    seed = parse_skey(SKEY).private.private_bytes_raw()
    assert f"PRIVATE+KEY+{NAME}+{key_id.hex()}+{coded(seed)}" == SKEY


@pytest.mark.parametrize(
    "line",
    [
        f"{NAME}+{VERIFIER.key_id.hex()}+{OTHER}",
        f"{NAME}+{VERIFIER.key_id.hex()}+{coded(PUBLIC + bytes(1))}",
        f"{NAME}+{VERIFIER.key_id.hex()}+{coded(PUBLIC[:31])}",
        f"{NAME}+{VERIFIER.key_id.hex()}+",
        f"{NAME}+{VERIFIER.key_id.hex()}",
        f"+{VERIFIER.key_id.hex()}+{coded(PUBLIC)}",
        f"{NAME}+{VERIFIER.key_id.hex().upper()}+{coded(PUBLIC)}",
        f"{NAME}+{VERIFIER.key_id.hex()}+{coded(PUBLIC)}+",
        SKEY,
    ],
)
def test_what_is_no_verifier_key(line: str) -> None:
    """Another algorithm or length, a missing part, capitals, an extra part, a private key."""
    with pytest.raises(MalformedNote):
        parse_vkey(line)


@pytest.mark.parametrize("name", ["a b", "a+b", "a\tb", "a\nb", "a\x00b", "a\x1fb", "a\u2003b", "\ud800", ""])
def test_names_that_no_key_has(name: str) -> None:
    """A space, a plus or a control character would end the name in a line."""
    with pytest.raises(MalformedNote, match="no spaces and no"):
        Verifier(name, PUBLIC)
    line = Signature(name, bytes(4), bytes(64))
    with pytest.raises((MalformedNote, UnicodeEncodeError)):
        parse_note(Note(b"text\n", (line,)).encode())


@pytest.mark.parametrize("length", [0, 1])
def test_a_signature_line_has_a_hash_and_something_signed(length: int) -> None:
    """Four bytes of hash come first, then at least one of signature."""
    data = Note(b"text\n", (Signature("a", bytes(4), bytes(length)),)).encode()
    if length:
        assert parse_note(data).signatures == (Signature("a", bytes(4), bytes(1)),)
    else:
        with pytest.raises(MalformedNote, match="not a signature line"):
            parse_note(data)


def test_one_good_signature_among_two_is_not_enough() -> None:
    """All signatures of the known signer must verify, in any order; those of others do not count."""
    note, signer = parse_note(HEAD), Signer("stranger", Ed25519PrivateKey.from_private_bytes(b"\7" * 32))
    good = note.signatures[0]
    bad = Signature(good.name, good.key_id, signer.private.sign(note.text))
    other = Signature(good.name, signer.verifier.key_id, bad.signature)
    named = Signature(signer.verifier.name, good.key_id, bad.signature)
    for pair in ((good, bad), (bad, good)):
        with pytest.raises(NotTrusted, match=f"A signature of {NAME} does not verify"):
            open_note(Note(note.text, pair).encode(), VERIFIER)
    assert open_note(Note(note.text, (other, named, good)).encode(), VERIFIER) == note.text
    with pytest.raises(NotTrusted, match="Nobody who is known"):
        open_note(Note(note.text, (other, named)).encode(), VERIFIER)


def test_a_text_may_have_empty_lines() -> None:
    """The last empty line separates text and signatures; an empty text is no note."""
    signer = parse_skey(SKEY)
    text = b"first\n\n\nlast\n"
    line = Signature(NAME, VERIFIER.key_id, signer.private.sign(text))
    assert open_note(Note(text, (line,)).encode(), VERIFIER) == text
    with pytest.raises(MalformedNote):
        parse_note(b"text\n\n")
    with pytest.raises(MalformedNote):
        parse_note(b"text\n" + line.encode().encode())


@pytest.mark.parametrize("size", [0, 1, 10**18, 10**19 - 1])
def test_sizes_that_a_checkpoint_may_have(size: int) -> None:
    """Sizes have up to 19 digits and no leading zero."""
    root = b64encode(bytes(32)).decode()
    assert parse_checkpoint(f"a\n{size}\n{root}\n".encode()).size == size
    for other in (f"0{size}", f"{10**19}", f"+{size}", f"{size} ", "", "0x1"):
        with pytest.raises(MalformedNote):
            parse_checkpoint(f"a\n{other}\n{root}\n".encode())
