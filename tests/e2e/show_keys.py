"""A terminal program for the harnesses' own tests: it shows its size and the bytes it receives.

It paints a whole screen at the start, at every key and at every change of size; `q` ends it with status 3.
"""

from __future__ import annotations

import os
import signal
import sys
import termios
import tty


def paint(keys: list[bytes]) -> None:
    """Clear the screen and write size and keys, coloured, in one write."""
    columns, rows = os.get_terminal_size(0)
    shown = ["\x1b[2J\x1b[H\x1b[38;2;255;128;0mHARNESS\x1b[0m ✓ é", f"size {columns}x{rows}"]
    shown += [f"key {n} {key!r}" for n, key in enumerate(keys)]
    os.write(1, "\r\n".join(shown).encode())


def main() -> int:
    """Show keys until `q`; the status shows that the end was requested."""
    keys: list[bytes] = []
    before = termios.tcgetattr(0)
    tty.setraw(0)
    signal.signal(signal.SIGWINCH, lambda *_: paint(keys))
    try:
        paint(keys)
        while (key := os.read(0, 1024)) != b"q":
            keys.append(key)
            paint(keys)
    finally:
        termios.tcsetattr(0, termios.TCSADRAIN, before)
    return 3


if __name__ == "__main__":
    sys.exit(main())
