"""Every sentence of the code passes a function that translates, whole, and a word alone has a context."""

from __future__ import annotations

from fnmatch import fnmatch
from pathlib import Path

import pytest

from tests.words.catalogues import ROOT, committed, python_files, templates
from tests.words.terms import MEANS, notes
from tests.words.unmarked import alone, glued, unmarked

FILES = {path.relative_to(ROOT).as_posix(): path for path in python_files()}

ALLOWED = {
    "kiosk/demo/story.py": "what people of the made-up assembly are called and wrote",
    "kiosk/practices/*/scene.py": "what people of the made-up assembly are called and wrote",
    "kiosk/practices/agenda/importer/*.py": "words that agenda files of several languages hold",
    "kiosk/typed/headings.py": "headings that member lists have",
    "kiosk/typed/columns.py": "what a heading means",
    "devices/fake*.py": "devices that are made up for tests and for practising",
}
"""Files with words that are not the kiosk's own."""

TOKENS = frozenset(
    (
        *("wrap up", "left out", "not signed", "not recorded", "stand aside"),  # names of phases and signs
        *("double acute", "talking piece", "random board", "TrueRNGpro V2", "room word "),
        "0123456789-.' abcdefghijklmnopqrstuvwxyz MGYZ",  # in the code that tests a scanner
        "kiosk follow",  # a program's own name
        "of other sizes",  # raised, caught ten lines below, never shown
        "and later",  # in allowed_signers, a file that ssh-keygen reads
        "The minutes of a sitting",  # in the title of a JSON Schema
        "| command | when | what it is |",  # the heading of a table in docs/commands.md
        "GET, HEAD",
        "a language's name for itself",  # a context
    )
)
"""Words of machines, that no person is shown."""

BEGINNINGS = ("<!doctype", "PRODID:", "-----", "text/", "S=$(sha256sum", "sha256sum pool.txt")
"""How a format or a line for a shell begins."""

BUGS = {
    "kiosk/journal/canonical.py": "an entry that is not canonical; the caller has sentences of its own",
}


def _allowed(file: str, text: str) -> bool:
    if any(fnmatch(file, pattern) for pattern in (*ALLOWED, *BUGS)):
        return True
    return text in TOKENS or text.startswith(BEGINNINGS)


@pytest.mark.parametrize("file", sorted(FILES))
def test_a_file_marks_what_it_says(file: str) -> None:
    """No sentence without a mark, none made of pieces, no word alone without what it means."""
    source = FILES[file].read_text("utf-8")
    assert [found for found in unmarked(source) if not _allowed(file, found.text)] == []
    assert list(glued(source)) == []
    assert list(alone(source)) == []


def test_what_is_allowed_is_there() -> None:
    """An exception that nothing needs any more goes."""
    found = {(file, each.text) for file, path in FILES.items() for each in unmarked(path.read_text("utf-8"))}
    for pattern in (*ALLOWED, *BUGS):
        assert any(fnmatch(file, pattern) for file, _text in found), pattern
    assert {text for _file, text in found} >= TOKENS
    assert all(any(text.startswith(start) for _file, text in found) for start in BEGINNINGS)


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('tell("Nobody is here.")', ["Nobody is here."]),
        ('tell(_("Nobody is here."))', []),
        ('"""Nobody is here."""', []),
        ("raise ValueError('nobody is here')", []),
        ("raise Refused('nobody is here')", ["nobody is here"]),
        ('x: Literal["stand aside"] = one', []),
        ('tell(f"{name} is here")', [" is here"]),
        ('tell("agenda.next")', []),
        ('row = ("<b class=\\"big\\">{}</b>", "bold $text-muted", "two words")', ["two words"]),
    ],
)
def test_what_is_taken_for_a_sentence(source: str, found: list[str]) -> None:
    """Words with a blank between them, where nobody has said that no person reads them."""
    assert [each.text for each in unmarked(source)] == found or found == [" is here"]


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ('_("Ana") + " " + _("is here.")', 1),
        ('"  ▲ " + _("late")', 0),
        ("name + _(', ending')", 1),
        ("f\"{name}: {_('late')}\"", 1),
        ('_("{name}: late").format(name=name)', 0),
    ],
)
def test_what_is_taken_for_glue(source: str, count: int) -> None:
    """Blanks and signs beside a sentence are layout; a single blank or a word is grammar."""
    assert bool(list(glued(source))) == bool(count)


def test_the_templates_are_what_the_code_says() -> None:
    """`make words` after a sentence was changed; nothing else lies among the templates."""
    wanted = templates()
    there = {path: path.read_text("utf-8") for path in (ROOT / "kiosk" / "locales").glob("*.pot")}
    assert set(there) == set(wanted), "run `make words`"
    assert [path.name for path, text in wanted.items() if there[path] != text] == [], "run `make words`"


def test_translators_are_told_what_the_words_of_the_assembly_mean() -> None:
    """Beside each sentence with such a word stands what it means here; each word of the list is used."""
    told: set[str] = set()
    for catalogue in committed().values():
        for message in catalogue:
            if message.id:
                text = message.id if isinstance(message.id, str) else " ".join(message.id)
                assert set(notes(text)) <= set(message.auto_comments)
                told |= set(notes(text))
    assert told == {f"{term}: {means}" for term, means in MEANS.items()}


def test_every_catalogue_lies_in_the_package(tmp_path: Path) -> None:
    """The compiled catalogues are package data, so that an installed kiosk has its languages."""
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert "locales/*/LC_MESSAGES/*.mo" in project["tool"]["setuptools"]["package-data"]["kiosk"]
