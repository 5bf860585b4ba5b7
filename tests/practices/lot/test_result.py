"""result.txt: who was drawn, who declined, which seat stayed open."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.errors import NotTrusted
from kiosk.practices.lot.result import Result, read, write
from kiosk.practices.lot.walk import Step
from tests.practices.lot.known import VECTORS, S, digests, tokens

steps = st.lists(
    st.builds(Step, st.sampled_from(["seat", "decline"]), tokens, tokens)
    | st.builds(Step, st.just("open"), tokens)
)


@given(digests, steps)
def test_reading_undoes_writing(seed: str, happened: list[Step]) -> None:
    """Every sequence of steps survives the file unchanged."""
    assert read(write(seed, happened)) == Result(seed, tuple(happened))


def test_the_declines_of_a_result_are_in_order() -> None:
    """They are all that recomputing needs from the file."""
    data = (VECTORS / "result-m007-m005.txt").read_bytes()
    assert read(data).declines == [("facilitator", "m007"), ("timekeeper", "m005")]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("seat facilitator", "line 3: it must be “seat ROLE ID”"),
        ("seat facilitator Ana", "line 3: it must be “seat ROLE ID”"),
        ("open facilitator m001", "line 3: it must be “seat ROLE ID”"),
        ("win facilitator m001", "line 3: it must be “seat ROLE ID”"),
        ("decline  facilitator m001", "line 3: words stand between single spaces"),
    ],
)
def test_what_is_no_step_is_refused(line: str, sentence: str) -> None:
    """The sentence names the line."""
    with pytest.raises(NotTrusted) as trouble:
        read(f"lot/1 result\nseed {S}\n{line}\n".encode())
    assert sentence in trouble.value.sentence


def test_a_result_names_its_seed() -> None:
    """Without S it belongs to no draw."""
    with pytest.raises(NotTrusted, match="line 2: it must be “seed” and 64 hex digits"):
        read(b"lot/1 result\nseat facilitator m001\n")
