"""Four words of a head."""

from __future__ import annotations

from mnemonic import Mnemonic

from kiosk.journal.words import head_words


def test_the_words_are_those_of_the_first_44_bits() -> None:
    """The first four words of a 32-byte root are the first four of its BIP-39 mnemonic."""
    root = bytes(range(200, 232))
    assert " ".join(head_words(root)) == " ".join(Mnemonic("english").to_mnemonic(root).split()[:4])


def test_the_ends_of_the_list() -> None:
    """All zeros is the first word four times, all ones the last."""
    assert head_words(bytes(32)) == ("abandon",) * 4
    assert head_words(b"\xff" * 32) == ("zoo",) * 4
