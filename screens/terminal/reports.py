"""What a terminal reports, read so that no byte of it ends the kiosk or is taken for typing.

Textual 8.2.8 raises on key reports that it cannot read (`ESC[112;1:3u`, a key that is let go; code points
beyond Unicode), which ends the app, and it types the letters of each control sequence that it does not know.
Here a sequence is read whole: a key becomes its event, an answer of the terminal reaches Textual's parser,
and what nobody understands is dropped and counted. A paste reaches it without ESC, which would end the paste
in its middle. It knows bytes (ECMA-48, the kitty protocol, xterm, rxvt, the Linux console), and no command.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator

from textual import constants
from textual._parser import ParseError
from textual._time import get_time
from textual._xterm_parser import (
    BRACKETED_PASTE_END,
    BRACKETED_PASTE_START,
    FOCUSIN,
    FOCUSOUT,
    XTermParser,
    _re_cursor_position,
    _re_in_band_window_resize,
    _re_mouse_event,
    _re_terminal_mode_response,
)
from textual.events import Key
from textual.keys import Keys
from textual.message import Message

from screens.terminal.heard import Heard
from screens.terminal.kitty import readable

ESC, STRINGS = "\x1b", "]P^_X"
_CSI = re.compile(r"\x1b\[(?:\[[ -~]|M[^\x1b]{3}|(?!\[|M)[0-?]*[ -/]*[@-~])")
_CSI_BEGUN = re.compile(r"\x1b(?:\[(?:\[|M[^\x1b]{0,2}|[0-?]*[ -/]*)?)?")
_SS3 = re.compile(r"\x1bO[0-9;]*[ -~\t]")
_SS3_BEGUN = re.compile(r"\x1bO[0-9;]*")
_SHIFTED = re.compile(r"\x1b\[[0-9]+\$(?![ -~])")
"""A key with shift in rxvt; by the standard it would not be over yet."""
_STRING = re.compile(r"\x1b[]P^_X][^\x07\x1b]*(?:\x07|\x1b\\)")
_STRING_BEGUN = re.compile(r"\x1b[]P^_X][^\x07\x1b]*\x1b?")
_REPORTS = (_re_mouse_event, _re_terminal_mode_response, _re_in_band_window_resize, _re_cursor_position)
LONGEST, MOST = 32, 1_000_000
"""Letters of a sequence that Textual reads, and of one that is waited for."""
SIZES = range(2, 1001)
"""Rows or columns that are believed."""
PATIENCE = 0.2
"""Seconds between two looks after which this thread was kept waiting: it looks ten times a second."""


class Reports(XTermParser):
    """Textual's parser behind a reader of whole sequences. `heard` counts what was dropped.

    It also notes when something was read after this thread had been kept waiting: keys that were typed far
    apart then look as if they were typed at once.
    """

    def __init__(self, debug: bool = False, heard: Heard | None = None) -> None:
        self.heard = heard or Heard()
        self._begun, self._since, self._pasting = "", 0.0, False
        self._looked = get_time()
        super().__init__(debug)

    def feed(self, data: str) -> Iterable[Message]:
        """Yield the events of what was read; "" is the end."""
        now = get_time()
        if now - self._looked > PATIENCE:
            self.heard.late = now
        self._looked = self._since = now
        if not data:
            yield from super().feed("")
            return
        for found in self._whole(self._begun + data):
            yield from self._parsed(found) if isinstance(found, str) else (found,)

    def tick(self) -> Iterable[Message]:
        """Yield what was waiting for more and got none: the ESC key, ALT and a letter, a cut sequence."""
        yield from super().tick()
        self._looked = get_time()
        if not self._begun or self._looked - self._since < constants.ESCAPE_DELAY:
            return
        begun, self._begun = self._begun, ""
        if self._pasting:
            yield from self._parsed(begun.replace(ESC, "\ufffd"))
        elif len(begun) <= 2:
            yield from self._key(begun)
        else:
            self.heard.ignored += 1

    def _parsed(self, text: str) -> Iterator[Message]:
        """Yield Textual's events of a text. If its parser raises, it begins again: the kiosk goes on."""
        if not text:  # which would be the end of all reading
            return
        try:
            yield from super().feed(text)
        except ParseError:
            raise
        except Exception:  # noqa: BLE001  the parser is not ours, and may raise anything
            self.heard.ignored += 1
            self._tokens.clear()
            self._gen = self.parse(self._tokens.append)
            self._awaiting, self._timeout_time = next(self._gen), None

    def _whole(self, text: str) -> Iterator[str | Key]:
        """Yield keys, and texts that Textual may read; keep a sequence that has only begun."""
        at, self._begun = 0, ""
        while at < len(text) and not self._begun:
            if self._pasting:
                end = _paste_end(text, at)
                yield text[at:end].replace(ESC, "\ufffd")
                if text.startswith(BRACKETED_PASTE_END, end):
                    self._pasting, end = False, end + len(BRACKETED_PASTE_END)
                    yield BRACKETED_PASTE_END
                else:
                    self._begun = text[end:]
            elif text[at] != ESC:
                end = text.find(ESC, at)
                end = end if end >= 0 else len(text)
                yield text[at:end]
            elif (end := _sequence_end(text, at)) < 0:
                self._begun = text[at:]
            else:
                yield from self._understood(text[at:end])
            at = end

    def _understood(self, sequence: str) -> Iterator[str | Key]:
        """Yield a sequence as a key, or as it is for Textual; what neither knows is counted."""
        if len(sequence) > LONGEST:
            self.heard.ignored += 1
        elif sequence == BRACKETED_PASTE_START:
            self._pasting = True
            yield sequence
        elif (size := _re_in_band_window_resize.match(sequence)) and not _is_size(size):
            self.heard.ignored += 1
        elif sequence in (FOCUSIN, FOCUSOUT) or any(report.match(sequence) for report in _REPORTS):
            yield sequence
        else:
            yield from self._key(sequence)

    def _key(self, sequence: str) -> Iterator[Key]:
        """Yield the keys of a whole sequence; one that is none is counted."""
        if sequence == ESC:
            yield Key("escape", ESC)
            return
        keys = list(self._sequence_to_key_events(sequence))
        if not keys and len(sequence) == 2:
            keys = list(self._sequence_to_key_events(sequence[1], alt=True))
        keys = [key for key in keys if key.key != Keys.Ignore]
        self.heard.ignored += not keys
        yield from keys

    def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> Iterable[Key]:
        """Return the keys of a sequence, Textual's key that is ignored where it is no press of any."""
        known, keys = readable(sequence), None
        if known is not None:
            try:
                keys = list(super()._sequence_to_key_events(known, alt))
            except (ValueError, OverflowError, TypeError):  # no number, no code point, no key
                keys = None
        sound = keys is not None and all(map(_is_text, keys))
        return keys if keys is not None and sound else [Key(Keys.Ignore, sequence)]


def _is_size(report: re.Match[str]) -> bool:
    """True if a terminal can have the size that it reports, and the kernel does not know another one.

    Any other would be painted: noise on the line could ask for ten thousand million letters.
    """
    rows, columns = (int(number.partition(":")[0]) for number in report.group(1, 2))
    if rows not in SIZES or columns not in SIZES:
        return False
    try:
        known = os.get_terminal_size(sys.__stdin__.fileno() if sys.__stdin__ else 0)
    except (OSError, ValueError):  # no terminal, or closed
        return True
    return 0 in known or known == (columns, rows)


def _is_text(key: Key) -> bool:
    """True if a key's name and character can be written anywhere: half of a pair cannot."""
    return not any("\ud800" <= letter <= "\udfff" for letter in f"{key.key}{key.character or ''}")


def _sequence_end(text: str, at: int) -> int:
    """Return where the sequence that begins with ESC ends, -1 if it is not over yet.

    One that something else breaks off ends there.
    """
    if match := _SHIFTED.match(text, at) or _CSI.match(text, at) or _SS3.match(text, at):
        return match.end()
    if match := _STRING.match(text, at):
        return match.end()
    for begun in (_CSI_BEGUN, _SS3_BEGUN, _STRING_BEGUN):
        if begun.fullmatch(text, at):
            return -1 if len(text) - at < MOST else len(text)
    second = text[at + 1]
    if second == ESC:
        return at + 1
    begun = {"[": _CSI_BEGUN, "O": _SS3_BEGUN}.get(second, _STRING_BEGUN)
    match = begun.match(text, at)
    end = match.end() if match else at + 2
    return end - 1 if end > at + 2 and text[end - 1] == ESC else max(end, at + 2)


def _paste_end(text: str, at: int) -> int:
    """Return where the pasted text ends for now: before its end mark, or before what may become one."""
    end = text.find(BRACKETED_PASTE_END, at)
    if end >= 0:
        return end
    tail = text.rfind(ESC, at)
    return tail if tail >= 0 and BRACKETED_PASTE_END.startswith(text[tail:]) else len(text)
