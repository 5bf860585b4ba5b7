"""The command line as a whole: help, wrong use, errors in one sentence, and only needed imports."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk import SOFTWARE, VERSION
from kiosk.cli import FAULTY, INTERRUPTED, command_names, main
from kiosk.cli._terminal import escaped
from kiosk.errors import DeviceFault, JournalDamaged, NotRecorded, NotTrusted, Refused
from tests.cli.conftest import Kiosk

HOUSE = Path(__file__).parents[2]
KIOSK = [sys.executable, "-m", "kiosk"]
Breaks = Callable[[BaseException], None]


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Breaks:
    """Return a function that makes `kiosk verify` raise."""

    def breaks(trouble: BaseException) -> None:
        def run(args: object) -> int:
            raise trouble

        monkeypatch.setattr("kiosk.cli.verify.run", run)

    return breaks


@pytest.mark.parametrize("name", ["", *command_names()])
def test_help_is_there_for_every_command(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """--help exits 0 and names the options that every command has."""
    assert main([*filter(None, [name]), "--help"]) == 0
    out, err = capsys.readouterr()
    assert "--data DIR" in out
    assert "--json" in out
    assert err == ""


def test_the_version_has_one_source(capsys: pytest.CaptureFixture[str]) -> None:
    """`kiosk --version` prints what the package is built as, and what the changelog calls newest."""
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"{SOFTWARE}\n"
    built = tomllib.loads((HOUSE / "pyproject.toml").read_text())
    assert built["project"]["dynamic"] == ["version"]
    assert built["tool"]["setuptools"]["dynamic"]["version"] == {"attr": "kiosk.VERSION"}
    assert f"{built['project']['name']} {VERSION}" == SOFTWARE
    releases = re.findall(r"^## \[(\d\S*)\]", (HOUSE / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert releases[0] == VERSION


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    """Each file of a command is a line of `kiosk --help`, in one order."""
    main(["--help"])
    listed = [line.split()[0] for line in capsys.readouterr().out.splitlines() if line.startswith("    ")]
    assert [name for name in listed if name in command_names()] == command_names()


@pytest.mark.parametrize(
    ("argv", "sentence"),
    [
        (["verfy"], 'There is no command "verfy"; did you mean verify? kiosk --help names them all.'),
        (["\x1b[2J"], 'There is no command "\ufffd[2J". kiosk --help names them all.'),
        (["init"], "The following arguments are required: NAME. kiosk init --help says how it is used."),
        (["init", "A", "--quik"], "Unrecognized arguments: --quik. kiosk --help says how it is used."),
        (["init", "A", "\x9b2J"], "Unrecognized arguments: \ufffd2J. kiosk --help says how it is used."),
    ],
)
def test_wrong_use_is_one_sentence(
    argv: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 2, nothing on standard output, and a pointer to the help."""
    assert main(argv) == 2
    assert capsys.readouterr() == ("", sentence + "\n")


@pytest.mark.parametrize("place", ["before", "after", "glued"])
def test_the_folder_may_stand_anywhere(place: str, founded: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--data is understood before the command and after it."""
    line = {
        "before": ["--data", str(founded), "--json", "verify"],
        "after": ["verify", "--json", "--data", str(founded)],
        "glued": [f"--data={founded}", "verify", "--json"],
    }[place]
    assert main(line) == 0
    assert json.loads(capsys.readouterr().out)["size"] == 4


@pytest.mark.parametrize("trouble", [Refused, NotRecorded, DeviceFault, JournalDamaged, NotTrusted])
def test_a_trouble_is_one_sentence(trouble: type[Exception], kiosk: Kiosk, broken: Breaks) -> None:
    """Every trouble that the kiosk knows ends with 1 and its sentence, cleaned."""
    broken(trouble("It rains.\x1b]0;x\x07"))
    assert kiosk("verify") == (1, "", "It rains.\ufffd]0;x\ufffd\n")


def test_a_program_is_refused_in_json(kiosk: Kiosk, broken: Breaks) -> None:
    """With --json a refusal is an object on standard output."""
    broken(Refused("It rains."))
    assert kiosk("verify", "--json") == (1, '{"refused":"It rains."}\n', "")


def test_the_machines_refusal_is_one_sentence(kiosk: Kiosk, broken: Breaks) -> None:
    """An error of the operating system is printed with the file it is about."""
    broken(PermissionError(13, "Permission denied", "/root/\x1bjournal"))
    assert kiosk("verify") == (1, "", "/root/\ufffdjournal: Permission denied.\n")


def test_control_c_ends_without_a_word(kiosk: Kiosk, broken: Breaks) -> None:
    """An interrupted command prints nothing more."""
    broken(KeyboardInterrupt())
    assert kiosk("verify") == (INTERRUPTED, "", "")


def test_a_fault_of_the_program_is_said(
    kiosk: Kiosk, broken: Breaks, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bug is one sentence for people, and a traceback only on request."""
    broken(ZeroDivisionError("division by zero"))
    monkeypatch.delenv("KIOSK_TRACEBACK", raising=False)
    outcome = kiosk("verify")
    assert outcome.code == FAULTY
    assert outcome.err.startswith("The kiosk has a fault: ZeroDivisionError: division by zero. ")
    monkeypatch.setenv("KIOSK_TRACEBACK", "1")
    with pytest.raises(ZeroDivisionError):
        kiosk("verify")


def test_nothing_is_found_where_nothing_was_founded(kiosk: Kiosk, data: Path) -> None:
    """A folder without an assembly is refused with the way to found one, and stays as it was."""
    for argv in (["journal"], ["export", "--to", str(data / "x")], ["run", "-"]):
        outcome = kiosk(*argv)
        assert outcome.code == 1
        assert outcome.err == f"There is no assembly in {data} yet. Found one: kiosk init NAME\n"
    assert kiosk("verify").code == 2
    assert not data.exists()


def imported(*argv: str) -> set[str]:
    """Return the modules that a fresh interpreter has loaded after this command."""
    program = (
        "import sys; from kiosk.cli import main; code = main(sys.argv[1:]);"
        "print('\\n'.join(sys.modules), file=sys.stderr); sys.exit(code)"
    )
    done = subprocess.run([sys.executable, "-c", program, *argv], capture_output=True, check=True, text=True)
    return set(done.stderr.split())


@pytest.mark.parametrize("argv", [["--help"], ["commands"], ["verify"], ["run", "/dev/stdin"]])
def test_only_what_a_command_needs_is_imported(argv: list[str], founded: Path) -> None:
    """No command loads the screens, the pages for phones or a device library that it does not use."""
    if argv[0] == "run":
        (founded / "commands").write_text('{"do":"roster.add","name":"Rie"}\n')
        argv = ["run", str(founded / "commands")]
    loaded = imported(*argv, "--data", str(founded))
    heavy = {
        "textual",
        "rich",
        "aiohttp",
        "jinja2",
        "qrcode",
        "serial",
        "sounddevice",
        "markdown_it",
        "numpy",
    }
    assert loaded & heavy == set()
    assert {name for name in loaded if name.startswith("kiosk.cli.")} >= {"kiosk.cli._parser"}


def test_one_command_loads_one_file(founded: Path) -> None:
    """The files of the other commands are not even read."""
    loaded = imported("verify", "--data", str(founded))
    assert {name for name in loaded if name.startswith("kiosk.cli.") and "._" not in name} == {
        "kiosk.cli.verify"
    }


def test_a_reader_who_leaves_is_no_trouble(founded: Path) -> None:
    """`kiosk journal | head -1`: no traceback, no message."""
    commands = founded / "commands"
    commands.write_text("".join(f'{{"do":"rules.turn","seconds":{60 + n % 9}}}\n' for n in range(500)))
    assert main(["run", str(commands), "--data", str(founded)]) == 0
    line = f"{sys.executable} -m kiosk journal --data {founded} | head -n 1"
    done = subprocess.run(["bash", "-c", line], capture_output=True, check=True)
    assert json.loads(done.stdout)["kind"] == "journal.founded/1"
    assert done.stderr == b""


def test_output_that_cannot_be_written_is_one_sentence(founded: Path) -> None:
    """A full disk under standard output, or none at all, ends without a traceback."""
    with open("/dev/full", "wb") as full:
        done = subprocess.run([*KIOSK, "verify", "--data", str(founded)], stdout=full, stderr=-1, check=False)
    assert (done.returncode, done.stderr) == (1, b"The machine refused: No space left on device.\n")
    line = f"{sys.executable} -m kiosk verify --data {founded} >&-"
    closed = subprocess.run(["bash", "-c", line], stderr=-1, check=False)
    assert (closed.returncode, closed.stderr) == (0, b"")


def test_a_terminal_without_letters_gets_escapes(founded: Path) -> None:
    """Where the terminal's encoding lacks a letter, an escape replaces it."""
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(
        [*KIOSK, "journal", "--names", "--kind", "member.joined", "--data", str(founded)],
        capture_output=True,
        check=True,
        env=environment,
    )
    assert b"J\\xe9r\\xf4me" in done.stdout


@given(st.dictionaries(st.text(), st.text()))
def test_escaped_json_means_the_same(value: dict[str, str]) -> None:
    """Escaping changes how JSON is written, never what it means, and leaves nothing that steers."""
    text = escaped(json.dumps(value, ensure_ascii=False))
    assert json.loads(text) == value
    assert not {unicodedata.category(letter) for letter in text} & {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
