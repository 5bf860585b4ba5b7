"""How speaking time is shared: tonight, by item, over meetings. The wall shows totals only; each member can
look up their own numbers.

    share     100 x (time of the three who spoke longest) / (time of all), rounded
    heard     people who spoke, but for those who only raised points of order
    new       those of them who never spoke in an earlier meeting

docs/circulation.md explains this in words. Nothing here judges people or lists them.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from kiosk.language import words
from kiosk.practices.floor.state import Evening, State, three_longest

_, ngettext = words("floor")

THREE = 3


class Heard(Struct, frozen=True):
    """`heard` of `present` people have spoken, `new` of them for the first time; the three longest hold
    `share` percent. For an item, `new` means for the first time tonight; for an evening, for the first time
    at all."""

    heard: int
    present: int
    share: int
    new: int = 0

    @property
    def silent(self) -> int:
        """Return how many people have not spoken."""
        return self.present - self.heard


class Own(Struct, frozen=True):
    """One member's numbers of this evening: `turns` contributions, `seconds`, `of` all people's seconds.

    `items` are those in which the member spoke; `last` is the latest earlier meeting with that, 0 for none.
    """

    turns: int
    seconds: int
    of: int
    items: list[int]
    last: int


def heard(state: State, present: Sequence[str]) -> Heard:
    """Return the totals of this evening. The share is of all speaking time without points of order."""
    new = sum(person not in state.voices for person in state.spoken)
    return Heard(len(state.spoken), len(set(present) | set(state.spoken)), three_longest(state.spoken), new)


def heard_in(state: State, item: int, present: Sequence[str]) -> Heard:
    """Return the totals of one item of this evening; item 0 is the time before any was opened."""
    spoken = state.said.get(item, {})
    new = sum(where == item for where in state.first.values())
    return Heard(len(spoken), len(set(present) | set(spoken)), three_longest(spoken), new)


def own(state: State, person: str) -> Own:
    """Return the numbers that a member may look up about themselves."""
    return Own(
        state.turns.get(person, 0),
        state.spoken.get(person, 0) // 1000,
        sum(state.spoken.values()) // 1000,
        [item for item, spoken in state.said.items() if person in spoken],
        state.voices.get(person, 0),
    )


def trend(state: State, meetings: int) -> list[Evening]:
    """Return the totals of the last `meetings` meetings, the oldest first."""
    return state.past[-meetings:] if meetings > 0 else []


def reading(told: Heard) -> str:
    """Return "3 people spoke 61 % of the time; 11 have not spoken.", or "" while nobody has spoken."""
    if not told.heard:
        return ""
    silent = told.silent
    rest = ngettext("{n} has not spoken", "{n} have not spoken", silent).format(n=silent)
    if told.heard <= THREE:
        spoke = ngettext("{n} person has spoken", "{n} people have spoken", told.heard)
        first = spoke.format(n=told.heard)
    else:
        first = _("{n} people spoke {share} % of the time").format(n=THREE, share=told.share)
    if not silent:
        rest = _("everybody has spoken")
    return _("{first}; {rest}.").format(first=first, rest=rest)
