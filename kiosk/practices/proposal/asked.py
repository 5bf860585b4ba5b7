"""What other practices may use of the proposals: how counted hands are written and shown."""

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
    """Return the counts as figures; `of` says who was asked, `said` all of it in one sentence."""
    return Counts(
        tuple(Hands(_word(position), counts[position], _sign(position)) for position in counts), of, said
    )


def in_words(counts: Mapping[Position, int]) -> Said:
    """Return `agree 17, reservations 2, stand aside 1, block 0`."""
    phrases = (say(_("{position} {number}"), position=_word(name), number=n) for name, n in counts.items())
    return together(*phrases)


def present_of(present: int, silent: int = 0) -> Said:
    """Return `of 20 members present, 1 raised no hand`."""
    members = say(ngettext("of {n} member present", "of {n} members present", present), n=present)
    return say(_("{members}, {silent} raised no hand"), members=members, silent=silent) if silent else members


def spoken(position: Position, text: str) -> Spoken:
    """Return the words of a person who took this position."""
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
