"""The texts of each step of a draw: the seal, the throws, who is drawn. The hat is in `hat`.

Pure functions from a draw and a function for names. They know no keys and no screen.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from textual.content import Content

from kiosk.cleaning import shown
from kiosk.language import contexts, words
from kiosk.language.lists import listed
from kiosk.practices.lot.corrections import corrected
from kiosk.practices.lot.label import explained, thrown
from kiosk.practices.lot.pool import Room
from kiosk.practices.lot.state import Draw, Line, View
from screens.keys.keymap import key
from screens.widgets.holders import Holder
from screens.widgets.pages import ALONE, Block, Large, Names

_, ngettext = words("lot_screen")
pgettext, npgettext = contexts("lot_screen")

Name = Callable[[str], str]
Parts = list[Content | str | tuple[str, str]]


def heading(draw: Draw) -> Content:
    """Return the number of a draw, its seats, and the number of people in it."""
    pool = draw.pool
    seats = listed(
        _("{role} ({n})").format(role=shown(draw.title(role.id)), n=role.seats) for role in pool.roles
    )
    told = _("Draw {number}: {seats}").format(number=draw.number, seats=seats)
    people = ngettext("from {n} person", "from {n} people", len(pool.people)).format(n=len(pool.people))
    return Content.assemble((told, "bold $primary"), "   ", (people, "$text-muted"))


def seal(draw: Draw) -> list[Block]:
    """Return the roles, and the commitment: 64 digits in eight groups of eight."""
    groups = [draw.commitment[at : at + 8] for at in range(0, 64, 8)]
    rows = "\n".join(f"   {a}  {b}" for a, b in zip(groups[::2], groups[1::2], strict=True))
    told = _("The kiosk has fixed its secret and cannot change it any more:")
    return [
        Content.assemble(heading(draw), "\n"),
        Content.assemble(told, "\n\n", (rows, "bold $accent")),
        *left_out(draw),
    ]


def left_out(draw: Draw) -> list[Content]:
    """Return, in the colour of warnings, why the random device has no part in this draw; empty without a
    fault."""
    if not draw.fault:
        return []
    told = _("⚠ The random source was left out. {why}").format(why=shown(draw.fault))
    return [Content.assemble("\n", (told, "$text-warning"))]


def throws(draw: Draw) -> list[Block]:
    """Return the throws and words so far, one hand after another; then the missing and the corrected ones."""
    room = draw.pool.room
    if room is None:
        return []
    hands = [_in_line(draw, line) for line in draw.lines if line.kind == "throw"]
    place = max([len(draw.laid(line)) for line in draw.lines if line.kind == "throw"], default=0)
    left, dash = draw.left_to_throw, "__" if room.kind == "cards" else "_"
    empty = [" ".join([dash] * min(HANDS, left - at)) for at in range(0, min(left, MOST_EMPTY), HANDS)]
    hands += [Content.styled(hand, "$text-muted") for hand in empty]
    told = _("{n} of {all} thrown").format(n=len(draw.thrown), all=thrown(room.kind, room.count))
    blocks: list[Block] = [Content(f"\n{told}\n"), Names(Content(""), tuple(hands), place + BETWEEN)]
    if draw.words:
        called = listed(_in_line(draw, line).plain for line in draw.lines if line.kind == "word")
        blocks.append(Content.assemble("\n", _("Words: {words}").format(words=called)))
    return [*blocks, *corrections(draw)]


def _in_line(draw: Draw, line: Line) -> Content:
    laid = Content.styled(shown(draw.laid(line)), "bold")
    if not line.corrected:
        return laid
    mark = pgettext("a line that was thrown", "(corrected)")
    return Content.assemble(laid, (f" {mark}", "$text-muted"))


def corrections(draw: Draw) -> list[Content]:
    """Return each corrected line's earlier texts: only the last of many, with the number of the others."""
    told = corrected(draw, MOST_CORRECTED)
    more = len(told) - MOST_CORRECTED
    if more > 0:
        sentence = ngettext(
            "{n} more line was corrected: the minutes say how.",
            "{n} more lines were corrected: the minutes say how.",
            more,
        )
        told = [sentence.format(n=more), *told[-MOST_CORRECTED:]]
    return [Content.styled("\n" + shown("\n".join(told), multiline=True), "$text-warning")] if told else []


def seats(draw: Draw, name: Name, hidden: int = 0) -> Names:
    """Return for each role who is seated, who accepted, which seats are open; the last `hidden` roles stay
    hidden."""
    cells: list[Content] = []
    roles = draw.pool.roles
    for role in roles[: len(roles) - hidden]:
        title = f"{shown(draw.title(role.id)):<18}"
        seated = draw.seated.get(role.id, [])
        for person in seated:
            sign = "✓ " if draw.accepted(role.id, person) else "  "
            cells.append(Content.assemble((sign, "bold $success"), title, (shown(name(person)), "bold")))
        vacant = Content.assemble("  ", title, _("open: nobody is left")).stylize("$text-warning")
        cells += [vacant] * (role.seats - len(seated))
    for role in roles[len(roles) - hidden :]:
        cells.append(Content.assemble("  ", (f"{shown(draw.title(role.id)):<18}…", "$text-muted")))
    return Names(Content(""), tuple(cells), 0 if len(cells) > FEW else ALONE)


def many_noes(draw: Draw) -> list[Content]:
    """Return what the room can do after many said no to one draw; empty before."""
    noes = [answer.person for answer in draw.answers if not answer.accepts]
    if len(noes) < MANY_NOES:
        return []
    asked = {*noes, *(person for people in draw.seated.values() for person in people)}
    told = _("{n} said no. In the hat there are {left} more.").format(
        n=len(noes), left=len(draw.pool.people) - len(asked)
    )
    ways = _(
        "Go on asking; or leave it open: when the meeting closes, it is due another evening. For the next "
        "draw {key[lot.exclude]} puts people back in, {key[app.more]} {key[more.rotation]} changes the rule."
    ).format(key=key)
    return [Content.assemble("\n", (told, "bold $text-warning"), f" {ways}")]


def result(draw: Draw, name: Name) -> list[Block]:
    """Return who was drawn, as large as possible; the label in one sentence, and how to check."""
    label = explained(draw.seed, draw.doubt, bool(draw.corrections)) if draw.seed is not None else ""
    check = _("The draw's files come with the minutes: anybody can recompute it.")
    holders = [
        Holder(shown(draw.title(role.id)), shown(name(person)), "✓ ")
        for role in draw.pool.roles
        for person in draw.seated.get(role.id, [])
    ]
    vacant = [
        Content.styled(
            "  " + _("{role}: open, nobody is left").format(role=shown(draw.title(role.id))), "$text-warning"
        )
        for role in draw.pool.roles
        for _seat in range(role.seats - len(draw.seated.get(role.id, [])))
    ]
    return [
        Large(tuple(holders)),
        *vacant,
        Content.assemble("\n", (draw.label, "bold $accent"), f"  {label}\n", (check, "$text-muted")),
        *corrections(draw),
        *left_out(draw),
    ]


HANDS = 4
"""Dice that one person throws at once; the throws are shared by as many people as needed."""
BETWEEN = 4
"""Columns between two hands."""
FEW = 8
"""Most seats in a single column; more are set side by side."""
MANY_NOES = 3
"""Noes in one draw that are hardly chance: where three in ten say no, one seat has them in 1 of 37 draws."""
MOST_CORRECTED = 3
"""Most corrected lines on the wall, and most texts of each; the minutes have all."""
MOST_EMPTY = 40
"""Most missing throws that get a place on the wall."""


def left(person: str) -> str:
    """Return what to do about a person drawn who left the assembly."""
    sentence = _("{name} is no longer in the roster. {key[lot.decline]} asks the next person.")
    return sentence.format(name=person, key=key)


def away(person: str) -> str:
    """Return what to do about a person drawn who left the room."""
    sentence = _(
        "{name} is not here. {key[lot.accept]} only for a yes that the room heard; {key[lot.decline]} asks"
        " the next person."
    )
    return sentence.format(name=person, key=key)


def coach(step: View, room: Room | None = None) -> tuple[str, str]:
    """Return what to do and what to say at each step, except the question to a drawn person."""
    match step:
        case "choose":
            return (
                _(
                    "{key[moment.next]} begins the ceremony with dice; {key[lot.quick]} draws at once; "
                    "{key[lot.roles]} changes the roles."
                ).format(key=key),
                _(
                    'Say: "We draw by lot. Is everybody here on the wall?" {key[app.arrive]} marks who '
                    "is here."
                ).format(key=key),
            )
        case "unfrozen":
            return (
                _(
                    "The hat is open. {key[app.arrive]} changes who is here; {key[moment.next]} closes "
                    "it again."
                ).format(key=key),
                _('Say: "Who was missing, or is there twice?"'),
            )
        case "frozen":
            return (
                _("If nobody is missing, press {key[moment.next]}: the kiosk fixes its secret.").format(
                    key=key
                ),
                _('Say: "Is anyone missing? Is anyone there twice?"'),
            )
        case "committed":
            return (
                _("When some have photographed it, press {key[moment.next]}: then the dice.").format(key=key),
                _('Say: "Photograph the code now, so that nobody can change it later."'),
            )
        case "throwing":
            return _coach_throwing(room)
        case "thrown":
            return (
                _("Press {key[moment.next]}: the secret is opened, and the names follow.").format(key=key),
                _('Say: "Are the dice on the wall right?" {key[lot.correct]} corrects them: label B.').format(
                    key=key
                ),
            )
        case "done" | "aborted":
            return (
                _("{key[moment.next]} goes on. {key[lot.roles]} begins another draw.").format(key=key),
                _('Say: "Thank you. With the minutes, anybody can check this draw."'),
            )
        case "asking":
            raise AssertionError("who is asked is named by the screen")
        case _:
            assert_never(step)


def _coach_throwing(room: Room | None) -> tuple[str, str]:
    n = -(-room.count // HANDS) if room is not None else HANDS
    things = thrown(room.kind, room.count) if room is not None else ""
    if room is not None and room.kind == "cards":
        return (
            _(
                "Type the cards as they lie, TC AS, {key[line.take]} after each hand. The room "
                "checks them on the wall."
            ).format(key=key),
            _('Say: "{things}: shuffle, let others cut, draw them in the open and read them aloud."').format(
                things=things
            ),
        )
    if room is not None and room.kind == "coin":
        do = _(
            "Type H or T as they fall, {key[line.take]} after each hand. The room checks them on the wall."
        ).format(key=key)
    else:
        do = _(
            "Type the dice as they lie, {key[line.take]} after each hand. The room checks them on the wall."
        ).format(key=key)
    say = ngettext(
        'Say: "{things}: one person throws them in the open and reads them aloud."',
        'Say: "{things}: {n} people throw them in the open and read them aloud."',
        n,
    )
    return do, say.format(things=things, n=n)
