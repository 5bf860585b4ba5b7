"""Go's sumdb/note and sumdb/tlog accept what we export, and nothing that was changed."""

from __future__ import annotations

import json
import os
import subprocess
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.cli import main
from kiosk.journal.merkle import leaf_hash
from kiosk.journal.proof import consistency, inclusion
from tests.journal.making import evening, reopen, stamp
from tests.needs import needs, skips_forbidden

PACKAGES = Path("/usr/share/gocode")
SIZE = 300
Check = Callable[[], subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Go program, built from Debian's packages without any network."""
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
    """A journal of more than one tile, its key changed once, and all that strangers get of it."""
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
    """Checkpoint, leaves, tiles, entries, and every inclusion and consistency proof."""
    done = subprocess.run([program, exported], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"{SIZE} entries, {SIZE} inclusion and {SIZE} consistency proofs\n"


@needs("go")
@pytest.mark.parametrize(
    "name",
    ["vkey", "checkpoint", "leaves", "tile/0/000", "tile/0/001.p/44", "tile/entries/000", "proofs.json"],
)
def test_go_refuses_what_was_changed(program: Path, exported: Path, name: str) -> None:
    """One changed byte in any of the files."""
    path = exported / name
    whole = path.read_bytes()
    at = len(whole) // 2
    path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
    try:
        done = subprocess.run([program, exported], capture_output=True, text=True, check=False)
    finally:
        path.write_bytes(whole)
    assert done.returncode == 1


@needs("openssl")
def test_openssl_checks_one_head(exported: Path, tmp_path: Path) -> None:
    """The three lines of the checkpoint and its signature, taken apart by the shell."""
    script = r"""
    set -eu
    sed '/^$/,$d' "$1/checkpoint" > text
    tail -n 1 "$1/checkpoint" | cut -d ' ' -f 3 | base64 -d | tail -c 64 > signature
    { printf '\060\052\060\005\006\003\053\145\160\003\041\000'
      cut -d + -f 3 "$1/vkey" | base64 -d | tail -c 32; } > key.der
    openssl pkeyutl -verify -pubin -inkey key.der -keyform DER -rawin -in text -sigfile signature
    """
    done = subprocess.run(
        ["bash", "-c", script, "check", exported], capture_output=True, text=True, check=False, cwd=tmp_path
    )
    assert "Signature Verified Successfully" in done.stdout, done.stderr
