"""A code on a terminal that phones read: dark on white, whatever the terminal's own colours are.

Without a terminal, or without room on it, no code is shown: the caller prints the text in letters too.
"""

from __future__ import annotations

import shutil
import sys

QUIET = 4
"""Modules of white around the code (ISO/IEC 18004)."""
BESIDE = 5
"""Rows of the terminal that must stay free for the lines above and the question below."""
_ON, _OFF = "\x1b[38;5;231;48;5;16m", "\x1b[0m"
_BLOCKS = {(False, False): "█", (False, True): "▀", (True, False): "▄", (True, True): " "}
"""By (dark above, dark below): the light half is drawn, so that every terminal shows the white edge.
"""


def show_code(text: str) -> bool:
    """Print the text as a code in half blocks if the terminal has room for it; returns True if it did."""
    if not sys.stdout.isatty() or not _has_blocks():
        return False
    size = shutil.get_terminal_size()
    rows = code_rows(text, size.columns, size.lines - BESIDE)
    if not rows:
        return False
    sys.stdout.write("".join(f"  {_ON}{row}{_OFF}\n" for row in rows))
    sys.stdout.flush()
    return True


def _has_blocks() -> bool:
    try:
        "▀▄█".encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def code_rows(text: str, columns: int, lines: int) -> list[str]:
    """Return the rows of the code with the best error correction that fits; [] if none fits."""
    import qrcode
    from qrcode import constants

    for level in (constants.ERROR_CORRECT_Q, constants.ERROR_CORRECT_M, constants.ERROR_CORRECT_L):
        code = qrcode.QRCode(error_correction=level, border=QUIET)
        code.add_data(text, optimize=20)
        side = 17 + 4 * code.best_fit() + 2 * QUIET
        if side + 2 > columns or (side + 1) // 2 > lines:
            continue
        code.make()
        modules: list[list[bool]] = code.get_matrix()
        if len(modules) % 2:
            modules.append([False] * len(modules[0]))
        pairs = zip(modules[::2], modules[1::2], strict=True)
        return ["".join(_BLOCKS[bool(a), bool(b)] for a, b in zip(*pair, strict=True)) for pair in pairs]
    return []
