"""The rotation of roles: who is owed a turn, who has had one in this cycle, who rests for a while.

A cycle covers one role, or all roles together (`ALL`), as the assembly has decided. Members who are here and
still owed a turn in it come first; everybody else who can be drawn is behind them in the same hat, so that a
no leaves no seat open while anybody is left to ask (lot/3). The first answer of a person from behind begins
the next cycle: nobody here was left who was owed a turn and took it. Absent members block nothing; in the
next cycle they are owed one turn, like everybody, and what they missed is not made up for.

A draw names its cycles when it is frozen, so that later rules never change what it counted for. This module
draws and weighs nobody: a member comes first, comes after those, or is out with a reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from kiosk.practices.rules.events import RotationRule

ALL = "*"
"""The cycle over all roles together."""


class Cycle(Struct):
    """Cycle `number`: the members who have had a turn in it, and those who used theirs up by declining.

    `began` is the entry at which it began; for the first cycle that of its first draw, 0 before.
    """

    number: int = 1
    began: int = 0
    served: list[str] = []
    declined: list[str] = []


class Rotation(Struct):
    """Cycles by role, or `ALL`. `turns` counts all turns that a person accepted, `last` is the meeting of the
    latest, `joined` the entry at which a member joined, `meeting` the number of the latest meeting."""

    cycles: dict[str, Cycle] = {}
    turns: dict[str, dict[str, int]] = {}
    last: dict[str, dict[str, int]] = {}
    joined: dict[str, int] = {}
    meeting: int = 0


class Hat(Struct, frozen=True):
    """Who can be drawn: `inside`, of whom `first` come before the others; `out` member -> reason.

    `first` is empty where all inside are owed a turn. `cycles` are those that the draw counts in, by role or
    `ALL`; empty where roles do not go round.
    """

    inside: list[str]
    first: list[str]
    out: dict[str, str]
    cycles: dict[str, int]


def hat(state: Rotation, rule: RotationRule, roles: Sequence[str], here: Sequence[str]) -> Hat:
    """Return the hat for a draw of these roles, from the members `here` who are not excluded.

    Where each role has its own cycle, `roles` is one role. The hat may be too small for the seats.
    """
    if rule.scope == "none":
        return Hat(list(here), [], {}, {})
    key = roles[0] if rule.scope == "role" else ALL
    cycle = state.cycles.get(key, Cycle())
    rested = [member for member in here if not rests(state, rule, key, member)]
    out = {member: "cooldown" for member in here if member not in rested}
    owed = [member for member in rested if not _had(state, cycle, rule, member)]
    if not owed:
        return Hat(rested, [], out, {key: cycle.number + 1})
    return Hat(rested, owed if len(owed) < len(rested) else [], out, {key: cycle.number})


def rests(state: Rotation, rule: RotationRule, key: str, member: str) -> int:
    """Return for how many meetings a member still rests in a cycle, the open one included; 0 for none."""
    last = state.last.get(key, {}).get(member)
    return 0 if last is None else max(0, rule.cooldown - (state.meeting - last))


def _had(state: Rotation, cycle: Cycle, rule: RotationRule, member: str) -> str:
    """Return why a member is not owed a turn in this cycle, in a word; "" if the member is."""
    if member in cycle.served:
        return f"served-cycle-{cycle.number}"
    if member in cycle.declined:
        return "declined-before"
    if rule.newcomers == "next" and 0 < cycle.began < state.joined.get(member, 0):
        return "newcomer"
    return ""


def began(state: Rotation, cycles: Mapping[str, int], n: int) -> None:
    """Begin the cycles that a draw counts in, where they are new; `n` is the entry of its result."""
    for key, number in cycles.items():
        cycle = state.cycles.setdefault(key, Cycle())
        if number > cycle.number:
            state.cycles[key] = Cycle(number, n)
        elif not cycle.began:
            cycle.began = n


def answered(state: Rotation, cycles: Mapping[str, int], owed: bool, n: int) -> bool:
    """Return whether an answer counts in the present cycle, which it begins if the person was not `owed` a
    turn in the draw's. An answer for a cycle that is over counts in none; `n` is its entry.
    """
    counts = True
    for key, number in cycles.items():
        meant = number if owed else number + 1
        if meant > state.cycles.setdefault(key, Cycle()).number:
            state.cycles[key] = Cycle(meant, n)
        counts = meant == state.cycles[key].number
    return counts


def accepted(state: Rotation, cycles: Iterable[str], person: str, counts: bool) -> None:
    """Count an accepted turn; it is used up in the present cycle if it `counts` there, else in an earlier."""
    for key in cycles:
        turns = state.turns.setdefault(key, {})
        turns[person] = turns.get(person, 0) + 1
        state.last.setdefault(key, {})[person] = state.meeting
        cycle = state.cycles.setdefault(key, Cycle())
        if counts and person not in cycle.served:
            cycle.served.append(person)


def declined(state: Rotation, cycles: Iterable[str], person: str) -> None:
    """Count a decline as the person's turn, under the rule that declining uses it up."""
    for key in cycles:
        cycle = state.cycles.setdefault(key, Cycle())
        if person not in cycle.declined:
            cycle.declined.append(person)


class Standing(Struct, frozen=True):
    """A member's count in a cycle: all `turns` so far, and whether one is still `owed` in it."""

    person: str
    turns: int
    owed: bool


def standings(state: Rotation, rule: RotationRule, key: str, members: Iterable[str]) -> list[Standing]:
    """Return each member's count in the cycle of a role, or `ALL`: people ask why it was them again."""
    cycle, turns = state.cycles.get(key, Cycle()), state.turns.get(key, {})
    return [
        Standing(member, turns.get(member, 0), not _had(state, cycle, rule, member)) for member in members
    ]
