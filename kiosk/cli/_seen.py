"""A second screen's view of a meeting in lines of text, for a pipe or a quick look."""

from __future__ import annotations

from typing import assert_never

from kiosk.follow.status import Place, Row, Seen, Speaker
from kiosk.language import contexts, words
from kiosk.language.lists import listed
from kiosk.practices.floor.order import kind_word
from screens.widgets.clockface import time_text
from screens.widgets.symbols import symbol

_, ngettext = words("follow")
pgettext, npgettext = contexts("follow")


def in_words(status: Seen, view: str = "all") -> list[str]:
    """Return a few lines for a person or a pipe, with an empty one at the end."""
    lines = [f"{_heading(status)}  {status.time}"]
    if status.item and view == "all":
        lines.append(item_line(status))
    if status.speaking and view != "agenda":
        lines.append(f"{_phase(status.speaking)}  {_clock(status.speaking)}  {status.speaking.name}")
    if status.waiting and view in ("list", "all"):
        names = listed(_place(place) for place in status.waiting)
        lines.append(_("next: {names}").format(names=names))
    if view == "agenda":
        lines += [_row(row) for row in status.agenda]
    return [*lines, ""]


def _heading(status: Seen) -> str:
    if not status.meeting:
        return _("{assembly} · no meeting is open").format(assembly=status.assembly)
    broken_off = _("{assembly} · {meeting} · break until {hour}")
    sentence = broken_off if status.until else _("{assembly} · {meeting}")
    return sentence.format(assembly=status.assembly, meeting=status.title, hour=status.until)


def item_line(status: Seen) -> str:
    """Return the open item, and how long it still has."""
    if status.left is None:
        return status.item
    if status.left >= 0:
        return _("{item}, {n} min left").format(item=status.item, n=-(-status.left // 60))
    return _("{item}, {n} min over").format(item=status.item, n=-(status.left // 60))


def _phase(speaker: Speaker) -> str:
    match speaker.phase:
        case "speaking":
            word = pgettext("clock of a turn", "SPEAKING")
        case "wrap up":
            word = pgettext("clock of a turn", "WRAP UP")
        case "last":
            word = _("LAST 10 s")
        case "over":
            word = pgettext("clock of a turn", "OVER")
        case "paused":
            word = pgettext("clock of a turn", "PAUSED")
        case "order":
            word = _("POINT OF ORDER")
        case _:
            assert_never(speaker.phase)
    return f"{symbol(speaker.phase)} {word}"


def _clock(speaker: Speaker) -> str:
    return time_text(speaker.left, speaker.planned)


def _place(place: Place) -> str:
    if place.kind == "contribution":
        return place.name
    return _("{name} ({kind})").format(name=place.name, kind=kind_word(place.kind))


def _row(row: Row) -> str:
    match row.status:
        case "open":
            sign = symbol("speaking")
        case "done":
            sign = symbol("yes")
        case "waiting" | "skipped" | "carried":
            sign = "-"
        case _:
            assert_never(row.status)
    length = _("{n} min").format(n=row.minutes) if row.minutes else ""
    return f"{sign} {row.title}" + (f"  {length}" if length else "")
