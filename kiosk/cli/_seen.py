"""What a second screen shows of a meeting, in words, as JSON, or in letters for the back row.

A pure function of the folded journal and of the time; it reads no file and paints nothing itself.
"""

from __future__ import annotations

from msgspec import Struct
from rich.cells import cell_len, set_cell_size

from kiosk.cleaning import shown
from kiosk.fold import Assembly
from kiosk.journal.names import Names
from kiosk.language import words
from kiosk.practices import agenda, floor, meeting
from kiosk.terms import Stamp, local
from screens.widgets.clockface import phase_of, time_text
from screens.widgets.lettering.line import lettered
from screens.widgets.symbols import symbol

_, ngettext = words("follow")


class Speaker(Struct, frozen=True):
    """Who speaks: milliseconds `left` (below 0 when over) of `planned`, and the phase of the clock."""

    person: str
    name: str
    left: int
    planned: int
    phase: str


class Place(Struct, frozen=True):
    """A place on the speaking list, in the order in which people will speak."""

    person: str
    name: str
    kind: str


class Seen(Struct, frozen=True):
    """How things stand: `n` entries are recorded; `meeting` 0 between meetings; `left` seconds of the item's
    timebox, null without one; `until` the hour a break ends, or ""."""

    n: int
    time: str
    assembly: str
    meeting: int
    title: str = ""
    until: str = ""
    item: str = ""
    left: int | None = None
    speaking: Speaker | None = None
    waiting: list[Place] = []


def seen(assembly: Assembly, names: Names, now: Stamp) -> Seen:
    """What is to be shown at this moment."""
    state, last = assembly.state, assembly.last
    sitting = state.meeting.open
    assert last is not None, "a journal has an entry 0"
    before = Stamp(last.at, last.boot, last.up, last.clock)
    item = agenda.open_item(state.agenda)
    box = agenda.timebox(state.agenda, item) if item else 0
    return Seen(
        n=assembly.size,
        time=local(now.at, now.offset).strftime("%H:%M"),
        assembly=state.record.assembly,
        meeting=sitting.number if sitting else 0,
        title=meeting.called(sitting.number, sitting.title) if sitting else "",
        until=sitting.break_until if sitting else "",
        item=agenda.title_of(item) if item else "",
        left=agenda.left(state.agenda, item, now, before) // 1000 if item and box else None,
        speaking=_speaker(state.floor, names, now, before),
        waiting=[
            Place(place.person, names.name(place.person), place.kind)
            for place in floor.queue(state.floor, sitting.here if sitting else [])
        ],
    )


def _speaker(state: floor.State, names: Names, now: Stamp, last: Stamp) -> Speaker | None:
    turn = state.turn
    if turn is None:
        return None
    left = turn.planned * 1000 - floor.elapsed(turn, now, last)
    phase = "paused" if floor.stands_still(turn, now) else phase_of(left / 1000, turn.planned)
    return Speaker(turn.person, names.name(turn.person), left, turn.planned * 1000, phase)


def in_words(now: Seen) -> list[str]:
    """A few lines that a person or a pipe can read."""
    lines = [f"{_heading(now)}  {now.time}"]
    if now.item:
        lines.append(_item(now))
    if now.speaking:
        lines.append(f"{_phase(now.speaking)}  {_clock(now.speaking)}  {now.speaking.name}")
    if now.waiting:
        names = ", ".join(_place(place) for place in now.waiting)
        lines.append(_("next: {names}").format(names=names))
    return [*lines, ""]


def picture(now: Seen, columns: int, rows: int) -> list[str]:
    """As many lines as there are rows, none wider than the terminal, the clock as large as they allow."""
    time = now.time.rjust(max(0, columns - cell_len(shown(_heading(now))) - 2))
    lines = [f"{_heading(now)} {time}", _item(now), ""]
    names = [_place(place) for place in now.waiting]
    room = max(0, rows - len(lines) - 3)
    if now.speaking:
        high = max(4, room // 4)
        clock = lettered(_clock(now.speaking), max(4, room // 2 - 1), columns - 2, room_for="+88:88")
        name = lettered(shown(now.speaking.name), high, columns - 2)
        lines += [_phase(now.speaking), "", *clock.rows, "", *name.rows, ""]
    elif now.until:
        lines += [_("BREAK until"), "", *lettered(now.until, max(4, room // 2), columns - 2).rows, ""]
    if names:
        lines.append(_("NEXT  {name}").format(name=names[0]))
        listed = max(0, rows - len(lines) - 2)
        lines += [f"      {name}" for name in names[1 : 1 + listed]]
        rest = len(names) - 1 - listed
        if rest > 0:
            lines.append("      " + ngettext("and {n} more", "and {n} more", rest).format(n=rest))
    return [set_cell_size(f" {shown(line)}", columns).rstrip() for line in lines[:rows]]


def _heading(now: Seen) -> str:
    if not now.meeting:
        return _("{assembly} · no meeting is open").format(assembly=now.assembly)
    broken_off = _("{assembly} · {meeting} · break until {hour}")
    sentence = broken_off if now.until else _("{assembly} · {meeting}")
    return sentence.format(assembly=now.assembly, meeting=now.title, hour=now.until)


def _item(now: Seen) -> str:
    if not now.item:
        return _("No item is open.") if now.meeting else ""
    if now.left is None:
        return now.item
    if now.left >= 0:
        return _("{item}, {n} min left").format(item=now.item, n=-(-now.left // 60))
    return _("{item}, {n} min over").format(item=now.item, n=-(now.left // 60))


def _phase(speaker: Speaker) -> str:
    said = {
        "speaking": _("SPEAKING"),
        "wrap up": _("WRAP UP"),
        "last": _("LAST 10 s"),
        "over": _("OVER"),
        "paused": _("PAUSED"),
    }[speaker.phase]
    return f"{symbol(speaker.phase)} {said}"


def _clock(speaker: Speaker) -> str:
    return time_text(speaker.left, speaker.planned)


def _place(place: Place) -> str:
    if place.kind == "contribution":
        return place.name
    return _("{name} ({kind})").format(name=place.name, kind=floor.kind_word(place.kind))
