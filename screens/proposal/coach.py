"""What to do, and what to say, at each step of a proposal's life: whole sentences for whoever leads.

It decides nothing: what is possible, the desk says.
"""

from __future__ import annotations

from kiosk.language import words
from kiosk.practices.proposal.state import Proposal, called
from screens.proposal.views import KEYS

_, ngettext = words("proposal_screen")


def lines(wall: Proposal | None, *, sitting: bool, drafted: bool) -> tuple[str, str]:
    """The two coach lines; `sitting`: a meeting is open, `drafted`: a text was written and not recorded."""
    if not sitting:
        return _("No meeting is open. F10, then SPACE opens one."), ""
    if wall is None:
        if drafted:
            return _("Press SPACE to go on writing: the text is still there."), ""
        return _("Press SPACE to write a proposal."), _('Say: "Who can put it into one sentence?"')
    if wall.outcome != "open":
        return _("SPACE goes back to the floor."), ""
    if not wall.read:
        return (
            _("Read it out, slowly, then press SPACE. E amends it."),
            _('Say: "Does everybody understand it? Questions first."'),
        )
    if wall.test is None or not wall.test.read_back:
        return counting(wall)
    if wall.test.counts.get("block"):
        return (
            _("It is blocked: E amends it, D puts it off, N records that it is not adopted."),
            _('Say: "There is a block. Can we change the proposal so that it falls away?"'),
        )
    return (
        _("SPACE adopts it, and asks for a review date. N: not adopted. D: put off."),
        _('Say: "Then we have decided."'),
    )


def counting(wall: Proposal) -> tuple[str, str]:
    """Hands are counted, one position after another; then the counts are read back."""
    counts = wall.test.counts if wall.test else {}
    asked = {
        "agree": _('Say: "Hands up, who agrees?"'),
        "reservations": _('Say: "Who has reservations, and can live with it?"'),
        "stand-aside": _('Say: "Who stands aside?"'),
        "block": _('Say: "Does anybody block? Then we need the reason."'),
    }
    for key, position in KEYS.items():
        if position not in counts:
            return (
                _("Count hands, press SPACE or {key}, type the number, ENTER.").format(key=key),
                asked[position],
            )
    told = ", ".join(f"{called(position)}: {counts[position]}" for position in KEYS.values())
    return (
        _("Read the counts back, then press SPACE. 1 to 4 correct a count."),
        _('Say: "{counts}. Is that right?"').format(counts=told),
    )
