"""Check a pool before it is frozen: can all its seats be filled, with every quota kept?

The answer is "" for yes, or sentences that name the quota, the shortfall, and the smallest change that the
assembly could decide on. Nothing is relaxed here: seats and quotas are for the people in the room to decide.
"""

from __future__ import annotations

from collections import Counter

from kiosk.language import words
from kiosk.language.lists import both
from kiosk.practices.lot.pool import Pool, Quota
from kiosk.practices.lot.quotas import AT_FREEZE, Ask, Trait, can_fill
from kiosk.practices.lot.relaxing import Change, smallest

_, ngettext = words("lot")


def shortfall(pool: Pool) -> str:
    """Return why not all seats of this pool can be filled, and the smallest change that would do; "" if they
    can be filled.

    Raises Refused where the quotas are too tangled to be tried exactly.
    """
    why = unmet(pool) if len(pool.people) >= pool.seats else _too_few(pool)
    if not why or not (changes := smallest(pool)):
        return why
    ways = _(", or ").join(map(_changed, changes))
    sentence = _("The smallest change that would do: {ways}. That is for the assembly to decide.")
    return f"{why} {sentence.format(ways=ways)}"


def _changed(change: Change) -> str:
    """Return a change as a phrase: “ask for 1 of cell north instead of 2 (facilitator)”."""
    asked = _("ask for {least} of {attribute} {value} instead of {before} ({role})")
    allowed = _("allow {most} of {attribute} {value} instead of {before} ({role})")
    phrases = []
    for old, new in change.quotas:
        if new.least < old.least:
            phrases.append(_filled(asked, new, before=old.least))
        if new.most > old.most:
            phrases.append(_filled(allowed, new, before=old.most))
    for old_role, role in change.roles:
        sentence = _("draw {seats} instead of {before} ({role})")
        phrases.append(sentence.format(seats=role.seats, before=old_role.seats, role=role.id))
    return both(phrases)


def _too_few(pool: Pool) -> str:
    people = len(pool.people)
    sentence = ngettext(
        "{seats} seats, but only {people} person in the hat: draw fewer at once.",
        "{seats} seats, but only {people} people in the hat: draw fewer at once.",
        people,
    )
    return sentence.format(seats=pool.seats, people=people)


def unmet(pool: Pool) -> str:
    """Return a sentence for the quota that this pool cannot meet, and by how many; "" if all can be met."""
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
            _("{role}: {least} of {attribute} {value} are wanted, {have} in the hat; {short} short."),
        )
    elif seats < quota.least:
        short, sentence = (
            quota.least - seats,
            ngettext(
                "{role}: {least} of {attribute} {value} are wanted for {seats} seat; {short} too many.",
                "{role}: {least} of {attribute} {value} are wanted for {seats} seats; {short} too many.",
                seats,
            ),
        )
    elif others + quota.most < seats:
        short, sentence = (
            seats - others - quota.most,
            ngettext(
                "{role}: with at most {most} of {attribute} {value}, {short} of {seats} seats stays empty.",
                "{role}: with at most {most} of {attribute} {value}, {short} of {seats} seats stay empty.",
                seats - others - quota.most,
            ),
        )
    else:
        return ""
    return _filled(sentence, quota, have=have, seats=seats, short=short)


def _together(pool: Pool, alike: Counter[frozenset[Trait]]) -> str:
    """Return the sentence for quotas that cannot all be met: it names one without which the others can."""
    for quota in reversed(pool.quotas):
        others = tuple(other for other in pool.quotas if other is not quota)
        if can_fill(_asks(pool, others), alike, AT_FREEZE):
            named = _filled(_("{role}, {least} to {most} of {attribute} {value}"), quota)
            return _("The quotas cannot all be met; without “{quota}” they could.").format(quota=named)
    return _("The quotas cannot all be met by the people in the hat.")


def _filled(sentence: str, quota: Quota, **numbers: int) -> str:
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
