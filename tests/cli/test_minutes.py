"""`kiosk minutes`: the document, or the files for a stick."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from kiosk.cli.minutes import FORMS
from kiosk.desk.desk import Desk
from kiosk.minutes import render
from kiosk.practices import meeting, record
from tests.cli.conftest import Kiosk
from tests.minutes.evening import Evening
from tests.needs import needs
from tests.practices.play import Play


@pytest.fixture
def closed(data: Path) -> Desk:
    """Return the desk of an assembly after one made-up evening, still open like another process's."""
    evening = Evening(data.parent)
    evening.play()
    return evening.desk


def test_every_form_can_be_asked_for() -> None:
    """The command line lists the forms itself, so that it need not import what writes them."""
    assert set(FORMS) == set(render.FORMS)


def test_the_newest_minutes_are_printed_as_markdown(kiosk: Kiosk, closed: Desk) -> None:
    """It works while the kiosk is open, without its lock."""
    outcome = kiosk("minutes")
    assert outcome.code == 0, outcome
    assert outcome.out.startswith(
        "# Weekly meeting\n\nMaple Street 4 · Sunday 22 November 2026, 19:00 to 19:35\n"
    )
    closed.close()


@pytest.mark.parametrize(
    ("form", "begins"),
    [
        ("markdown", "# Weekly meeting"),
        ("html", "<!doctype html>"),
        ("json", "{"),
        ("ics", "BEGIN:VCALENDAR"),
        ("text", "WEEKLY MEETING"),
    ],
)
def test_each_form_is_printed(kiosk: Kiosk, closed: Desk, form: str, begins: str) -> None:
    """Each form is printed as asked for; --json asks for JSON too."""
    assert kiosk("minutes", "1", "--as", form).out.startswith(begins)
    assert kiosk("minutes", "--json").json["title"] == "Weekly meeting"
    closed.close()


@needs("ssh-keygen")
def test_files_for_a_stick_are_written_and_verify(kiosk: Kiosk, closed: Desk, tmp_path: Path) -> None:
    """All files are in one folder, and the page links to those that are there."""
    closed.close()
    stick = tmp_path / "stick"
    outcome = kiosk("minutes", "--to", str(stick))
    assert outcome.code == 0, outcome
    names = {str(path.relative_to(stick)) for path in stick.rglob("*") if path.is_file()}
    assert {str(Path(line).relative_to(stick)) for line in outcome.out.splitlines()} == names
    assert {"minutes.md", "minutes.md.sig", "minutes.html", "allowed_signers", "checkpoint"} <= names
    assert 'href="minutes.md.sig"' in (stick / "minutes.html").read_text()
    line = next(
        line for line in (stick / "minutes.md").read_text().splitlines() if line.startswith("ssh-keygen -Y")
    )
    assert subprocess.run(line, shell=True, cwd=stick, check=False, capture_output=True).returncode == 0


def test_one_form_can_be_written_alone(kiosk: Kiosk, closed: Desk, tmp_path: Path) -> None:
    """--as chooses the file; Markdown comes with what checks it; programs get a list."""
    closed.close()
    stick = tmp_path / "stick"
    outcome = kiosk("minutes", "--as", "text", "--to", str(stick), "--json")
    assert outcome.json == {"meeting": 1, "written": [str(stick / "minutes.txt")]}
    kiosk("minutes", "--as", "markdown", "--to", str(stick))
    assert sorted(path.name for path in stick.iterdir()) == [
        *("allowed_signers", "checkpoint", "minutes.md", "minutes.md.sig", "minutes.txt")
    ]


def test_without_the_key_they_are_written_unsigned(
    kiosk: Kiosk, closed: Desk, data: Path, tmp_path: Path
) -> None:
    """An account that may read the journal but not its key gets a sentence about it."""
    closed.close()
    (data / "journal" / "key").unlink()
    outcome = kiosk("minutes", "--to", str(tmp_path / "stick"))
    assert outcome.code == 0
    assert outcome.err == "The journal's key cannot be read by this account, so this is not sealed.\n"
    assert not (tmp_path / "stick" / "minutes.md.sig").exists()


def test_there_may_be_nothing_to_print(kiosk: Kiosk, data: Path) -> None:
    """No assembly, no closed meeting, no such meeting: one sentence and exit 1."""
    assert kiosk("minutes").code == 1
    play = Play(data.parent)
    play.open_meeting("Ana")
    play.desk.close()
    outcome = kiosk("minutes")
    assert (outcome.code, outcome.err) == (1, "No meeting has been closed yet, so there are no minutes.\n")
    outcome = kiosk("minutes", "7")
    assert (outcome.code, outcome.err) == (1, "There is no closed meeting 7.\n")
    assert kiosk("minutes", "seven").code == 2
    assert kiosk("minutes", "--as", "pdf").code == 2


def test_json_holds_no_character_that_steers_a_terminal(kiosk: Kiosk, data: Path) -> None:
    """The output is cleaned, in every form."""
    evening = Evening(data.parent, lambda text: f"\x1b[2J{text}"[:60])
    evening.play()
    evening.desk.close()
    for form in ("markdown", "html", "json", "ics", "text"):
        out = kiosk("minutes", "--as", form).out
        assert "\x1b" not in out
        assert "[2J" in out.replace("\\", "")
    assert json.loads(kiosk("minutes", "--as", "json").out)["title"].endswith("[2JWeekly meeting")


def test_with_a_passphrase_on_the_key_they_are_written_unsealed(
    kiosk: Kiosk, closed: Desk, tmp_path: Path
) -> None:
    """Printed, in every form and as files: exit 0, and a sentence that says what is missing and why."""
    closed.journal.change_passphrase("eight rivers")
    closed.close()
    assert (kiosk("minutes").code, kiosk("minutes").err) == (0, "")
    outcome = kiosk("minutes", "--to", str(tmp_path / "stick"))
    why = "The journal's key has a passphrase, so this is not sealed. The wall seals it.\n"
    assert (outcome.code, outcome.err) == (0, why)
    assert "checkpoint" in {path.name for path in (tmp_path / "stick").iterdir()}
    assert not list((tmp_path / "stick").glob("*.sig"))


def test_markdown_alone_comes_with_the_proof_of_a_later_head(
    kiosk: Kiosk, data: Path, tmp_path: Path
) -> None:
    """Closed while the key was locked: without the proof, the head next to it would not fit."""
    play = Play(data.parent)
    play.desk.journal.change_passphrase("eight rivers")
    play.restart()
    play.open_meeting("Ana")
    play.ask(meeting.rules.Close())
    unsigned = kiosk("minutes", "--to", str(tmp_path / "early"))
    assert (unsigned.code, unsigned.err) == (
        0,
        "Nobody has signed the last entries of this meeting yet, so this is not sealed.\n",
    )
    play.desk.journal.unlock("eight rivers", shown=False)
    play.ask(record.rules.SignUnsigned(count=play.desk.room.journal.unsigned()))
    play.desk.journal.change_passphrase("")
    play.desk.close()
    assert kiosk("minutes", "--as", "markdown", "--to", str(tmp_path / "stick")).code == 0
    outcome = kiosk("verify", str(tmp_path / "stick" / "minutes.md"))
    assert (outcome.code, outcome.err) == (0, "")
