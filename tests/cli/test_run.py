"""`kiosk run`: commands as JSON lines, an answer a line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from devices.fakes import FixedEntropy, VirtualClock
from kiosk.desk.desk import Desk
from tests.cli.conftest import Kiosk

VIRTUAL = ("run", "-", "--clock", "virtual")


def lines(*commands: object) -> str:
    """Return commands as they are piped in."""
    return "".join(json.dumps(command) + "\n" for command in commands)


def test_each_command_is_answered_by_its_entry(kiosk: Kiosk, founded: Path) -> None:
    """Answers come in order, with the number of the entry each command became; empty lines are ignored."""
    outcome = kiosk(
        "run", "-", stdin='\n{"do":"rules.turn","seconds":90}\n\n{"do":"rules.quorum","number":2}\n'
    )
    assert outcome.code == 0
    assert outcome.out == '{"ok":true,"n":4}\n{"ok":true,"n":5}\n'
    assert [entry["kind"] for entry in kiosk("journal", "--since", "4").lines] == [
        "rules.turn-set/1",
        "rules.quorum-set/1",
    ]


def test_it_stops_at_the_first_refusal(kiosk: Kiosk, founded: Path) -> None:
    """The refusal is answered with its line's number; nothing after it is done."""
    outcome = kiosk(
        "run",
        "-",
        stdin=lines(
            {"do": "rules.turn", "seconds": 90}, {"do": "meeting.close"}, {"do": "rules.turn", "seconds": 60}
        ),
    )
    assert outcome.code == 1
    assert outcome.lines == [
        {"ok": True, "n": 4},
        {"refused": "No meeting is open. Open one first.", "line": 2},
    ]
    assert len(kiosk("journal").lines) == 5


def test_a_file_is_read_as_well(kiosk: Kiosk, founded: Path, tmp_path: Path) -> None:
    """FILE is an ordinary file; the last line needs no line feed."""
    file = tmp_path / "evening.jsonl"
    file.write_text('{"do":"rules.turn","seconds":90}')
    assert kiosk("run", str(file)).lines == [{"ok": True, "n": 4}]


@pytest.mark.parametrize("kind", ["folder", "fifo", "missing"])
def test_what_is_no_file_is_refused(kiosk: Kiosk, founded: Path, tmp_path: Path, kind: str) -> None:
    """A folder, a pipe without a writer, and a missing file are one sentence each, at once."""
    path = tmp_path / "odd"
    if kind == "folder":
        path.mkdir()
    elif kind == "fifo":
        os.mkfifo(path)
    outcome = kiosk("run", str(path))
    assert outcome.code == 1
    assert outcome.err.startswith(str(path))
    assert outcome.err.count("\n") == 1


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("[]", "A command is an object"),
        ("{", "This line is no JSON object"),
        ('{"do":"rules.turn","seconds":90} x', "trailing characters"),
        ('{"do":"rules.turn","seconds":NaN}', "This line is no JSON object"),
        ('{"do":"rules.turn","seconds":90,"seconds":60}', "a name stands in it twice"),
        ('{"do":"rules.turn","seconds":' + "9" * 5_000 + "}", "This line is no JSON object"),
        ('{"do":"roster.add","name":"\\ud800"}', "This line is no JSON object"),
        ("[" * 100_000, "This line is no JSON object"),
        ('{"a":' * 200 + "1" + "}" * 200, "A command says what to do"),
        ("{}", "A command says what to do"),
        ('{"do":7}', "A command says what to do"),
        ('{"do":"rules.trun","seconds":90}', "did you mean rules.turn?"),
        ('{"do":"rules.turn"}', "rules.turn SECONDS: seconds is missing."),
        ('{"do":"rules.turn","seconds":"90"}', "seconds is a number."),
        ('{"do":"rules.turn","seconds":90,"at":"1970"}', "at is not known here."),
        ('{"do":"rules.turn","seconds":9}', "seconds is at least 10."),
        ('{"wait":"PT90S"}', "that needs --clock virtual"),
        ('{"x":"' + "y" * 1_000_001 + '"}', "This line is too long: 1,000,000 bytes are enough."),
    ],
    ids=lambda value: value[:24],
)
def test_a_line_that_is_no_command_is_refused(kiosk: Kiosk, founded: Path, line: str, why: str) -> None:
    """For any line, the answer is a sentence and nothing is recorded."""
    outcome = kiosk("run", "-", stdin=line)
    assert outcome.code == 1
    assert why in outcome.lines[0]["refused"]
    assert outcome.lines[0]["line"] == 1
    assert len(kiosk("journal").lines) == 4


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(line=st.one_of(st.binary(), st.text().map(lambda text: json.dumps({"do": text}).encode())))
def test_no_line_ends_in_a_traceback(kiosk: Kiosk, founded: Path, line: bytes) -> None:
    """Any bytes are an answer or a refusal."""
    outcome = kiosk("run", "-", stdin=line)
    assert outcome.code in (0, 1)
    assert outcome.err == ""


def test_hostile_text_is_answered_without_control_characters(kiosk: Kiosk, founded: Path) -> None:
    """Neither a refusal nor the journal brings a person's escape sequence to the terminal."""
    name = "Rie\x1b[31m\x9b2J\u202e\x7f"
    joined = lines({"do": "roster.add", "name": name}, {"do": "roster.add", "name": name})
    outcome = kiosk("run", "-", stdin=joined)
    assert outcome.code == 1
    assert outcome.lines[1]["refused"].startswith("Rie\ufffd[31m\ufffd2J\ufffd\ufffd is already known")
    for out in (outcome.out, kiosk("journal", "--names").out):
        assert not set(out) & set("\x1b\x9b\u202e\x7f")


def test_virtual_time_moves_only_when_told(kiosk: Kiosk, founded: Path) -> None:
    """With a virtual clock time begins at --at, stands still, and moves by waits."""
    outcome = kiosk(
        *VIRTUAL,
        "--at",
        "2036-11-22T18:00:00Z",
        stdin=lines(
            {"do": "rules.turn", "seconds": 90},
            {"do": "rules.turn", "seconds": 60},
            {"wait": "PT1.5S"},
            {"wait": "P1DT1H"},
            {"do": "rules.turn", "seconds": 30},
        ),
    )
    assert outcome.lines[2:4] == [
        {"ok": True, "at": "2036-11-22T18:00:01.500Z"},
        {"ok": True, "at": "2036-11-23T19:00:01.500Z"},
    ]
    entries = kiosk("journal", "--since", "4").lines
    assert [entry["at"][:19] for entry in entries] == [
        "2036-11-22T18:00:00",
        "2036-11-22T18:00:00",
        "2036-11-23T19:00:01",
    ]
    assert entries[2]["up"] - entries[1]["up"] == (25 * 3_600 + 1) * 1_000 + 500


def test_virtual_time_goes_on_where_the_journal_ends(kiosk: Kiosk, founded: Path) -> None:
    """A second run continues the same made-up boot: neither wall time nor time since boot goes back."""
    first = lines({"do": "rules.turn", "seconds": 90}, {"wait": "PT1H"}, {"do": "rules.turn", "seconds": 60})
    assert kiosk(*VIRTUAL, "--at", "2036-11-22T18:00:00Z", stdin=first).code == 0
    assert kiosk(*VIRTUAL, stdin=lines({"do": "rules.turn", "seconds": 30})).code == 0
    before, after = kiosk("journal", "--since", "5").lines
    assert (before["at"], before["boot"], before["up"]) == (after["at"], after["boot"], after["up"])


@pytest.mark.parametrize("wait", ['"90"', '"-PT5S"', '"P1M"', '"P99999D"', "90", "null"])
def test_a_wait_is_a_length_of_time(kiosk: Kiosk, founded: Path, wait: str) -> None:
    """Only ISO 8601 lengths of days, hours, minutes and seconds move time, and only forward."""
    outcome = kiosk(*VIRTUAL, stdin=f'{{"wait":{wait}}}')
    assert outcome.lines == [
        {"refused": 'A wait is written like {"wait":"PT90S"} or {"wait":"P7D"}.', "line": 1}
    ]


@pytest.mark.parametrize("argv", [("--at", "2026-11-22T18:00:00Z"), ("--clock", "virtual", "--at", "soon")])
def test_a_time_needs_a_virtual_clock_and_a_zone(kiosk: Kiosk, founded: Path, argv: tuple[str, ...]) -> None:
    """--at without --clock virtual, or without a time zone, is wrong use."""
    assert kiosk("run", "-", *argv).code == 2


def test_beside_an_open_kiosk_nothing_is_recorded(kiosk: Kiosk, founded: Path) -> None:
    """While another process writes, run says so; reading commands still work."""
    desk = Desk.open(founded, VirtualClock(), FixedEntropy())
    try:
        outcome = kiosk("run", "-", stdin=lines({"do": "rules.turn", "seconds": 90}))
        assert (outcome.code, outcome.out) == (1, "")
        assert outcome.err.startswith("Another kiosk has this journal open")
        assert "Close the other kiosk first" in outcome.err
        assert kiosk("journal").code == 0
        assert kiosk("verify").code == 0
    finally:
        desk.close()
    assert kiosk("run", "-", stdin=lines({"do": "rules.turn", "seconds": 90})).code == 0


def test_a_damaged_journal_stops_it(kiosk: Kiosk, founded: Path) -> None:
    """A damaged journal is not continued; the sentence names the entry."""
    entries = founded / "journal" / "entries"
    entries.write_bytes(entries.read_bytes().replace(b'"n":2', b'"n":9'))
    outcome = kiosk("run", "-", stdin=lines({"do": "rules.turn", "seconds": 90}))
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err.startswith("Entry 2 is damaged")
    assert kiosk("journal").code == 1
    assert kiosk("verify").code == 1


def test_a_torn_tail_is_said_when_it_is_recovered(kiosk: Kiosk, founded: Path) -> None:
    """What opening recovered is a sentence on standard error, and an entry."""
    with (founded / "journal" / "entries").open("ab") as file:
        file.write(b'{"at":')
    outcome = kiosk("run", "-", stdin=lines({"do": "rules.turn", "seconds": 90}))
    assert outcome.lines == [{"ok": True, "n": 5}]
    assert outcome.err.startswith("Writing was cut off: 6 bytes")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_can_be_read(kiosk: Kiosk, founded: Path) -> None:
    """Where nothing can be written, run says so; reading commands still work."""
    entries = founded / "journal" / "entries"
    entries.chmod(0o400)
    try:
        outcome = kiosk("run", "-", stdin=lines({"do": "rules.turn", "seconds": 90}))
        assert outcome.code == 1
        assert "cannot be written" in outcome.err
        assert kiosk("verify").code == 0
        assert kiosk("journal").code == 0
    finally:
        entries.chmod(0o600)


def test_a_program_may_wait_for_each_answer(founded: Path) -> None:
    """An answer is there before the next command is read."""
    argv = [sys.executable, "-m", "kiosk", "run", "-", "--data", str(founded)]
    with subprocess.Popen(
        argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for n in (4, 5, 6):
            process.stdin.write('{"do":"rules.turn","seconds":90}\n')
            assert json.loads(process.stdout.readline()) == {"ok": True, "n": n}
        process.stdin.close()
        assert process.wait(10) == 0
