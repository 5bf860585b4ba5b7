"""result.txt: corrections, who was drawn, who declined, which seat stayed open."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.errors import NotTrusted
from kiosk.practices.lot.result import Correction, Result, read, write
from kiosk.practices.lot.walk import Step
from tests.practices.lot.known import VECTORS, S, digests, tokens

steps = st.lists(
    st.builds(Step, st.sampled_from(["seat", "decline"]), tokens, tokens)
    | st.builds(Step, st.just("open"), tokens)
)


@st.composite
def corrections(draw: st.DrawFn) -> tuple[Correction, ...]:
    """Return possible corrections: of the line typed last, and late from some point on."""
    lines = sorted(draw(st.lists(st.integers(1, 999), max_size=5)))
    texts = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1)
    first_late = draw(st.integers(0, len(lines)))
    return tuple(Correction(line, draw(texts), n >= first_late) for n, line in enumerate(lines))


@given(digests, steps, corrections())
def test_reading_undoes_writing(seed: str, happened: list[Step], made: tuple[Correction, ...]) -> None:
    """Every sequence of corrections and steps is read back unchanged; only corrections make it lot/2."""
    data = write(seed, happened, made)
    assert read(data) == Result(seed, tuple(happened), made)
    assert data.startswith(b"lot/2 result\n" if made else b"lot/1 result\n")


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ("", "line 3: it must be “corrected LINE BEFORE”"),
        ("seat facilitator m001", "line 3: it must be “corrected LINE BEFORE”"),
        ("thrown", "line 4: it must be “corrected LINE BEFORE”"),
        ("thrown\nseat facilitator m001", "line 4: it must be “corrected LINE BEFORE”"),
        ("corrected 1 4152\nthrown", "line 5: it must be “corrected LINE BEFORE”"),
        ("corrected 1 4152\nthrown\nthrown", "line 5: it must be “corrected LINE BEFORE”"),
        ("corrected 1", "line 3: it must be “corrected LINE BEFORE”"),
        ("corrected 1 41 52", "line 3: it must be “corrected LINE BEFORE”"),
        ("corrected 01 4152", "line 3: it must be “corrected LINE BEFORE”"),
        ("corrected 0 4152", "line 3: only the line typed last can be corrected"),
        ("corrected 2 4152\ncorrected 1 4152", "line 4: only the line typed last can be corrected"),
        ("corrected 1 4152\nseat facilitator m001\ncorrected 1 4152", "line 5: it must be “seat ROLE ID”"),
    ],
)
def test_what_is_no_correction_is_refused(lines: str, sentence: str) -> None:
    """A file of lot/2 has corrections, in order, before the first seat; one of lot/1 has none."""
    with pytest.raises(NotTrusted) as trouble:
        read(f"lot/2 result\nseed {S}\n{lines}\n".encode() if lines else f"lot/2 result\nseed {S}\n".encode())
    assert trouble.value.sentence.startswith(f"result.txt, {sentence}")
    with pytest.raises(NotTrusted):
        read(f"lot/1 result\nseed {S}\ncorrected 1 4152\n".encode())


def test_the_declines_of_a_result_are_in_order() -> None:
    """The declines are all that recomputing needs from the file."""
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
    """The refusal names the line."""
    with pytest.raises(NotTrusted) as trouble:
        read(f"lot/1 result\nseed {S}\n{line}\n".encode())
    assert trouble.value.sentence.startswith(f"result.txt, {sentence}")


def test_a_result_names_its_seed() -> None:
    """A result without S is refused, because it belongs to no draw."""
    with pytest.raises(NotTrusted, match="line 2: it must be “seed” and 64 hex digits"):
        read(b"lot/1 result\nseat facilitator m001\n")
