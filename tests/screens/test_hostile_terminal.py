"""With hostile texts on the wall no byte that could control it reaches a real terminal."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from unicodedata import category

import pytest

from tests.pty import Pty
from tests.screens.hostile import Hostile, corpus, let_in, recordable

KIOSK = Path(sys.executable).with_name("kiosk")
_SEQUENCE = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b[\]PX^_].*?(?:\x07|\x1b\\)|\x1b[ -/]*[0-~]|\x9b[0-?]*[ -/]*[@-~]", re.DOTALL
)
VIEWS = {
    "f2": "clock stands still",
    "f3": "items left",
    "f4": "Draw",
    "f5": "Proposal 1",
    "f6": "in the roster",
    "f7": "ends or is looked at",
    "f8": "Read back",
    "f9": "Minutes travel by",
    "j": "four words",
    "f10": "A meeting is open",
}
"""Keys in this order, with words that show that the moment is there."""


def _sequences(written: str) -> set[str]:
    """Return every escape sequence, with all colours and positions made equal."""
    found = {match.group() for match in _SEQUENCE.finditer(written)}
    return {re.sub(r"[0-9;:]+", "n", each) if each[-1] in "mHABCD" else each for each in found}


def _controls(written: str) -> set[str]:
    """Return control characters outside escape sequences, bidi and zero-width ones among them."""
    rest = _SEQUENCE.sub("", written)
    return {sign for sign in set(rest) if category(sign)[0] == "C" and sign not in "\u200c\u200d"}


def _written(folder: Path, texts: Sequence[str], monkeypatch: pytest.MonkeyPatch) -> str:
    """Return what the kiosk writes to its terminal while every moment of such an assembly is visited."""
    house = Hostile(folder, texts)
    house.clock.step(time.time_ns() // 1_000_000 - house.clock.wall())
    with monkeypatch.context() as patch:
        let_in(patch)
        house.install()
        house.draw(3)
        house.accept()
        house.next_speaker(1)
        house.propose(2)
    house.desk.close()
    with Pty([KIOSK, "--data", house.folder], size=(160, 90)) as pty:
        pty.wait_for("SPACE", 60)
        pty.read_quiet(0.4)
        pty.keys("escape")  # leave the question for the day, asked where this machine's clock is not trusted
        pty.read_quiet(0.4)
        pty.keys("f6")  # another moment, so that the floor is painted whole
        pty.wait_for("in the roster", 60)
        for key, words in VIEWS.items():
            pty.keys(key)
            pty.wait_for(words, 60)
            pty.read_quiet(0.4)
        return pty.output.decode("utf-8")


def test_no_escape_sequence_of_a_person_reaches_the_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The kiosk writes the same set of sequences as for harmless names."""
    hostile = [text for text in recordable(corpus()) if not text.isprintable()]
    harmless = [f"Harmless {n}" for n, _text in enumerate(hostile)]
    calm = _written(tmp_path / "calm", harmless, monkeypatch)
    wild = _written(tmp_path / "wild", hostile, monkeypatch)
    assert len(hostile) > 80
    assert _sequences(wild) <= _sequences(calm)
    assert _controls(wild) <= _controls(calm)
    assert wild.count("\N{REPLACEMENT CHARACTER}") > len(hostile)
