"""The proposal on the wall: its text, what changed in it, and the counts of raised hands."""

from __future__ import annotations

from kiosk.language import N_, words
from kiosk.later import Later
from screens.place import Place

_, ngettext = words("places")

PLACE = Place(
    "proposal",
    N_("proposal"),
    Later("screens.proposal.proposal:Proposal"),
    key="f5",
    in_a_meeting=True,
    opened_by=("proposal",),
    hint=N_("{key} shows the proposal."),
)
