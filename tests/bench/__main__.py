"""`python -m tests.bench [--write] [--no-share] [--rounds N] [NAME]...`: measure, print, perhaps write down.

`make bench` runs them all. NAME is a file of this folder, `first_frame` say. `--write` puts the tables into
docs/benchmarks.md; nothing else ever changes that file's figures.
"""

from __future__ import annotations

import argparse
import importlib
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.figures import Figure, table
from tests.bench.ground import ROOT, Ground, machine
from tests.facilities import cpu_share

BENCHMARKS = (
    "first_frame key_press chime ceremony screen_change idle seconds soak append follower second_screen"
    " opening names long_journal recompute".split()
)
DOCUMENT = ROOT / "docs/benchmarks.md"
BEGIN, END = "<!-- figures begin -->\n", "<!-- figures end -->\n"


def measured(names: Sequence[str], ground: Ground) -> tuple[list[Figure], list[str]]:
    """Return the figures of these benchmarks on this ground, and profiles of those that miss their aim."""
    figures: list[Figure] = []
    profiles: list[str] = []
    for name in names:
        began = time.monotonic()
        module = importlib.import_module(f"tests.bench.{name}")
        found: list[Figure] = module.measure(ground)
        figures += found
        missed = [figure.measure for figure in found if figure.met is False]
        if missed and hasattr(module, "explain"):
            profiles.append(f"Where the time of “{missed[0]}” goes:\n\n{module.explain(ground)}")
        sys.stderr.write(f"{name}: {time.monotonic() - began:.0f} s\n")
    return figures, profiles


def report(names: Sequence[str], rounds: int, share: bool) -> tuple[str, list[str]]:
    """Return machine, date and tables in Markdown; and the profiles."""
    (ROOT / "build").mkdir(exist_ok=True)
    parts = [f"{machine()} {datetime.now(UTC):%Y-%m-%d}.", "## On this machine"]
    with TemporaryDirectory(dir=ROOT / "build", prefix="bench-") as folder:
        figures, profiles = measured(names, Ground(Path(folder), rounds=rounds))
        parts.append(table(figures))
        if share:
            parts.append("## Inside a quarter of a CPU")
            with cpu_share() as group:
                if group is None:
                    parts.append("Not measured: this machine lets us make no control group.")
                else:
                    figures, more = measured(names, Ground(Path(folder), group, rounds))
                    parts.append(table(figures))
                    profiles += more
    return "\n\n".join(parts) + "\n", profiles


def write_down(text: str, document: Path = DOCUMENT) -> None:
    """Put the tables between the document's two marks."""
    before, begin, rest = document.read_text().partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise SystemExit(f"{document} has lost its marks {BEGIN.strip()} and {END.strip()}.")
    document.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}")


def main(words: Sequence[str] | None = None) -> int:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help=f"of {', '.join(BENCHMARKS)}; all unless told"
    )
    parser.add_argument(
        "--write", action="store_true", help=f"put the tables into {DOCUMENT.relative_to(ROOT)}"
    )
    parser.add_argument("--no-share", action="store_true", help="leave the quarter of a CPU out")
    parser.add_argument("--rounds", type=int, default=2, help="how often each is repeated (2)")
    options = parser.parse_args(words)
    if unknown := set(options.names) - set(BENCHMARKS):
        parser.error(f"no benchmark is called {', '.join(sorted(unknown))}")
    text, profiles = report(options.names or BENCHMARKS, options.rounds, not options.no_share)
    print("\n\n".join([text, *profiles]))
    if options.write:
        write_down(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
