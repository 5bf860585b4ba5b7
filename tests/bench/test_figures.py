"""A figure has its aim and says whether that was met; the table shows it in a line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench.__main__ import BEGIN, DOCUMENT, END, main, write_down
from tests.bench.figures import Figure, rounded, spread, table


def test_aim() -> None:
    """A figure within its aim is met, one beyond it is not, and one without is neither."""
    assert Figure("a", 3.0, 2.0, "ms", most=3.0).met
    assert Figure("a", 3.1, 2.0, "ms", most=3.0).met is False
    assert Figure("a", 3.1, 2.0, "ms").met is None


@pytest.mark.parametrize(
    ("value", "text"), [(1234.5, "1234"), (99.94, "99.9"), (2.718, "2.72"), (0.0, "0.00")]
)
def test_three_digits(value: float, text: str) -> None:
    """Figures are given to three digits, more would be noise."""
    assert rounded(value) == text


def test_spread() -> None:
    """The slow end is named with the number of samples."""
    assert spread([float(n) for n in range(1, 101)]) == "p95 96.0, n 100"


def test_table() -> None:
    """Each figure is a row with its ratio, its aim in numbers, and whether it was met."""
    rows = table([Figure("first frame", 300, 240, "ms", "1.5 x minimal", 360, "n 10")]).splitlines()
    assert [cell.strip() for cell in rows[2].split("|")[1:-1]] == [
        "first frame",
        "300 ms",
        "240 ms",
        "1.25",
        "1.5 x minimal: 360 ms",
        "yes",
        "n 10",
    ]
    assert len(set(map(len, rows))) == 1


def test_write_down(tmp_path: Path) -> None:
    """Only the text between the two marks of the document is replaced."""
    document = tmp_path / "benchmarks.md"
    document.write_text(f"before\n{BEGIN}old\n{END}after\n")
    write_down("new\n", document)
    assert document.read_text() == f"before\n{BEGIN}\nnew\n\n{END}after\n"
    document.write_text("nothing\n")
    with pytest.raises(SystemExit, match="has lost its marks"):
        write_down("new\n", document)


def test_the_document_has_its_marks() -> None:
    """The figures of docs/benchmarks.md can be renewed by the command that made them."""
    before, begin, rest = DOCUMENT.read_text().partition(BEGIN)
    assert before
    assert begin
    assert END in rest


def test_unknown_benchmark(capsys: pytest.CaptureFixture[str]) -> None:
    """An unknown benchmark is refused before anything is measured."""
    with pytest.raises(SystemExit):
        main(["speed"])
    assert "no benchmark is called speed" in capsys.readouterr().err
