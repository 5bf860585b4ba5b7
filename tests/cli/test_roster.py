"""`kiosk roster check`: exit codes and output."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Kiosk


def test_a_list_that_is_understood_exits_0(kiosk: Kiosk, tmp_path: Path) -> None:
    """Each row is printed: the name and the cell, or why it is no person."""
    file = tmp_path / "people.csv"
    file.write_text("Nr.;Name;Vorname;Gruppe\n1;Berg;Anna;Süd\n2;Kral;Ivo;Nord\nTotal;2\n", "utf-8")
    outcome = kiosk("roster", "check", str(file))
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.splitlines() == [
        "   1   Nr. | Name | Vorname | Gruppe   (a heading)",
        "   2   Anna Berg  Süd",
        "   3   Ivo Kral   Nord",
        "   4   Total | 2   (a total)",
        "",
        "2 people, 2 cells, 1 row left out.",
    ]


def test_doubts_exit_1(kiosk: Kiosk, founded: Path, tmp_path: Path) -> None:
    """They have a question mark; who belongs to the assembly already is said."""
    file = tmp_path / "people.csv"
    file.write_bytes("Ana Lima\nJérôme 2\n".encode("cp1252"))
    outcome = kiosk("roster", "check", str(file))
    assert outcome.code == 1
    assert outcome.out.splitlines()[:2] == [
        "   1   Ana Lima   (in the roster already)",
        "   2 ? Jérôme 2   (figures in a name)",
    ]
    assert "   ? The letters of this file were guessed: look at Jérôme 2." in outcome.out.splitlines()
    answer = json.loads(kiosk("roster", "check", str(file), "--json").out)
    assert answer["people"] == [{"name": "Jérôme 2", "cell": ""}]
    assert [row["left"] for row in answer["rows"]] == ["known", ""]


def test_nobody_exits_2(kiosk: Kiosk, tmp_path: Path) -> None:
    """A file without people, and one that is no text, with a sentence that names it."""
    (tmp_path / "empty.csv").write_text("name;cell\n")
    assert kiosk("roster", "check", str(tmp_path / "empty.csv")).code == 2
    (tmp_path / "people.pdf").write_bytes(b"%PDF-1.7\n")
    outcome = kiosk("roster", "check", str(tmp_path / "people.pdf"))
    assert outcome.code == 2
    assert outcome.err == "people.pdf is a PDF: copy its text into a text file, then read that.\n"
