"""Write “Check this draw yourself”: the page next to the three files of a draw.

It lists who was in the hat, who was not and why, the order of the tickets, and the result; and it has the
lines of lot/1, filled in for this draw, that give the same order on any computer with a shell. One page, no
script, no form, nothing fetched. The orders list people by id, as the files do, also for a no; the list of
people in the hat has the names.

It recomputes the draw from the files, like a stranger. The page proves nothing by itself; the lines do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from kiosk.language import contexts, words
from kiosk.minutes.escaping import Html, on_one_line
from kiosk.practices.lot import pool as pools
from kiosk.practices.lot import result as results
from kiosk.practices.lot import seed as seeds
from kiosk.practices.lot.check import why_passed
from kiosk.practices.lot.corrections import corrected_in
from kiosk.practices.lot.label import Label, doubt_of, explained, label_of
from kiosk.practices.lot.pool import Pool
from kiosk.practices.lot.tickets import ticket
from kiosk.practices.lot.walk import Walk, walk

_, ngettext = words("minutes")
pgettext, npgettext = contexts("minutes")

MOST_LISTED = 300
"""Most people of one order that the page lists; the lines for the shell give all of them."""

ORDER = r"""S=$(sha256sum < seed.txt | cut -c1-64); R={role}
sed -n 's/^person \([^ ]*\).*/\1/p' pool.txt | while read -r i; do
  grep -Fqx "first $i" pool.txt && f=0 || f=1
  echo "$f $(printf '%s %s %s\n' $S $R $i | sha256sum | cut -c1-64) $i"; done | LC_ALL=C sort
"""
COMMITMENT = r"""P={pool}
K={kiosk}
printf 'lot/1 commit\n%s\n%s\n' $P $K | sha256sum
"""


class Told(Struct, frozen=True):
    """A draw as its page tells it: the files as text ("" for those that there are not), and what the files do
    not say: `commitment` as it was shown, `names` by id where they are known, `back` the address of the
    minutes, `why` it was given up, `notes` what went otherwise than usual.
    """

    assembly: str
    pool: str
    seed: str = ""
    result: str = ""
    commitment: str = ""
    names: Mapping[str, str] = {}
    back: str = ""
    why: str = ""
    aborted: bool = False
    notes: Sequence[str] = ()


class Ticket(Struct, frozen=True):
    """A line of an order: the person, the ticket's 64 digits, True if owed a turn, and the result."""

    person: str
    digits: str
    first: bool
    what: str


class Order(Struct, frozen=True):
    """The order of one role, its lines for the shell, and how many tickets are not listed."""

    role: str
    seats: int
    tickets: list[Ticket]
    more: int
    lines: str


def check_page(told: Told) -> bytes:
    """Return the page. Raises NotTrusted for files that do not follow the format."""
    from kiosk.minutes.render import environment_of

    pool = pools.read(told.pool.encode())
    seed = seeds.read(told.seed.encode()) if told.seed else None
    result = results.read(told.result.encode()) if told.result else None
    corrections = result.corrections if result else ()
    doubt = doubt_of(corrections)
    drawn = walk(pool, seeds.digest(told.seed.encode()), result.declines if result else []) if seed else None
    form = Html()
    page = (
        environment_of(Html)
        .get_template("check.html.jinja")
        .render(
            _=lambda sentence: form.ours(_(sentence)),
            f=form,
            say=form.say,
            t=told,
            title=on_one_line(_("Check draw {number} yourself").format(number=pool.number)),
            pool=pool,
            seed=seed,
            label=label_of(seed, doubt) if seed else "",
            labels=_labels(),
            meaning=explained(seed, doubt, bool(corrections)) if seed else "",
            corrected=corrected_in(corrections),
            digest=pools.digest(told.pool.encode()),
            name=lambda person: told.names.get(person, person),
            reason=reason_in_words,
            orders=_orders(pool, drawn) if drawn else [],
            commit=COMMITMENT.format(pool=pools.digest(told.pool.encode()), kiosk=seed.kiosk)
            if seed and seed.kiosk
            else "",
            passed=why_passed(drawn) if drawn else [],
            seated=[(role, people, drawn.opened[role]) for role, people in drawn.seated.items()]
            if drawn
            else [],
        )
    )
    return page.encode()


def _orders(pool: Pool, drawn: Walk) -> list[Order]:
    first = frozenset(pool.first)
    orders = []
    for role in pool.roles:
        people = drawn.orders[role.id]
        tickets = [
            Ticket(
                person, ticket(drawn.seed, role.id, person), person in first, _became(drawn, role.id, person)
            )
            for person in people[:MOST_LISTED]
        ]
        more = max(0, len(people) - MOST_LISTED)
        orders.append(Order(role.id, role.seats, tickets, more, ORDER.replace("{role}", role.id)))
    return orders


def _became(drawn: Walk, role: str, person: str) -> str:
    """Return the result of a ticket in a word or two; "" if it was not reached."""
    if any(step.what == "decline" and (step.role, step.person) == (role, person) for step in drawn.steps):
        return _("drawn, said no")
    if person in drawn.seated[role]:
        return pgettext("what became of a person in a draw", "drawn")
    other = next((name for name, people in drawn.seated.items() if person in people), "")
    if other:
        return _("drawn for {role}").format(role=other)
    if any((each.role, each.person) == (role, person) for each in drawn.passed):
        return _("passed over")
    return ""


def reason_in_words(reason: str) -> str:
    """Return a reason of pool.txt why a member was not in the hat, in words for people."""
    if reason.startswith("served-cycle-"):
        return _("had a turn in cycle {number} already").format(number=reason.removeprefix("served-cycle-"))
    known = {
        "absent": _("was not here"),
        "cooldown": _("rests after a turn"),
        "declined-before": _("had declined in this cycle, which uses up the turn"),
        "newcomer": _("joined during this cycle, and takes part from the next"),
        "excluded": _("was left out"),
    }
    return known.get(reason) or _("was left out: {reason}").format(reason=reason)


def _labels() -> list[tuple[Label, str]]:
    """Return the meaning of each label, for any draw."""
    return [
        (
            "A",
            _(
                "The kiosk fixed a secret and showed its seal; then the room threw in the open. Neither could"
                " know the other's part: nobody could have steered this, if nothing was corrected."
            ),
        ),
        (
            "B",
            _(
                "What the room threw only: the kiosk's secret was lost. Who controls the machine could have"
                " chosen between two results. Or a line was corrected more than once, or after all were"
                " thrown: who typed could have chosen."
            ),
        ),
        ("C", _("The kiosk only. This can be recomputed, but you must trust the machine.")),
    ]
