"""What other practices may use of the proposals: how counted hands are written and shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import assert_never

from kiosk.language import words
from kiosk.practices.blocks import Counts, Hands, Said, Spoken, say, together
from kiosk.practices.proposal.events import Position
from kiosk.practices.proposal.state import POSITIONS, called

_, ngettext = words("proposal")

__all__ = ["POSITIONS", "counted", "in_words", "is_beginning", "present_of", "spoken"]


def counted(counts: Mapping[Position, int], of: Said, said: Said) -> Counts:
    """Return the counts as figures; `of` says who was asked, `said` all of it in one sentence.

    A position that is not in `counts` was not asked for: nobody knows how many would have raised a hand.
    """
    return Counts(tuple(_hands(counts, position) for position in POSITIONS), of, said)


def _hands(counts: Mapping[Position, int], position: Position) -> Hands:
    if position in counts:
        return Hands(_word(position), counts[position], _sign(position))
    return Hands(say(_("{position} not asked"), position=_word(position)), None, _sign(position))


def in_words(counts: Mapping[Position, int], only: Sequence[Position] = POSITIONS) -> Said:
    """Return `agree 17, reservations 2, stand aside 1, block not asked`."""
    return together(
        *(
            say(_("{position} {number}"), position=_word(name), number=counts[name])
            if name in counts
            else say(_("{position} not asked"), position=_word(name))
            for name in only
        )
    )


def present_of(present: int, silent: int | None = None, fewest: int | None = None) -> Said:
    """Return `of 20 members present, 1 raised no hand`, or `of 18 to 20 members present` if some left."""
    members = say(ngettext("of {n} member present", "of {n} members present", present), n=present)
    if fewest is not None and fewest != present:
        members = say(_("of {fewest} to {most} members present"), fewest=fewest, most=present)
    return say(_("{members}, {silent} raised no hand"), members=members, silent=silent) if silent else members


def is_beginning(title: str, text: str) -> bool:
    """True if this title is only the beginning of the text, which nobody gave it (`state.title_of`)."""
    line = " ".join(text.split())
    return line.startswith(title.removesuffix("…")) and (title.endswith("…") or title == line)


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
