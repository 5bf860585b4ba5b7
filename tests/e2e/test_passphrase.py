"""A kiosk whose key has a passphrase: opened on a terminal, unsigned entries looked at, then signed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.e2e.assembly import KIOSK, found, kiosk, run, sound
from tests.pty import Pty

pytestmark = pytest.mark.e2e

PASSPHRASE = "eight quiet rivers"


def unsigned(folder: Path) -> int:
    """Return the number of entries that no signature covers, as `kiosk verify` counts them."""
    counted: int = json.loads(kiosk("verify", "--json", "--data", folder).stdout)["unsigned"]
    return counted


def test_a_kiosk_with_a_passphrase(tmp_path: Path) -> None:
    """The letters never reach the screen; a wrong word is refused; the right one signs everything."""
    folder = found(tmp_path / "data")
    given = kiosk("key", "passphrase", "--data", folder, typed=f"{PASSPHRASE}\n{PASSPHRASE}\n")
    assert given.returncode == 0, given.stderr
    run(folder, [{"do": "rules.turn", "seconds": 90}, {"do": "roster.add", "name": "Bahar"}])
    assert unsigned(folder) == 2
    with Pty([KIOSK, "--data", folder]) as pty:
        pty.wait_for("Passphrase of the journal's key?", 20)
        pty.send(b"eight\r")
        pty.wait_for("That is not the passphrase")
        pty.send(PASSPHRASE.encode() + b"\r")
        pty.wait_for("2 entries have no signature yet. Is this what happened?")
        pty.wait_for("Bahar joined the assembly.")
        pty.keys("space")
        pty.wait_for("2 entries were signed.")
        pty.read_quiet(0.1)
        pty.keys("f9")
        pty.wait_for("open: every entry is signed")
        pty.keys("t")
        pty.wait_for("How long is a turn?")
        pty.keys(*"200", "enter")
        pty.wait_for("3:20")
        pty.read_quiet(0.1)
        pty.keys("q")
        pty.wait_for("Leave the kiosk?")
        pty.keys(*"quit", "enter")
        assert pty.wait_end() == 0
        assert b"quiet" not in pty.output
    assert unsigned(folder) == 0
    sound(folder)
