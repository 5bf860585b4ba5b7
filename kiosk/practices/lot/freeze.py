"""Turn what the room asks for into pool.txt: who is in the hat, who comes first, who is out and why.

This is the one place where the rotation of roles meets the people present. A draw that cannot be filled is
refused, in a sentence that says what is missing: no quota is relaxed, and the only people who come first
are those who are owed a turn.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from msgspec.structs import replace

from kiosk.errors import NotTrusted, Refused
from kiosk.language import words
from kiosk.practices.cells import cell_meant
from kiosk.practices.lot import pool as pools
from kiosk.practices.lot import rotation
from kiosk.practices.lot.commands import Freeze, Quick
from kiosk.practices.lot.events import DrawnQuickly, Frozen
from kiosk.practices.lot.label import thrown
from kiosk.practices.lot.moon import days_to_full_moon
from kiosk.practices.lot.pool import Kind, Out, Person, Pool, Quota, Role
from kiosk.practices.lot.rotation import Hat
from kiosk.practices.lot.seed import throws_suggested, throws_wanted
from kiosk.practices.lot.shortfall import shortfall, unmet
from kiosk.practices.room import Room
from kiosk.practices.rules.asked import rules

_, ngettext = words("lot")

MOST_ROLES = 50
MOST_THROWS = 1_000
LONGEST_POOL = 50_000
"""Most bytes of pool.txt as JSON, so that the entry that holds it stays below 65,535 (journal/1)."""


FOUND = frozenset({"absent", "cooldown", "declined-before", "newcomer"})
"""Reasons that the kiosk finds by itself; a person who is excluded by the room needs another reason."""


def _is_found(reason: str) -> bool:
    return reason in FOUND or reason.startswith("served-cycle-")


def left_out(pool: Pool) -> dict[str, str]:
    """Return member -> reason for the people excluded by the room at the freeze."""
    return {out.id: out.reason for out in pool.out if not _is_found(out.reason)}


def frozen(
    turns: rotation.Rotation, room: Room, number: str, command: Freeze | Quick
) -> Frozen | DrawnQuickly:
    """Return the event that fixes draw `number` as the command asks. Raises Refused with what is missing."""
    pool, cycles = drafted(turns, room, number, command)
    if shortage := shortfall(_with_names(pool, room)):
        raise Refused(shortage)
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

    The hat holds the members present, but those excluded or not owed a turn. Attributes are written only
    where there are quotas. Raises Refused where there is nothing to draw, or nobody to draw from.
    """
    members, here = room.members(), set(room.present())
    for person in command.excluded:
        if person not in members:
            raise Refused(_("{name} is not in the roster.").format(name=room.name(person)))
    for reason in command.excluded.values():
        if _is_found(reason):
            sentence = _("“{reason}” is what the kiosk finds by itself: say why in another word.")
            raise Refused(sentence.format(reason=reason))
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
    rule = rules(room).rotation()
    if rule.scope == "role" and len(command.roles) > 1:
        raise Refused(_("Each role goes round by itself here: draw one role at a time."))
    candidates = [member for member in members if member in here and member not in command.excluded]
    if not candidates:
        raise Refused(_("Nobody would be in the hat: members have to be here first."))

    def of(hat: Hat) -> Pool:
        out = {**dict.fromkeys(members, "absent"), **command.excluded, **hat.out}
        asked = bool(quotas)
        return Pool(
            assembly=room.journal.slug(),
            number=number,
            prev=room.journal.root().hex(),
            roles=tuple(Role(role, seats) for role, seats in command.roles.items()),
            people=tuple(Person(member, _attributes(room, member) if asked else ()) for member in hat.inside),
            quotas=quotas,
            out=tuple(Out(member, out[member]) for member in members if member not in hat.inside),
            first=tuple(hat.first),
        )

    hat = rotation.hat(turns, rule, list(command.roles), sum(command.roles.values()), candidates)
    if hat.cycles and not hat.first and unmet(of(hat)):
        hat = rotation.next_cycle(hat, candidates)
    return of(hat), hat.cycles


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
