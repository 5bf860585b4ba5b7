"""Hostile files, and files that are not agendas: no crash, no line lost, bounded work."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.cleaning import clean
from kiosk.errors import Refused
from kiosk.practices.agenda.importer import read_agenda
from kiosk.practices.agenda.importer.draft import Imported
from kiosk.practices.agenda.importer.foreign import as_text
from kiosk.practices.agenda.importer.lines import MOST_BYTES
from kiosk.terms import REASON, TITLE
from kiosk.typed.text_file import Text, decoded, read_file

PIECES = st.sampled_from(
    [
        *("# ", "## ", "- ", "* ", "1. ", "12) ", "+ ", "> ", "    ", "  ", "\t", "\n", "\n\n", "\r\n", "\r"),
        *(
            "10 min",
            "(15m, Ana)",
            "(≤30m)",
            "19:00",
            "16:45 - 17:00",
            "0:45",
            "½ h",
            " — Rie",
            "by Ana",
            "(10)",
        ),
        *(
            "|",
            "\n| topic | time | who |\n|---|---|---|\n",
            "\n| a | 10 |\n",
            "| ",
            "---",
            "\n===\n",
            "```",
            "~~",
        ),
        *(
            "<!--",
            "-->",
            "<br>",
            "<details>",
            "</details>",
            "&amp;",
            "[x](http://a.b)",
            "[1]: http://x\n",
            "[1]",
        ),
        *(
            "#proposal",
            "Agenda",
            "Attendees",
            "Presenter: Ana",
            "Duration: 5 min",
            "- [ ] ",
            "- [x] ",
            "TOP 1: ",
        ),
        *(
            "Rent",
            "Break",
            "é",
            "李",
            "\x1b[31m",
            "\u202e",
            "\ud800",
            "\x0c",
            "\u2028",
            "\xa0",
            "\\",
            "*",
            "_",
        ),
    ]
)
AGENDAS = st.lists(PIECES, max_size=60).map("".join)
ROSTER = {"m001": "Ana", "m002": "Rie"}


def accounted(text: str) -> Imported:
    """Return the agenda, after checking what is true of every text."""
    found = read_agenda(text, ROSTER)
    lines = clean(
        as_text(text).removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"), multiline=True
    ).split("\n")
    wanted = [number for number, line in enumerate(lines, start=1) if line.strip()]
    assert [line.line for line in found.lines] == wanted
    for item in found.items:
        assert item.title.strip()
        assert len(item.title) <= TITLE
        assert len(item.section) <= TITLE
        assert all(0 < len(note) <= REASON for note in item.notes)
        assert 0 <= item.planned <= 86_400
        assert item.line in wanted
    assert all(line.took_as for line in found.lines)
    return found


@given(st.text(max_size=300))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_or_refused(text: str) -> None:
    """Only Refused is ever raised, and every line that is not blank is accounted for."""
    if "\x00" in text:
        with pytest.raises(Refused, match="not a text file"):
            read_agenda(text)
    else:
        accounted(text)


@given(AGENDAS)
@settings(max_examples=600, deadline=None)
def test_anything_like_an_agenda_is_accounted_for(text: str) -> None:
    """Lists, tables, comments and lengths in any order are accounted for."""
    accounted(text)


@given(AGENDAS, st.sampled_from(["\n\n- Keys (5m)\n", "\n\n## Keys (5m)\n\n- one\n"]))
@settings(max_examples=200, deadline=None)
def test_reading_twice_gives_the_same(text: str, more: str) -> None:
    """The importer keeps nothing between files."""
    read_agenda(more, ROSTER)
    assert read_agenda(text, ROSTER) == read_agenda(text, ROSTER)


@pytest.mark.parametrize(
    "line",
    [
        *("- " * 400_000, "> " * 400_000, ">" * 900_000, "[" * 900_000, "(" * 900_000, "*a " * 300_000),
        *("- " + "(10m) " * 150_000, "- " + "by Ana " * 120_000, "- a" + " " * 900_000 + "b", "1" * 900_000),
        *(
            "- " + "a: " * 300_000,
            "<!--" * 200_000,
            "<!-- x -->" * 90_000,
            "a" + "\u0301" * 400_000,
            "`" * 900_000,
        ),
    ],
    ids=lambda line: line[:12].strip(),
)
def test_one_endless_line(line: str) -> None:
    """A megabyte without a line end is read in a bounded time."""
    accounted(line)


@pytest.mark.parametrize(
    "lines",
    [
        *("- [[[[[[*_~`\n" * 4_000, "- " * 19 + "deep\n" + "- [a](b) (10m, Ana Lima) — x\n" * 3_000),
        *(
            "".join(" " * (2 * (n % 40)) + "- a (5m)\n" for n in range(4_000)),
            "```\n" * 4_999,
            "[a]:\n" * 4_000,
        ),
        *(
            "| topic | time |\n|-|-|\n" + "| a | 5 | b | c |\n" * 4_000,
            "## Head (10m)\n" * 4_000,
            "a\n---\n" * 2_000,
        ),
        *(
            "|" + "topic|" * 900 + "\n|" + "-|" * 900 + "\n" + ("|" + "x|" * 900 + "\n") * 50,
            "> - a\n" * 4_000,
        ),
    ],
    ids=lambda lines: lines[:12].strip(),
)
def test_thousands_of_lines(lines: str) -> None:
    """As many lines as a file may have, nested or in tables, are read in a bounded time."""
    accounted(lines)


def test_nesting_beyond_reason_is_a_note_and_ends_there() -> None:
    """The lines after it are read as if it were not there."""
    found = accounted("- Rent\n" + "- " * 50 + "deep (5m)\n\n## House\n- Keys\n")
    assert [item.title for item in found.items] == ["Rent", "Keys"]
    assert found.lines[1].took_as == "A note on item 1. It could not be read as part of the agenda."


def test_too_much_is_refused() -> None:
    """More than 1 MB, in however few characters, or more than 5,000 lines are refused."""
    read_agenda("x" * MOST_BYTES)
    for text in ("x" * (MOST_BYTES + 1), "é" * (MOST_BYTES // 2 + 1)):
        with pytest.raises(
            Refused, match=r"This file is larger than 1 MB: an agenda is a page or two of text\."
        ):
            read_agenda(text)
    with pytest.raises(Refused, match=r"This file has more than 5,000 lines: an agenda is a page or two\."):
        read_agenda("a\n" * 5_001)


def test_what_is_shown_is_cleaned() -> None:
    """Escape sequences, bidi overrides and lone surrogates become visible marks in every field."""
    found = read_agenda("# \x1b[2J\n- Rent\u202e (5m, \x9bAna)\n\n\ud800\n")
    texts = [*(line.source for line in found.lines), found.items[0].title, *found.items[0].notes]
    assert all(text == clean(text) for text in texts)
    assert found.items[0].title == "Rent\ufffd"


def test_markup_in_a_title_is_text() -> None:
    """A title reaches a widget as it was typed: the screens keep it from acting as markup."""
    [item] = read_agenda("- \\[@click=app.quit]Rent[/] <b>now</b>").items
    assert item.title == "[@click=app.quit]Rent[/] now"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"Caf\xc3\xa9", "Café"),
        (b"\xef\xbb\xbfCaf\xc3\xa9", "Café"),
        ("\ufeffCafé".encode("utf-16-le"), "Café"),
        ("\ufeffCafé".encode("utf-16-be"), "Café"),
        (b"Caf\xe9 \x96 20 min", "Café – 20 min"),
    ],
)
def test_text_of_several_makes(data: bytes, text: str) -> None:
    """UTF-8, UTF-16 with its mark, and the encoding of old word processors are read."""
    assert decoded(data).text == text


def test_only_an_ordinary_file_is_opened(tmp_path: Path) -> None:
    """A link, a folder, a pipe, a picture and a sparse terabyte are each refused in a sentence."""
    agenda, link, pipe, huge, picture = (
        tmp_path / name for name in ("a.md", "link", "pipe", "huge", "picture")
    )
    agenda.write_text("- Rent\n")
    link.symlink_to(agenda)
    os.mkfifo(pipe)
    with huge.open("wb") as file:
        file.truncate(1 << 40)
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    assert read_file(agenda) == read_file(link, links=True) == Text("- Rent\n")
    sentences = {
        link: f"{link} cannot be read: Too many levels of symbolic links.",
        tmp_path: f"{tmp_path} is a folder.",
        pipe: f"{pipe} is no ordinary file.",
        huge: f"{huge} is larger than 1 MB: an agenda or a list of people is a page or two.",
        picture: "This is not a text file: save it as text, Markdown or CSV.",
        tmp_path / "none": f"{tmp_path / 'none'} cannot be read: No such file or directory.",
    }
    for path, sentence in sentences.items():
        with pytest.raises(Refused) as refused:
            read_file(path)
        assert refused.value.sentence == sentence
