"""A statistical test that everybody is drawn equally often: 200,000 draws from pools of 2 to 60 people.

Pearson's chi-square, at 0.001, for the first and for the last of each pool, and for all pools together at
both ends (a draw that is too even is as suspicious). Critical values by Wilson and Hilferty (1931), whose
approximation is compared with the table of the NIST/SEMATECH e-Handbook, 1.3.6.7.4. The seeds are fixed, so
this passes always or never.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from hashlib import sha256

import pytest

from kiosk.practices.lot.tickets import order

DRAWS = 200_000
SIZES = range(2, 61)
Z_001 = 3.0902
"""The normal distribution exceeds this in one of 1,000 cases."""

Rule = Callable[[str, Sequence[str]], tuple[str, str]]
"""A rule takes seed and people and returns the first and the last person."""


def critical(freedom: int, z: float = Z_001) -> float:
    """Return the value that chi-square of so many degrees of freedom exceeds with the probability of `z`."""
    part = 2 / (9 * freedom)
    return float(freedom * (1 - part + z * part**0.5) ** 3)


def chi_square(counts: Counter[str], people: Sequence[str], draws: int) -> float:
    """Return Pearson's sum over all people, of whom each is expected `draws / people` times."""
    expected = draws / len(people)
    return sum((counts[person] - expected) ** 2 / expected for person in people)


def by_ticket(seed: str, people: Sequence[str]) -> tuple[str, str]:
    """Draw as lot/1 does."""
    drawn = order(seed, "facilitator", people)
    return drawn[0], drawn[-1]


def by_remainder(seed: str, people: Sequence[str]) -> tuple[str, str]:
    """Draw as is often programmed: one byte of a hash, modulo the number of people."""
    at = sha256(f"{seed} facilitator\n".encode()).digest()[0] % len(people)
    return people[at], people[at - 1]


def findings(rule: Rule, draws: int = DRAWS, sizes: Sequence[int] = SIZES) -> list[str]:
    """Return where a rule is not fair, as far as so many draws show."""
    found, total, freedom = [], 0.0, 0
    each = -(-draws // len(sizes))
    for size in sizes:
        people = [f"m{n:03d}" for n in range(1, size + 1)]
        seeds = (sha256(b"%d of %d" % (n, size)).hexdigest() for n in range(each))
        first: Counter[str] = Counter()
        last: Counter[str] = Counter()
        for one, other in (rule(seed, people) for seed in seeds):
            first[one] += 1
            last[other] += 1
        for what, counts in (("first", first), ("last", last)):
            value = chi_square(counts, people, each)
            if value > critical(size - 1):
                found.append(f"{what} of {size}: {value:.1f}, at most {critical(size - 1):.1f}")
        total += chi_square(first, people, each)
        freedom += size - 1
    if not critical(freedom, -Z_001) < total < critical(freedom):
        found.append(f"all together: {total:.1f} at {freedom} degrees of freedom")
    return found


def test_everybody_is_drawn_as_often_as_everybody_else() -> None:
    """In 200,000 draws by ticket, pools of 2 to 60, no pool shows a preference, nor all together."""
    assert findings(by_ticket) == []


def test_a_rule_with_a_slight_bias_is_found() -> None:
    """A byte modulo 60 favours sixteen people by a quarter, and the test finds it."""
    assert findings(by_remainder, 5_000, [60]) != []


@pytest.mark.parametrize(("freedom", "value"), [(5, 20.515), (10, 29.588), (30, 59.703), (59, 98.324)])
def test_the_critical_values_are_those_of_the_table(freedom: int, value: float) -> None:
    """Critical values at 0.001 match the e-Handbook's table to about one part in a hundred."""
    assert critical(freedom) == pytest.approx(value, rel=0.012)
