"""The parsers of other people's bytes, with some examples each; `make fuzz` tries millions."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.parsers import PARSERS


@pytest.mark.parametrize("name", PARSERS)
def test_a_parser_takes_what_it_is_made_for(name: str) -> None:
    """Its own examples, and each with every byte of them missing or doubled."""
    for seed in PARSERS[name].seeds:
        PARSERS[name].read(seed)
        for at in range(0, len(seed), max(1, len(seed) // 60)):
            PARSERS[name].read(seed[:at] + seed[at + 1 :])
            PARSERS[name].read(seed[:at] + seed[at : at + 1] + seed[at:])
            PARSERS[name].read(seed[:at])


@pytest.mark.parametrize("name", PARSERS)
@settings(max_examples=60)
@given(st.binary(max_size=300), st.integers(0, 2**32))
def test_only_the_documented_error_comes_out(name: str, data: bytes, seed: int) -> None:
    """Any bytes, and valid input with some of them in it."""
    chance = Random(seed)
    PARSERS[name].read(data)
    whole = chance.choice(PARSERS[name].seeds)
    at = chance.randint(0, len(whole))
    PARSERS[name].read(whole[:at] + data + whole[at + chance.randint(0, 3) :])
