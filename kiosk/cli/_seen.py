"""What a second screen says of a meeting in lines of text, for a pipe or a quick look."""

from __future__ import annotations

from kiosk.follow.status import Place, Row, Seen, Speaker
from kiosk.language import contexts, words
from kiosk.language.lists import listed
from kiosk.practices.floor.order import kind_word
from screens.widgets.clockface import time_text
from screens.widgets.symbols import symbol

_, ngettext = words("follow")
pgettext, npgettext = contexts("follow")


def in_words(now: Seen, view: str = "all") -> list[str]:
    """A few lines that a person or a pipe can read, and an empty one."""
    lines = [f"{_heading(now)}  {now.time}"]
    if now.item and view == "all":
        lines.append(item_line(now))
    if now.speaking and view != "agenda":
        lines.append(f"{_phase(now.speaking)}  {_clock(now.speaking)}  {now.speaking.name}")
    if now.waiting and view in ("list", "all"):
        names = listed(_place(place) for place in now.waiting)
        lines.append(_("next: {names}").format(names=names))
    if view == "agenda":
        lines += [_row(row) for row in now.agenda]
    return [*lines, ""]


def _heading(now: Seen) -> str:
    if not now.meeting:
        return _("{assembly} · no meeting is open").format(assembly=now.assembly)
    broken_off = _("{assembly} · {meeting} · break until {hour}")
    sentence = broken_off if now.until else _("{assembly} · {meeting}")
    return sentence.format(assembly=now.assembly, meeting=now.title, hour=now.until)


def item_line(now: Seen) -> str:
    """The open item, and how long it still has."""
    if now.left is None:
        return now.item
    if now.left >= 0:
        return _("{item}, {n} min left").format(item=now.item, n=-(-now.left // 60))
    return _("{item}, {n} min over").format(item=now.item, n=-(now.left // 60))


def _phase(speaker: Speaker) -> str:
    said = {
        "speaking": pgettext("clock of a turn", "SPEAKING"),
        "wrap up": pgettext("clock of a turn", "WRAP UP"),
        "last": _("LAST 10 s"),
        "over": pgettext("clock of a turn", "OVER"),
        "paused": pgettext("clock of a turn", "PAUSED"),
        "order": _("POINT OF ORDER"),
    }[speaker.phase]
    return f"{symbol(speaker.phase)} {said}"


def _clock(speaker: Speaker) -> str:
    return time_text(speaker.left, speaker.planned)


def _place(place: Place) -> str:
    if place.kind == "contribution":
        return place.name
    return _("{name} ({kind})").format(name=place.name, kind=kind_word(place.kind))


def _row(row: Row) -> str:
    sign = {"open": symbol("speaking"), "done": symbol("yes")}.get(row.status, "-")
    length = _("{n} min").format(n=row.minutes) if row.minutes else ""
    return f"{sign} {row.title}" + (f"  {length}" if length else "")
