"""What each step of a draw shows, as text: the seal, the throws, who is drawn (the hat is `lot_hat`).

Pure functions from a draw and a way to name people. They know no keys and no screen.
"""

from __future__ import annotations

from collections.abc import Callable

from textual.content import Content

from kiosk.cleaning import shown
from kiosk.language import words
from kiosk.practices.lot.label import explained, thrown
from kiosk.practices.lot.state import Draw

_, ngettext = words("lot_screen")

Name = Callable[[str], str]
Parts = list[Content | str | tuple[str, str]]


def what(draw: Draw) -> Content:
    """The number of a draw, its seats, and from how many people."""
    pool = draw.pool
    seats = ", ".join(f"{shown(draw.title(role.id))} ({role.seats})" for role in pool.roles)
    told = _("Draw {number}: {seats}").format(number=draw.number, seats=seats)
    people = ngettext("from {n} person", "from {n} people", len(pool.people)).format(n=len(pool.people))
    return Content.assemble((told, "bold $primary"), "   ", (people, "$text-muted"))


def seal(draw: Draw) -> Content:
    """The commitment: 64 digits in eight groups of eight."""
    groups = [draw.commitment[at : at + 8] for at in range(0, 64, 8)]
    rows = "\n".join(f"   {a}  {b}" for a, b in zip(groups[::2], groups[1::2], strict=True))
    told = _("The kiosk has fixed its secret and cannot change it any more:")
    return Content.assemble("\n", told, "\n\n", (rows, "bold $accent"), *left_out(draw))


def left_out(draw: Draw) -> Parts:
    """In yellow, why the random device has no part in this draw; nothing where it has, or there is none."""
    if not draw.fault:
        return []
    told = _("⚠ The random source was left out. {why}").format(why=shown(draw.fault))
    return ["\n\n", (told, "$text-warning")]


def throws(draw: Draw) -> Content:
    """Every line of the room so far, the corrected ones said to be."""
    room = draw.pool.room
    parts: Parts = ["\n"]
    for line in draw.lines:
        spaced = " ".join(line.text) if line.kind == "throw" else line.text
        mark = "  " + _("(corrected)") if line.corrected else ""
        parts += [("   " + shown(spaced), "bold"), (mark, "$text-muted"), "\n\n"]
    if room is not None:
        n, all_ = len(draw.thrown), room.count
        parts.append(_("{n} of {all} thrown").format(n=n, all=thrown(room.kind, all_)))
    return Content.assemble(*parts)


def seats(draw: Draw, name: Name, hidden: int = 0) -> Content:
    """Role by role who is seated, who has accepted, what stays open; the last `hidden` roles not yet."""
    rows: Parts = []
    roles = draw.pool.roles
    for role in roles[: len(roles) - hidden]:
        seated = draw.seated.get(role.id, [])
        for person in seated:
            sign = "✓ " if draw.accepted(role.id, person) else "  "
            rows += [(sign, "bold $success"), f"{shown(draw.title(role.id)):<18}"]
            rows += [(shown(name(person)), "bold"), "\n"]
        rows += [
            ("  " + f"{shown(draw.title(role.id)):<18}" + _("open: nobody is left"), "$text-warning"),
            "\n",
        ] * (role.seats - len(seated))
    for role in roles[len(roles) - hidden :]:
        rows += ["  ", (f"{shown(draw.title(role.id)):<18}…", "$text-muted"), "\n"]
    return Content.assemble(*rows)


def result(draw: Draw, name: Name) -> Content:
    """The seats, the label in one sentence, and how to check."""
    room = draw.pool.room
    label = (
        explained(draw.label, room.kind if room else None, room.count if room else 0) if draw.label else ""
    )
    check = _("The draw's files come with the minutes: anybody can recompute it.")
    return Content.assemble(
        "\n",
        seats(draw, name),
        "\n",
        (draw.label, "bold $accent"),
        f"  {label}\n",
        (check, "$text-muted"),
        *left_out(draw),
    )


HANDS = 4
"""Dice a person throws at once; so many people share the throws."""


def coach(step: str, dice: int = 16) -> tuple[str, str]:
    """What to do and what to say at each step but the asking, which names a person."""
    match step:
        case "choose":
            return (
                _("SPACE begins the ceremony with dice; D draws at once; R changes the roles."),
                _('Say: "We draw by lot. Is everybody here on the wall?" F6 marks who is here.'),
            )
        case "unfrozen":
            return _("The hat is open. F6 changes who is here; SPACE closes it again."), ""
        case "frozen":
            return (
                _("If nobody is missing, press SPACE: the kiosk fixes its secret."),
                _('Say: "Is anyone missing? Is anyone there twice?"'),
            )
        case "committed":
            return (
                _("When some have photographed it, press SPACE: then the dice."),
                _('Say: "Photograph the code now, so that nobody can change it later."'),
            )
        case "throwing":
            return (
                _("Type the dice as they lie, ENTER after each hand. The room checks them on the wall."),
                ngettext(
                    'Say: "{dice} dice: one person throws them in the open and reads them aloud."',
                    'Say: "{dice} dice: {n} people throw them in the open and read them aloud."',
                    -(-dice // HANDS),
                ).format(dice=dice, n=-(-dice // HANDS)),
            )
        case "thrown":
            return (
                _("Press SPACE: the secret is opened, and the names follow."),
                _('Say: "Are the dice on the wall right?" BACKSPACE corrects the last line.'),
            )
        case _:
            return _("SPACE goes on. R begins another draw."), ""
