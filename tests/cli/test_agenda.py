"""`kiosk agenda check`: exit codes and what is printed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.cli.conftest import Kiosk


@pytest.fixture
def agenda(tmp_path: Path) -> Path:
    """A file that is understood without a doubt."""
    path = tmp_path / "agenda.md"
    path.write_text("## Money\n\n- Rent (10 min) — Ana Lima\n    - since May\n- 19:30 Break (15m)\n", "utf-8")
    return path


def test_an_agenda_that_is_understood_exits_0(kiosk: Kiosk, founded: Path, agenda: Path) -> None:
    """Items with their details, then each line with what it was taken for; the assembly's names are known."""
    said = kiosk("agenda", "check", str(agenda))
    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines() == [
        "  1  Rent",
        "     discussion, 10 min, presented by Ana Lima, in “Money”",
        "     · since May",
        "  2  Break",
        "     break, 15 min, at 19:30, in “Money”",
        "",
        "What each line was taken for:",
        "   1   ## Money",
        "       A section.",
        "   3   - Rent (10 min) — Ana Lima",
        "       Item 1: 10 min, presented by Ana Lima, discussion.",
        "   4   - since May",
        "       A note on item 1.",
        "   5   - 19:30 Break (15m)",
        "       Item 2: 15 min, at 19:30, break.",
        "",
        "2 items, 25 min planned. Everything was understood.",
    ]


def test_lines_to_look_at_exit_1(kiosk: Kiosk, agenda: Path) -> None:
    """Without an assembly nobody's name is known, so a name behind a dash is a doubt; it is marked."""
    said = kiosk("agenda", "check", str(agenda))
    assert said.code == 1
    assert "   3 ? - Rent (10 min) — Ana Lima\n" in said.out
    assert said.out.endswith("2 items, 25 min planned, 1 line to look at.\n")


def test_a_file_without_an_agenda_exits_2(kiosk: Kiosk, tmp_path: Path) -> None:
    """Its lines are shown all the same."""
    (tmp_path / "letter.txt").write_text("Dear all, see you soon.\n")
    said = kiosk("agenda", "check", str(tmp_path / "letter.txt"))
    assert said.code == 2
    assert said.out.splitlines()[-1] == "No agenda was found in it."
    assert "       About the meeting, not an item." in said.out.splitlines()


def test_what_is_no_file_exits_2(kiosk: Kiosk, tmp_path: Path) -> None:
    """A missing file, a folder, a pipe and a picture are each refused in one sentence."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "picture").write_bytes(b"\x89PNG\x00")
    for name in ("missing", ".", "pipe", "picture"):
        said = kiosk("agenda", "check", str(tmp_path / name))
        assert (said.code, said.out, said.err.count("\n")) == (2, "", 1)


def test_json_holds_items_and_lines(kiosk: Kiosk, agenda: Path, tmp_path: Path) -> None:
    """One line of JSON: the items, the lines, the notes of the meeting, how many lines are doubtful."""
    said = kiosk("agenda", "check", str(agenda), "--json")
    assert said.code == 1
    assert said.json["items"][1] == {
        "title": "Break",
        "kind": "break",
        "planned": 900,
        "starts": "19:30",
        "presenter": "",
        "notes": [],
        "section": "Money",
        "line": 5,
    }
    assert said.json["lines"][2]["took_as"] == "A note on item 1."
    assert (said.json["notes"], said.json["doubtful"]) == ([], 1)
    refused = kiosk("agenda", "check", str(tmp_path / "none"), "--json")
    assert (refused.code, list(refused.json)) == (2, ["refused"])


def test_nothing_of_a_file_steers_the_terminal(kiosk: Kiosk, tmp_path: Path) -> None:
    """Escape sequences and bidi overrides are visible marks, in JSON too."""
    path = tmp_path / "agenda.md"
    path.write_text("- Rent \x1b[2J\u202e (5m)\n\x9b31m\n", "utf-8")
    for more in ((), ("--json",)):
        said = kiosk("agenda", "check", str(path), *more)
        assert not {"\x1b", "\u202e", "\x9b"} & set(said.out)
        assert "\ufffd" in said.out or "\\ufffd" in said.out


def test_a_link_may_lead_to_the_file(kiosk: Kiosk, agenda: Path, tmp_path: Path) -> None:
    """On the command line somebody named it; on a stick it would be refused."""
    (tmp_path / "link").symlink_to(agenda)
    assert kiosk("agenda", "check", str(tmp_path / "link")).code == 1
