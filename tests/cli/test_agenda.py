"""`kiosk agenda check`: exit codes and output."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.cli.conftest import Kiosk


@pytest.fixture
def agenda(tmp_path: Path) -> Path:
    """Return a file that is understood without a doubt."""
    path = tmp_path / "agenda.md"
    path.write_text("## Money\n\n- Rent (10 min) — Ana Lima\n    - since May\n- 19:30 Break (15m)\n", "utf-8")
    return path


def test_an_agenda_that_is_understood_exits_0(kiosk: Kiosk, founded: Path, agenda: Path) -> None:
    """It prints items with details, then how each line was read; the assembly's names are known."""
    outcome = kiosk("agenda", "check", str(agenda))
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.splitlines() == [
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
    """Without an assembly no name is known, so a name after a dash is doubtful, and marked."""
    outcome = kiosk("agenda", "check", str(agenda))
    assert outcome.code == 1
    assert "   3 ? - Rent (10 min) — Ana Lima\n" in outcome.out
    assert outcome.out.endswith("2 items, 25 min planned, 1 line to look at.\n")


def test_a_file_without_an_agenda_exits_2(kiosk: Kiosk, tmp_path: Path) -> None:
    """Its lines are printed all the same."""
    (tmp_path / "letter.txt").write_text("Dear all, see you soon.\n")
    outcome = kiosk("agenda", "check", str(tmp_path / "letter.txt"))
    assert outcome.code == 2
    assert outcome.out.splitlines()[-1] == "No agenda was found in it."
    assert "       About the meeting, not an item." in outcome.out.splitlines()


def test_what_is_no_file_exits_2(kiosk: Kiosk, tmp_path: Path) -> None:
    """A missing file, a folder, a pipe and a picture are each refused in one sentence."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "picture").write_bytes(b"\x89PNG\x00")
    for name in ("missing", ".", "pipe", "picture"):
        outcome = kiosk("agenda", "check", str(tmp_path / name))
        assert (outcome.code, outcome.out, outcome.err.count("\n")) == (2, "", 1)


def test_json_holds_items_and_lines(kiosk: Kiosk, agenda: Path, tmp_path: Path) -> None:
    """One line of JSON: the items, the lines, the notes of the meeting, how many lines are doubtful."""
    outcome = kiosk("agenda", "check", str(agenda), "--json")
    assert outcome.code == 1
    assert outcome.json["items"][1] == {
        "title": "Break",
        "kind": "break",
        "planned": 900,
        "starts": "19:30",
        "presenter": "",
        "notes": [],
        "section": "Money",
        "line": 5,
    }
    assert outcome.json["lines"][2]["took_as"] == "A note on item 1."
    assert (outcome.json["notes"], outcome.json["doubtful"]) == ([], 1)
    refused = kiosk("agenda", "check", str(tmp_path / "none"), "--json")
    assert (refused.code, list(refused.json)) == (2, ["refused"])


def test_nothing_of_a_file_steers_the_terminal(kiosk: Kiosk, tmp_path: Path) -> None:
    """Escape sequences and bidi overrides are visible marks, in JSON too."""
    path = tmp_path / "agenda.md"
    path.write_text("- Rent \x1b[2J\u202e (5m)\n\x9b31m\n", "utf-8")
    for more in ((), ("--json",)):
        outcome = kiosk("agenda", "check", str(path), *more)
        assert not {"\x1b", "\u202e", "\x9b"} & set(outcome.out)
        assert "\ufffd" in outcome.out or "\\ufffd" in outcome.out


def test_a_link_may_lead_to_the_file(kiosk: Kiosk, agenda: Path, tmp_path: Path) -> None:
    """On the command line a person named the link; on a stick it would be refused."""
    (tmp_path / "link").symlink_to(agenda)
    assert kiosk("agenda", "check", str(tmp_path / "link")).code == 1
