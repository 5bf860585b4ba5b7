"""What people put right in an agenda that was read from a file: any line, or all lines that begin like it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.practices.agenda.importer import Reading
from kiosk.practices.agenda.importer.draft import ROLES, Imported, Role

FILE = """# Tonight
Dear all, bring a cup.
## House
- Roof (10 min)
  - three offers (dear)
- Ana: the keys
## Money
1. Rent
"""
STRANGERS = sorted((Path(__file__).parents[2] / "vectors" / "agenda-strangers").glob("*/*.md"))


def titles(found: Imported) -> list[str]:
    return [item.title for item in found.items]


def test_any_line_becomes_an_item() -> None:
    """Text, a nested entry and a heading are items as they are written, in the order of the file."""
    found = Reading(FILE).compose({2: "item", 5: "item", 7: "item"})
    wanted = ["Dear all, bring a cup", "Roof", "three offers (dear)", "Ana: the keys", "Money", "Rent"]
    assert titles(found) == wanted
    assert not found.doubtful


def test_an_item_becomes_a_note_a_section_or_nothing() -> None:
    """A note goes to the item before it; a section names the items after it; nothing is left out."""
    reading = Reading(FILE)
    note = reading.compose({6: "note"})
    roof = note.items[0]
    assert (roof.title, roof.notes) == ("Roof", ["three offers (dear)", "Ana: the keys"])
    section = reading.compose({4: "section"})
    assert [(item.title, item.section) for item in section.items] == [
        ("Ana: the keys", "Roof"),
        ("Rent", "Money"),
    ]
    nothing = reading.compose({6: "nothing"})
    assert titles(nothing) == ["Roof", "Rent"]
    assert nothing.lines[5].took_as == "Left out."


def test_what_was_put_right_is_not_doubtful() -> None:
    """A line that people decided about bears no mark any more."""
    reading = Reading("- Rent\n\n10:30 Coffee for everybody\n")
    assert [line.line for line in reading.compose().doubtful] == [3]
    found = reading.compose({3: "item"})
    assert (titles(found), found.doubtful) == (["Rent", "Coffee for everybody"], [])


def test_lines_that_begin_alike_are_known() -> None:
    """The same mark at the same depth is alike; another mark, another depth, a heading are not."""
    lines = {line.source.strip(): line.like for line in Reading(FILE).compose().lines}
    assert lines["- Roof (10 min)"] == lines["- Ana: the keys"]
    assert lines["## House"] == lines["## Money"] != lines["# Tonight"]
    assert len({lines["- Roof (10 min)"], lines["- three offers (dear)"], lines["1. Rent"]}) == 3


def test_composing_again_without_corrections_is_as_before() -> None:
    """Corrections leave nothing behind in the file that was read."""
    reading = Reading(FILE)
    before = reading.compose()
    reading.compose({4: "note", 8: "nothing"})
    assert reading.compose() == before


@pytest.mark.parametrize("path", STRANGERS[::9], ids=lambda path: path.stem)
@given(data=st.data())
@settings(max_examples=15, deadline=None)
def test_any_corrections_give_a_draft(path: Path, data: st.DataObject) -> None:
    """Whatever people say, each line is what they said, and the draft holds what an entry can hold."""
    reading = Reading(path.read_text("utf-8"))
    lines = [line.line for line in reading.compose().lines]
    corrections: dict[int, Role] = data.draw(st.dictionaries(st.sampled_from(lines), st.sampled_from(ROLES)))
    found = reading.compose(corrections)
    roles = {line.line: line.role for line in found.lines}
    assert {line: roles[line] for line in corrections} == corrections
    assert {line for line, role in corrections.items() if role == "item"} <= {
        item.line for item in found.items
    }
    assert all(item.title.strip() and line.took_as for item in found.items for line in found.lines)
