"""Words that are struck out in the file, in Markdown, in pages and in mails."""

from __future__ import annotations

import pytest

from kiosk.practices.agenda.importer import read_agenda

PAGE = "<html><body><ul><li>Rent</li><li>{}</li><li>Vote</li></ul></body></html>"
FORMS = ["~~{}~~", "<s>{}</s>", "<del class='x'>{}</del>", "<strike>{}</strike>"]
PAGES = [*FORMS[1:], "<span style='color: red; text-decoration: line-through'>{}</span>"]


def texts(words: str) -> list[str]:
    """Return agendas in which `words` is the second of three items."""
    mail = f"From: a@example.org\nMIME-Version: 1.0\nContent-Type: text/html\n\n{PAGE.format(words)}"
    return [mail, PAGE.format(words)]


@pytest.mark.parametrize("form", FORMS)
def test_what_is_struck_in_markdown_is_left_out_with_a_doubt(form: str) -> None:
    _second_is(f"- Rent\n- Roof {form.format('10 min')} 5 min\n- Vote", "Roof", 5)
    _second_is(f"- Rent\n- Report {form.format('old')} new\n- Vote", "Report new", 0)
    _second_is(f"- Rent\n- {form.format('Old thing')}\n- Vote", "Old thing", 0)


@pytest.mark.parametrize("form", PAGES)
def test_what_is_struck_in_a_page_is_left_out_with_a_doubt(form: str) -> None:
    for text in texts(f"Roof {form.format('10 min')} 5 min"):
        _second_is(text, "Roof", 5)
    for text in texts(form.format("Old thing")):
        _second_is(text, "Old thing", 0)


def test_a_length_that_is_struck_in_a_table() -> None:
    _second_is("| Item | Time |\n|--|--|\n| Rent | 5 |\n| Roof | ~~10~~ 5 |\n| Vote | 5 |", "Roof", 5)


def test_a_tag_that_is_never_closed_ends_with_the_one_around_it() -> None:
    found = read_agenda(PAGE.format("Roof <s>soon"))
    assert [item.title for item in found.items] == ["Rent", "Roof", "Vote"]
    assert sum(line.doubtful for line in found.lines) == 1


def _second_is(text: str, title: str, minutes: int) -> None:
    """Only the second item has a doubt, which says that something is struck out."""
    found = read_agenda(text)
    assert (found.items[1].title, found.items[1].planned // 60) == (title, minutes)
    assert len(found.items) == 3
    assert ["struck out" in line.took_as for line in found.lines if line.doubtful] == [True]
