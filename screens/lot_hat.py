"""Who is in the hat, who comes first, who is out and why, in plain words: before it is closed, and after.

Pure functions from a pool and a way to name people. They know no keys and no screen, and decide nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.content import Content

from kiosk.cleaning import shown
from kiosk.language import words
from kiosk.practices.lot.commands import Wish
from kiosk.practices.lot.pool import Pool
from kiosk.practices.lot.seed import bits_wanted, throws_suggested
from screens.lot_cells import told
from screens.lot_roles import Wanted

_, ngettext = words("lot_screen")

Name = Callable[[str], str]
Parts = list[Content | str | tuple[str, str]]


class Round:
    """Which round a draw counts in, `number` 0 where roles do not go round; `new` where one begins with it.

    `rests` gives the meetings that a member rests still, the open one counted.
    """

    def __init__(self, number: int = 0, new: bool = False, rests: Callable[[str], int] = lambda _who: 0):
        self.number, self.new, self.rests = number, new, rests


def term(role: Wanted) -> str:
    """How long a role lasts."""
    if role.days:
        said = ngettext("for {n} day", "for {n} days", role.days).format(n=role.days)
    elif role.meetings > 1:
        said = ngettext("for {n} meeting", "for {n} meetings, this one counted", role.meetings).format(
            n=role.meetings
        )
    elif role.moons:
        said = ngettext("until the next full moon", "for {n} moons", role.moons).format(n=role.moons)
    else:
        said = _("until the meeting ends")
    return said + _(", ending one after another") if role.staggered and role.seats > 1 else said


def reason(code: str, rests: int) -> str:
    """Why somebody is out, as pool.txt says it, for people."""
    if code.startswith("served-cycle-"):
        return _("had a turn in this round")
    if code == "cooldown":
        more = ngettext("rests tonight", "rests for {n} meetings, this one counted", rests)
        return more.format(n=rests) if rests else _("rests after a turn")
    return {
        "absent": _("absent"),
        "excluded": _("left out"),
        "declined-before": _("declined in this round"),
        "newcomer": _("joined in this round: from the next"),
    }.get(code, shown(code))


def out(pool: Pool, now: Round) -> dict[str, list[str]]:
    """Reason in plain words -> who is out for it; those who are absent come last."""
    by: dict[str, list[str]] = {}
    for one in sorted(pool.out, key=lambda each: each.reason == "absent"):
        by.setdefault(reason(one.reason, now.rests(one.id)), []).append(one.id)
    return by


def choice(
    wanted: Sequence[Wanted],
    later: Sequence[Wanted],
    wishes: Sequence[Wish],
    pool: Pool | None,
    now: Round,
    trouble: str,
    name: Name,
) -> Content:
    """Before the ceremony: the roles, their terms and quotas, who would be in the hat, how many dice make it
    fair; and `trouble`, why it cannot be drawn like this."""
    parts: Parts = []
    for one in wanted:
        parts += ["\n  ", (shown(one.title), "bold"), f"  {one.seats}", ("   " + term(one), "$text-muted")]
        for row in told([wish for wish in wishes if wish.role == one.role]):
            parts += ["\n     ", (shown(row), "$accent")]
    if later:
        titles = ", ".join(shown(one.title) for one in later)
        parts += ["\n", (_("  after it, by itself: {roles}").format(roles=titles), "$text-muted")]
    parts.append("\n")
    if trouble:
        parts += ["\n", ("▲ " + shown(trouble), "bold $text-warning"), "\n"]
    if pool is not None:
        parts += _inside(pool, not trouble)
        parts += _owed(pool, now)
        parts += _counted(pool, now, name)
        names = ", ".join(shown(name(person.id)) for person in pool.people)
        parts += ["\n", (names, "$text-muted")]
    return Content.assemble(*parts)


def _inside(pool: Pool, fair: bool) -> Parts:
    inside = len(pool.people)
    parts: Parts = ["\n"]
    parts.append(ngettext("{n} member is in the hat", "{n} members are in the hat", inside).format(n=inside))
    if fair:
        dice, bits = throws_suggested("dice", inside, pool.seats), round(bits_wanted(inside, pool.seats))
        said = _("{n} dice make it fair ({bits} bits are wanted).").format(n=dice, bits=bits)
        parts.append(f", {said}")
    return parts


def _owed(pool: Pool, now: Round) -> Parts:
    """Which round it is, and who comes first because of that."""
    if not now.number:
        return []
    first, n = len(pool.first), len(pool.people)
    if first:
        said = ngettext(
            "{n} is still owed a turn and comes first; then a new round begins.",
            "{n} are still owed a turn: they come first, then a new round begins.",
            first,
        ).format(n=first)
    elif now.new:
        said = _("Everybody here has had a turn: round {round} begins.").format(round=now.number)
    else:
        said = ngettext(
            "Round {round}: {n} is still owed a turn.", "Round {round}: {n} are still owed a turn.", n
        ).format(round=now.number, n=n)
    return ["\n", (said, "bold")]


def _counted(pool: Pool, now: Round, name: Name) -> Parts:
    """How many are out, and for which reason; by name who was left out by somebody."""
    by = out(pool, now)
    left = by.pop(_("left out"), [])
    parts: Parts = []
    if by:
        said = " · ".join(f"{len(people)} {why}" for why, people in by.items())
        parts += ["\n", _("Out: {reasons}").format(reasons=said)]
    if left:
        names = ", ".join(shown(name(person)) for person in left)
        parts += ["\n", _("Left out: {names}").format(names=names)]
    return parts


def hat(pool: Pool, now: Round, name: Name) -> Content:
    """Who is in, who comes first, who is out, and why."""
    first = set(pool.first)
    names = ", ".join(shown(name(one.id)) for one in pool.people if one.id not in first)
    parts: Parts = []
    if first:
        owed = ", ".join(shown(name(person)) for person in pool.first)
        parts += ["\n", (_("First:"), "bold $accent"), " ", (owed, "bold"), "\n"]
        parts += [(_("still owed a turn: they come first, then a new round begins"), "$text-muted"), "\n"]
    label = _("Then, of the others:") if first else _("In the hat:")
    parts += ["\n", (label, "bold"), " ", names, "\n"]
    by = out(pool, now)
    if by:
        parts += ["\n", (_("Out:"), "bold")]
        rows = [(why, ", ".join(shown(name(person)) for person in people)) for why, people in by.items()]
        for at, (why, people) in enumerate(rows):
            parts += ["\n     " if at else " ", (why, "bold"), "  ", (people, "$text-muted")]
    return Content.assemble(*parts)
