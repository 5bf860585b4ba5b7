"""The label of a draw: how far people must trust it, in one letter and one plain sentence.

It is not a verdict on people: a draw with label C is honest, and says that it can only be recomputed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, assert_never

from kiosk.language import words
from kiosk.practices.lot.pool import Kind
from kiosk.practices.lot.result import Correction
from kiosk.practices.lot.seed import Seed

_, ngettext = words("lot")

Label = Literal["A", "B", "C"]
Doubt = Literal["", "again", "late"]
"""Why the label of a draw with throws is B although the secret fits: a line was corrected more than once, or
when nothing was left to throw. "" where neither happened."""


def label_of(seed: Seed, doubt: Doubt = "") -> Label:
    """Return A for the kiosk's secret and the room's throws, B for the throws only or for a doubt about what
    was typed, C for the kiosk only (lot/2, Label)."""
    if not seed.thrown:
        return "C"
    return "A" if seed.kiosk and not doubt else "B"


def doubt_of(corrections: Sequence[Correction]) -> Doubt:
    """Return what the corrections of a draw leave open (lot/2, Label)."""
    if any(correction.late for correction in corrections):
        return "late"
    return "again" if len({correction.line for correction in corrections}) < len(corrections) else ""


def doubted(doubt: Doubt) -> str:
    """Return the sentence for a doubt, "" for none."""
    match doubt:
        case "":
            return ""
        case "again":
            return _("A line was corrected more than once: who typed could have chosen.")
        case "late":
            return _("A line was corrected after all were thrown: who typed could have chosen.")
        case _:
            assert_never(doubt)


def explained(seed: Seed, doubt: Doubt = "", corrected: bool = False) -> str:
    """Return the sentence next to the letter, on the wall and in the minutes.

    After a correction the sentence for A does not claim that nobody could have steered. With one die to come,
    a person who knows the secret and corrects four dice draws a wanted person of 40 in 39 of 100 draws.
    """
    throws = thrown(seed.kind, len(seed.thrown))
    match label_of(seed, doubt):
        case "A" if corrected:
            return _("The kiosk's secret and {thrown}; a line was corrected before the last throw.").format(
                thrown=throws
            )
        case "A":
            return _("The kiosk's secret and {thrown}: nobody could have steered this.").format(thrown=throws)
        case "B" if seed.kiosk:
            return doubted(doubt)
        case "B":
            lost = _(
                "{thrown} only, the kiosk's secret was lost: who controls the machine could have chosen"
                " between two results."
            ).format(thrown=throws)
            return f"{lost} {doubted(doubt)}".strip()
        case "C":
            return _("The kiosk only: this can be recomputed, but you must trust this machine.")


def thrown(kind: Kind | None, count: int) -> str:
    """Return “16 dice”, “5 cards” or “40 tosses of a coin”; "" for nothing thrown."""
    match kind:
        case "dice":
            return ngettext("{n} die", "{n} dice", count).format(n=count)
        case "cards":
            return ngettext("{n} card", "{n} cards", count).format(n=count)
        case "coin":
            return ngettext("{n} toss of a coin", "{n} tosses of a coin", count).format(n=count)
        case None:
            return ""
