"""Random use of the keyboard: every key, as the bytes a terminal sends, and hostile names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.e2e.assembly import KIOSK, entries, folder_with_port, found, run, sitting, sound
from tests.keys import ESCAPE_GAP, NAMED
from tests.pty import Pty, plain
from tests.screens.widgets.hostile import CORPUS

pytestmark = [pytest.mark.e2e, pytest.mark.xdist_group("terminal")]

ESCAPE = b"\x1b"
LETTERS = [bytes([code]) for code in range(0x20, 0x7F)]
CONTROL = [bytes([code]) for code in range(0x20)]
NAMES = [key.sent for key in NAMED.values()]
MODIFIED = [
    f"\x1b[{number};{modifier}{end}".encode()
    for modifier in range(2, 9)
    for number, end in [
        *((1, letter) for letter in "ABCDFHPQRS"),
        *((number, "~") for number in (2, 3, 5, 6, 15, 17, 18, 19, 20, 21, 23, 24)),
    ]
]
"""Arrows, page keys and F-keys with every combination of shift, alt and ctrl (xterm's way)."""
KITTY = [f"\x1b[{code};{modifier}u".encode() for modifier in (3, 5, 7) for code in range(97, 123)]
"""Letters with alt, ctrl and both, as terminals in the kitty protocol send them."""
ALT = [
    ESCAPE + sent for sent in (*LETTERS, *CONTROL) if sent not in (b"[", b"O", b"P", b"]", b"^", b"_", b"X")
]
STRANGE = [
    b"\x1b[M !!",  # a mouse of the old kind
    b"\x1b[<0;5;5M\x1b[<0;5;5m",
    b"\x1b[<64;5;5M",
    b"\x1b[I",  # the window lost and regained the focus
    b"\x1b[O\x1b[I",
    b"\x1b[?62;c",  # answers to questions that were not asked
    b"\x1b[24;80R",
    b"\x1b]11;rgb:0000/0000/0000\x1b\\",
    b"\x1bP>|xterm\x1b\\",
    b"\x1b[200~quit\r\x1b[201~",
    b"\xff\xfe\xc3",  # not UTF-8
    "é漢👨\u200d👩\u200d👧".encode(),
]
AT_ONCE = 5
"""Keys that may arrive at once."""
MOMENTS = ("f2", "f3", "f4", "f5", "f6", "f7", "f9", "f10", "f8")
"""The minutes come last, because a meeting can be closed there."""
PEOPLE = ("m001", "m002", "m003", "m004", "m005")
"""Members on the list while every key is pressed, so that turns can begin and end."""
EVERYTHING = [*NAMES, *LETTERS, *CONTROL, *MODIFIED, *KITTY, *ALT, *STRANGE]
SEQUENCES = re.compile(
    rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|P[^\x1b]*\x1b\\|[ -/]*[0-~])"
)
COLOURS_AND_MOVES = re.compile(rb"\x1b\[(?:[\d;:]*m|\d*;?\d*H)")


def press_all(pty: Pty, keys: Sequence[bytes]) -> None:
    """Press all keys, a few at a time; escape alone, or it would become ALT and the next key."""
    few: list[bytes] = []
    for sent in [*keys, ESCAPE]:
        if sent == ESCAPE or len(few) == AT_ONCE:
            if few:
                pty.send(b"".join(few))
                pty.read_for(0.01)
            few = []
        if sent == ESCAPE:
            pty.send(sent)
            pty.read_for(ESCAPE_GAP)
            assert_alive(pty)
        else:
            few.append(sent)


def assert_alive(pty: Pty) -> None:
    """Check that the kiosk runs and no palette has opened."""
    pty.read_for(0.05)
    assert Path(f"/proc/{pty.pid}/exe").exists()
    assert "Search for commands" not in plain(bytes(pty.output))


def lines(folder: Path) -> int:
    """Return the number of entries in the file."""
    return (folder / "journal" / "entries").read_bytes().count(b"\n")


@pytest.fixture
def meeting(tmp_path: Path) -> Path:
    items = [{"title": "Check-in"}, {"title": "Draw", "kind": "lot"}, {"title": "Roof", "kind": "proposal"}]
    return found(tmp_path / "data", sitting(items=items))


def test_every_key_in_a_break(meeting: Path) -> None:
    """In a break no key or combination quits or records anything, except SPACE, which ends the break."""
    with Pty([KIOSK, "--data", meeting]) as pty:
        pty.wait_for("recorded", 20)
        pty.keys("f2", "b")
        pty.wait_for("A break until when?")
        pty.keys(*f"{datetime.now() + timedelta(minutes=20):%H:%M}", "enter")
        pty.wait_for("BREAK")
        before = lines(meeting)
        press_all(pty, [sent for sent in EVERYTHING if b" " not in sent and b"\x1b[32" not in sent])
        assert lines(meeting) == before
        pty.keys("escape", "escape", "f2")
        pty.read_quiet()
        pty.keys("space")
        pty.wait_for("Who would like to speak?")
        assert lines(meeting) == before + 1
    assert [entry["kind"] for entry in entries(meeting)][before:] == ["break.ended/1"]


def test_every_key_at_every_moment(meeting: Path) -> None:
    """Whatever is pressed at whatever moment, the kiosk runs on and the journal is sound."""
    run(
        meeting,
        [*({"do": "floor.ask", "person": p} for p in PEOPLE), {"do": "turn.begin", "person": PEOPLE[0]}],
    )
    before = lines(meeting)
    with Pty([KIOSK, "--data", meeting], size=(120, 36)) as pty:
        pty.wait_for("recorded", 20)
        for moment in MOMENTS:
            pty.keys("escape", "escape", moment)
            press_all(pty, [*NAMES, *ALT, *LETTERS, *STRANGE, *CONTROL])
        pty.keys("escape", "escape", "escape")
        pty.resize(80, 24)
        pty.wait_for("recorded")
    assert lines(meeting) > before
    sound(meeting)


def test_every_key_at_the_first_start(tmp_path: Path) -> None:
    """Only the third answer founds an assembly; F9 is not pressed, because it shows a made-up evening."""
    folder = folder_with_port(tmp_path / "data")
    with Pty([KIOSK, "--data", folder]) as pty:
        pty.wait_for("assembly called", 20)
        press_all(
            pty, [sent for sent in EVERYTHING if sent not in (NAMED["f9"].sent, b"\r", NAMED["f2"].sent)]
        )
        assert not (folder / "journal" / "entries").exists()


def test_hostile_names(tmp_path: Path) -> None:
    """Hostile names and pasted text send the terminal no sequence that harmless ones do not send."""
    harmless, hostile = (set(_written(tmp_path / word, names)) for word, names in _names())
    assert hostile <= harmless


def _names() -> Iterator[tuple[str, list[str]]]:
    hostile = [f"Ana {text} {place}"[:60] for place, text in enumerate(CORPUS) if "\ud800" not in text]
    yield "harmless", [f"Ana {place}" for place in range(len(hostile))]
    yield "hostile", hostile


def _written(folder: Path, names: list[str]) -> Iterator[bytes]:
    """Yield the sequences of an evening with these names, without colours and cursor moves."""
    found(folder, sitting(names, [{"title": name} for name in names[:9]]))
    with Pty([KIOSK, "--data", folder], size=(120, 36)) as pty:
        pty.wait_for("recorded", 20)
        for moment in ("f6", "f3", "f2", "f4", "f5", "f7", "f8", "f10"):
            pty.keys(moment)
            pty.read_quiet(0.1)
        pty.keys("f6")
        pty.read_quiet(0.1)
        for name in [name for name in names if len(name.encode()) < 60]:
            pasted = name.encode().replace(b"\x1b[201~", b"")
            pty.send(b"\x1b[200~" + pasted + b"\x1b[201~")
            pty.keys("enter")
            pty.read_for(0.03)
            pty.keys("n")
        pty.keys("escape")
        pty.read_for(ESCAPE_GAP)
        assert_alive(pty)
        pty.keys("escape", "escape", "q")
        pty.wait_for("Leave the kiosk?")
        pty.keys(*"quit", "enter")
        assert pty.wait_end() == 0
    for sequence in SEQUENCES.findall(bytes(pty.output)):
        if not COLOURS_AND_MOVES.fullmatch(sequence):
            yield sequence
