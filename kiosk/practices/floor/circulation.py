"""How voice moves: tonight, by item, across meetings. Totals for the wall, one's own numbers for oneself.

    share     100 x (time of the three who spoke longest) / (time of all), rounded
    heard     people who spoke, but for those who only raised points of order
    new       of them, those whom no meeting before has heard

docs/circulation.md says the same in words. It judges nobody, and it lists nobody.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from kiosk.language import words
from kiosk.practices.floor.state import Evening, State, three_longest

_, ngettext = words("floor")

THREE = 3


class Heard(Struct, frozen=True):
    """How voice circulates: `heard` of `present` people, `new` of them for the first time; the three longest
    hold `share` percent. In an item, `new` is for the first time tonight; in an evening, at all."""

    heard: int
    present: int
    share: int
    new: int = 0

    @property
    def silent(self) -> int:
        """How many have not spoken."""
        return self.present - self.heard


class Own(Struct, frozen=True):
    """One person's numbers of this evening: contributions, seconds, and seconds of everybody together.

    `items` those in which the person was heard; `last` the meeting before in which that was so, 0 for none.
    """

    turns: int
    seconds: int
    of: int
    items: list[int]
    last: int


def heard(state: State, present: Sequence[str]) -> Heard:
    """This evening. The share is in percent of all speaking time but points of order."""
    new = sum(person not in state.voices for person in state.spoken)
    return Heard(len(state.spoken), len(set(present) | set(state.spoken)), three_longest(state.spoken), new)


def heard_in(state: State, item: int, present: Sequence[str]) -> Heard:
    """One item of this evening; 0 is what was said while none had been opened."""
    said = state.said.get(item, {})
    new = sum(where == item for where in state.first.values())
    return Heard(len(said), len(set(present) | set(said)), three_longest(said), new)


def own(state: State, person: str) -> Own:
    """What somebody may look up about themselves."""
    return Own(
        state.turns.get(person, 0),
        state.spoken.get(person, 0) // 1000,
        sum(state.spoken.values()) // 1000,
        [item for item, said in state.said.items() if person in said],
        state.voices.get(person, 0),
    )


def trend(state: State, meetings: int) -> list[Evening]:
    """The last so many meetings in which anybody could have spoken, the oldest first."""
    return state.past[-meetings:] if meetings > 0 else []


def reading(told: Heard) -> str:
    """Plain words: "3 people spoke 61 % of the time; 11 have not spoken.", "" while nobody has spoken."""
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
