"""What was corrected in a draw, in sentences: for the wall, the minutes, and who checks the files.

It judges nothing: what corrections mean for the label is said in `label`.
"""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.language import words
from kiosk.practices.lot.result import Correction
from kiosk.practices.lot.state import Draw

_, ngettext = words("lot")


def corrected(draw: Draw, most: int = 0) -> list[str]:
    """Return a sentence for each line that was corrected: what it said before, and what it says now.

    `most` leaves out all but the last so many texts of a line, 0 none.
    """
    told = []
    for number, line in enumerate(draw.lines, 1):
        said = [draw.laid(line, each.before) for each in draw.corrections if each.line == number]
        if said:
            sentence = ngettext(
                "Line {line} was corrected: it was {before}, it is {now}.",
                "Line {line} was corrected {n} times: it was {before}, it is {now}.",
                len(said),
            )
            shown = ["…", *said[-most:]] if 0 < most < len(said) else said
            before = _(", then ").join(shown)
            told.append(sentence.format(line=number, n=len(said), before=before, now=draw.laid(line)))
    return told


def would_doubt(draw: Draw) -> bool:
    """Return True if one more correction of the line typed last makes the label B."""
    line = len(draw.lines)
    return not draw.left_to_throw or any(each.late or each.line == line for each in draw.corrections)


def corrected_in(corrections: Sequence[Correction]) -> list[str]:
    """Return a sentence for each correction that a result.txt tells."""
    told = []
    for each in corrections:
        sentence = _("line {line} was {before} before it was corrected")
        if each.late:
            sentence = _("line {line} was {before} before it was corrected, after all were thrown")
        told.append(sentence.format(line=each.line, before=each.before))
    return told
