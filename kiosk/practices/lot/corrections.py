"""Sentences about the corrections of a draw: for the wall, the minutes, and the check of the files.

It judges nothing: what corrections mean for the label is decided in `label`.
"""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.language import words
from kiosk.practices.lot.result import Correction
from kiosk.practices.lot.state import Draw

_, ngettext = words("lot")


def corrected(draw: Draw, most: int = 0) -> list[str]:
    """Return a sentence for each line that was corrected, with its texts before and its text now.

    Only the last `most` texts of a line are named; 0 names all.
    """
    told = []
    for number, line in enumerate(draw.lines, 1):
        texts = [
            draw.laid(line, correction.before) for correction in draw.corrections if correction.line == number
        ]
        if texts:
            sentence = ngettext(
                "Line {line} was corrected: it was {before}, it is {now}.",
                "Line {line} was corrected {n} times: it was {before}, it is {now}.",
                len(texts),
            )
            shown = ["…", *texts[-most:]] if 0 < most < len(texts) else texts
            before = _(", then ").join(shown)
            told.append(sentence.format(line=number, n=len(texts), before=before, now=draw.laid(line)))
    return told


def would_doubt(draw: Draw) -> bool:
    """True if one more correction of the line typed last makes the label B."""
    line = len(draw.lines)
    return not draw.left_to_throw or any(
        correction.late or correction.line == line for correction in draw.corrections
    )


def corrected_in(corrections: Sequence[Correction]) -> list[str]:
    """Return a sentence for each correction in a result.txt."""
    told = []
    for correction in corrections:
        sentence = _("line {line} was {before} before it was corrected")
        if correction.late:
            sentence = _("line {line} was {before} before it was corrected, after all were thrown")
        told.append(sentence.format(line=correction.line, before=correction.before))
    return told
