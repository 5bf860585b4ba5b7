"""One line of the benchmarks' table, and the table.

A figure is a median of several measurements, the kiosk's and a rival's, with its aim. It says whether the aim
is met; it never fails anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Figure:
    """`ours` and `rival` are in `unit`; `most` is the largest `ours` that meets the aim, None without an aim.

    `aim` says in words where `most` comes from; `note` holds the spread, or what else the reader should know.
    """

    measure: str
    ours: float
    rival: float | None
    unit: str
    aim: str = ""
    most: float | None = None
    note: str = ""

    @property
    def met(self) -> bool | None:
        """True if the aim is met, None if there is none."""
        return None if self.most is None else self.ours <= self.most


def spread(samples: Sequence[float]) -> str:
    """Return the slow end and the number of samples, for a figure's note: `p95 31.2, n 40`."""
    ordered = sorted(samples)
    slow = ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]
    return f"p95 {rounded(slow)}, n {len(samples)}"


def middle(samples: Sequence[float]) -> float:
    """Return the median."""
    return median(samples)


def rounded(value: float) -> str:
    """Return a figure in three significant digits."""
    if abs(value) >= 100:
        return f"{value:.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


HEAD = ("measure", "kiosk", "rival", "ratio", "aim", "met", "note")


def table(figures: Sequence[Figure]) -> str:
    """Return the figures as a Markdown table whose columns also line up on a terminal."""
    rows = [HEAD, *map(_row, figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    lines = [_line(row, widths) for row in rows]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(lines)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    return "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"


def _row(figure: Figure) -> tuple[str, ...]:
    rival, ratio = "", ""
    if figure.rival is not None:
        rival = f"{rounded(figure.rival)} {figure.unit}"
        ratio = f"{figure.ours / figure.rival:.2f}" if figure.rival else ""
    met = {None: "", True: "yes", False: "NO"}[figure.met]
    aim = figure.aim
    if figure.most is not None:
        aim = f"{aim}: {rounded(figure.most)} {figure.unit}"
    return (figure.measure, f"{rounded(figure.ours)} {figure.unit}", rival, ratio, aim, met, figure.note)
