"""Reading agenda files: thirteen with their expected results, and each rule by itself."""

from __future__ import annotations

import json
from pathlib import Path
from textwrap import dedent
from typing import Any

import msgspec
import pytest

from kiosk.practices.agenda.importer import kinds, read_agenda
from kiosk.practices.agenda.importer.draft import Imported

VECTORS = Path(__file__).parents[2] / "vectors" / "agenda"
FILES = sorted(VECTORS.glob("*.md"))
ROSTER = {"m001": "Ana", "m002": "Rie"}


def read(text: str) -> Imported:
    """Read an agenda written in a test; a bar at the left marks its margin."""
    return read_agenda(dedent(text).strip("\n"), ROSTER)


def fields_of(found: Imported, *names: str) -> list[Any]:
    """Return these fields of each item; one field alone without a tuple."""
    rows = [tuple(getattr(item, name) for name in names) for item in found.items]
    return [row[0] for row in rows] if len(names) == 1 else rows


def test_there_are_thirteen_files() -> None:
    """Each agenda has its expected result in a file next to it."""
    assert len(FILES) == 13
    assert all(path.with_suffix(".json").exists() for path in FILES)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_agenda_is_read_as_expected(path: Path) -> None:
    """Items, notes of the meeting and the reading of each line are as expected."""
    expected = json.loads(path.with_suffix(".json").read_text("utf-8"))
    found = read_agenda(path.read_text("utf-8"), expected["roster"])
    assert msgspec.to_builtins(found.items) == expected["items"]
    assert found.notes == expected["notes"]
    assert [[line.line, line.took_as, line.doubtful] for line in found.lines] == expected["lines"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_line_of_an_agenda_is_accounted_for(path: Path) -> None:
    """Each line that is not blank appears with its own text."""
    text = path.read_text("utf-8")
    found = read_agenda(text)
    wanted = [(n, line) for n, line in enumerate(text.split("\n"), start=1) if line.strip()]
    assert [(line.line, line.source) for line in found.lines] == wanted


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_windows_line_ends_change_nothing(path: Path) -> None:
    """CRLF, a lone CR and a byte order mark are not text."""
    text = path.read_text("utf-8")
    assert read_agenda("\ufeff" + text.replace("\n", "\r\n")) == read_agenda(text)
    assert read_agenda(text.replace("\n", "\r")) == read_agenda(text)


def test_headings_are_sections_and_top_level_entries_items() -> None:
    """Nested entries are notes of their item."""
    found = read("""
        ## Money
        - Rent
            - since May
                - who did not pay
        - Roof
        ## House
        1. Keys
    """)
    assert fields_of(found, "title", "section", "notes") == [
        ("Rent", "Money", ["since May", "– who did not pay"]),
        ("Roof", "Money", []),
        ("Keys", "House", []),
    ]
    assert found.doubtful == []


def test_nested_entries_with_a_length_are_items_and_their_parent_a_section() -> None:
    """Entries next to them are items as well, marked as doubtful."""
    found = read("""
        - Reports
            - Money (10m)
            - Roof (5m)
            - Cellar
    """)
    assert fields_of(found, "title", "planned", "section") == [
        ("Money", 600, "Reports"),
        ("Roof", 300, "Reports"),
        ("Cellar", 0, "Reports"),
    ]
    assert found.lines[0].took_as == "A section."
    assert [line.line for line in found.doubtful] == [4]


def test_a_parent_with_more_time_than_its_entries_keeps_the_rest() -> None:
    """The parent is an item with the remaining time if it has other entries, which become its notes."""
    found = read("""
        - Opening (20m)
            - who is new
            - the recorder (5m)
    """)
    assert fields_of(found, "title", "planned", "notes") == [
        ("Opening", 900, ["who is new"]),
        ("the recorder", 300, []),
    ]
    assert "15 min of its 20 min are left to it" in found.lines[0].took_as


def test_a_table_without_an_agenda_like_column_is_a_note() -> None:
    """The table is a note of its item, or of the meeting."""
    found = read("""
        | Bring | Who |
        |-------|-----|
        | Soup  | Ana |

        - Rent

        | Offer  | Price |
        |--------|-------|
        | Repair | 9,000 |
    """)
    assert fields_of(found, "title", "notes") == [
        ("Rent", ["Bring · Who", "Soup · Ana", "Offer · Price", "Repair · 9,000"])
    ]


def test_a_table_whose_header_is_blank_takes_its_first_row() -> None:
    """Some wikis export such tables."""
    found = read("""
        |      |      |     |
        | ---- | ---- | --- |
        | Time | Item | Who |
        | 5m   | News | Ana |
    """)
    assert fields_of(found, "title", "planned", "presenter") == [("News", 300, "Ana")]


def test_columns_say_length_start_presenter_and_kind() -> None:
    """Other columns become notes; a bare number is minutes, h:mm from 6:00 on a time of day."""
    found = read("""
        | # | Time  | Topic | Owner | Type     | Stage |
        |---|-------|-------|-------|----------|-------|
        | 1 | 15    | Rent  | Bo    | decision | 2     |
        | 2 | 0:45  | Roof  |       | inform   |       |
        | 3 | 19:30 | Keys  | TBD   | dance    |       |
    """)
    assert fields_of(found, "planned", "starts", "presenter", "kind", "notes") == [
        (900, "", "Bo", "proposal", ["Stage: 2"]),
        (2700, "", "", "report", []),
        (0, "19:30", "", "discussion", ["Type: dance"]),
    ]


def test_in_a_start_column_h_mm_is_a_time_of_day() -> None:
    """A start before 6:00 is a time of day too."""
    found = read("""
        | Start | Topic  |
        |-------|--------|
        | 0:45  | Stars  |
    """)
    assert fields_of(found, "starts", "planned") == [("00:45", 0)]


def test_bullets_to_the_right_of_a_numbered_entry_belong_to_it() -> None:
    """CommonMark wants three blanks there; the numbers continue after the bullets."""
    found = read("""
        1. Rent (5m)
          - the letter
        1. Roof
          - Tiles (10m, Ana)
          - Gutter (5m, Rie)
        1. Keys
    """)
    assert fields_of(found, "title", "section", "notes") == [
        ("Rent", "", ["the letter"]),
        ("Tiles", "Roof", []),
        ("Gutter", "Roof", []),
        ("Keys", "", []),
    ]


def test_links_keep_text_and_address() -> None:
    """Link texts stay in the title, addresses become notes; a bracket of links alone is removed."""
    found = read("""
        - [Rent](https://example.org/r) again ([slides](https://example.org/s), [note][1]) (10m)
            - see [the text](https://example.org/t) or <https://example.org/u>

        [1]: https://example.org/n
    """)
    assert fields_of(found, "title", "planned", "notes") == [
        (
            "Rent again",
            600,
            [
                "Rent: https://example.org/r",
                "slides: https://example.org/s",
                "note: https://example.org/n",
                "see the text (https://example.org/t) or https://example.org/u",
            ],
        )
    ]
    assert found.lines[-1].took_as == "The address behind [1]."


def test_what_stands_below_agenda_is_the_agenda() -> None:
    """The rest is notes of the meeting; an entry with a length after it is an item nevertheless."""
    found = read("""
        # Weekly
        - Where: the kitchen
        - Bring a cup
        ## Agenda
        - Rent
        ## Attendees
        - Ana
        ## Also
        - Roof (10m)
        - the cat
    """)
    assert fields_of(found, "title") == ["Rent", "Roof"]
    assert found.notes == ["Weekly", "Where: the kitchen", "Bring a cup", "Attendees", "Ana", "the cat"]
    assert [line.line for line in found.doubtful] == [3, 9, 10]


def test_headings_with_lengths_in_a_row_are_items() -> None:
    """The text below them is their notes; a list under a single heading with a length is unchanged."""
    several = read("""
        ### Rent (10 min)
        - since May
        ### Roof (5 min)
        ### Keys
        - who has one
    """)
    assert fields_of(several, "title", "planned", "notes") == [
        ("Rent", 600, ["since May"]),
        ("Roof", 300, []),
        ("Keys", 0, ["who has one"]),
    ]
    single = read("""
        ## Reports (30 min)
        - Rent
        - Roof
        ## House
        - Keys
    """)
    assert fields_of(single, "title") == ["Rent", "Roof", "Keys"]
    assert single.doubtful[0].took_as == "A section. Its own 30 min are not used."


def test_a_file_without_lists_is_read_by_its_lines_then_by_its_headings() -> None:
    """Headings are a guess, so they are doubtful."""
    lines = read("""
        Weekly

        10 min - Rent
        19:30 Roof
        Bring a cup.
    """)
    assert fields_of(lines, "title", "planned", "starts") == [("Rent", 600, ""), ("Roof", 0, "19:30")]
    headings = read("""
        # Weekly
        ## Rent
        It was not paid.
        ## Roof
    """)
    assert fields_of(headings, "title", "notes") == [("Rent", ["It was not paid."]), ("Roof", [])]
    assert [line.line for line in headings.doubtful] == [2, 4]


def test_front_matter_and_comments_are_set_aside() -> None:
    """Both are shown under their kind; an unclosed comment is text."""
    found = read("""
        ---
        title: Weekly
        ---
        <!-- - Secret (5m)
        - Plan -->
        - Rent <!-- ask Ana -->
        - Roof <!-- never closed
    """)
    assert fields_of(found, "title")[0] == "Rent"
    assert len(found.items) == 2
    assert [line.took_as for line in found.lines[:5]] == [
        *["Front matter: about the file, not an item."] * 3,
        *["A comment in the file; left out."] * 2,
    ]


def test_a_list_in_the_front_matter_is_the_agenda_where_there_is_no_other() -> None:
    """Items are words, or `title:` with its fields; a list in the text below wins."""
    front = """---
title: Weekly
items:
- Check-in: 10 min
- topic: Roof
  who: Ana
  min: 25
  bring: the three offers
place: the big room
---
"""
    found = read(front + "See you there.")
    assert fields_of(found, "title", "planned", "presenter") == [("Check-in", 600, ""), ("Roof", 1500, "Ana")]
    assert found.items[1].notes == ["bring: the three offers", "See you there."]
    assert not found.doubtful
    assert fields_of(read(front + "# Weekly"), "title") == ["Check-in", "Roof"]
    below = read(front + "- Rent")
    assert fields_of(below, "title") == ["Rent"]
    assert [line.line for line in below.doubtful] == [3]


@pytest.mark.parametrize("items", [" [Rent, Roof]", "\n- Rent\n- |\n  Roof", "\n- Rent\n  - Roof", "\nRent"])
def test_a_list_that_is_not_simple_is_not_read(items: str) -> None:
    """Reading half a list would be worse than none, so it is reported."""
    found = read(f"---\nagenda:{items}\n---\n")
    assert found.items == []
    assert [line.line for line in found.doubtful] == [2]


@pytest.mark.parametrize(
    ("line", "starts", "planned"),
    [
        ("Break until 20:15", "", 0),
        ("Pause until 8:15 pm", "", 0),
        ("Coffee break (until 20:15)", "", 0),
        ("Pause bis 20:15 Uhr", "", 0),
        ("20:00 Break until 20:15", "20:00", 900),
        ("Break until 9:00", "", 0),
    ],
)
def test_a_break_says_when_it_ends(line: str, starts: str, planned: int) -> None:
    """The hour stays in the title: without a start it gives no length."""
    found = read(f"- Rent\n- {line}")
    assert fields_of(found, "kind")[1] == "break"
    assert fields_of(found, "title", "starts", "planned")[1] == (line.removeprefix("20:00 "), starts, planned)
    assert kinds.until(found.items[1].title) in ("20:15", "09:00")
    assert not found.doubtful


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    """Only `key: value` lines between two rules are front matter."""
    assert fields_of(read("---\n\n- Rent\n\n---\n- Roof"), "title") == ["Rent", "Roof"]


def test_a_long_title_is_shortened_and_kept_as_a_note() -> None:
    """The wall shows 120 characters; a note keeps the whole title."""
    found = read("- " + "word " * 60)
    assert len(found.items[0].title) <= 120
    assert found.items[0].title.endswith("…")
    assert found.items[0].notes == [("word " * 60).strip()]
    assert found.doubtful


def test_a_time_in_other_text_is_pointed_at() -> None:
    """The time becomes a note of the item, marked as doubtful."""
    found = read("- Rent\n\n10:30 Coffee for everybody\n")
    assert found.items[0].notes == ["10:30 Coffee for everybody"]
    assert found.doubtful[0].took_as == "A note on item 1. Perhaps it is an item: it has a time."


def test_a_break_is_a_break() -> None:
    """A break is recognised by its name, with its length or its hours."""
    found = read("- Lunch (1h)\n- Coffee break 16:30 - 16:45\n")
    assert fields_of(found, "kind", "planned", "starts") == [("break", 3600, ""), ("break", 900, "16:30")]


def test_an_empty_file_has_no_items() -> None:
    """A file of blank lines, or of text without items, has none either."""
    for text in ("", "\n\n  \n", "Dear all, see you on Thursday."):
        assert read_agenda(text).items == []


def test_letters_of_a_numbering_are_no_roman_numbers() -> None:
    """`c)`, `d)` and `i)` go on from the letter before; letters between two numbers belong to the first."""
    letters = read("\n".join(f"{letter}) Point {letter * 3}" for letter in "abcdefghij"))
    assert fields_of(letters, "title") == [f"Point {letter * 3}" for letter in "abcdefghij"]
    mixed = read("1. Roof\na) tiles\nb) gutter\n2. Rent\n3. Keys\na) old\nb) new\n4. Money")
    assert fields_of(mixed, "title") == ["Roof", "Rent", "Keys", "Money"]


def test_a_list_of_links_to_headings_is_a_table_of_contents() -> None:
    """The headings are the items then, once each."""
    found = read("# Weekly\n\n- [Rent](#rent)\n- [Roof](#roof)\n\n## Rent\n\ntext\n\n## Roof\n\ntext\n")
    assert fields_of(found, "title") == ["Rent", "Roof"]


def test_a_meeting_of_a_day_is_asked_about() -> None:
    """Lengths of more than six hours together are never called understood."""
    found = read("- Rent (4 h)\n- Roof (3 h)")
    assert found.doubts == ["All lengths together are 7 h: is that so?"]
