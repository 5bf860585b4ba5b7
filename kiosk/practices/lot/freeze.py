"""Turn what the room asks for into pool.txt: who is in the hat, who comes first, who is out and why.

This is the one place where the rotation of roles meets the people present. A draw that cannot be filled is
refused, in a sentence that says what is missing and what would change it: no quota is relaxed, and the only
people who come first are those who are owed a turn.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from msgspec.structs import replace

from kiosk.errors import NotTrusted, Refused
from kiosk.language import words
from kiosk.language.lists import sentences
from kiosk.practices.cells import cell_meant
from kiosk.practices.lot import pool as pools
from kiosk.practices.lot import rotation
from kiosk.practices.lot.commands import Freeze, Quick
from kiosk.practices.lot.events import DrawnQuickly, Frozen
from kiosk.practices.lot.label import thrown
from kiosk.practices.lot.lines import LONGEST_TOKEN
from kiosk.practices.lot.moon import days_to_full_moon
from kiosk.practices.lot.pool import Kind, Out, Person, Pool, Quota, Role
from kiosk.practices.lot.seed import throws_suggested, throws_wanted
from kiosk.practices.lot.shortfall import shortfall
from kiosk.practices.roles.asked import offices
from kiosk.practices.room import Room
from kiosk.practices.rules.asked import rules

_, ngettext = words("lot")

MOST_ROLES = 50
MOST_THROWS = 1_000
LONGEST_POOL = 50_000
"""Most bytes of pool.txt as JSON, so that the entry that holds it stays below 65,535 (journal/1)."""


FOUND = frozenset({"absent", "cooldown", "declined-before", "newcomer"})
"""Reasons that the kiosk finds by itself; a person who is excluded by the room needs another reason."""
HOLDS = "holds-"
"""Begins the reason of a member who holds another role, `holds-treasurer`."""


def _is_found(reason: str) -> bool:
    return reason in FOUND or reason.startswith("served-cycle-")


def _holds(role: str) -> str:
    """Return the reason of a member who holds this role; a long id is cut."""
    return f"{HOLDS}{role}"[:LONGEST_TOKEN]


def holding(pool: Pool, held: Mapping[str, str]) -> dict[str, str]:
    """Return member -> role for the people who are out because they hold a role, of those in `held`."""
    return {out.id: held[out.id] for out in pool.out if out.id in held and out.reason == _holds(held[out.id])}


def held_then(pool: Pool, holders: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return member -> role for the people who were out because they held a role, also if they gave it back
    since. `holders` are those who ever held one, by role."""
    why = {out.id: out.reason for out in pool.out}
    return {
        person: role
        for role, people in holders.items()
        for person in people
        if why.get(person) == _holds(role)
    }


def left_out(pool: Pool, held: Mapping[str, str]) -> dict[str, str]:
    """Return member -> reason for the people excluded by the room at the freeze.

    `held` is the role that a member holds: a room may also say `holds-the-keys` in its own words.
    """
    found = holding(pool, held)
    return {out.id: out.reason for out in pool.out if not _is_found(out.reason) and out.id not in found}


def frozen(
    turns: rotation.Rotation, room: Room, number: str, command: Freeze | Quick
) -> Frozen | DrawnQuickly:
    """Return the event that fixes draw `number` as the command asks. Raises Refused with what is missing."""
    pool, cycles = drafted(turns, room, number, command)
    named = _with_names(pool, room)
    if shortage := shortfall(named) if pool.people else _("Nobody is left in the hat."):
        raise Refused(sentences((shortage, *ways(turns, room, pool, cycles))))
    if isinstance(command, Freeze) and command.throw != "none":
        pool = with_room(pool, command.throw, command.count)
    try:
        text = pools.write(pool).decode("ascii")
    except NotTrusted as broken:
        raise Refused(broken.sentence) from broken
    if len(text) + text.count("\n") > LONGEST_POOL:
        sentence = _("{people} people are too many for one draw of this assembly.")
        raise Refused(sentence.format(people=len(pool.people)))
    fields: dict[str, Any] = {
        "draw": number,
        "pool": text,
        "days": _days(room, command),
        "titles": {role: command.titles[role] for role in command.roles if command.titles.get(role)},
        "meetings": {role: command.meetings[role] for role in command.roles if role in command.meetings},
        "staggered": [role for role in command.roles if role in command.staggered],
        "cycles": cycles,
    }
    return DrawnQuickly(kiosk="", **fields) if isinstance(command, Quick) else Frozen(**fields)


def _days(room: Room, command: Freeze | Quick) -> dict[str, int]:
    """Return the terms in days, with moons turned into days. Raises Refused for a role with two terms."""
    days = {role: command.days[role] for role in command.roles if command.days.get(role)}
    for role in command.roles:
        if sum(role in terms for terms in (days, command.meetings, command.moons)) > 1:
            raise Refused(_("Say one term for {role}: days, meetings or moons.").format(role=role))
        if moons := command.moons.get(role):
            days[role] = days_to_full_moon(date.fromisoformat(room.date()), moons)
    return days


def drafted(
    turns: rotation.Rotation, room: Room, number: str, command: Freeze | Quick
) -> tuple[Pool, dict[str, int]]:
    """Return (pool, cycles that the draw counts in), without checking that the seats can be filled.

    The hat holds the members present, but those excluded, those who rest, and those who hold another role.
    Attributes are written only where there are quotas. Raises Refused where there is nothing to draw, or
    nobody is here.
    """
    members, here = room.members(), set(room.present())
    _refuse_strangers(command, members, room)
    quotas = _quotas(command, room)
    rule = rules(room).rotation()
    if rule.scope == "role" and len(command.roles) > 1:
        raise Refused(_("Each role goes round by itself here: draw one role at a time."))
    asked = [member for member in members if member in here and member not in command.excluded]
    if not asked:
        raise Refused(_("Nobody would be in the hat: members have to be here first."))
    held = offices(room).held(list(command.roles))
    holds = {member: held[member] for member in asked if member in held and member not in command.also}
    hat = rotation.hat(turns, rule, list(command.roles), [member for member in asked if member not in holds])
    reasons = {member: _holds(role) for member, role in holds.items()}
    out = {**dict.fromkeys(members, "absent"), **command.excluded, **reasons, **hat.out}
    attributed = bool(quotas)
    pool = Pool(
        assembly=room.journal.slug(),
        number=number,
        prev=room.journal.root().hex(),
        roles=tuple(Role(role, seats) for role, seats in command.roles.items()),
        people=tuple(
            Person(member, _attributes(room, member) if attributed else ()) for member in hat.inside
        ),
        quotas=quotas,
        out=tuple(Out(member, out[member]) for member in members if member not in hat.inside),
        first=tuple(hat.first),
    )
    return pool, hat.cycles


def _refuse_strangers(command: Freeze | Quick, members: list[str], room: Room) -> None:
    """Raise Refused for people who are no members, and for reasons that only the kiosk gives."""
    for person in (*command.excluded, *command.also):
        if person not in members:
            raise Refused(_("{name} is not in the roster.").format(name=room.name(person)))
    for reason in command.excluded.values():
        if _is_found(reason):
            sentence = _("“{reason}” is what the kiosk finds by itself: say why in another word.")
            raise Refused(sentence.format(reason=reason))


def _quotas(command: Freeze | Quick, room: Room) -> tuple[Quota, ...]:
    """Return the quotas of a draw. Raises Refused for a draw without roles, or a quota of another role."""
    if not command.roles:
        raise Refused(_("Say which roles are drawn."))
    if len(command.roles) > MOST_ROLES:
        raise Refused(_("At most {most} roles are drawn at once.").format(most=MOST_ROLES))
    quotas = tuple(
        Quota(w.role, w.attribute, cell_meant(w.value, room), w.least, w.most) for w in command.quotas
    )
    for quota in quotas:
        if quota.role not in command.roles:
            raise Refused(_("There is a quota for {role}, which is not drawn.").format(role=quota.role))
    return quotas


def ways(turns: rotation.Rotation, room: Room, pool: Pool, cycles: Mapping[str, int]) -> list[str]:
    """Return a sentence for each rule that keeps people out of this hat, and what would change it."""
    found = []
    resting = [out.id for out in pool.out if out.reason == "cooldown"]
    if resting:
        rule, key = rules(room).rotation(), next(iter(cycles))
        soonest = min(rotation.rests(turns, rule, key, member) for member in resting)
        sentence = ngettext(
            "{n} rests after a turn, for {meetings} more: draw then, or decide on a shorter rest.",
            "{n} rest after a turn, the first for {meetings} more: draw then, or decide on a shorter rest.",
            len(resting),
        )
        meetings = ngettext("{n} meeting", "{n} meetings", soonest).format(n=soonest)
        found.append(sentence.format(n=len(resting), meetings=meetings))
    if holders := len(holding(pool, offices(room).held([role.id for role in pool.roles]))):
        sentence = ngettext(
            "{n} holds another role: the room can put that person back in.",
            "{n} hold another role: the room can put them back in.",
            holders,
        )
        found.append(sentence.format(n=holders))
    return found


def _attributes(room: Room, member: str) -> tuple[tuple[str, str], ...]:
    cell = room.cell(member)
    return (("cell", cell),) if cell else ()


def _with_names(pool: Pool, room: Room) -> Pool:
    """Return the pool with the names of cells for their ids: for sentences, not for a file."""
    quotas = tuple(replace(quota, value=room.cell_name(quota.value)) for quota in pool.quotas)
    people = tuple(
        replace(person, attributes=tuple((kind, room.cell_name(cell)) for kind, cell in person.attributes))
        for person in pool.people
    )
    return replace(pool, quotas=quotas, people=people)


def with_room(pool: Pool, kind: Kind, count: int = 0) -> Pool:
    """Return the pool with what the room will throw: `count`, or as many as suggested where `count` is 0.

    Raises Refused where `count` gives too few bits, or more than a pack or the room can throw.
    """
    people, seats = len(pool.people), pool.seats
    wanted = throws_wanted(kind, people, seats)
    if wanted is None:
        raise Refused(_("One pack of cards is too small for this draw: throw dice."))
    if count == 0:
        count = throws_suggested(kind, people, seats)
    if count < wanted:
        sentence = _("For {seats} of {people} people the room throws at least {wanted}.")
        raise Refused(sentence.format(seats=seats, people=people, wanted=thrown(kind, wanted)))
    if kind == "cards" and count > 52:
        raise Refused(_("One pack has 52 cards."))
    if count > MOST_THROWS:
        raise Refused(_("{most} throws are the most a room can be asked for.").format(most=MOST_THROWS))
    return replace(pool, room=pools.Room(kind, count))
