"""Whether the bytes of a random device may be used at all: the health tests of NIST SP 800-90B, section 4.4.

    repetition count       the same byte C times in a row         C = 1 + ceil(-log2(alpha) / H)
    adaptive proportion    the first byte of a window of 512      C = 1 + critbinom(512, 2^-H, 1 - alpha)
                           C times in it, itself included
    text                   fewer than 32 of 4096 bytes above 7F: hex and base64 pass both tests above

with H = 4 bits of min-entropy a byte and alpha = 2^-30, so 9 and 71 (lot/1). A good source fails once in a
billion windows. They find a source that is dead, stuck, strongly biased or writes text. They do not find a
weak one, nor a counter: for more, test the device itself, over days, not here.
"""

from __future__ import annotations

import re
from functools import lru_cache
from math import comb

from kiosk.language import words

_, ngettext = words("devices")

ENTROPY = 4
"""H: bits of min-entropy a byte that a source is trusted with; good ones have nearly 8."""
ALPHA = 30
"""A good source fails a test with a probability of at most about 2^-ALPHA."""
WINDOW = 512
"""Bytes of a window, as SP 800-90B wants it for samples that are not single bits."""

_HIGH = 32
"""Bytes above 0x7F in 4096 below which they are text; a good source has 2048, give or take 32."""


def repetitions(entropy: int = ENTROPY, alpha: int = ALPHA) -> int:
    """Return the repetition count test's cut-off (4.4.1), H = `entropy` whole bits, alpha = 2^-`alpha`."""
    return 1 + -(-alpha // entropy)


@lru_cache(maxsize=64)
def proportion(entropy: int = ENTROPY, alpha: int = ALPHA, window: int = WINDOW) -> int:
    """Return the cut-off of the adaptive proportion test (4.4.2): 1 + critbinom(window, 2^-H, 1 - alpha).

    critbinom is the least c with P(X > c) <= 2^-alpha, X binomial. Exact, in whole numbers: one of 2^H values
    is the byte, of 2^(H * window) equally likely windows those with more than c of that byte are counted.
    """
    others = 2**entropy - 1
    left = all_ = (others + 1) ** window
    for count in range(window + 1):
        left -= comb(window, count) * others ** (window - count)
        if left << alpha <= all_:
            return 1 + count
    raise AssertionError("no more than the whole window can be equal")


@lru_cache(maxsize=8)
def _run(cutoff: int) -> re.Pattern[bytes]:
    return re.compile(rb"(.)\1{%d}" % (cutoff - 1), re.DOTALL)


def repeats(data: bytes) -> bool:
    """True if the repetition count test raises an alarm somewhere in these bytes."""
    return _run(repetitions()).search(data) is not None


def crowds(data: bytes) -> int:
    """Return in how many whole windows the adaptive proportion test raises an alarm."""
    starts = range(0, len(data) - WINDOW + 1, WINDOW)
    return sum(data.count(data[at : at + 1], at, at + WINDOW) >= proportion() for at in starts)


def is_text(data: bytes) -> bool:
    """True if hardly any byte is above 0x7F: text, hex or base64. Meant for 4096 bytes or more."""
    above = len(data.translate(None, bytes(range(0x80))))
    return above * 4096 < _HIGH * len(data)


def ill(data: bytes) -> str:
    """Return what is wrong with these bytes, a sentence about "it", or "" (4096 bytes, or a few hundred)."""
    if repeats(data):
        return ngettext(
            "It is stuck: it sent one byte {n} time or more in a row.",
            "It is stuck: it sent one byte {n} times or more in a row.",
            repetitions(),
        ).format(n=repetitions())
    if crowds(data):
        return _("It is biased: one byte came {n} times or more among {window}.").format(
            n=proportion(), window=WINDOW
        )
    if is_text(data):
        return _("It sends text, not random bytes.")
    return ""
