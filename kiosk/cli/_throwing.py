"""The room throws, at a terminal: what is typed is read back before it counts.

It draws nothing: the draw's folder keeps each line that counts.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from kiosk.cli._terminal import complain, say
from kiosk.errors import Refused
from kiosk.language import words
from kiosk.practices.lot.label import thrown
from kiosk.practices.lot.typed import throws_typed, too_many, word_typed

if TYPE_CHECKING:
    from kiosk.cli._drawing import Drawing

_, ngettext = words("cli")


def ask(draw: Drawing) -> None:
    """Ask for words until an empty line, then for throws until all are there. Stops at the end of input."""
    room = draw.pool.room
    assert room is not None
    for word in draw.words:
        say(_("word        {word}").format(word=word))
    if draw.thrown:
        say(_("thrown      {symbols}").format(symbols=" ".join(draw.thrown)))
    while not draw.thrown:
        typed = _line(_("A word from the room, or ENTER to begin throwing: "))
        if typed is None:
            return
        if not typed.strip():
            break
        try:
            word = word_typed(typed)
        except Refused as refused:
            complain(refused.sentence)
            continue
        if _kept(word):
            draw.say(word)
    while draw.left:
        prompt = _("{left} to be thrown, in the open. Type them as they lie: ")
        typed = _line(prompt.format(left=thrown(room.kind, draw.left)))
        if typed is None:
            return
        try:
            found = throws_typed(room.kind, typed)
            if len(found) > draw.left:
                raise Refused(too_many(draw.left, len(found)))
        except Refused as refused:
            complain(refused.sentence)
            continue
        if _kept(" ".join(found)):
            draw.throw("".join(found))


def _kept(text: str) -> bool:
    """Read the text back; returns True if the room agrees."""
    answer = _line(_("            {text}   Right? ENTER keeps it, n types it again: ").format(text=text))
    return answer is not None and not answer.strip()


def _line(prompt: str) -> str | None:
    """Return the typed line, None at the end of input."""
    sys.stdout.write(prompt)
    sys.stdout.flush()
    line = sys.stdin.readline()
    return line if line else None
