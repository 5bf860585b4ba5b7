"""`kiosk` and `python -m kiosk`: how the kiosk is started from a terminal or at boot.

The commands themselves are in `kiosk.cli`.
"""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line with the process's arguments; returns the exit code."""
    from kiosk.cli import main as run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
