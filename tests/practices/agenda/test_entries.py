"""One entry of an agenda: what is taken out of the title, and what stays."""

from __future__ import annotations

from typing import Any

import pytest

from kiosk.practices.agenda.importer.entries import Parsed, Property, parse, property_of
from kiosk.practices.agenda.importer.inline import Words
from kiosk.practices.agenda.importer.lengths import When
from kiosk.practices.agenda.importer.people import Roster
from kiosk.practices.agenda.importer.settling import settle

ROSTER = Roster({"m001": "Ana", "m002": "Rie"})


def read(*lines: str, nested: bool = False) -> list[Parsed]:
    """Return the entries of one list."""
    entries = [parse(Words(line), ROSTER, nested) for line in lines]
    settle(entries, ROSTER)
    return entries


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("10 min - Check-in", {"title": "Check-in", "seconds": 600}),
        ("(5 min) Check-in", {"title": "Check-in", "seconds": 300}),
        ("Check-in: 10 min", {"title": "Check-in", "seconds": 600}),
        ("Check-in 10 min", {"title": "Check-in", "seconds": 600}),
        ("Check-in — 10m", {"title": "Check-in", "seconds": 600}),
        ("Check-in (≤30m)", {"title": "Check-in", "seconds": 1800, "bound": True}),
        ("16:45 - 16:50 Opening", {"title": "Opening", "seconds": 300, "starts": "16:45"}),
        (
            "19:05 Report (10 min, Ana)",
            {"title": "Report", "seconds": 600, "starts": "19:05", "presenter": "Ana"},
        ),
        ("Boiler — Rie", {"title": "Boiler", "presenter": "Rie"}),
        ("Boiler — Rie, 10 min", {"title": "Boiler", "presenter": "Rie", "seconds": 600}),
        ("Boiler — 10 min — Rie", {"title": "Boiler", "presenter": "Rie", "seconds": 600}),
        ("Boiler (Rie)", {"title": "Boiler", "presenter": "Rie"}),
        ("Boiler (by Chris)", {"title": "Boiler", "presenter": "Chris"}),
        ("Boiler, by Chris, 10 min", {"title": "Boiler", "presenter": "Chris", "seconds": 600}),
        ("Roof [decision, 20m]", {"title": "Roof", "kind": "proposal", "seconds": 1200}),
        ("Roof (report)", {"title": "Roof", "kind": "report"}),
        ("[ ] Roof", {"title": "Roof"}),
        ("TOP 3: Roof", {"title": "Roof"}),
        ("5 minutes of silence", {"title": "5 minutes of silence", "seconds": 300}),
        ("Extend the 30 min parking limit", {"title": "Extend the 30 min parking limit", "seconds": 0}),
        ("10 min", {"title": "", "seconds": 600}),
    ],
)
def test_a_line_says_how_long_when_who_and_what_kind(line: str, said: dict[str, Any]) -> None:
    """Only what is unmistakable is taken out of the title, without doubts."""
    [parsed] = read(line)
    assert {name: getattr(parsed, name) for name in said} == said
    assert parsed.doubts == []


@pytest.mark.parametrize(
    ("line", "doubt"),
    [
        ("Room for surprises (5-10 min)", "“5-10 min” is a range: the longer was taken."),
        ("Reports (15m on the last day)", "“15m on the last day” was not taken for a length."),
        ("Roof (10)", "“10” was not taken for a length."),
        ("Talk (20 min) and questions (40 min)", "It has more than one length: they were added."),
        ("[x] Read the notes", "It is ticked in the file: perhaps it is done."),
        ("Boiler — Chris", "“Chris” may be who presents it; it stays in the title."),
    ],
)
def test_what_is_ambiguous_is_said(line: str, doubt: str) -> None:
    """One sentence per line gives the doubt."""
    [parsed] = read(line, "Something else")[:1]
    assert parsed.doubts == [doubt]


def test_a_name_in_a_bracket_counts_where_the_list_does_it_throughout() -> None:
    """Two such names, and no other words in such a place, are enough; a length alone does not contradict."""
    several = read("Doors (10m, Samina Husain)", "Windows (Ulf Berg, 5m)", "Cellar (1m)")
    assert [entry.presenter for entry in several] == ["Samina Husain", "Ulf Berg", ""]
    alone = read("Doors (10m, Samina Husain)", "Cellar (1m)")
    assert [entry.presenter for entry in alone] == ["", ""]
    assert alone[0].notes == ["Samina Husain"]
    assert alone[0].doubts == ["“Samina Husain” may be who presents it; it is kept as a note."]


def test_a_name_behind_a_dash_counts_where_the_list_does_it_throughout() -> None:
    """One entry with other words after its dash shows that the place is not for names."""
    names = read("Captions - @pearl, @otto", "Canvas - @elif", "Maps - @otto")
    assert [entry.presenter for entry in names] == ["@pearl, @otto", "@elif", "@otto"]
    words = read("Rent — why it rises", "Garden — Paths", "Roof — Ana")
    assert [entry.presenter for entry in words] == ["", "", "Ana"]
    assert words[1].title == "Garden — Paths"


def test_below_another_entry_a_length_stands_apart() -> None:
    """There a sentence that happens to end with minutes is a note."""
    walk, money = read("The walk takes 10 minutes", "Money: 10 min", nested=True)
    assert (walk.timed, money.timed) == (False, True)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Presenter: Ana", Property(presenter="Ana")),
        ("Lead: Samina Husain", Property(presenter="Samina Husain")),
        ("Duration: 15", Property(when=When(900))),
        ("Starts: 9:00", Property(when=When(starts="09:00"))),
        ("Type: decision", Property(kind="proposal")),
        ("Presenter: [Name]", None),
        ("Presenter: TBD", None),
        ("Owner: whoever finds it", None),
        ("Remember: the keys", None),
    ],
)
def test_a_labelled_line_speaks_of_the_entry_above(text: str, said: Property | None) -> None:
    """The line gives the presenter, length, start or kind; placeholders give nothing."""
    assert property_of(text, ROSTER) == said
