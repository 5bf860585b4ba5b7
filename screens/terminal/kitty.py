"""Key reports of the kitty protocol as Textual reads them: `ESC[112:80;2:1u` becomes `ESC[112;2;80u`.

Textual knows the code, the modifiers and the text. What else the protocol has (whether a key is let go, a
key's other codes) is read here, and the keys of the keypad get the sign that is printed on them. It knows no
other sequences, and changes nothing but texts.
"""

from __future__ import annotations

import re

_REPORT = re.compile(r"\x1b\[([0-9:]*)(?:;([0-9:]*))?(?:;([0-9:]*))?([u~ABCDEFHPQRS])")
_KEYPAD = dict(zip(range(57_399, 57_417), [*"0123456789./*-+", "\r", "=", ","], strict=True))
_SS3 = {"\x1bOl": ",", "\x1bOX": "=", "\x1bOI": "\t", "\x1bO ": " "}
"""Keys of the keypad that Textual lacks among those of terminals without the protocol."""
_SHIFT, _CAPS, _TEXTLESS = 1, 64, 2 | 4 | 8 | 16 | 32
"""Bits of the modifiers; with alt, ctrl, super, hyper or meta a key types no text."""
_PRIVATE = range(57_344, 63_744)
"""Code points that stand for keys without a character."""
_NAMED = (9, 13, 27, 127)
"""Tab, enter, escape, backspace."""
_LET_GO = 3


def readable(sequence: str) -> str | None:
    """Return a sequence as Textual reads it, None for a report that is no press of a key.

    A key of the keypad is returned as its sign. What is not of the protocol is returned as it is.
    """
    if sequence in _SS3:
        return _SS3[sequence]
    match = _REPORT.fullmatch(sequence)
    if match is None or (":" not in sequence and match[4] != "u"):
        return sequence
    codes, modifiers, text = (_numbers(part) for part in match.groups(default="")[:3])
    (code, *others), (modifier, *kind) = codes or [1], modifiers or [1]
    if kind[:1] == [_LET_GO] or not all(map(_is_character, text)):
        return None
    if match[4] == "u":
        if not (_is_character(code) or code in _NAMED):
            return None
        bits = max(0, modifier - 1)
        if code in _KEYPAD and not bits & _TEXTLESS:
            sign: str = _KEYPAD[code]
            return sign
        text = text or _typed(code, others, bits)
    written = ":".join(map(str, text))
    return f"\x1b[{code};{modifier}" + (f";{written}" if written else "") + match[4]


def _numbers(part: str) -> list[int]:
    """Return the numbers between colons; one that is left out is 0, but for the first, which is 1."""
    if not part:
        return []
    first, *others = (int(figures or 0) for figures in part.split(":"))
    return [first or 1, *others]


def _typed(code: int, others: list[int], bits: int) -> list[int]:
    """Return the code points that a key types with these modifiers, if the report does not say them."""
    if bits & _TEXTLESS or code in _PRIVATE or not chr(code).isprintable():
        return []
    if bits & _SHIFT and others[:1] and others[0] and _is_character(others[0]):
        return [others[0]]
    capital = chr(code).upper()
    return [ord(capital) if bool(bits & _SHIFT) != bool(bits & _CAPS) and len(capital) == 1 else code]


def _is_character(code: int) -> bool:
    """True for a code point of Unicode that is neither half of a pair nor a control character."""
    return 32 <= code <= 0x10FFFF and not 127 <= code < 160 and not 0xD800 <= code <= 0xDFFF
