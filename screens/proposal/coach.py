"""What to do and what to say at each step of a proposal, in whole sentences for the facilitator.

It decides nothing: the desk says what is possible.
"""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.language import words
from kiosk.language.lists import listed
from kiosk.practices.proposal.events import Position
from kiosk.practices.proposal.state import Proposal, called
from screens.keys.keymap import key
from screens.proposal.views import KEYS

_, ngettext = words("proposal_screen")


def lines(
    wall: Proposal | None, *, sitting: bool, drafted: bool, again: Sequence[Position] = ()
) -> tuple[str, str]:
    """Return what to do and what to say.

    `sitting` is True in a meeting, `drafted` is True if a written text was not recorded; `again` are counts
    with more hands than members who are still here.
    """
    if not sitting:
        return _("No meeting is open. {key[app.lobby]}, then {key[moment.next]} opens one.").format(
            key=key
        ), ""
    if wall is None:
        if drafted:
            return _("Press {key[moment.next]} to go on writing: the text is still there.").format(
                key=key
            ), ""
        return _("Press {key[moment.next]} to write a proposal.").format(key=key), _(
            'Say: "Who can put it into one sentence?"'
        )
    if wall.outcome != "open":
        return _("{key[moment.next]} goes back to the floor.").format(key=key), ""
    if not wall.read:
        return (
            _("Read it out, slowly, then press {key[moment.next]}. {key[proposal.amend]} amends it.").format(
                key=key
            ),
            _('Say: "Does everybody understand it? Questions first."'),
        )
    if wall.test is None or not wall.test.read_back:
        return counting_again(again) if again else counting(wall)
    if wall.test.counts.get("block"):
        return (
            _(
                "It is blocked: {key[proposal.amend]} amends it, {key[proposal.defer]} puts it off, "
                "{key[proposal.reject]} records that it is not adopted."
            ).format(key=key),
            _('Say: "There is a block. Can we change the proposal so that it falls away?"'),
        )
    return (
        _(
            "{key[moment.next]} adopts it, and asks for a review date. {key[proposal.reject]}: "
            "not adopted. {key[proposal.defer]}: put off."
        ).format(key=key),
        _('Say: "Then we have decided."'),
    )


def counting_again(again: Sequence[Position]) -> tuple[str, str]:
    """Return the lines for counts that became impossible because members left."""
    counts = listed(called(position) for position in again)
    return (
        _("Members have left. Count again: {counts}. {key[moment.next]} begins.").format(
            counts=counts, key=key
        ),
        _('Say: "Some of us have left, so we count this again: {counts}."').format(counts=counts),
    )


def counting(wall: Proposal) -> tuple[str, str]:
    """Return the lines for counting hands, one position after another, and then for reading back the
    counts."""
    counts = wall.test.counts if wall.test else {}
    asked = {
        "agree": _('Say: "Hands up, who agrees?"'),
        "reservations": _('Say: "Who has reservations, and can live with it?"'),
        "stand-aside": _('Say: "Who stands aside?"'),
        "block": _('Say: "Does anybody block? Then we need the reason."'),
    }
    for position in KEYS.values():
        if position not in counts:
            return (
                _(
                    "Count hands, press {key[moment.next]} or {number}, type the number, {key[line.take]}."
                ).format(number=key[f"proposal.{position}"], key=key),
                asked[position],
            )
    # Translators: a position and how many hands: "agree: 17".
    count = _("{position}: {n}")
    told = listed(count.format(position=called(position), n=counts[position]) for position in KEYS.values())
    return (
        _(
            "Read the counts back, then press {key[moment.next]}. {key[proposal.agree]} to "
            "{key[proposal.block]} correct a count."
        ).format(key=key),
        _('Say: "{counts}. Is that right?"').format(counts=told),
    )
