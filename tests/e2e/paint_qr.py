"""A terminal program for tests of pictures: it paints one QR code in half blocks and waits for a key.

    python paint_qr.py TEXT

Then it shows each key it receives under the code, until it is ended.
"""

from __future__ import annotations

import os
import sys
import termios
import tty

import qrcode


def painted(text: str) -> str:
    """Return the code with two modules per cell, black on white whatever the terminal's own colours are."""
    code = qrcode.QRCode(border=4)
    code.add_data(text)
    rows: list[list[bool]] = code.get_matrix()
    if len(rows) % 2:
        rows.append([False] * len(rows[0]))
    lines = []
    for above, below in zip(rows[::2], rows[1::2], strict=True):
        cells = (
            f"\x1b[38;2;{_grey(up)}m\x1b[48;2;{_grey(low)}m▀" for up, low in zip(above, below, strict=True)
        )
        lines.append("".join(cells) + "\x1b[0m")
    return "\r\n".join(lines)


def _grey(dark: bool) -> str:
    return "0;0;0" if dark else "255;255;255"


def main() -> None:
    """Paint the code, then echo keys."""
    before = termios.tcgetattr(0)
    tty.setraw(0)
    try:
        os.write(1, f"\x1b[?25l\x1b[2J\x1b[H{painted(sys.argv[1])}\r\nPAINTED ".encode())
        while key := os.read(0, 1024):
            os.write(1, repr(key).encode())
    finally:
        termios.tcsetattr(0, termios.TCSADRAIN, before)


if __name__ == "__main__":
    main()
