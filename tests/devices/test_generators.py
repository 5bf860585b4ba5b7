"""The table of the known generators is that of lot/1."""

from __future__ import annotations

import pytest

from devices.generators import BOARD, GENERATORS, by_kind, by_numbers

TABLE = {
    "truerng": ("04D8:F5FE", 115_200, (), True, (), ()),
    "truerngpro": ("16D0:0AA0", 300, (110, 300, 110), True, (), ()),
    "truerngpro-v2": ("04D8:EBB5", 300, (110, 300, 110), True, (), ()),
    "onerng": ("1D50:6086", 115_200, (), True, (b"cmd0\n", b"cmdO\n"), (b"cmdo\n", b"cmdw\n")),
    "neug": ("234B:0001", 115_200, (), False, (), ()),
}
"""lot/1, hardware RNG on a serial port: numbers, rate, knock, DTR, start commands, stop commands."""


def test_the_table() -> None:
    """Five kinds, each with its numbers and commands; every one has three seconds."""
    found = {
        kind.kind: ("{:04X}:{:04X}".format(*kind.numbers), *fields)
        for kind in GENERATORS
        if kind.numbers
        for fields in [(kind.rate, kind.knock, kind.ready, kind.start, kind.stop)]
    }
    assert found == TABLE
    assert {kind.deadline for kind in GENERATORS} == {3.0}


def test_a_board_is_told_nothing() -> None:
    """It is read at 115200, and has ten seconds, since opening may reset it."""
    assert (BOARD.numbers, BOARD.rate, BOARD.knock, BOARD.start, BOARD.stop) == (None, 115_200, (), (), ())
    assert BOARD.deadline == 10.0


@pytest.mark.parametrize("generator", GENERATORS, ids=lambda kind: kind.kind)
def test_a_generator_is_found_by_its_plug_and_by_its_kind(generator: object) -> None:
    """Both give the same row."""
    assert [by_kind(kind) for kind in TABLE if by_kind(kind) == generator] == [generator]
    assert [by_numbers(*kind.numbers) for kind in GENERATORS if kind == generator and kind.numbers] == [
        generator
    ]


@pytest.mark.parametrize("numbers", [(None, None), (0x2341, 0x0043), (0x04D8, None), (None, 0xF5FE)])
def test_no_other_plug_is_known(numbers: tuple[int | None, int | None]) -> None:
    """A board is not found by lacking numbers."""
    assert by_numbers(*numbers) is None
    assert by_kind("board") is None
