"""The command line, called in this process: what it printed, and its exit code."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import pytest

from kiosk.cli import main


class Outcome(NamedTuple):
    """How a command ended, and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON value printed."""
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        """The JSON lines printed."""
        return [json.loads(line) for line in self.out.splitlines()]


class Kiosk(Protocol):
    """`kiosk("verify", "--quick")` in the test's data folder; `stdin` is piped into it."""

    def __call__(self, *argv: str, stdin: str | bytes = "") -> Outcome: ...


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return the folder for the test's assembly; it does not exist yet."""
    return tmp_path / "assembly"


@pytest.fixture
def kiosk(data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Kiosk:
    """Return the command line on the test's data folder."""

    def call(*argv: str, stdin: str | bytes = "") -> Outcome:
        piped = io.TextIOWrapper(io.BytesIO(stdin.encode() if isinstance(stdin, str) else stdin))
        monkeypatch.setattr("sys.stdin", piped)
        capsys.readouterr()
        code = main([*argv, "--data", str(data)] if argv else ["--data", str(data)])
        out, err = capsys.readouterr()
        return Outcome(code, out, err)

    return call


@pytest.fixture
def founded(kiosk: Kiosk, data: Path) -> Path:
    """Return the data folder of an assembly of three."""
    assert kiosk("init", "Maple Street 4").code == 0
    joined = [{"do": "roster.add", "name": name} for name in ("Ana Lima", "Bahar", "Jérôme")]
    outcome = kiosk("run", "-", stdin="\n".join(map(json.dumps, joined)))
    assert outcome.code == 0, outcome
    return data
