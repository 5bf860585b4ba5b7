"""The lines between the kiosk and its web server: encoding round-trips, and other bytes are harmless."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.minutes import pipe
from kiosk.minutes.pipe import Expected, Fetched, Lines, Listens, Misfit, Said, encode, expected, said


@pytest.mark.parametrize(
    ("message", "line"),
    [
        (Listens(8080), b'{"type":"port","port":8080}\n'),
        (Fetched(12), b'{"type":"fetched","count":12}\n'),
        (Misfit(7), b'{"type":"misfit","meeting":7}\n'),
    ],
)
def test_what_the_process_says(message: Said, line: bytes) -> None:
    """Each message of the process is one line in its frozen form."""
    assert encode(message) == line
    assert said(line) == message


def test_what_the_process_is_told() -> None:
    """The kiosk sends keys, a digest of each meeting's list and of the index, and the language."""
    message = Expected(["x+00000000+AQ"], {7: "ab"}, "cd", "fr")
    line = (
        b'{"type":"expected","keys":["x+00000000+AQ"],"meetings":{"7":"ab"},"index":"cd","language":"fr"}\n'
    )
    assert encode(message) == line
    assert expected(line) == message


@given(st.binary(max_size=80))
def test_other_lines_are_passed_over(line: bytes) -> None:
    """Any line decodes to a message or None, in both directions."""
    for wrong in (line, b'{"type":"misfit","meeting":' + line, b'{"type":' * 20_000):
        assert said(wrong) is None or encode(said(wrong) or Misfit(0)).strip() == wrong.strip()
        assert expected(wrong) is None
    assert said(b'{"type":"expected","keys":[]}') is None
    assert expected(b'{"type":"port","port":1}') is None


@given(st.lists(st.binary(max_size=30).filter(lambda line: b"\n" not in line)), st.integers(1, 9))
def test_lines_come_in_any_pieces(lines: list[bytes], size: int) -> None:
    """The same lines are decoded in whatever pieces the pipe delivers them."""
    whole, taking = b"".join(line + b"\n" for line in lines), Lines()
    pieces = [whole[at : at + size] for at in range(0, len(whole), size)]
    assert [line for piece in pieces for line in taking.take(piece)] == lines


def test_a_line_without_an_end_costs_no_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """Such a line is dropped, and the next one is read."""
    monkeypatch.setattr(pipe, "LONGEST", 100)
    taking = Lines()
    for _piece in range(50):
        assert taking.take(b"x" * 30) == []
        assert len(taking._rest) <= 101
    assert taking.take(b"\nnext\n") == [b"next"]
