"""`python -m tests.fuzz [NAME]... [--seconds N]`: hunt with atheris, one parser after another.

Exit 1 when a parser let out what it may not; atheris then names the file that holds the bytes.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.fuzz.parsers import PARSERS


def main() -> int:
    """Try each of the named parsers."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(PARSERS)}; all unless told")
    parser.add_argument("--seconds", type=int, default=60, help="for each of them (60)")
    options = parser.parse_args()
    if unknown := set(options.names) - set(PARSERS):
        parser.error(f"no parser is called {', '.join(sorted(unknown))}")
    failed = []
    for name in options.names or PARSERS:
        with tempfile.TemporaryDirectory() as folder:
            for n, seed in enumerate(PARSERS[name].seeds):
                (Path(folder) / str(n)).write_bytes(seed)
            words = [sys.executable, "-m", "tests.fuzz.hunting", name, folder, str(options.seconds)]
            if subprocess.run(words, check=False, stderr=subprocess.STDOUT).returncode:
                failed.append(name)
            sys.stdout.write(f"{name}: {'FAILED' if name in failed else 'nothing found'}\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
