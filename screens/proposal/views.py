"""The texts of a proposal: its words, what an amendment changed, the meaning of each position."""

from __future__ import annotations

from typing import assert_never

from textual.content import Content

from kiosk.cleaning import shown
from kiosk.language import contexts, words
from kiosk.practices.proposal.changes import changed
from kiosk.practices.proposal.events import Position
from kiosk.practices.proposal.state import Proposal, outnumbered, silent
from kiosk.practices.room import Room, members_present

_, ngettext = words("proposal_screen")
pgettext, npgettext = contexts("proposal_screen")

KEYS: dict[str, Position] = {"1": "agree", "2": "reservations", "3": "stand-aside", "4": "block"}
"""Digit -> the position whose hands it counts, in the order of counting."""


def meaning(position: Position) -> str:
    """Return what a raised hand for this position means."""
    match position:
        case "agree":
            return _("I support it, I will help")
        case "reservations":
            return _("I can live with it, note my doubt")
        case "stand-aside":
            return _("Let it happen without me")
        case "block":
            return _("It breaks something fundamental: my reason")
        case _:
            assert_never(position)


def outcome(wall: Proposal | None) -> str:
    """Return the outcome in capitals; "" while it is open."""
    if wall is None:
        return ""
    match wall.outcome:
        case "adopted":
            return pgettext("a proposal", "ADOPTED")
        case "rejected":
            return _("NOT ADOPTED")
        case "deferred":
            return _("PUT OFF to the next meeting")
        case "withdrawn":
            return pgettext("a proposal", "WITHDRAWN")
        case "open":
            return ""
        case _:
            assert_never(wall.outcome)


def text_of(wall: Proposal | None) -> Content:
    """Return the text in ordinary letters."""
    if wall is None:
        return Content(
            _("A proposal is written in words that everybody can read, then read out, then tested.")
        )
    # The quotation mark moves the first line by one: the others follow, so that lists stay lists.
    text = shown(wall.text, multiline=True).replace("\n", "\n ")
    return Content.styled(f"\u201c{text}\u201d", "bold")


def large_text_of(wall: Proposal | None) -> str:
    """Return the text for large letters; "" if it has several lines, because its lines mean something."""
    return "" if wall is None or "\n" in wall.text else wall.text


def title_of(wall: Proposal | None) -> Content:
    """Return the title, empty if there is none."""
    return Content.styled(shown(wall.title), "bold") if wall else Content("")


def changed_in(wall: Proposal | None) -> Content:
    """Return what is new in a later version: [-gone-] and {+new+}."""
    if wall is None or wall.version == 1:
        return Content("")
    parts: list[Content | str | tuple[str, str]] = [
        (_("changed since version {v}:").format(v=wall.version - 1), "$text-muted"),
        " ",
    ]
    touching = False
    for kind, text in changed(wall.versions[-2], wall.text):
        piece = shown(text, multiline=True)
        bare, lead, trail = (
            piece.strip(),
            piece[: len(piece) - len(piece.lstrip())],
            piece[len(piece.rstrip()) :],
        )
        if kind == "gone":
            parts += [lead, (f"[-{bare}-]", "$text-muted strike"), trail]
        elif kind == "new":
            parts += [lead or " " * touching, (f"{{+{bare}+}}", "bold $accent"), trail]
        elif len(piece) > 60:
            parts.append((piece[:20] + " … " + piece[-20:], "$text-muted"))
        else:
            parts.append((piece, "$text-muted"))
        touching = kind == "gone" and not trail
    return Content.assemble(*parts)


def total(wall: Proposal | None, room: Room) -> Content:
    """Return how many are here and were counted, "" before the text was read out."""
    test = wall.test if wall else None
    if wall is None or not wall.read:
        return Content("")
    if test is None:
        return Content(_here(room))
    told = _("of {n} present, {m} counted").format(n=test.present, m=sum(test.counts.values()))
    if test.read_back:
        told += " · ✓ " + _("read back")
    elif len(test.counts) == len(KEYS) and (still := silent(test)):
        told += " · " + ngettext("{n} raised no hand", "{n} raised no hand", still).format(n=still)
    if again(wall, room):
        told += " · ▲ " + _here(room)
    return Content(told)


def again(wall: Proposal | None, room: Room) -> list[Position]:
    """Return the counts that cannot be right any more, since members have left; they are taken again."""
    test = wall.test if wall is not None and wall.outcome == "open" else None
    if test is None or test.read_back:
        return []
    return outnumbered(test.counts, members_present(room))


def _here(room: Room) -> str:
    here = members_present(room)
    return ngettext("{n} member is here", "{n} members are here", here).format(n=here)
