"""The four views of the second screen: the clock alone, the list, the agenda, everything.

They are told how things stand and ask nobody; what is large on the wall is large here. Between meetings, and
while there is nothing to read, each shows the time of day and a sentence.
"""

from __future__ import annotations

import time
from itertools import zip_longest
from typing import ClassVar, Protocol, cast

from textual.app import ComposeResult
from textual.containers import Container, Horizontal, Vertical
from textual.content import Content
from textual.events import Resize, ScreenResume
from textual.screen import Screen

from kiosk.cleaning import shown
from kiosk.language import words
from kiosk.seen import Place, Row, Seen
from screens.widgets.bigtext import BigText
from screens.widgets.clockface import ClockFace
from screens.widgets.fitted import Fitted
from screens.widgets.keybar import KeyBar
from screens.widgets.notice import Notice
from screens.widgets.prose import Prose
from screens.widgets.symbols import plain, symbol
from screens.widgets.topline import TopLine

_, ngettext = words("follow")

Told = list[Content | str | tuple[str, str]]
FLASH = 1.0
"""Seconds for which the clock is turned over when a phase begins."""
LARGE = 2
"""So many after the next one are large on the view of the list, if the wall is high."""


class _Ticking(Protocol):
    def tick(self) -> None: ...


class Speaking(Horizontal):
    """The clock, and who speaks; in a break the time until it ends. Nothing where nobody speaks."""

    def compose(self) -> ComposeResult:
        yield ClockFace(id="clock", plain=plain(self))
        yield BigText(id="name")

    def on_mount(self) -> None:
        self._phase, self._until = "", 0.0

    def show(self, now: Seen) -> bool:
        """Whether there is anybody, or anything, to time."""
        clock, name, speaker = self.query_one(ClockFace), self.query_one("#name", BigText), now.speaking
        clock.display = bool(now.until or speaker)
        bare = speaker is not None and not now.until and (now.count == "none" or not speaker.planned)
        self.set_class(bare, "-bare")
        if now.until:
            clock.show(now.back, 0, "break" if now.back >= 0 else "over")
            name.update(_("back {hour}").format(hour=now.until))
        elif speaker:
            clock.show(
                speaker.left,
                speaker.planned,
                speaker.phase,
                flash=self._flashes(speaker.phase),
                count="none" if bare else now.count,
                what=speaker.about.upper(),
            )
            name.update(speaker.call)
        else:
            name.update("")
        return bool(now.until or speaker)

    def _flashes(self, phase: str) -> bool:
        if phase != self._phase:
            begins = bool(self._phase) and phase in ("wrap up", "last", "over")
            self._phase, self._until = phase, time.monotonic() + FLASH if begins else 0.0
        return time.monotonic() < self._until


class Waiter(Horizontal):
    """Somebody who comes soon, large, with the reason beside it; on a high wall only."""

    def compose(self) -> ComposeResult:
        yield BigText(plain=plain(self))
        yield Prose()

    def show(self, place: Place | None) -> None:
        """None: nobody."""
        self.display = place is not None
        if place is not None:
            self.query_one(BigText).update(place.call)
            self.query_one(Prose).update(Content(shown(place.why)))


class View(Screen[object], inherit_bindings=False):
    """Base of the views: top line, one thing, row of keys."""

    AUTO_FOCUS = None
    ALLOW_SELECT = False
    NAME: ClassVar[str] = ""

    def compose(self) -> ComposeResult:
        yield TopLine(id="top")
        with Container(id="body"):
            yield from self.body()
        with Vertical(id="rest"):
            yield BigText(id="hour", plain=plain(self))
            yield Prose(id="sentence")
        yield Notice(id="notice")
        yield KeyBar(id="keys")

    def body(self) -> ComposeResult:
        """What this view is about."""
        raise NotImplementedError

    def show(self, now: Seen) -> None:
        """Show how a meeting stands."""
        raise NotImplementedError

    def on_screen_resume(self, event: ScreenResume) -> None:
        self.query_one(KeyBar).refresh_keys()
        cast("_Ticking", self.app).tick()

    def on_resize(self, event: Resize) -> None:
        self.call_after_refresh(cast("_Ticking", self.app).tick)

    def rest(self, sentence: str, hour: str = "") -> None:
        """There is no meeting to show: a sentence, below the time of day if it is known."""
        self._resting(True)
        self.query_one("#hour", BigText).update(hour)
        self.query_one("#sentence", Prose).update(Content(shown(sentence)))

    def tell(self, now: Seen, written: bool) -> None:
        """How things stand, and whether the kiosk is there to record more."""
        self.query_one(TopLine).show(
            left=_heading(now),
            faults=0,
            clock=now.time,
            sure=now.sure,
            mark="unsigned" if now.unsigned else "recorded",
            entries=now.n,
            waiting=now.unsigned,
        )
        notice = self.query_one(Notice)
        if not written and not notice.display:
            notice.say(_("The kiosk is not running. This is what it recorded last."), grave=True)
        elif written:
            notice.clear(grave=True)
        if now.meeting:
            self._resting(False)
            self.show(now)
        else:
            self.rest(_("No meeting is open."), now.time)

    def _resting(self, rests: bool) -> None:
        self.query_one("#body").display = not rests
        self.query_one("#rest").display = rests


class ClockView(View):
    """The clock alone, for whoever speaks; the time of day while nobody does."""

    NAME = "clock"

    def body(self) -> ComposeResult:
        yield Speaking(id="now")
        yield BigText(id="time", plain=plain(self))
        yield Prose(id="nobody")

    def show(self, now: Seen) -> None:
        timed = self.query_one(Speaking).show(now)
        self.query_one(Speaking).display = timed
        time_of_day, nobody = self.query_one("#time", BigText), self.query_one("#nobody", Prose)
        time_of_day.display = nobody.display = not timed
        if not timed:
            time_of_day.update(now.time)
            nobody.update(Content.assemble(_("Nobody is being timed."), "  ", *_item(now)))


class ListView(View):
    """Who speaks, who is next, and the whole list with the reason for its order."""

    NAME = "list"

    def body(self) -> ComposeResult:
        yield Speaking(id="now")
        yield Prose(id="nextword")
        yield BigText(id="nextname", plain=plain(self))
        for _place in range(LARGE):
            yield Waiter()
        yield Fitted(id="list")

    def show(self, now: Seen) -> None:
        self.query_one(Speaking).display = self.query_one(Speaking).show(now)
        room = LARGE if self.has_class("-tall") else 0
        for waiter, place in zip_longest(self.query(Waiter), now.waiting[1 : 1 + room]):
            waiter.show(place)
        _show_list(self, now, room)


class AgendaView(View):
    """What the evening is about: the open item large, all items with their minutes."""

    NAME = "agenda"

    def body(self) -> ComposeResult:
        yield BigText(id="title", plain=plain(self))
        yield Prose(id="timebox")
        yield Fitted(id="items")

    def show(self, now: Seen) -> None:
        title = self.query_one("#title", BigText)
        title.update(now.item or _("No item is open"))
        self.query_one("#timebox", Prose).update(Content.assemble(*_timebox(now), *_ends(now)))
        self.query_one("#items", Fitted).show(
            now.agenda, lambda columns, rows: self._rows(now.agenda, columns, rows)
        )

    def _rows(self, agenda: list[Row], columns: int, rows: int) -> list[Content]:
        """The items that the room has place for, the open or the next one among them."""
        if not agenda:
            return [Content.styled(_("There is no agenda yet."), "$text-muted")]
        lines, here, section = [], 0, ""
        for place, row in enumerate(agenda, start=1):
            if row.section and row.section != section:
                lines.append(Content.styled(shown(row.section), "$text-muted underline"))
            section = row.section
            if row.status == "open" or (row.status == "done" and not any(r.status == "open" for r in agenda)):
                here = len(lines)
            lines.append(_agenda_row(place, row, columns, plain(self)))
        first = max(0, min(here - rows // 3, len(lines) - rows))
        return lines[first : first + max(1, rows)]


class AllView(View):
    """As the floor on the wall: item, clock, speaker, who is next, how voice circulates."""

    NAME = "all"

    def body(self) -> ComposeResult:
        with Horizontal(id="item"):
            yield BigText(id="title", plain=plain(self))
            yield Prose(id="timebox")
        yield Speaking(id="now")
        with Horizontal(id="then"):
            with Vertical(id="next"):
                yield Prose(id="nextword")
                yield BigText(id="nextname", plain=plain(self))
            yield Fitted(id="list")
        yield Prose(id="heard")

    def show(self, now: Seen) -> None:
        self.query_one("#title", BigText).update(now.item or _("No item is open"))
        about: Told = [shown(now.about), "\n"] if now.about else []
        self.query_one("#timebox", Prose).update(Content.assemble(*about, *_timebox(now)))
        self.query_one(Speaking).show(now)
        _show_list(self, now)
        self.query_one("#heard", Prose).update(Content(now.heard))


def _heading(now: Seen) -> str:
    parts = [now.assembly]
    if now.meeting:
        parts.append(now.title)
        at = next((place for place, row in enumerate(now.agenda, start=1) if row.status == "open"), 0)
        if at:
            parts.append(_("{k} of {n}").format(k=at, n=len(now.agenda)))
    return " · ".join(parts)


def _item(now: Seen) -> Told:
    """The open item and its minutes, in one line."""
    return [shown(now.item), "  ", *_timebox(now)] if now.item else [_("No item is open.")]


def _timebox(now: Seen) -> Told:
    """Minutes left of the item, and how the evening stands against its plan."""
    told: Told = []
    if now.item and now.left is None:
        told.append(_("{n} min so far").format(n=now.gone))
    elif now.left is not None and now.left >= 0:
        told.append(_("{n} of {m} min left").format(n=-(-now.left // 60), m=now.box // 60))
    elif now.left is not None:
        over = _("{n} min over {m}").format(n=-(now.left // 60), m=now.box // 60)
        told.append((f"{symbol('over')} {over}", "bold $accent"))
    if now.late >= 1:
        told.append(" · " + _("{n} min late").format(n=now.late))
    elif now.late <= -1:
        told.append(" · " + _("{n} min early").format(n=-now.late))
    return told


def _ends(now: Seen) -> Told:
    return [(" · " if now.item else "") + _("ends about {hour}").format(hour=now.ends)] if now.ends else []


def _show_list(view: View, now: Seen, large: int = 0) -> None:
    """Who is next, large, and all after the `large` ones below or beside, as many as there is room for."""
    word, big, rest = (
        view.query_one("#nextword", Prose),
        view.query_one("#nextname", BigText),
        now.waiting[1 + large :],
    )
    listed = view.query_one("#list", Fitted)
    listed.show(rest, lambda columns, rows: _rest(rest, columns, rows))
    if not now.waiting:
        empty = _("Nobody is waiting.") if not now.closed else _("Nobody is waiting. The list is closed.")
        word.update(Content.styled(empty, "$text-muted"))
        big.update("")
        return
    why = now.waiting[0].why
    if now.lists:
        why = why or _("the lists take turns: only the wall knows the order")
    word.update(Content.assemble((_("NEXT"), "bold"), "  ", (shown(why), "$text-muted")))
    big.update(now.waiting[0].call)


def _rest(rest: list[Place], columns: int, rows: int) -> list[Content]:
    """As many of them as there are rows; the others are counted."""
    room = len(rest) if len(rest) <= rows else max(0, rows - 1)
    lines = [_waiting(place, columns) for place in rest[:room]]
    if more := len(rest) - room:
        lines.append(Content(ngettext("and {n} more", "and {n} more", more).format(n=more)))
    return lines


def _waiting(place: Place, columns: int) -> Content:
    name = Content.styled(shown(place.name), "bold")
    if columns:
        # The reason for a place on the list is worth more than the end of a long name.
        name = name.truncate(max(12, columns - len(place.why) - 2), ellipsis=True)
    return Content.assemble(name, "  ", (shown(place.why), "$text-muted"))


def _agenda_row(place: int, row: Row, columns: int, ascii: bool) -> Content:
    sign = {"open": symbol("speaking", ascii), "done": symbol("yes", ascii), "skipped": symbol("no", ascii)}
    if row.status == "open":
        length = _("{n} of {m} min").format(n=row.gone, m=row.minutes) if row.minutes else ""
    else:
        length = _("{n} min").format(n=row.minutes) if row.minutes else ""
    ink = {"open": "bold", "waiting": ""}.get(row.status, "$text-muted")
    what = {"carried": _("carried over"), "skipped": _("skipped")}.get(row.status, row.about)
    left = Content.assemble(
        (f"{sign.get(row.status, ''):<2}", "bold $primary"),
        (f"{place:>2}  {shown(row.title)}", ink),
        (f"   {shown(what)}" if what else "", "$text-muted"),
    ).truncate(max(10, columns - len(length) - 2), ellipsis=True)
    return Content.assemble(left, " " * max(1, columns - left.cell_length - len(length)), (length, ink))
