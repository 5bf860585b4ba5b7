"""Go's sumdb/note and sumdb/tlog accept what we export, and nothing that was changed."""

from __future__ import annotations

import json
import os
import subprocess
from base64 import b64decode, b64encode
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec import Struct
from msgspec.structs import replace

from kiosk.cli import main
from kiosk.journal import signing
from kiosk.journal.merkle import leaf_hash, root_of
from kiosk.journal.note import Checkpoint, Signer, Verifier, parse_vkey
from kiosk.journal.proof import consistency, inclusion
from tests.journal.making import evening, reopen, stamp
from tests.needs import needs, skips_forbidden

PACKAGES = Path("/usr/share/gocode")
SIZE = 300
Check = Callable[[], subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the Go program, built from Debian's packages without any network."""
    if not (PACKAGES / "src/golang.org/x/mod/sumdb/tlog").is_dir():
        if skips_forbidden():
            pytest.fail("needs golang-golang-x-mod-dev, and KIOSK_SKIPS=none forbids skipping")
        pytest.skip("needs golang-golang-x-mod-dev, not installed here")
    folder = tmp_path_factory.mktemp("go")
    environment = {
        **os.environ,
        "GOPATH": str(PACKAGES),
        "GO111MODULE": "off",
        "GOCACHE": str(folder / "cache"),
        "CGO_ENABLED": "0",
    }
    source = Path(__file__).with_name("main.go")
    built = folder / "check"
    subprocess.run(["go", "build", "-o", built, source], env=environment, check=True)
    return built


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an export for strangers of a journal of more than one tile whose key was changed once."""
    folder = tmp_path_factory.mktemp("exported")
    evening(folder / "data", SIZE - 3)
    journal = reopen(folder / "data")
    journal.change_key(stamp(1), seed=bytes(32))
    while journal.size < SIZE:
        journal.append("turn.began/1", {"who": "Zoë Ō\n\x7f"}, stamp(2))
    leaves = [leaf_hash(entry) for entry in journal.read()]
    journal.close()
    for form in ("checkpoint+leaves", "tiles"):
        assert (
            main(["export", "--data", str(folder / "data"), "--to", str(folder / "out"), "--as", form]) == 0
        )
    proofs = {
        "inclusion": [_texts(inclusion(leaves, n)) for n in range(SIZE)],
        "consistency": [_texts(consistency(leaves, size)) for size in range(1, SIZE + 1)],
    }
    (folder / "out" / "proofs.json").write_text(json.dumps(proofs))
    return folder / "out"


def _texts(hashes: list[bytes]) -> list[str]:
    return [b64encode(one).decode() for one in hashes]


@needs("go")
def test_go_accepts_what_we_export(program: Path, exported: Path) -> None:
    """Go accepts the checkpoint, leaves, tiles, entries, and every inclusion and consistency proof."""
    done = subprocess.run([program, exported], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"{SIZE} entries, {SIZE} inclusion and {SIZE} consistency proofs\n"


@needs("go")
@pytest.mark.parametrize(
    "name",
    ["vkey", "checkpoint", "leaves", "tile/0/000", "tile/0/001.p/44", "tile/entries/000", "proofs.json"],
)
def test_go_refuses_what_was_changed(program: Path, exported: Path, name: str) -> None:
    """Go refuses one changed byte in any of the files."""
    path = exported / name
    whole = path.read_bytes()
    at = len(whole) // 2
    path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
    try:
        done = subprocess.run([program, exported], capture_output=True, text=True, check=False)
    finally:
        path.write_bytes(whole)
    assert done.returncode == 1


def openssl_accepts(folder: Path, work: Path) -> bool:
    """True if openssl accepts the checkpoint in a folder as signed by the vkey in it.

    The shell splits both into their parts.
    """
    script = r"""
    set -eu
    sed '/^$/,$d' "$1/checkpoint" > text
    tail -n 1 "$1/checkpoint" | cut -d ' ' -f 3 | base64 -d | tail -c 64 > signature
    { printf '\060\052\060\005\006\003\053\145\160\003\041\000'
      cut -d + -f 3 "$1/vkey" | base64 -d | tail -c 32; } > key.der
    openssl pkeyutl -verify -pubin -inkey key.der -keyform DER -rawin -in text -sigfile signature
    """
    work.mkdir(exist_ok=True)
    done = subprocess.run(
        ["bash", "-c", script, "check", folder], capture_output=True, text=True, check=False, cwd=work
    )
    return "Signature Verified Successfully" in done.stdout


@needs("openssl")
def test_openssl_checks_one_head(exported: Path, tmp_path: Path) -> None:
    """OpenSSL verifies the three lines of the checkpoint with its signature."""
    assert openssl_accepts(exported, tmp_path)


class Claimed(Struct, frozen=True):
    """What a forger shows as a journal: the line of its key, a signed head, and the entries."""

    vkey: str
    checkpoint: bytes
    leaves: list[bytes]


FORGER = Signer("assembly-kiosk/maple-street-4-24f6ed6a", Ed25519PrivateKey.from_private_bytes(b"\x66" * 32))


def forged(leaves: list[bytes], by: Verifier, signature_of: Signer = FORGER) -> bytes:
    """Return a head over these entries, made without the key, with the name and key id of `by`."""
    head = Checkpoint(by.name, len(leaves), root_of(map(leaf_hash, leaves)))
    return head.note(by, signing.checkpoint(signature_of, head))


def resized(note: bytes) -> bytes:
    """Return the note with the same signature under one entry fewer."""
    return note.replace(b"\n20\n", b"\n19\n")


FORGERIES: dict[str, Callable[[Claimed], Claimed]] = {
    "an entry changed": lambda was: replace(was, leaves=changed(was.leaves, 7)),
    "the last entry changed": lambda was: replace(was, leaves=changed(was.leaves, 19)),
    "an entry left out": lambda was: replace(was, leaves=was.leaves[:7] + was.leaves[8:]),
    "two entries swapped": lambda was: replace(
        was, leaves=[*was.leaves[:7], was.leaves[8], was.leaves[7], *was.leaves[9:]]
    ),
    "an entry twice": lambda was: replace(was, leaves=[*was.leaves, was.leaves[-1]]),
    "the end cut": lambda was: replace(was, leaves=was.leaves[:-1]),
    "the end cut, the head too": lambda was: replace(
        was, leaves=was.leaves[:-1], checkpoint=resized(was.checkpoint)
    ),
    "another history of a forger's key": lambda was: replace(
        was, leaves=changed(was.leaves, 7), checkpoint=forged(changed(was.leaves, 7), FORGER.verifier)
    ),
    "the same, under the key's own id": lambda was: replace(
        was, leaves=changed(was.leaves, 7), checkpoint=forged(changed(was.leaves, 7), parse_vkey(was.vkey))
    ),
    "this history of a forger's key": lambda was: replace(
        was, checkpoint=forged(was.leaves, FORGER.verifier)
    ),
}


def changed(leaves: list[bytes], n: int) -> list[bytes]:
    """Return the entries with another person in entry `n`."""
    return [leaf.replace(b"m0%02d" % n, b"m666") if at == n else leaf for at, leaf in enumerate(leaves)]


@needs("go")
@needs("openssl")
@pytest.mark.parametrize("name", ["honest", *FORGERIES])
def test_go_openssl_and_verify_agree(program: Path, tmp_path: Path, name: str) -> None:
    """Go and `kiosk verify` accept the honest journal and refuse each forged one; openssl checks the head."""
    lines = evening(tmp_path / "data", 20).read_bytes().splitlines()
    journal = reopen(tmp_path / "data")
    honest = Claimed(journal.vkey, journal.checkpoint(), [line.partition(b"\t")[0] for line in lines])
    journal.close()
    claimed = FORGERIES[name](honest) if name in FORGERIES else honest
    folder = tmp_path / "claimed"
    folder.mkdir()
    (folder / "vkey").write_text(f"{claimed.vkey}\n")
    (folder / "checkpoint").write_bytes(claimed.checkpoint)
    (folder / "leaves").write_bytes(b"".join(leaf + b"\n" for leaf in claimed.leaves))
    go = subprocess.run([program, folder, "leaves"], capture_output=True, check=False).returncode
    # The same data as a journal: the founding's own signature, and the head's signature at the end.
    signature = b64encode(b64decode(claimed.checkpoint.split()[-1])[4:])
    own = [lines[0].partition(b"\t")[2], *[b""] * (len(claimed.leaves) - 2), signature]
    entries = folder / "entries"
    entries.write_bytes(
        b"".join(leaf + b"\t" + text + b"\n" for leaf, text in zip(claimed.leaves, own, strict=True))
    )
    head = ["--head", str(folder / "checkpoint")]
    assert main(["verify", str(entries), "--key", claimed.vkey, *head]) == go
    assert go == (name in FORGERIES)
    by_the_key = name in ("honest", *list(FORGERIES)[:6])  # the head itself was left unchanged
    assert openssl_accepts(folder, tmp_path / "openssl") == by_the_key
