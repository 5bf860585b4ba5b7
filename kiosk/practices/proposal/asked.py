"""What other practices may ask of the proposals: how hands that were counted are said and shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from kiosk.language import words
from kiosk.practices.blocks import Counts, Hands, Said, Spoken, say, together
from kiosk.practices.proposal.events import Position
from kiosk.practices.proposal.state import POSITIONS, called

_, ngettext = words("proposal")

__all__ = ["POSITIONS", "counted", "in_words", "present_of", "spoken"]


def counted(counts: Mapping[Position, int], of: Said, said: Said) -> Counts:
    """The counts as figures; `of` says who was asked, `said` all of it in one sentence."""
    return Counts(tuple(Hands(_word(each), counts[each], _sign(each)) for each in counts), of, said)


def in_words(counts: Mapping[Position, int]) -> Said:
    """`agree 17, reservations 2, stand aside 1, block 0`."""
    each = (say(_("{position} {number}"), position=_word(name), number=n) for name, n in counts.items())
    return together(*each)


def present_of(present: int, silent: int = 0) -> Said:
    """`of 20 members present, 1 raised no hand`."""
    members = say(ngettext("of {n} member present", "of {n} members present", present), n=present)
    return say(_("{members}, {silent} raised no hand"), members=members, silent=silent) if silent else members


def spoken(position: Position, text: str) -> Spoken:
    """What somebody said who took this position."""
    return Spoken(_word(position), text, _sign(position))


def _word(position: Position) -> Said:
    return say("{position}", position=called(position))


def _sign(position: Position) -> str:
    match position:
        case "agree" | "reservations":
            return ""
        case "stand-aside":
            return "○"
        case "block":
            return "✕"
        case _:
            assert_never(position)
