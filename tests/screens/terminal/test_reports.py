"""No byte of a terminal ends the kiosk, and none is typed that is not a key."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from unittest.mock import patch

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS, IGNORE_SEQUENCE
from textual._xterm_parser import XTermParser
from textual.events import Key, Paste, Resize
from textual.message import Message

from screens.terminal import reports
from screens.terminal.reports import Reports

ESC = "\x1b"
CSI = st.builds(
    "\x1b[{}{}{}".format,
    st.text("0123456789:;<?", max_size=12),
    st.sampled_from(["", "", "$", " ", "!"]),
    st.sampled_from("u~ABCDEFHPQRSMmytcnRXgx"),
)
"""Control sequences, most of them of no key."""
NUMBERS = st.one_of(st.just(""), st.integers(0, 9), st.sampled_from([112, 57_413, 55_296, 1_114_112, 10**12]))
KITTY = st.builds(
    "\x1b[{}:{};{}:{};{}u".format,
    NUMBERS,
    NUMBERS,
    st.integers(0, 256),
    st.sampled_from(["", 1, 2, 3, 4]),
    NUMBERS,
)
STREAM = st.lists(
    st.one_of(CSI, KITTY, st.text(max_size=6), st.sampled_from(["\x1b", "\x1b[200~", "\x1b[201~"]))
)


def events(*parts: str, parser: Reports | None = None) -> list[Message]:
    """Return the events of parts that are read one after the other, and of the time after them."""
    parser = parser or Reports()
    found = [event for part in parts if part for event in parser.feed(part)]
    return [*found, *later(parser)]


def later(parser: Reports) -> Iterable[Message]:
    """Return the events when nothing more comes."""
    with (
        patch.object(reports, "get_time", lambda: float("inf")),
        patch("textual._parser.get_time", lambda: float("inf")),
    ):
        return [*parser.tick(), *parser.tick()]


def keys(*parts: str) -> list[tuple[str, str | None]]:
    return [(event.key, event.character) for event in events(*parts) if isinstance(event, Key)]


@given(STREAM)
@example(["\x1b[112;1:3u"])
@example(["\x1b[1114112u"])
@example(["\x1b[97;;1114112u"])
@example(["\x1b[55296u"])
@example(["\x1b[200~", "\x1b[55296u", "\x1b[201~"])
def test_no_sequence_ends_the_kiosk(parts: list[str]) -> None:
    """Whatever comes: the parser goes on, every key can be written anywhere, and the next key is heard."""
    parser = Reports()
    found = events(*parts, parser=parser)
    for event in found:
        if isinstance(event, Key):
            f"{event.key}{event.character}".encode()
    after = events("\x1b[201~", "q", parser=parser)
    assert isinstance(after[-1], Key)
    assert after[-1].key == "q"


@given(st.lists(st.one_of(CSI, KITTY)), st.data())
def test_what_is_read_does_not_depend_on_the_pieces(sequences: list[str], data: st.DataObject) -> None:
    """A slow line gives the same keys as a quick one."""
    text = "".join(sequences) + "p"
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=8)))
    pieces = [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    assert keys(*pieces) == keys(text)


@given(CSI)
def test_no_letter_of_a_sequence_is_typed(sequence: str) -> None:
    """A sequence is at most one key, or is dropped and counted; between two letters nothing else is heard."""
    assume(sequence != "\x1b[M")  # a mouse of the old kind: three letters more
    parser = Reports()
    found = [event for event in events(f"a{sequence}b", parser=parser) if isinstance(event, Key)]
    assert [found[0].key, found[-1].key] == ["a", "b"]
    assert len(found) <= 3
    assert parser.heard.ignored <= 1


def test_textual_raises_on_what_is_guarded() -> None:
    """Without the guard the app ends; when this fails, Textual has mended it."""
    for report in ("\x1b[112;1:3u", "\x1b[1114112u", "\x1b[97;;1114112u"):
        with pytest.raises((ValueError, OverflowError)):
            list(XTermParser().feed(report))
    typed = [
        event
        for event in XTermParser().feed("\x1b[?99;123456789012345678901234567890X")
        if isinstance(event, Key)
    ]
    assert len(typed) > 20


KNOWN = [
    key
    for key, value in ANSI_SEQUENCES_KEYS.items()
    if value is not IGNORE_SEQUENCE and not re.fullmatch(r"\x1b\[1;[0-9]u", key)  # a control character
]


@pytest.mark.parametrize("sequence", KNOWN)
def test_what_textual_knows_is_still_a_key(sequence: str) -> None:
    """Every sequence of its table gives the keys that it gives there."""
    wanted = [event.key for event in XTermParser().feed(sequence) if isinstance(event, Key)]
    if sequence in (ESC, ESC * 2):
        wanted = ["escape"] * len(sequence)
    assert [key for key, _character in keys(sequence)] == wanted


@pytest.mark.parametrize(
    ("sequence", "key"),
    [
        ("\x1bOk", ("plus", "+")),
        ("\x1b[57413u", ("plus", "+")),
        ("\x1b[57413;129u", ("plus", "+")),
        ("\x1b[57413;1:1u", ("plus", "+")),
        ("\x1bOm", ("minus", "-")),
        ("\x1b[57412u", ("minus", "-")),
        ("\x1bOM", ("enter", None)),
        ("\x1b[57414u", ("enter", "\r")),
        ("\x1bOp", ("0", "0")),
        ("\x1bOy", ("9", "9")),
        ("\x1b[57399u", ("0", "0")),
        ("\x1b[57408;129u", ("9", "9")),
        ("\x1b[57409u", ("full_stop", ".")),
        ("\x1b[57410u", ("slash", "/")),
        ("\x1bOX", ("equals_sign", "=")),
        ("\x1bOl", ("comma", ",")),
        ("\x1b[112u", ("p", "p")),
        ("\x1b[112;1:2u", ("p", "p")),
        ("\x1b[112:80;2:1u", ("P", "P")),
        ("\x1b[112;65u", ("P", "P")),
        ("\x1b[112;5:1u", ("ctrl+p", None)),
        ("\x1b[1;5:1A", ("ctrl+up", None)),
        ("\x1b[3;1:1~", ("delete", None)),
        ("\x1b", ("escape", ESC)),
        ("\x1ba", ("alt+a", "a")),
    ],
)
def test_keys_of_the_keypad_and_of_the_protocol(sequence: str, key: tuple[str, str | None]) -> None:
    """With and without the protocol, with NUM LOCK, held down, or with the code of the shifted key."""
    assert keys(sequence) == [key]


@pytest.mark.parametrize(
    "sequence",
    [
        "\x1b[112;1:3u",
        "\x1b[57413;1:3u",
        "\x1b[1;1:3A",
        "\x1b[3;1:3~",
        "\x1b[0u",
        "\x1b[1u",
        "\x1b[;;:u",
        "\x1b[?62;c",
        "\x1b]11;rgb:0/0/0\x07",
        "\x1bP>|xterm\x1b\\",
        "\x1b[999X",
        "\x1b[1;",
        "\x1b]52;c;" + "q" * 5000,
    ],
)
def test_no_press_is_ignored_and_counted(sequence: str) -> None:
    """A key that is let go, a control character, an answer that nobody asked for, a cut sequence."""
    parser = Reports()
    assert events(sequence, parser=parser) == []
    assert parser.heard.ignored == 1


@pytest.mark.parametrize(
    ("kernel", "report", "believed"),
    [
        (None, (24, 80), True),
        (None, (1000, 1000), True),
        (None, (99999, 99999), False),
        (None, (1001, 80), False),
        (None, (24, 1), False),
        (None, (0, 0), False),
        ((80, 24), (24, 80), True),
        ((80, 24), (25, 80), False),
        ((0, 0), (25, 80), True),
    ],
)
def test_a_size_that_cannot_be_is_not_believed(
    kernel: tuple[int, int] | None, report: tuple[int, int], believed: bool
) -> None:
    """A report of the size within the bounds of a screen; where the kernel knows it, of no other size."""

    def known(_descriptor: int) -> os.terminal_size:
        if kernel is None:
            raise OSError
        return os.terminal_size(kernel)

    parser = Reports()
    with patch.object(os, "get_terminal_size", known):
        found = events("\x1b[48;{};{};1;1t".format(*report), parser=parser)
    assert [event.size for event in found if isinstance(event, Resize)] == [report[::-1]] * believed
    assert parser.heard.ignored == (not believed)


def test_a_paste_is_one_paste() -> None:
    """Also with sequences in it, in pieces, and with ESC, which would end it in the middle."""
    pasted = "a\x1b[112;1:3ub\x1bq\r"
    for pieces in (["\x1b[200~" + pasted + "\x1b[201~"], list("\x1b[200~" + pasted + "\x1b[201~")):
        found = events(*pieces)
        assert [type(event) for event in found] == [Paste]
        assert isinstance(found[0], Paste)
        assert found[0].text == pasted.replace(ESC, "\ufffd")


def test_a_reader_that_was_kept_waiting_says_so() -> None:
    """Keys that were typed far apart are then read at once."""
    parser = Reports()
    list(parser.feed("a"))
    assert parser.heard.late < 0
    with patch.object(reports, "get_time", lambda: parser._looked + 0.3):
        list(parser.feed("b"))
    assert parser.heard.late > 0
