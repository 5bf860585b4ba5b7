"""`kiosk` and `python -m kiosk`: how the kiosk is started from a terminal or at boot.

All that is known of the command line is in `kiosk.cli`.
"""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line with the process's arguments; gives the exit code."""
    from kiosk.cli import main as run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
