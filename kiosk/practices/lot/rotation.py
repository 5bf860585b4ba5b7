"""Roles go round: who is owed a turn, who has had one in this cycle, who rests for a while.

A cycle is of one role, or of all roles together (`ALL`), as the assembly has decided. In a cycle everybody
has one turn before anybody has a second: whoever accepted is out of the hat until the next cycle begins. When
fewer are left than there are seats, those who are left come first, a new cycle begins, and the other seats
are drawn among everybody present (lot/1, Rotation). Absent people block nothing: they stay owed.

A draw says beforehand which cycles it counts in, so that what was drawn is never reckoned anew under rules
that came later. It draws nobody, and it weighs nobody: a member is in the hat, first, or out with a reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from kiosk.practices.rules.events import RotationRule

ALL = "*"
"""The cycle over all roles together."""


class Cycle(Struct):
    """Cycle `number`: who has had a turn in it, and who used it up by declining.

    `began` is the entry at which it began; for the first cycle that of its first draw, 0 before.
    """

    number: int = 1
    began: int = 0
    served: list[str] = []
    declined: list[str] = []


class Rotation(Struct):
    """Cycles by role, or `ALL`. `turns` are those a person ever accepted, `last` the meeting of the latest,
    `joined` the entry at which a member joined, `meeting` the number of the latest meeting."""

    cycles: dict[str, Cycle] = {}
    turns: dict[str, dict[str, int]] = {}
    last: dict[str, dict[str, int]] = {}
    joined: dict[str, int] = {}
    meeting: int = 0


class Hat(Struct, frozen=True):
    """Who is drawn from: `inside`, of whom `first` come before the others, and `out` with a reason each.

    `cycles` are those that the draw counts in, by role or `ALL`; empty where roles do not go round.
    """

    inside: list[str]
    first: list[str]
    out: dict[str, str]
    cycles: dict[str, int]


def hat(state: Rotation, rule: RotationRule, roles: Sequence[str], seats: int, here: Sequence[str]) -> Hat:
    """The hat for so many `seats` of these roles, from the members `here` whom nobody excluded.

    Where each role has its own cycle, `roles` is one role. That the seats can be filled is not said.
    """
    if rule.scope == "none":
        return Hat(list(here), [], {}, {})
    key = roles[0] if rule.scope == "role" else ALL
    cycle = state.cycles.get(key, Cycle())
    rested = [member for member in here if not rests(state, rule, key, member)]
    out = {member: "cooldown" for member in here if member not in rested}
    had = {member: reason for member in rested if (reason := _had(state, cycle, rule, member))}
    owed = [member for member in rested if member not in had]
    if len(owed) >= seats:
        return Hat(owed, [], {**out, **had}, {key: cycle.number})
    return Hat(rested, owed, out, {key: cycle.number + 1})


def next_cycle(hat: Hat, here: Sequence[str]) -> Hat:
    """The hat of the next cycle, where those who are owed a turn cannot fill the seats as the quotas ask."""
    resting = {member: reason for member, reason in hat.out.items() if reason == "cooldown"}
    inside = [member for member in here if member not in resting]
    return Hat(inside, hat.inside, resting, {key: number + 1 for key, number in hat.cycles.items()})


def rests(state: Rotation, rule: RotationRule, key: str, member: str) -> int:
    """How many meetings somebody rests still in a cycle, the open one counted; 0 for none."""
    last = state.last.get(key, {}).get(member)
    return 0 if last is None else max(0, rule.cooldown - (state.meeting - last))


def _had(state: Rotation, cycle: Cycle, rule: RotationRule, member: str) -> str:
    """Why a member is not owed a turn in this cycle, as pool.txt says it; "" for who is."""
    if member in cycle.served:
        return f"served-cycle-{cycle.number}"
    if member in cycle.declined:
        return "declined-before"
    if rule.newcomers == "next" and 0 < cycle.began < state.joined.get(member, 0):
        return "newcomer"
    return ""


def began(state: Rotation, cycles: Mapping[str, int], n: int) -> None:
    """Entry `n` is the result of a draw that counts in these cycles."""
    for key, number in cycles.items():
        cycle = state.cycles.setdefault(key, Cycle())
        if number > cycle.number:
            state.cycles[key] = Cycle(number, n)
        elif not cycle.began:
            cycle.began = n


def accepted(state: Rotation, cycles: Iterable[str], person: str, first: bool) -> None:
    """A turn counts when it is accepted. Who came `first` closed the old cycle with it."""
    for key in cycles:
        turns = state.turns.setdefault(key, {})
        turns[person] = turns.get(person, 0) + 1
        state.last.setdefault(key, {})[person] = state.meeting
        cycle = state.cycles.setdefault(key, Cycle())
        if not first and person not in cycle.served:
            cycle.served.append(person)


def declined(state: Rotation, cycles: Iterable[str], person: str) -> None:
    """Where declining uses up the turn."""
    for key in cycles:
        cycle = state.cycles.setdefault(key, Cycle())
        if person not in cycle.declined:
            cycle.declined.append(person)


class Standing(Struct, frozen=True):
    """How a member stands in a cycle: `turns` so far, and whether one is still `owed` in it."""

    person: str
    turns: int
    owed: bool


def standings(state: Rotation, rule: RotationRule, key: str, members: Iterable[str]) -> list[Standing]:
    """Everybody's count in the cycle of a role, or `ALL`: people want to see why it was them again."""
    cycle, turns = state.cycles.get(key, Cycle()), state.turns.get(key, {})
    return [
        Standing(member, turns.get(member, 0), not _had(state, cycle, rule, member)) for member in members
    ]
