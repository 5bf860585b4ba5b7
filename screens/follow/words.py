"""The texts of the second screen, made from the state: heading, item, list, agenda. It paints nothing."""

from __future__ import annotations

from typing import assert_never

from textual.content import Content

from kiosk.cleaning import shown
from kiosk.follow.status import Place, Row, Seen
from kiosk.language import contexts, words
from kiosk.practices.wording import in_minutes
from screens.widgets.cut_name import cut_name
from screens.widgets.symbols import symbol

_, ngettext = words("follow")
pgettext, npgettext = contexts("follow")

Told = list[Content | str | tuple[str, str]]
SHORTEST = 12
"""Least columns of a name on the list."""


def heading(seen: Seen) -> str:
    """Return assembly, meeting, and the number of the open agenda item."""
    parts = [seen.assembly]
    if seen.meeting:
        parts.append(seen.title)
        at = next((place for place, row in enumerate(seen.agenda, start=1) if row.status == "open"), 0)
        if at:
            parts.append(_("{k} of {n}").format(k=at, n=len(seen.agenda)))
    return " · ".join(parts)


def item(seen: Seen) -> Content:
    """Return the open item and its minutes, in one line."""
    if not seen.item:
        return Content(_("No item is open."))
    return Content.assemble(shown(seen.item), "  ", timebox(seen))


def timebox(seen: Seen, ends: bool = False) -> Content:
    """Return the minutes left of the item, and how late the evening is; with `ends`, also when it ends."""
    told = []
    if seen.item and seen.left is None:
        told.append(Content(_("{n} min so far").format(n=seen.gone)))
    elif seen.left is not None and seen.left >= 0:
        left = _("{n} of {m} min left").format(n=-(-seen.left // 60), m=in_minutes(seen.box))
        told.append(Content(left))
    elif seen.left is not None:
        over = _("{n} min over {m}").format(n=-(seen.left // 60), m=in_minutes(seen.box))
        told.append(Content.styled(f"{symbol('over')} {over}", "bold $accent"))
    if seen.late >= 1:
        told.append(Content(_("{n} min late").format(n=seen.late)))
    elif seen.late <= -1:
        told.append(Content(_("{n} min early").format(n=-seen.late)))
    if ends and seen.ends:
        told.append(Content(_("ends about {hour}").format(hour=seen.ends)))
    return Content(" · ").join(told)


def next_word(seen: Seen) -> Content:
    """Return the reason for the next person, or that there is none."""
    if not seen.waiting:
        empty = _("Nobody is waiting. The list is closed.") if seen.closed else _("Nobody is waiting.")
        return Content.styled(empty, "$text-muted")
    why = seen.waiting[0].why
    if seen.lists:
        why = why or _("the lists take turns: only the wall knows the order")
    return Content.assemble((pgettext("who speaks", "NEXT"), "bold"), "  ", (shown(why), "$text-muted"))


def waiting(places: list[Place], columns: int, rows: int) -> list[Content]:
    """Return as many places as there are rows, each with its reason; the others are counted."""
    room = len(places) if len(places) <= rows else max(0, rows - 1)
    lines = [_waiting(place, columns) for place in places[:room]]
    if more := len(places) - room:
        lines.append(Content(ngettext("and {n} more", "and {n} more", more).format(n=more)))
    return lines


def _waiting(place: Place, columns: int) -> Content:
    # The reason for a place is worth more than the end of a long name.
    room = max(SHORTEST, columns - len(place.why) - 2)
    name = Content.styled(cut_name(shown(place.name), room), "bold")
    return Content.assemble(name, "  ", (shown(place.why), "$text-muted"))


def agenda_rows(agenda: list[Row], columns: int, rows: int, ascii: bool) -> list[Content]:
    """Return the items that fit, with the open one or the last finished one among them."""
    if not agenda:
        return [Content.styled(_("There is no agenda yet."), "$text-muted")]
    lines, here, section = [], 0, ""
    found = "open" if any(row.status == "open" for row in agenda) else "done"
    for place, row in enumerate(agenda, start=1):
        if row.section and row.section != section:
            lines.append(Content.styled(shown(row.section), "$text-muted underline"))
        section = row.section
        if row.status == found:
            here = len(lines)
        lines.append(_agenda_row(place, row, columns, ascii))
    first = max(0, min(here - rows // 3, len(lines) - rows))
    return lines[first : first + max(1, rows)]


def _standing(row: Row, ascii: bool) -> tuple[str, str, str]:
    """Return the sign, the ink and the words for the status of an item."""
    match row.status:
        case "open":
            return symbol("speaking", ascii), "bold", row.about
        case "waiting":
            return "", "", row.about
        case "done":
            return symbol("yes", ascii), "$text-muted", row.about
        case "skipped":
            return symbol("no", ascii), "$text-muted", pgettext("an agenda item", "skipped")
        case "carried":
            return "", "$text-muted", _("carried over")
        case _:
            assert_never(row.status)


def _agenda_row(place: int, row: Row, columns: int, ascii: bool) -> Content:
    if row.status == "open":
        length = _("{n} of {m} min").format(n=row.gone, m=row.minutes) if row.minutes else ""
    else:
        length = _("{n} min").format(n=row.minutes) if row.minutes else ""
    sign, ink, status = _standing(row, ascii)
    left = Content.assemble(
        (f"{sign:<2}", "bold $primary"),
        (f"{place:>2}  {shown(row.title)}", ink),
        (f"   {shown(status)}" if status else "", "$text-muted"),
    ).truncate(max(10, columns - len(length) - 2), ellipsis=True)
    return Content.assemble(left, " " * max(1, columns - left.cell_length - len(length)), (length, ink))
