"""How far a draw must be trusted, in one letter and one sentence that anybody understands.

It is not a verdict on people: a draw with label C is honest, and says that it can only be recomputed.
"""

from __future__ import annotations

from typing import Literal

from kiosk.language import words
from kiosk.practices.lot.pool import Kind
from kiosk.practices.lot.seed import Seed

_, ngettext = words("lot")

Label = Literal["A", "B", "C"]


def label_of(seed: Seed) -> Label:
    """A the kiosk's secret and the room's throws, B the throws only, C the kiosk only (lot/1)."""
    if not seed.thrown:
        return "C"
    return "A" if seed.kiosk else "B"


def explained(label: Label, kind: Kind | None, count: int) -> str:
    """The sentence beside the letter, on the wall and in the minutes."""
    match label:
        case "A":
            return _("The kiosk's secret and {thrown}: nobody could have steered this.").format(
                thrown=thrown(kind, count)
            )
        case "B":
            return _(
                "{thrown} only, the kiosk's secret was lost: who controls the machine could have chosen"
                " between two results."
            ).format(thrown=thrown(kind, count))
        case "C":
            return _("The kiosk only: this can be recomputed, but you must trust this machine.")


def thrown(kind: Kind | None, count: int) -> str:
    """“16 dice”, “5 cards”, “40 tosses of a coin”; "" for nothing thrown."""
    match kind:
        case "dice":
            return ngettext("{n} die", "{n} dice", count).format(n=count)
        case "cards":
            return ngettext("{n} card", "{n} cards", count).format(n=count)
        case "coin":
            return ngettext("{n} toss of a coin", "{n} tosses of a coin", count).format(n=count)
        case None:
            return ""
