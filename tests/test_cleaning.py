"""The cleaner: what people type, made safe to show, sign and take home."""

from __future__ import annotations

import json
import sys
import unicodedata
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct

from kiosk.cleaning import JOINERS, MARK, clean, clean_command, has_visible, shown
from kiosk.errors import Refused
from kiosk.terms import Date, Name, PersonId, Reason, Text, Title, Token

VECTORS = Path(__file__).parent / "vectors" / "hostile-2.json"
# Surrogates too, and the characters that matter, more often than by chance.
HOSTILE = st.text(
    st.one_of(
        st.characters(),
        st.characters(categories=["Cs"]),
        st.sampled_from(
            "\r\n\t\v\u2028\u00ad\u200b\u00a0"
            "\x1b\x9b\u200d\u200c\u202e\u2066\u0301\u0316\u3164\u1100\u1161\u11a8\u0344 []@="
        ),
    )
)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Jérôme", "Jérôme"),
        ("Je\u0301ro\u0302me", "Jérôme"),
        ("a\tb", "a b"),
        ("a\r\nb", "a b"),
        ("a\nb", "a b"),
        ("a\rb", f"a{MARK}b"),
        ("\x1b[31mred", f"{MARK}[31mred"),
        ("\x9b31m", f"{MARK}31m"),
        ("\x1b]52;c;aGk=\x07", f"{MARK}]52;c;aGk={MARK}"),
        ("nul\x00del\x7f", f"nul{MARK}del{MARK}"),
        ("\u202eevil\u202c", f"{MARK}evil{MARK}"),
        ("\u2066\u2069\u061c\u200e\u200f", MARK * 5),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("soft\u00adhyphen", "softhyphen"),
        ("line\u2028para\u2029", "line para "),
        ("\ue000private", f"{MARK}private"),
        ("\ud800lone", f"{MARK}lone"),
        ("\u0378unassigned", f"{MARK}unassigned"),
        ("\U000e0041tag", f"{MARK}tag"),
        ("👩\u200d👧", "👩\u200d👧"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("❤\ufe0f", "❤\ufe0f"),
        ("[@click=app.quit]Ana[/]", "[@click=app.quit]Ana[/]"),
    ],
)
def test_what_is_kept_of_a_line(typed: str, kept: str) -> None:
    """Controls, format characters and lone surrogates become U+FFFD; letters of every language stay."""
    assert clean(typed) == kept


def test_line_feeds_stay_in_texts_of_several_lines() -> None:
    """CRLF becomes one line feed, and a multi-line text keeps it."""
    assert clean("a\r\nb\nc\td", multiline=True) == "a\nb\nc d"


@pytest.mark.parametrize("case", json.loads(VECTORS.read_text()), ids=lambda case: case["about"])
def test_known_answers(case: dict[str, str]) -> None:
    """Version 2 of docs/specs/hostile: what a field of one line and one of several lines hold."""
    assert clean(case["typed"]) == case["line"]
    assert clean(case["typed"], multiline=True) == case["lines"]


@pytest.mark.parametrize("marks", ["\u0301", "\u0301\u200d", "\u0301\u0316", "\u20dd", "\u0903"])
def test_a_letter_keeps_at_most_four_marks(marks: str) -> None:
    """20,000 combining marks on one letter become four, with or without joiners between them."""
    text = clean("x" + marks * 20_000 + "y")
    assert sum(unicodedata.category(character)[0] == "M" for character in text) == 4
    assert text.startswith("x")
    assert text.endswith("y")


def test_a_megabyte_of_unsorted_marks_is_cleaned() -> None:
    """Normalising is quadratic in a run of marks, so the run is cut first (else this takes many minutes)."""
    assert clean("x" + "\u0301\u0316" * 500_000) == "x\u0316\u0316\u0316\u0316"


def test_every_character_alone_is_clean_after_cleaning() -> None:
    """No code point survives in a category that a terminal could act on."""
    text = clean("".join(map(chr, range(sys.maxunicode + 1))), multiline=True)
    bad = {unicodedata.category(character) for character in set(text) - JOINERS - {"\n"}}
    assert not bad & {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


@given(HOSTILE, st.booleans())
def test_cleaning_twice_changes_nothing(text: str, multiline: bool) -> None:
    """clean and shown are idempotent, give NFC, and can be encoded as UTF-8."""
    cleaned = clean(text, multiline)
    assert clean(cleaned, multiline) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    cleaned.encode("utf-8")
    assert shown(shown(text, multiline), multiline) == shown(text, multiline)


@given(HOSTILE)
def test_a_line_has_no_control_and_no_bidi_character(text: str) -> None:
    """Every character of a cleaned line is printable, a blank or a joiner."""
    kinds = {unicodedata.category(character) for character in set(clean(text)) - JOINERS}
    assert not {kind for kind in kinds if kind[0] == "C" or kind in ("Zl", "Zp")}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "\u3164",
        "\u115f\u1160",
        "\uffa0",
        "\u2800",
        "\u0301",
        "\u200d",
        "\u00a0\u3000",
        MARK,
        "\ufe0f",
    ],
)
def test_blank_texts_show_nothing(text: str) -> None:
    """Blanks, fillers, lone marks and U+FFFD are not visible characters."""
    assert not has_visible(text)


@pytest.mark.parametrize("text", ["a", "é", "李", "م", "❤", "-", "7"])
def test_texts_that_show_something(text: str) -> None:
    """One letter, figure or symbol of any language is enough."""
    assert has_visible(text)


def test_a_renderer_marks_letters_that_paint_nothing() -> None:
    """The Hangul filler is a letter of width zero: the wall shows a mark for it."""
    assert shown("\u3164Ana\x1b") == f"{MARK}Ana{MARK}"


class Line(Struct, frozen=True):
    """A part of the made-up command below."""

    what: Title
    who: PersonId | None = None


class Say(Struct, frozen=True, tag="say"):
    """A made-up command with a field of every kind."""

    name: Name = "?"
    reason: Reason = ""
    text: Text = ""
    person: PersonId = ""
    role: Token = ""
    day: Date = ""
    others: list[Name] = []
    pairs: list[tuple[Title, int]] = []
    lines: list[Line] = []
    votes: dict[str, int] = {}
    first: Line | None = None
    mood: Literal["calm", "cross"] = "calm"
    count: int = 0


def test_a_command_is_cleaned_in_all_its_parts() -> None:
    """Names lose outer and doubled spaces; nested structs, lists, tuples and mappings are cleaned too."""
    said = Say(
        name="  Ana\u00a0  B\x1b ",
        reason=" because\r\nof\train ",
        text="one\r\ntwo",
        person="m007",
        role="facilitator",
        day="2026-11-22",
        others=["Je\u0301ro\u0302me"],
        pairs=[("a\x00", 3)],
        lines=[Line("x\u202e", "m001")],
        votes={"k\x07": 2},
        first=Line(" first "),
        count=4,
    )
    assert clean_command(said) == Say(
        name=f"Ana B{MARK}",
        reason="because of rain",
        text="one\ntwo",
        person="m007",
        role="facilitator",
        day="2026-11-22",
        others=["Jérôme"],
        pairs=[(f"a{MARK}", 3)],
        lines=[Line(f"x{MARK}", "m001")],
        votes={f"k{MARK}": 2},
        first=Line("first"),
        count=4,
    )
    assert clean_command(clean_command(said)) == clean_command(said)


def test_a_clean_command_is_handed_back_as_it_is() -> None:
    """The same object is returned when nothing changes, and defaults are left alone."""
    said = Say(name="Ana")
    assert clean_command(said) is said


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (Say(name="x" * 75), "A name has at most 60 characters; this one has 75."),
        (Say(text="x" * 1_048_576), "A text here has at most 8,000 characters; this one has 1,048,576."),
        (Say(first=Line("x" * 121)), "A text here has at most 120 characters; this one has 121."),
        (Say(name="\u3164"), "A name needs at least one character that can be seen."),
        (Say(name=""), "A name needs at least one character that can be seen."),
        (Say(others=["Ana", " "]), "A name needs at least one character that can be seen."),
        (Say(person="bahar"), '"bahar" is nobody\'s number; a number looks like m007.'),
        (Say(person="m007\n"), '"m007 " is nobody\'s number; a number looks like m007.'),
        (
            Say(role="Time Keeper"),
            '"Time Keeper" is no short name; use a to z, 0 to 9, dot, hyphen and underscore, at most 32.',
        ),
        (Say(votes={"a\x00": 1, "a\x01": 2}), "Two entries of this list have the same name."),
        (Say(day="22.11.2026"), '"22.11.2026" is no date; write the year first, like 2026-11-22.'),
        (Say(day="2026-02-30"), '"2026-02-30" is no date; write the year first, like 2026-11-22.'),
        (Say(day="9" * 99), f'"{"9" * 39}…" is no date; write the year first, like 2026-11-22.'),
    ],
)
def test_what_cannot_be_kept_is_refused_in_one_sentence(said: Say, sentence: str) -> None:
    """The refusal names what is too long, invisible or malformed, and by how much."""
    with pytest.raises(Refused) as refused:
        clean_command(said)
    assert refused.value.sentence == sentence


@given(HOSTILE)
def test_a_name_is_clean_or_refused(text: str) -> None:
    """For any typed text, a command holds a clean visible name of at most 60 characters or is refused."""
    try:
        said = clean_command(Say(name=text))
    except Refused:
        return
    assert said.name == "?" or (has_visible(said.name) and len(said.name) <= 60)
    assert said.name == clean(said.name).strip()
