"""The floor: who asked to speak, who speaks, for how long, and how speaking time is shared in the room.

Points of order come first, questions and direct responses before contributions, and contributions in the
order of the rule that the assembly gave itself: first come, fewest turns, least time, new voices, lists
that take turns, rounds, by lot. Each place has a reason that can be said aloud. Facilitators call the
speaking list a stack; it is a queue. Remaining time is a pure function of the clock: nothing here ticks.

    commands.py events.py      what people ask for, what is recorded
    deciding.py                what is allowed now, and the sentences of refusal
    state.py folding.py        who waits, who speaks, by which rule; what the entries add up to
    order.py rounds.py         who comes next, and why; who is asked in a round, in which order
    timing.py                  how long the speaker speaks; whether anybody is being timed
    circulation.py             totals of an evening, an item, the last meetings

The room adopts a rule, which is an entry (`floor.rule`): for an item, a meeting, or until it is changed. The
rule advises: anybody who waits can be called, and everybody sees it. The floor judges nobody.
"""

from __future__ import annotations

from kiosk.language import words
from kiosk.later import Later
from kiosk.practices.contract import Practice
from kiosk.practices.floor import commands, deciding, events, folding, state

_, ngettext = words("floor")


def _title() -> str:
    return _("who speaks")


PRACTICE = Practice(
    name="floor",
    title=_title,
    tells=Later("kiosk.practices.floor.telling:Telling"),
    chapter=Later("kiosk.practices.floor.minutes:CHAPTER"),
    scene=Later("kiosk.practices.floor.scene:Story"),
    state=state.State,
    commands=commands.COMMANDS,
    events=events.EVENTS,
    hears=folding.HEARS,
    decide=deciding.decide,
    fold=folding.fold,
    complete=deciding.complete,
    rebooted=folding.rebooted,
    can_undo=deciding.can_undo,
    stays=folding.stays,
)
