"""Cut-offs of the health tests, against published ones; and what the tests find, and do not.

For windows of 512, SP 800-90B prints H = 1, 2, 4 and 8, as do all other published tables. For H = 6 and 7 no
table could be found: there the formula is compared with the same probability added up from the other end,
and, in windows of 4096, with the table of ANS X9.82, which has every H from 1 to 8.
"""

from __future__ import annotations

import base64
from fractions import Fraction
from random import Random

import pytest

from devices.health import WINDOW, crowds, ill, is_text, proportion, repeats, repetitions

GOOD = Random(1).randbytes(4096)

SP_800_90B = {(1, 20): 311, (2, 20): 177, (4, 20): 62, (8, 20): 13}
"""NIST SP 800-90B (January 2018), table 2, window 512, alpha 2^-20."""
OXICRYPT = {(1, 30): 325, (2, 30): 190, (4, 30): 71, (8, 30): 16}
"""oxiforge/oxicrypt, sp800_90b.rs, APT_ALPHA30_NON_BINARY: by the incomplete beta function, as R's qbinom."""
JITTERENTROPY = {(1, 30): 325, (1, 60): 355}
"""Linux, crypto/jitterentropy.c, jent_apt_cutoff_lookup and _permanent_lookup, first row (H = 1)."""
X9_82 = {1: 2240, 2: 1193, 3: 643, 4: 354, 5: 200, 6: 117, 7: 71, 8: 45}
"""ANS X9.82 part 2 (draft of October 2011), 8.5.2.1.3.1.2, window 4096, alpha 2^-30, as in iPXE's entropy.h
and, for H = 4, in NeuG's adaptive proportion test; there the alarm is at one more."""


@pytest.mark.parametrize(
    ("point", "cutoff"), [*SP_800_90B.items(), *OXICRYPT.items(), *JITTERENTROPY.items()], ids=str
)
def test_proportions_are_the_published_ones(point: tuple[int, int], cutoff: int) -> None:
    """Every published cut-off of a window of 512: SP 800-90B table 2, oxicrypt, jitterentropy."""
    assert proportion(*point) == cutoff


@pytest.mark.parametrize(("entropy", "critical"), X9_82.items())
def test_proportions_of_a_large_window_are_the_published_ones(entropy: int, critical: int) -> None:
    """Windows of 4096 for H from 1 to 8, alpha 2^-30: ANS X9.82, as iPXE has it."""
    assert proportion(entropy, 30, 4096) == critical + 1


def test_the_window_of_single_bits_is_the_published_one() -> None:
    """SP 800-90B table 2, window 1024, H = 1, alpha 2^-20."""
    assert proportion(1, 20, 1024) == 589


@pytest.mark.parametrize("alpha", [20, 30])
@pytest.mark.parametrize("entropy", [1, 2, 4, 6, 7, 8])
def test_proportions_by_another_way(entropy: int, alpha: int) -> None:
    """The least cut-off that a window reaches with probability at most alpha, added up from the far end."""
    p, term, tail = Fraction(1, 2**entropy), Fraction(0), Fraction(0)
    reached = {}
    for count in range(WINDOW, 0, -1):
        term = term * count_ratio(count + 1, p) if term else p**WINDOW
        tail += term
        reached[count] = tail
    least = min(count for count, chance in reached.items() if chance <= Fraction(1, 2**alpha))
    assert proportion(entropy, alpha) == least


def count_ratio(count: int, p: Fraction) -> Fraction:
    """Return P(X = count - 1) / P(X = count) of the window's binomial distribution."""
    return Fraction(count, WINDOW - count + 1) * (1 - p) / p


@pytest.mark.parametrize(
    ("entropy", "alpha", "cutoff"),
    [
        *[(1, 20, 21), (2, 20, 11), (4, 20, 6), (6, 20, 5), (7, 20, 4), (8, 20, 4)],
        *[(1, 30, 31), (2, 30, 16), (4, 30, 9), (6, 30, 6), (7, 30, 6), (8, 30, 5)],
    ],
)
def test_repetitions(entropy: int, alpha: int, cutoff: int) -> None:
    """1 + ceil(alpha / H): 11 for H = 2 is SP 800-90B's own example (4.4.1), 31 jitterentropy's, 9 NeuG's."""
    assert repetitions(entropy, alpha) == cutoff


def test_the_kiosks_own_cut_offs() -> None:
    """H = 4, alpha = 2^-30 (lot/1)."""
    assert (repetitions(), proportion(), WINDOW) == (9, 71, 512)


def test_good_bytes_are_well() -> None:
    """A good generator's bytes have no finding."""
    assert ill(GOOD) == ""


@pytest.mark.parametrize(("times", "alarm"), [(8, False), (9, True), (40, True)])
@pytest.mark.parametrize("byte", [0x00, 0x0A, 0x5C, 0xFF])
def test_a_run_of_one_byte(byte: int, times: int, alarm: bool) -> None:
    """The ninth equal byte raises the alarm, whatever its value and position."""
    run = bytes([byte]) * times
    for data in (run + b"\x01\x02", b"\x01\x02" + run, b"\x01" + run + b"\x02"):
        assert repeats(data) is alarm


@pytest.mark.parametrize(("times", "alarms"), [(70, 0), (71, 1), (256, 1)])
def test_a_crowd_of_one_byte(times: int, alarms: int) -> None:
    """The seventy-first in a window raises the alarm, the first included; another byte's crowd does not."""
    others = [1 + at % 200 for at in range(WINDOW - times)]
    window = bytes([0, *others])
    mixed = bytearray(window)
    for at in range(times - 1):
        mixed.insert(1 + at * 2, 0)
    assert (len(mixed), crowds(bytes(mixed))) == (WINDOW, alarms)
    assert crowds(b"\xfe" + bytes(mixed[:-1])) == 0


def test_what_is_left_over_is_no_window() -> None:
    """The proportion is taken over whole windows."""
    assert crowds(b"\x00\x01" * 255) == 0
    assert crowds(b"\x00\x01" * 256) == 1


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (bytes(4096), "It is stuck: it sent one byte 9 times or more in a row."),
        (
            bytes(0 if at % 3 else at % 251 for at in range(4096)),
            "It is biased: one byte came 71 times or more among 512.",
        ),
        (GOOD.hex().encode()[:4096], "It sends text, not random bytes."),
        (base64.b64encode(GOOD)[:4096], "It sends text, not random bytes."),
    ],
    ids=["dead", "biased", "hex", "base64"],
)
def test_what_is_found(data: bytes, sentence: str) -> None:
    """Dead, biased and text devices, each with a sentence."""
    assert ill(data) == sentence


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 16, bytes(at * 7 & 0xFF for at in range(4096))], ids=["counter", "steps"]
)
def test_what_is_not_found(data: bytes) -> None:
    """A counter passes every test: they cannot show whether bytes can be predicted."""
    assert ill(data) == ""


@pytest.mark.parametrize(("high", "text"), [(31, True), (32, False)])
def test_the_edge_of_text(high: int, text: bool) -> None:
    """Of 4096 bytes, 31 above 7F are text, 32 are none."""
    assert is_text(b"\x80" * high + b"A" * (4096 - high)) is text
