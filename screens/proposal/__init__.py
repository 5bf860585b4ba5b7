"""The proposal on the wall: its text, what changed in it, and the counts of raised hands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.language import N_, words
from screens.place import Place

if TYPE_CHECKING:
    from screens.moment import Moment

_, ngettext = words("places")


def _screen() -> type[Moment]:
    from screens.proposal.proposal import Proposal

    return Proposal


PLACE = Place(
    "proposal",
    N_("proposal"),
    _screen,
    key="f5",
    in_a_meeting=True,
    opened_by=("proposal",),
    hint=N_("{key} shows the proposal."),
)
