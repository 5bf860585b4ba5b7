"""Four words for a head, for people to compare by voice: the wall, the phone, the neighbour.

They are the first 44 bits of the root, eleven a word, in the BIP-39 English list. Words catch mistakes and
careless tampering: two journals with the same words were found in 190 seconds. What shows every change is the
whole head, which the codes on the wall and the minutes hold, under the fingerprint of the key.
"""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=1)
def _list() -> list[str]:
    from mnemonic import Mnemonic  # late: reading the list is not needed for the first frame

    return list(Mnemonic("english").wordlist)


def head_words(root: bytes) -> tuple[str, str, str, str]:
    """Return the four words of a root of 32 bytes."""
    bits = int.from_bytes(root[:6], "big") >> 4
    first, second, third, fourth = (_list()[bits >> shift & 2047] for shift in (33, 22, 11, 0))
    return first, second, third, fourth
