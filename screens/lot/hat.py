"""The texts of the hat: who is in, who comes first, who is out and why, before it is closed and after.

Pure functions from a pool and a function for names to blocks of `Pages`, so that several hundred names are
shown in full. They know no keys and no screen, and decide nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

from textual.content import Content

from kiosk.cleaning import shown
from kiosk.language import contexts, words
from kiosk.language.lists import listed, sentences
from kiosk.plain_names import plainly
from kiosk.practices.lot.commands import Wish
from kiosk.practices.lot.freeze import holding, left_out
from kiosk.practices.lot.pool import Pool
from kiosk.practices.lot.seed import bits_wanted, throws_suggested
from kiosk.practices.roles.asked import role_title
from screens.keys.keymap import key
from screens.lot.cells import told
from screens.lot.roles import Wanted
from screens.widgets.pages import Block, Names

_, ngettext = words("lot_screen")
pgettext, npgettext = contexts("lot_screen")

Name = Callable[[str], str]
Parts = list[Content | str | tuple[str, str]]

RUN_ON = 12
"""Most names in a running line; more are set in columns."""


class Cycle:
    """The cycle in which a draw counts; `number` is 0 without rotation, `new` is True if the draw begins it.

    `held` is the role that a member holds whatever is drawn; `rests` gives the number of meetings that the
    member still rests, the open one counted.
    """

    def __init__(
        self,
        number: int = 0,
        new: bool = False,
        held: Mapping[str, str] = MappingProxyType({}),
        rests: Callable[[str], int] = lambda _who: 0,
    ) -> None:
        self.number, self.new, self.held, self.rests = number, new, held, rests


def term(role: Wanted) -> str:
    """Return the length of a role's term in words."""
    if role.days:
        text = ngettext("for {n} day", "for {n} days", role.days).format(n=role.days)
    elif role.meetings > 1:
        text = ngettext("for {n} meeting", "for {n} meetings, this one counted", role.meetings)
        text = text.format(n=role.meetings)
    elif role.moons:
        text = ngettext("until the next full moon", "for {n} moons", role.moons).format(n=role.moons)
    else:
        text = _("until the meeting ends")
    if role.staggered and role.seats > 1:
        # Translators: {term} is "for 90 days" or the like; the seats of one role end at different times.
        return _("{term}, ending one after another").format(term=text)
    return text


def reason(code: str, rests: int) -> str:
    """Return in plain words why a person is out; `code` is the reason in pool.txt."""
    if code.startswith("served-cycle-"):
        return _("had a turn in this cycle")
    if code == "cooldown":
        more = ngettext("rests tonight", "rests for {n} meetings, this one counted", rests)
        return more.format(n=rests) if rests else _("rests after a turn")
    known = {
        "absent": pgettext("why a person is not in the hat", "absent"),
        "excluded": _("left out"),
        "declined-before": _("declined in this cycle"),
        "newcomer": _("joined in this cycle: from the next"),
    }
    return known.get(code) or _("left out ({why})").format(why=shown(code))


def out(pool: Pool, cycle: Cycle) -> dict[str, list[str]]:
    """Return reason in plain words -> ids of the people out for it: first those left out by hand, last the
    absent."""
    by: dict[str, list[str]] = {}
    by_hand, held = left_out(pool, cycle.held), holding(pool, cycle.held)
    for member in sorted(pool.out, key=lambda person: (person.reason == "absent", person.id not in by_hand)):
        why = reason(member.reason, cycle.rests(member.id))
        if role := held.get(member.id):
            why = _("holds a role: {role}").format(role=shown(role_title(role)))
        by.setdefault(why, []).append(member.id)
    return by


def choice(
    wanted: Sequence[Wanted],
    later: Sequence[Wanted],
    wishes: Sequence[Wish],
    pool: Pool | None,
    cycle: Cycle,
    trouble: str,
    name: Name,
    cell: Name = str,
) -> list[Block]:
    """Return the blocks before the ceremony: roles, terms, quotas, the hat, and how many dice make it fair.

    `trouble` is why it cannot be drawn like this, "" if it can. `cell` returns the name of a cell.
    """
    parts: Parts = []
    for role in wanted:
        parts += ["\n  ", (shown(role.title), "bold"), f"  {role.seats}", ("   " + term(role), "$text-muted")]
        for row in told([wish for wish in wishes if wish.role == role.role], cell):
            parts += ["\n     ", (shown(row), "$accent")]
    if later:
        titles = listed(shown(role.title) for role in later)
        parts += ["\n", (_("  after it, by itself: {roles}").format(roles=titles), "$text-muted")]
    blocks: list[Block] = [Content.assemble(*parts)]
    if trouble:
        blocks.append(Content.assemble("\n", ("▲ " + shown(trouble), "bold $text-warning")))
    if pool is not None:
        parts = _inside(pool, not trouble)
        parts += [] if trouble else _owed(pool, cycle)
        parts += _counted(pool, cycle, name)
        blocks.append(Content.assemble(*parts))
        people = _sorted((person.id for person in pool.people), name)
        blocks.append(
            Names(Content(""), tuple(Content.styled(person_name, "$text-muted") for person_name in people))
        )
    return blocks


def _inside(pool: Pool, fair: bool) -> Parts:
    inside = len(pool.people)
    if not fair:
        text = ngettext("{n} member is in the hat", "{n} members are in the hat", inside)
        return ["\n", text.format(n=inside)]
    dice, bits = throws_suggested("dice", inside, pool.seats), round(bits_wanted(inside, pool.seats))
    text = ngettext(
        "{n} member is in the hat, {dice} dice make it fair ({bits} bits are wanted).",
        "{n} members are in the hat, {dice} dice make it fair ({bits} bits are wanted).",
        inside,
    )
    return ["\n", text.format(n=inside, dice=dice, bits=bits)]


def _owed(pool: Pool, cycle: Cycle) -> Parts:
    """Return the number of the cycle, and who comes first in it."""
    if not cycle.number:
        return []
    first, n = len(pool.first), len(pool.people)
    if first and first >= pool.seats:
        text = ngettext(
            "Cycle {cycle}: {n} is still owed a turn and comes first; the others only after a no.",
            "Cycle {cycle}: {n} are still owed a turn and come first; the others only after a no.",
            first,
        ).format(cycle=cycle.number, n=first)
    elif first:
        text = ngettext(
            "{n} is still owed a turn and comes first; then a new cycle begins.",
            "{n} are still owed a turn: they come first, then a new cycle begins.",
            first,
        ).format(n=first)
    elif cycle.new:
        text = _("Everybody here has had a turn: cycle {cycle} begins.").format(cycle=cycle.number)
    else:
        text = ngettext(
            "Cycle {cycle}: {n} is still owed a turn.", "Cycle {cycle}: {n} are still owed a turn.", n
        ).format(cycle=cycle.number, n=n)
    counts = _("{key[lot.turns]} counts the turns.").format(key=key)
    return ["\n", (text, "bold"), (f" {counts}", "$text-muted")]


def _counted(pool: Pool, cycle: Cycle, name: Name) -> Parts:
    """Return how many are out for each reason, with the names of those left out by hand."""
    left, held = left_out(pool, cycle.held), holding(pool, cycle.held)
    counts: dict[str, int] = {}
    for why, people in out(pool, cycle).items():
        if others := [person for person in people if person not in left and person not in held]:
            counts[why] = len(others)
    parts: Parts = []
    if counts:
        # Translators: so many people are out of the hat for this reason: "4 absent".
        text = " · ".join(_("{n} {why}").format(n=n, why=why) for why, n in counts.items())
        parts += ["\n", _("Out: {reasons}").format(reasons=text)]
    if left:
        names = listed(
            shown(name(person))
            if why == "excluded"
            else _("{name} ({why})").format(name=shown(name(person)), why=shown(why))
            for person, why in left.items()
        )
        parts += ["\n", _("Left out: {names}").format(names=names)]
    if held:
        named = [
            _("{name} ({why})").format(name=shown(name(person)), why=shown(role_title(role)))
            for person, role in held.items()
        ]
        if len(named) > RUN_ON:
            more = ngettext("{n} more", "{n} more", len(named) - RUN_ON + 1)
            named[RUN_ON - 1 :] = [more.format(n=len(named) - RUN_ON + 1)]
        names = listed(named)
        told = _("Hold a role, so out: {names}. {key[lot.exclude]} and a name: in.")
        parts += ["\n", told.format(names=names, key=key)]
    return parts


def asks_in(pool: Pool | None, held: Mapping[str, str], name: Name) -> str:
    """Return what to say about the first person who is out for holding a role; "" if there is none."""
    for person, role in (holding(pool, held) if pool is not None else {}).items():
        sentence = _('Say: "{name} holds a role, {role}. Do we want {name} in the hat as well?"')
        return sentence.format(name=shown(name(person)), role=shown(role_title(role)))
    return ""


def ways(pool: Pool | None, held: Mapping[str, str]) -> str:
    """Return what can be changed where it cannot be drawn, with the keys."""
    told = [
        _(
            "It cannot be drawn like this: {key[lot.roles]} changes the roles, "
            "{key[lot.quotas]} the quotas, {key[app.arrive]} who is here."
        )
    ]
    if pool is not None and any(out.reason == "cooldown" for out in pool.out):
        told.append(_("{key[app.more]}, {key[more.rotation]} changes how long people rest."))
    if pool is not None and holding(pool, held):
        told.append(_("{key[lot.exclude]} lets somebody in who holds a role."))
    return sentences(sentence.format(key=key) for sentence in told)


def hat(pool: Pool, cycle: Cycle, name: Name) -> list[Block]:
    """Return who is in, who comes first, who is out, and why; each list sorted by name."""
    first = set(pool.first)
    blocks: list[Block] = []
    if first:
        title = Content.assemble(
            "\n",
            (pgettext("who is asked first", "First:"), "bold $accent"),
            " ",
            (
                _("still owed a turn: they come first, then a new cycle begins")
                if len(first) < pool.seats
                else _("still owed a turn; the others only after a no"),
                "$text-muted",
            ),
        )
        blocks.append(_named(title, pool.first, name, "bold", "\n"))
    others = [person.id for person in pool.people if person.id not in first]
    label = _("Then, of the others ({n}):") if first else _("In the hat ({n}):")
    if others:
        title = Content.assemble("\n", (label.format(n=len(others)), "bold"))
        blocks.append(_named(title, others, name, "", "\n"))
    for at, (why, people) in enumerate(out(pool, cycle).items()):
        told_why = _("Out ({n}), {why}:").format(why=why, n=len(people))
        title = Content.assemble("" if at else "\n", (told_why, "bold"))
        blocks.append(_named(title, people, name, "$text-muted", " "))
    return blocks


def _named(title: Content, people: Sequence[str], name: Name, style: str, after: str) -> Block:
    """Return a list of names: in a line after its title if there are few, else in columns."""
    names = _sorted(people, name)
    if len(names) <= RUN_ON:
        return Content.assemble(title, after, (listed(names), style))
    return Names(title, tuple(Content.styled(entry, style) for entry in names))


def _sorted(people: Iterable[str], name: Name) -> list[str]:
    """Return the names sorted as in a roster, so that people find themselves, and see names that appear
    twice."""
    return sorted((shown(name(person)) for person in people), key=plainly)
