"""Output to a terminal or another program: cleaned text, JSON, and one sentence for each trouble.

Names and texts were typed by people, files come from anywhere: none of their control characters is printed.
It knows no command.
"""

from __future__ import annotations

import io
import os
import sys
import unicodedata
from pathlib import Path
from typing import Any

import msgspec

from kiosk.cleaning import shown

_UNSHOWABLE = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))


def guard() -> None:
    """Write letters that the terminal's encoding lacks as escapes, so that none can stop a command."""
    if sys.stdout is None:  # closed by the process that started us
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115  stays open as long as the process
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def say(text: str = "") -> None:
    """Print one line, or several, for people."""
    print(shown(text, multiline=True))


def say_json(value: Any) -> None:
    """Print one line of JSON and flush it: a program may be waiting for it."""
    print(escaped(msgspec.json.encode(value).decode()), flush=True)


def complain(sentence: str) -> None:
    """Print one sentence to standard error."""
    print(shown(sentence), file=sys.stderr)


def refuse(sentence: str, in_json: bool) -> None:
    """Print a refusal where the caller reads it: as JSON, or on standard error."""
    if in_json:
        say_json({"refused": sentence})
    else:
        complain(sentence)


def path_text(path: Path) -> str:
    """Return a path for JSON: bytes that are no UTF-8 are shown as U+FFFD."""
    return os.fsencode(path).decode(errors="replace")


def escaped(text: str) -> str:
    """Return JSON with every character that could steer a terminal escaped, which means the same."""
    if text.isprintable():
        return text
    return "".join(_escape(character) if _steers(character) else character for character in text)


def _steers(character: str) -> bool:
    return character != "\n" and unicodedata.category(character) in _UNSHOWABLE


def _escape(character: str) -> str:
    """Return `\\u009b`, or a pair of them beyond U+FFFF."""
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))


def finish_output() -> None:
    """Flush standard output; if its reader is gone, let the interpreter end without complaining."""
    try:
        sys.stdout.flush()
    except OSError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
