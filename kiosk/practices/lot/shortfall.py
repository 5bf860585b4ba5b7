"""What is asked of a pool before it is frozen: can all its seats be filled, with every quota kept?

The answer is yes or a sentence that names the quota and the shortfall. Nothing is relaxed here: how many
seats, and which quotas, is for the people in the room.
"""

from __future__ import annotations

from collections import Counter

from kiosk.language import words
from kiosk.practices.lot.pool import Pool, Quota
from kiosk.practices.lot.quotas import AT_FREEZE, Ask, Trait, can_fill

_, ngettext = words("lot")


def shortfall(pool: Pool) -> str:
    """Why not all seats of this pool can be filled, in one sentence; "" if they can.

    Raises Refused where the quotas are too tangled to be tried exactly.
    """
    people = len(pool.people)
    if people >= pool.seats:
        return unmet(pool)
    sentence = ngettext(
        "{seats} seats, but only {people} person in the pool: draw fewer at once.",
        "{seats} seats, but only {people} people in the pool: draw fewer at once.",
        people,
    )
    return sentence.format(seats=pool.seats, people=people)


def unmet(pool: Pool) -> str:
    """Which quota the people of this pool cannot meet, and by how many, in one sentence; "" for none."""
    if not pool.quotas:
        return ""
    named = {(quota.attribute, quota.value) for quota in pool.quotas}
    alike = Counter(frozenset(named.intersection(person.attributes)) for person in pool.people)
    for quota in pool.quotas:
        if sentence := _alone(pool, quota, alike):
            return sentence
    if can_fill(_asks(pool, pool.quotas), alike, AT_FREEZE):
        return ""
    return _together(pool, alike)


def _alone(pool: Pool, quota: Quota, alike: Counter[frozenset[Trait]]) -> str:
    have = sum(count for kind, count in alike.items() if (quota.attribute, quota.value) in kind)
    seats = next(role.seats for role in pool.roles if role.id == quota.role)
    others = len(pool.people) - have
    if have < quota.least:
        short, sentence = (
            quota.least - have,
            _("{role}: {least} of {attribute} {value} are wanted, {have} in the pool; {short} short."),
        )
    elif seats < quota.least:
        short, sentence = (
            quota.least - seats,
            _("{role}: {least} of {attribute} {value} are wanted for {seats} seats; {short} too many."),
        )
    elif others + quota.most < seats:
        short, sentence = (
            seats - others - quota.most,
            _("{role}: with at most {most} of {attribute} {value}, {short} of {seats} seats stay empty."),
        )
    else:
        return ""
    return _said(sentence, quota, have=have, seats=seats, short=short)


def _together(pool: Pool, alike: Counter[frozenset[Trait]]) -> str:
    """Each quota can be met, not all of them: name one without which they could be."""
    for quota in reversed(pool.quotas):
        others = tuple(other for other in pool.quotas if other is not quota)
        if can_fill(_asks(pool, others), alike, AT_FREEZE):
            named = _said(_("{role}, {least} to {most} of {attribute} {value}"), quota)
            return _("The quotas cannot all be met; without “{quota}” they could.").format(quota=named)
    return _("The quotas cannot all be met by the people in the pool.")


def _said(sentence: str, quota: Quota, **numbers: int) -> str:
    return sentence.format(
        role=quota.role,
        attribute=quota.attribute,
        value=quota.value,
        least=quota.least,
        most=quota.most,
        **numbers,
    )


def _asks(pool: Pool, quotas: tuple[Quota, ...]) -> list[Ask]:
    return [
        Ask(
            role.seats,
            {
                (quota.attribute, quota.value): (quota.least, quota.most)
                for quota in quotas
                if quota.role == role.id
            },
        )
        for role in pool.roles
    ]
