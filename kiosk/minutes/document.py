"""The minutes as a document: what one sitting decided, drew, heard and put off, ready to be rendered.

    minutes.of(Decisions)        what the decision's chapter keeps, None where nothing was decided

Typed and complete: every form (Markdown, HTML, text, JSON, calendar) says what stands here and nothing else.
The frame is here: which sitting, when, and the journal's head. All the rest is `practices`: the data of each
practice's chapter (`kiosk/practices/*/minutes.py`) under its name. Times are local, `19:02`; dates
`2026-11-22`; lengths in seconds. People appear by name where the assembly still keeps one, else by id.

It is a fold of the journal like the screens, and it is not the record: that is the journal, whose head stands
at the end of it.
"""

from __future__ import annotations

from typing import Any, Literal, TypeVar

from msgspec import Struct

from kiosk.language import ENGLISH

FORMAT: Literal["minutes/2"] = "minutes/2"

D = TypeVar("D", bound=Struct)


class Head(Struct, frozen=True):
    """The head of the journal at the close: a phone that keeps it can detect any later change.

    `root` 64 hex digits; `words` four; `fingerprint` as `ssh-keygen -l` prints it, of the key that held then;
    `checkpoint` the head as a signed note, "" while nobody has signed it. Where the first signed head is a
    later one, `proof` is the consistency proof that leads to it, else "".
    """

    origin: str
    size: int
    root: str
    words: list[str]
    fingerprint: str
    vkey: str
    checkpoint: str = ""
    proof: str = ""


class Minutes(Struct, frozen=True):
    """One sitting. `ended` is "" while it is open, when the minutes are read back; `ended_on` is the date of
    the end where it is not `date`, else "".

    `made_anew` is the date on which a name in it was last corrected or forgotten since then, "" for never.
    `language` is the one that the assembly had set at the end: every form is written in it.
    `practices` holds the data of each chapter by the practice's name, where there was something.
    """

    assembly: str
    number: int
    title: str
    date: str
    began: str
    ended: str
    head: Head
    ended_on: str = ""
    made_anew: str = ""
    practices: dict[str, Any] = {}
    language: str = ENGLISH
    format: Literal["minutes/2"] = FORMAT

    def of(self, data: type[D]) -> D | None:
        """Return the data of a chapter by its type, None if there is none."""
        return next((each for each in self.practices.values() if isinstance(each, data)), None)
