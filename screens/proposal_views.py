"""What a proposal shows as text: its words, what an amendment changed, what each position means."""

from __future__ import annotations

from textual.content import Content

from kiosk.cleaning import shown
from kiosk.language import words
from kiosk.practices.proposal import Proposal, changed
from kiosk.practices.room import Position

_, ngettext = words("proposal_screen")


def meaning(position: Position) -> str:
    """What somebody says who raises a hand for it."""
    return {
        "agree": _("I support it, I will help"),
        "reservations": _("I can live with it, note my doubt"),
        "stand-aside": _("Let it happen without me"),
        "block": _("It breaks something fundamental: my reason"),
    }[position]


def text_of(wall: Proposal | None) -> Content:
    """The text, and for a later version what changed: [-gone-] and {+new+}."""
    if wall is None:
        return Content(
            _("A proposal is written in words that everybody can read, then read out, then tested.")
        )
    parts: list[Content | str | tuple[str, str]] = []
    if wall.title:
        parts += [(shown(wall.title), "bold"), "\n"]
    parts += [("\u201c" + shown(wall.text, multiline=True) + "\u201d", "bold")]
    if wall.version > 1:
        parts += [
            "\n\n",
            (_("changed since version {v}:").format(v=wall.version - 1), "$text-muted"),
            " ",
        ]
        for kind, text in changed(wall.versions[-2], wall.text):
            said = shown(text, multiline=True)
            if kind == "gone":
                parts.append((f"[-{said.strip()}-] ", "$text-muted strike"))
            elif kind == "new":
                parts.append((f"{{+{said.strip()}+}} ", "bold $accent"))
            elif len(said) > 60:
                parts.append((said[:20] + " … " + said[-20:], "$text-muted"))
            else:
                parts.append((said, "$text-muted"))
    return Content.assemble(*parts)
