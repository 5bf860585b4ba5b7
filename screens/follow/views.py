"""The four views of the second screen: the clock alone, the list, the agenda, everything.

They are given the state and ask for nothing; what is large on the wall is large here. Between meetings, and
before the first reading, each shows the time of day and a sentence.
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
from kiosk.follow.status import Place, Seen
from kiosk.language import words
from screens.follow import words as follow_words
from screens.widgets.bigtext import BigText
from screens.widgets.clockface import ClockFace
from screens.widgets.fitted import Fitted
from screens.widgets.keybar import KeyBar
from screens.widgets.notice import Notice
from screens.widgets.prose import Prose
from screens.widgets.symbols import plain
from screens.widgets.topline import TopLine

_, ngettext = words("follow")

FLASH = 1.0
"""Seconds for which the clock is shown reversed when a phase begins."""
LARGE = 2
"""Most people after the next one in large letters on the view of the list, if the wall is high."""


class _Ticking(Protocol):
    def tick(self) -> None: ...


class Speaking(Horizontal):
    """The clock and the speaker's name; in a break the time until it ends. Empty while nobody speaks."""

    def compose(self) -> ComposeResult:
        yield ClockFace(id="clock", plain=plain(self))
        yield BigText(id="name")

    def on_mount(self) -> None:
        self._phase, self._until = "", 0.0

    def show(self, seen: Seen) -> bool:
        """Show the clock; False if there is nothing to time."""
        clock, name, speaker = self.query_one(ClockFace), self.query_one("#name", BigText), seen.speaking
        clock.display = bool(seen.until or speaker)
        bare = speaker is not None and not seen.until and (seen.count == "none" or not speaker.planned)
        self.set_class(bare, "-bare")
        if seen.until:
            clock.show(seen.back, 0, "break" if seen.back >= 0 else "over")
            name.update(_("back {hour}").format(hour=seen.until))
        elif speaker:
            clock.show(
                speaker.left,
                speaker.planned,
                speaker.phase,
                flash=self._flashes(speaker.phase),
                count="none" if bare else seen.count,
                what=speaker.about.upper(),
            )
            name.update(speaker.call)
        else:
            name.update("")
        return bool(seen.until or speaker)

    def _flashes(self, phase: str) -> bool:
        if phase != self._phase:
            begins = bool(self._phase) and phase in ("wrap up", "last", "over")
            self._phase, self._until = phase, time.monotonic() + FLASH if begins else 0.0
        return time.monotonic() < self._until


class Waiter(Horizontal):
    """A person who comes soon, in large letters, with the reason next to the name; on a high wall only."""

    def compose(self) -> ComposeResult:
        yield BigText(plain=plain(self))
        yield Prose()

    def show(self, place: Place | None) -> None:
        """Show this place on the list; None hides the widget."""
        self.display = place is not None
        if place is not None:
            self.query_one(BigText).update(place.call)
            self.query_one(Prose).update(Content(shown(place.why)))


class View(Screen[object], inherit_bindings=False):
    """The base of the views: top line, one thing, row of keys."""

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
        """Yield the view's own widgets."""
        raise NotImplementedError

    def show(self, seen: Seen) -> None:
        """Show the state of an open meeting."""
        raise NotImplementedError

    def on_screen_resume(self, event: ScreenResume) -> None:
        self.query_one(KeyBar).refresh_keys()
        cast("_Ticking", self.app).tick()

    def on_resize(self, event: Resize) -> None:
        self.call_after_refresh(cast("_Ticking", self.app).tick)

    def rest(self, sentence: str, hour: str = "") -> None:
        """Show a sentence instead of a meeting, below the time of day if that is known."""
        self._resting(True)
        self.query_one("#hour", BigText).update(hour)
        self.query_one("#sentence", Prose).update(Content(shown(sentence)))

    def tell(self, seen: Seen, written: bool) -> None:
        """Show the state; `written` is False while the kiosk is not running to record more."""
        self.query_one(TopLine).show(
            left=follow_words.heading(seen),
            faults=0,
            clock=seen.time,
            sure=seen.sure,
            mark="left out" if seen.left_out else "unsigned" if seen.unsigned else "recorded",
            entries=seen.n,
            waiting=seen.left_out or seen.unsigned,
        )
        notice = self.query_one(Notice)
        if not written and not notice.display:
            notice.say(_("The kiosk is not running. This is what it recorded last."), grave=True)
        elif written:
            notice.clear(grave=True)
        if seen.meeting:
            self._resting(False)
            self.show(seen)
        else:
            self.rest(_("No meeting is open."), seen.time)

    def _resting(self, rests: bool) -> None:
        self.query_one("#body").display = not rests
        self.query_one("#rest").display = rests


class ClockView(View):
    """The clock alone, for the speaker; the time of day while nobody speaks."""

    NAME = "clock"

    def body(self) -> ComposeResult:
        yield Speaking(id="now")
        yield BigText(id="time", plain=plain(self))
        yield Prose(id="nobody")

    def show(self, seen: Seen) -> None:
        timed = self.query_one(Speaking).show(seen)
        self.query_one(Speaking).display = timed
        time_of_day, nobody = self.query_one("#time", BigText), self.query_one("#nobody", Prose)
        time_of_day.display = nobody.display = not timed
        if not timed:
            time_of_day.update(seen.time)
            nobody.update(Content.assemble(_("Nobody is being timed."), "  ", follow_words.item(seen)))


class ListView(View):
    """The speaker, the next person, and the whole list with its reasons."""

    NAME = "list"

    def body(self) -> ComposeResult:
        yield Speaking(id="now")
        yield Prose(id="nextword")
        yield BigText(id="nextname", plain=plain(self))
        for _place in range(LARGE):
            yield Waiter()
        yield Fitted(id="list")

    def show(self, seen: Seen) -> None:
        self.query_one(Speaking).display = self.query_one(Speaking).show(seen)
        room = LARGE if self.has_class("-tall") else 0
        for waiter, place in zip_longest(self.query(Waiter), seen.waiting[1 : 1 + room]):
            waiter.show(place)
        _show_list(self, seen, room)


class AgendaView(View):
    """The agenda: the open item in large letters, all items with their minutes."""

    NAME = "agenda"

    def body(self) -> ComposeResult:
        yield BigText(id="title", plain=plain(self))
        yield Prose(id="timebox")
        yield Fitted(id="items")

    def show(self, seen: Seen) -> None:
        title = self.query_one("#title", BigText)
        title.update(seen.item or _("No item is open"))
        self.query_one("#timebox", Prose).update(follow_words.timebox(seen, ends=True))
        self.query_one("#items", Fitted).show(
            seen.agenda,
            lambda columns, rows: follow_words.agenda_rows(seen.agenda, columns, rows, plain(self)),
        )


class AllView(View):
    """Everything, as on the floor: item, clock, speaker, the next person, how voice circulates."""

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

    def show(self, seen: Seen) -> None:
        self.query_one("#title", BigText).update(seen.item or _("No item is open"))
        about = Content(shown(seen.about) + "\n" if seen.about else "")
        self.query_one("#timebox", Prose).update(about + follow_words.timebox(seen))
        self.query_one(Speaking).show(seen)
        _show_list(self, seen)
        self.query_one("#heard", Prose).update(Content(seen.heard))


def _show_list(view: View, seen: Seen, large: int = 0) -> None:
    """Show the next person in large letters, and the list after the `large` ones that the view adds."""
    rest = seen.waiting[1 + large :]
    view.query_one("#nextword", Prose).update(follow_words.next_word(seen))
    view.query_one("#nextname", BigText).update(seen.waiting[0].call if seen.waiting else "")
    view.query_one("#list", Fitted).show(
        rest, lambda columns, rows: follow_words.waiting(rest, columns, rows)
    )
