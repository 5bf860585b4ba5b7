"""The floor: who speaks, how long still, what we talk about, who is next. Most of the evening is this.

SPACE is always the next step: the next person on the list, the end of a turn, the next item, or the end of
a break. It is not the agenda (F3) and not the roster (F6).
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content

from kiosk.cleaning import shown
from kiosk.language import words
from kiosk.people import call_name
from kiosk.practices import agenda, floor
from kiosk.practices.agenda import Open as OpenItem
from kiosk.practices.contract import Command
from kiosk.practices.floor import Ask, Begin, End, Extend, PauseTurn, ResumeTurn, Waiting, Withdraw
from kiosk.practices.meeting import Pause, Resume, returns_at
from kiosk.terms import Stamp, local
from screens import floor_coach, floor_views
from screens.moment import Moment
from screens.widgets.bigtext import BigText
from screens.widgets.clockface import ClockFace, phase_of
from screens.widgets.entry import Candidate, NameEntry
from screens.widgets.prose import Prose

_, ngettext = words("floor_screen")

FLASH = 1_000
"""Milliseconds for which the clock is turned over when a phase begins."""
_HOUR = re.compile(r"[0-2][0-9]:[0-5][0-9]")


class Floor(Moment):
    """Speaker, clock, item and list, readable from the last row."""

    NAME = "floor"
    CSS_PATH = "floor.tcss"
    PARTS: ClassVar[frozenset[str]] = frozenset({"floor", "meeting", "agenda", "roster", "rules", "lot"})
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "next", "next", id="floor.next"),
        Binding("a,A", "add('contribution')", "add a name", key_display="A", id="floor.ask"),
        Binding("p,P", "pause", "pause", key_display="P", id="floor.pause"),
        Binding("plus", "extend", "one minute", key_display="+", id="floor.extend"),
        Binding("exclamation_mark", "add('order')", "order", key_display="!", id="floor.order"),
        Binding("n,N", "next_item", "next item", key_display="N", id="floor.item"),
        Binding("w,W", "withdraw", "take a name off", key_display="W", id="floor.withdraw"),
        Binding("b,B", "break", "break", key_display="B", id="floor.break"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._phase, self._flash_until = "", 0
        self._box: list[floor_views.Part] = []

    def body(self) -> ComposeResult:
        with Horizontal(id="item"):
            yield BigText(id="title")
            yield Prose(id="timebox")
        with Horizontal(id="now"):
            yield ClockFace(id="clock", plain=self.house.plain)
            yield BigText(id="name")
        with Horizontal(id="then"):
            with Vertical(id="next"):
                yield Prose(id="nextword")
                yield BigText(id="nextname")
            yield Prose(id="list")
        yield Prose(id="heard")
        yield NameEntry(self._candidates, id="entry")

    # What is shown

    def on_resize(self) -> None:
        self.call_after_refresh(self._show_next)

    def redraw(self, touched: frozenset[str]) -> None:
        self._show_next()
        self.query_one("#heard", Prose).update(Content(floor_views.heard(self.state, self.desk.room)))

    def _queue(self) -> list[Waiting]:
        return floor.queue(self.state.floor, self.desk.room.present())

    def _show_next(self) -> None:
        now, waiting = self.state, self._queue()
        big, word, rest = (
            self.query_one("#nextname", BigText),
            self.query_one("#nextword", Prose),
            self.query_one("#list", Prose),
        )
        if not waiting:
            word.update(floor_views.nobody())
            big.update("")
            rest.update(Content(""))
            return
        word.update(floor_views.next_word(now, waiting[0]))
        big.update(self._call(waiting[0].person))
        rest.update(floor_views.listed(now, self.desk.room, waiting[1:], *rest.content_size))

    def tick(self, stamp: Stamp) -> int:
        """The speaker's clock; gives the ms until its shown second changes."""
        sitting, turn = self.state.meeting.open, self.state.floor.turn
        self._show_item(stamp)
        clock = self.query_one(ClockFace)
        if sitting and sitting.break_until:
            self._show_break(stamp)
            return 1_000
        if turn is None:
            clock.display = False
            self.query_one("#name", BigText).update("")
            return super().tick(stamp)
        spoken = floor.elapsed(turn, stamp, self.desk.room.stamp())
        left = turn.planned * 1000 - spoken
        still = floor.stands_still(turn, stamp)
        clock.display = True
        phase = "paused" if still else phase_of(left / 1000, turn.planned)
        if phase == "speaking" and turn.kind == "order":
            phase = "order"
        clock.show(left, turn.planned * 1000, phase, flash=self._flashes(phase, stamp.up))
        self.query_one("#name", BigText).update(self._call(turn.person))
        return 1_000 if still else max(20, left % 1000 or 1000)

    def _flashes(self, phase: str, up: int) -> bool:
        """True for the second in which a phase that needs an eye begins: the wall's chime."""
        if phase != self._phase:
            self._phase = phase
            self._flash_until = up + FLASH if phase in ("wrap up", "last", "over") else 0
        return up < self._flash_until

    def _show_break(self, stamp: Stamp) -> None:
        sitting = self.state.meeting.open
        back = returns_at(sitting) if sitting else None
        if back is None:
            return
        left = int((back - local(stamp.at, stamp.offset)).total_seconds() * 1000)
        self.query_one("#name", BigText).update(_("back {hour}").format(hour=back.strftime("%H:%M")))
        clock = self.query_one(ClockFace)
        clock.display = True
        clock.show(left, 0, "break" if left >= 0 else "over")

    def _show_item(self, stamp: Stamp) -> None:
        self.query_one("#title", BigText).update(floor_views.title(self.state))
        told = floor_views.about(self.state, self.desk.room, stamp)
        if told != self._box:
            self._box = told
            self.query_one("#timebox", Prose).update(Content.assemble(*told))

    def _call(self, person: str) -> str:
        return call_name(person, self.desk.room)

    def coach(self) -> tuple[str, str]:
        return floor_coach.coach(self.state, self.desk.room, self.desk.stamp(), self._queue())

    # What is done

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that the desk would refuse now are grey."""
        now = self.state
        if now.meeting.open is None or now.meeting.open.break_until:
            return True if action in ("next", "leave") else None
        turn = now.floor.turn
        if action in ("pause", "extend"):
            return None if turn is None else True
        if action == "withdraw":
            return True if now.floor.waiting else None
        return True

    def offers(self, action: str) -> bool:
        """N only while an item waits."""
        return action != "next_item" or agenda.next_item(self.state.agenda) is not None

    async def action_next(self) -> None:
        """The next step, whatever it is now."""
        sitting, turn, waiting = self.state.meeting.open, self.state.floor.turn, self._queue()
        if sitting is None:
            self.house.go("lobby")
        elif sitting.break_until:
            await self.ask(Resume())
        elif turn is not None and (turn.paused or floor.stands_still(turn, self.desk.stamp())):
            await self.ask(ResumeTurn(person=turn.person))
        elif waiting:
            await self.ask(Begin(person=waiting[0].person, after=turn.person if turn else ""))
        elif turn is not None:
            await self.ask(End(person=turn.person))
        elif not self.desk.room.item():
            if agenda.next_item(self.state.agenda) is None:
                self.house.go("minutes" if self.state.agenda.items else "agenda")
            else:
                await self.action_next_item()
        else:
            self.action_add("contribution")

    async def action_pause(self) -> None:
        turn = self.state.floor.turn
        if turn is None:
            return
        still = floor.stands_still(turn, self.desk.stamp())
        command: Command = ResumeTurn(person=turn.person) if still else PauseTurn(person=turn.person)
        await self.ask(command)

    async def action_extend(self) -> None:
        if self.state.floor.turn:
            await self.ask(Extend(person=self.state.floor.turn.person, seconds=60))

    async def action_next_item(self) -> None:
        """Open the next item of the agenda; the one before it is done."""
        now = self.state.agenda
        coming = agenda.next_item(now)
        if coming is None:
            self.tell(_("Nothing is left on the agenda. F3 adds an item; F8 closes the meeting."))
        elif await self.ask(OpenItem(item=coming.id, believes=now.open)):
            if coming.kind == "lot":
                self.house.go("lot")
            elif coming.kind == "break":
                self.action_break()

    def action_add(self, kind: str) -> None:
        asked = _("Who has a point of order?") if kind == "order" else _("Who wants to speak?")
        self.query_one(NameEntry).open(asked, kind, _("nobody here has this name; F6 marks an arrival"))

    def badge(self, read: str) -> bool:
        """A badge that is scanned while no line is open puts its person on the list."""
        sitting, entry = self.state.meeting.open, self.query_one(NameEntry)
        if sitting is None or sitting.break_until or entry.is_open:
            return super().badge(read)
        self.action_add("contribution")
        if taken := super().badge(read):
            return taken
        entry.shut()
        return False

    def action_withdraw(self) -> None:
        self.query_one(NameEntry).open(
            _("Who no longer wants to speak?"), "withdraw", _("nobody on the list has this name")
        )

    @work(exclusive=True)
    async def action_break(self) -> None:
        """A break until an hour the room agrees on."""
        from screens.dialogs.prompt import Line

        now = self.desk.stamp()
        said = await self.app.push_screen_wait(
            Line(
                _("A break until when?"),
                _("An hour like 20:15. It is {now} now.").format(
                    now=local(now.at, now.offset).strftime("%H:%M")
                ),
                self._break_until(now),
            )
        )
        hour = said.replace(".", ":").zfill(5)
        if said and not _HOUR.fullmatch(hour):
            self.tell(_("Type the hour at which you go on, like 20:15."))
        elif said:
            await self.ask(Pause(until=hour))

    def _break_until(self, now: Stamp) -> str:
        """When the break that is the open item ends, by its title or its length; "" for another break."""
        item = agenda.open_item(self.state.agenda)
        if item is None or item.kind != "break":
            return ""
        from kiosk.practices.agenda.importer.kinds import until

        planned = timedelta(seconds=agenda.timebox(self.state.agenda, item))
        ends = (local(now.at, now.offset) + planned).strftime("%H:%M")
        return until(item.title) or (ends if planned else "")

    def _candidates(self) -> list[Candidate]:
        entry = self.query_one(NameEntry)
        waiting = {place.person for place in self.state.floor.waiting}
        people = self.desk.room.present()
        if entry.purpose == "withdraw":
            people = [person for person in people if person in waiting]
        return [
            (person, self.desk.name(person), _("waiting") if person in waiting else "") for person in people
        ]

    @on(NameEntry.Left)
    async def _left(self, event: NameEntry.Left) -> None:
        self.query_one(NameEntry).shut()
        if event.on and (self._queue() or self.state.floor.turn or not self.desk.room.item()):
            await self.action_next()

    def put_down(self) -> None:
        self.query_one(NameEntry).shut()

    @on(NameEntry.Unknown)
    def _unknown(self, event: NameEntry.Unknown) -> None:
        told = _("{name} is not here: mark the arrival first (F6).")
        if event.entry.purpose == "withdraw":
            told = _("{name} is not on the list.")
        self.tell(told.format(name=shown(event.name)))

    @on(NameEntry.Chosen)
    async def _chosen(self, event: NameEntry.Chosen) -> None:
        purpose = event.entry.purpose
        event.entry.shut()
        if purpose == "withdraw":
            places = [place for place in self.state.floor.waiting if place.person == event.person]
            if places:
                await self.ask(Withdraw(person=event.person, kind=places[0].kind))
        elif purpose == "order":
            await self.ask(Ask(person=event.person, kind="order"))
        else:
            await self.ask(Ask(person=event.person))
