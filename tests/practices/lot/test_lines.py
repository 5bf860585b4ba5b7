"""The lines of a draw's files."""

from __future__ import annotations

import pytest

from kiosk.errors import NotTrusted
from kiosk.practices.lot.lines import joined


def test_a_line_is_one_line() -> None:
    """A line feed inside is refused; the sentence names the file and the line, from 1."""
    assert joined(["first", "second"], "pool") == b"first\nsecond\n"
    with pytest.raises(NotTrusted, match=r"^pool\.txt, line 2: a line feed stands inside a line\.$"):
        joined(["first", "sec\nond"], "pool")
