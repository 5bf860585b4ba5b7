"""`kiosk key`: paper, passphrase, another key, and back from paper."""

from __future__ import annotations

from pathlib import Path

import pytest
import zxingcpp
from numpy import array, kron, ones, uint8

from kiosk.journal.note import parse_skey
from tests.cli.conftest import Kiosk

TURN = '{"do":"rules.turn","seconds":60}'


def test_the_paper_holds_the_key(kiosk: Kiosk, founded: Path) -> None:
    """The private line, the same as a QR code, and the public parts."""
    answer = kiosk("key", "paper", "--json").json
    signer = parse_skey(answer["skey"])
    assert signer.verifier.vkey == answer["vkey"]
    out = kiosk("key", "paper").out
    assert all(text in out for text in answer.values())
    rows = [line for line in out.split("\n") if set(line) <= set(" ▀▄█")]
    wide = max(map(len, rows)) + 4
    dots = [
        [character in "▀█" if half == 0 else character in "▄█" for character in row.ljust(wide)]
        for row in rows
        for half in (0, 1)
    ]
    picture = kron(255 - 255 * array(dots, dtype=uint8), ones((4, 4), dtype=uint8))
    assert [code.text for code in zxingcpp.read_barcodes(picture)] == [answer["skey"]]


def test_a_passphrase_locks_the_key_until_it_is_typed(kiosk: Kiosk, founded: Path) -> None:
    """Recording goes on unsigned until people say that they looked; wrong passphrases are refused."""
    assert kiosk("key", "passphrase", stdin="eight rivers\neight river\n").code == 1
    outcome = kiosk("key", "passphrase", stdin="eight rivers\neight rivers\n")
    assert (outcome.code, outcome.out) == (0, "The key has a passphrase now.\n")
    outcome = kiosk("run", "-", stdin=TURN)
    assert outcome.code == 0
    assert "key is locked" in outcome.err
    assert "1 entry is not yet signed" in kiosk("verify").out
    wrong = kiosk("key", "paper", stdin="nine rivers\n")
    assert wrong.code == 1
    assert '"seconds":60' in wrong.err
    assert kiosk("key", "paper", stdin="eight rivers\n").code == 0
    assert kiosk("key", "passphrase", stdin="eight rivers\n\n\n").out == "The key has no passphrase.\n"
    assert kiosk("run", "-", stdin=TURN.replace("60", "61")).code == 0
    assert kiosk("verify", "--json").json["unsigned"] == 2
    assert kiosk("run", "-", stdin='{"do":"journal.sign","count":2}').code == 0
    assert kiosk("verify", "--json").json["unsigned"] == 0
    assert kiosk("key", "passphrase", stdin="").code == 1


def test_a_changed_key_goes_on(kiosk: Kiosk, founded: Path) -> None:
    """An entry hands over, the journal is sound with the old key's line, and the new one signs."""
    old = kiosk("key", "paper", "--json").json
    answer = kiosk("key", "change", "--json").json
    assert answer["vkey"] != old["vkey"]
    assert kiosk("run", "-", stdin=TURN).code == 0
    outcome = kiosk("verify", "--key", old["vkey"], "--json").json
    assert (outcome["sound"], outcome["fingerprint"]) == (True, answer["fingerprint"])
    assert "Entry " in kiosk("key", "change").out
    assert kiosk("key", "restore", stdin=old["skey"]).code == 1


@pytest.mark.parametrize("lost", ["key", "key.pub"])
def test_a_lost_key_comes_back_from_paper(kiosk: Kiosk, founded: Path, lost: str) -> None:
    """Spaces from a scan do not matter; other lines are refused."""
    skey = kiosk("key", "paper", "--json").json["skey"]
    (founded / "journal" / lost).unlink()
    assert kiosk("key", "restore", stdin="nonsense\n").code == 1
    assert kiosk("key", "restore", stdin=f" {skey[:40]} {skey[40:]} \n").code == 0
    assert kiosk("run", "-", stdin=TURN).code == 0
    assert kiosk("verify").code == 0


def test_without_a_journal_there_is_no_key(kiosk: Kiosk) -> None:
    """Every subcommand says that nothing was founded."""
    for command in ("paper", "passphrase", "change", "restore"):
        assert kiosk("key", command).code == 1
    assert kiosk("key").code == 2
