"""The signing key and its public half, in OpenSSH's formats."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.errors import JournalDamaged
from kiosk.journal import key
from kiosk.journal.key import create, fingerprint, load, public_bytes, public_key, public_line
from kiosk.journal.note import parse_vkey
from tests.journal.making import LIFE, SEED
from tests.needs import needs

KEY = Ed25519PrivateKey.from_private_bytes(SEED)
PUBLIC = public_bytes(KEY.public_key())

PRIME = 2**255 - 19
TWO_ORDER_8 = (
    0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7,
    0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826,
)


def test_the_key_is_an_openssh_file_that_nobody_else_can_read(tmp_path: Path) -> None:
    """`create` writes key with mode 0600 and key.pub; `load` returns the same key."""
    create(tmp_path, KEY, "an/origin")
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600
    assert load(tmp_path / "key").private_bytes_raw() == SEED
    assert (tmp_path / "key.pub").read_text() == public_line(PUBLIC, "an/origin")


def test_a_key_is_never_overwritten(tmp_path: Path) -> None:
    """Where there is a key, `create` fails and the key stays."""
    create(tmp_path, KEY, "an/origin")
    before = (tmp_path / "key").read_bytes()
    with pytest.raises(FileExistsError):
        create(tmp_path, Ed25519PrivateKey.generate(), "another")
    assert (tmp_path / "key").read_bytes() == before


@needs("ssh-keygen")
def test_ssh_keygen_reads_both_files(tmp_path: Path) -> None:
    """ssh-keygen derives key.pub from key and prints the same fingerprint."""
    create(tmp_path, KEY, "an/origin")
    public = subprocess.run(
        ["ssh-keygen", "-y", "-f", tmp_path / "key"], capture_output=True, text=True, check=True
    ).stdout
    assert public.split()[:2] == public_line(PUBLIC, "").split()[:2]
    printed = subprocess.run(
        ["ssh-keygen", "-l", "-f", tmp_path / "key.pub"], capture_output=True, text=True, check=True
    ).stdout
    assert printed.split()[1] == fingerprint(PUBLIC)


def low_order() -> list[bytes]:
    """Return every encoding of a point of small order, canonical or not, either sign."""
    ys = [0, 1, PRIME - 1, *TWO_ORDER_8, PRIME, PRIME + 1]
    return [(y | sign << 255).to_bytes(32, "little") for y in ys for sign in (0, 1)]


@pytest.mark.parametrize("raw", low_order())
def test_keys_that_anybody_can_sign_for_are_refused(raw: bytes) -> None:
    """The eight points of small order, in all spellings, are refused as public keys."""
    with pytest.raises(ValueError, match=r"low order|not canonical"):
        public_key(raw)


@pytest.mark.parametrize("y", TWO_ORDER_8)
def test_the_refused_points_do_have_order_8(y: int) -> None:
    """Doubling such a point three times gives the neutral element, so the constants are right."""
    d = -121665 * pow(121666, -1, PRIME)
    square = (y * y - 1) * pow(d * y * y + 1, -1, PRIME) % PRIME
    x = pow(square, (PRIME + 3) // 8, PRIME)
    if x * x % PRIME != square:
        x = x * pow(2, (PRIME - 1) // 4, PRIME) % PRIME
    assert x * x % PRIME == square
    for _ in range(3):
        k = d * x * x * y * y
        x, y = 2 * x * y * pow(1 + k, -1, PRIME) % PRIME, (y * y + x * x) * pow(1 - k, -1, PRIME) % PRIME
    assert (x, y) == (0, 1)


def test_other_keys_are_accepted() -> None:
    """The vectors' key is a public key."""
    assert public_key(parse_vkey((LIFE / "vkey").read_text().strip()).public) is not None
    with pytest.raises(ValueError, match="32 bytes"):
        public_key(b"short")


def _write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_a_file_that_is_no_such_key_stops_the_journal(tmp_path: Path) -> None:
    """No file, another format, another algorithm, a passphrase: JournalDamaged with what to do."""
    with pytest.raises(JournalDamaged, match="cannot be read"):
        load(tmp_path / "missing")
    with pytest.raises(JournalDamaged, match="not an OpenSSH Ed25519 key"):
        load(_write(tmp_path / "text", b"hello"))
    openssh = serialization.PrivateFormat.OpenSSH
    pem = serialization.Encoding.PEM
    other = ec.generate_private_key(ec.SECP256R1()).private_bytes(pem, openssh, serialization.NoEncryption())
    with pytest.raises(JournalDamaged, match="not an OpenSSH Ed25519 key"):
        load(_write(tmp_path / "ecdsa", other))
    (tmp_path / "link").symlink_to(tmp_path / "text")
    with pytest.raises(JournalDamaged, match="cannot be read"):
        load(tmp_path / "link")
    with pytest.raises(JournalDamaged, match="cannot be read"):
        load(tmp_path)


def test_a_file_of_more_than_16_kib_is_no_key(tmp_path: Path) -> None:
    """A huge file does not fill the memory; up to 16 KiB any number of spaces may follow the key."""
    create(tmp_path, KEY, "an/origin")
    path = tmp_path / "key"
    data = path.read_bytes()
    path.write_bytes(data.ljust(16_384, b"\n"))
    assert load(path).private_bytes_raw() == SEED
    path.write_bytes(data.ljust(16_385, b"\n"))
    with pytest.raises(JournalDamaged, match=r"cannot be read \(File too large\)"):
        load(path)


def test_a_key_without_a_passphrase_is_read_by_hand() -> None:
    """Of a mangled file the quick reader gives no key: the thorough one has to say what is wrong with it."""
    private = Ed25519PrivateKey.generate()
    data = key.file_bytes(private, "")
    found = key._plain(data)
    assert found is not None
    assert found.private_bytes_raw() == private.private_bytes_raw()
    for at in range(len(data)):
        for other in {data[at] ^ 1, ord("A"), ord("\n"), ord("="), ord("-")} - {data[at]}:
            mangled = bytearray(data)
            mangled[at] = other
            assert key._plain(bytes(mangled)) is None, at
    for cut in range(len(data)):
        assert key._plain(data[:cut]) is None


@needs("ssh-keygen")
def test_a_key_with_a_passphrase_or_a_comment_is_read_by_the_library(tmp_path: Path) -> None:
    """The quick reader leaves both alone; either way the same key comes out."""
    private = Ed25519PrivateKey.generate()
    (tmp_path / "key").write_bytes(key.file_bytes(private, "correct horse"))
    assert key._plain((tmp_path / "key").read_bytes()) is None
    assert key.load(tmp_path / "key", "correct horse").private_bytes_raw() == private.private_bytes_raw()
    made = tmp_path / "made"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "a comment", "-f", made], check=True)
    assert key._plain(made.read_bytes()) is None
    line = key.public_line(key.public_bytes(key.load(made).public_key()), "a comment")
    assert made.with_suffix(".pub").read_text() == line
