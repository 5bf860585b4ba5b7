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
from kiosk.practices import agenda, floor, lot
from kiosk.practices.agenda import Open as OpenItem
from kiosk.practices.agenda import kind_word, title_of
from kiosk.practices.contract import Command
from kiosk.practices.floor import Ask, Begin, End, Extend, PauseTurn, ResumeTurn, Waiting, Withdraw
from kiosk.practices.meeting import Pause, Resume, returns_at
from kiosk.terms import Stamp, local
from screens.moment import Moment
from screens.widgets.bigtext import BigText
from screens.widgets.clockface import ClockFace, phase_of
from screens.widgets.entry import Candidate, NameEntry
from screens.widgets.prose import Prose

_, ngettext = words("floor_screen")

FLASH = 1_000
"""Milliseconds for which the clock is turned over when a phase begins."""
_HOUR = re.compile(r"[0-2][0-9]:[0-5][0-9]")
SHORTEST = 12
"""Columns that a name on the list keeps in any case."""
LISTED = 6
"""So many people of the list are named before it is known how many rows there are; the others are counted."""


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
        self._box: tuple[object, ...] = ()

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
        self._show_heard()

    def _queue(self) -> list[Waiting]:
        return floor.queue(self.state.floor, self.desk.room.present())

    def _show_next(self) -> None:
        waiting = self._queue()
        big, word, rest = self.query_one("#nextname", BigText), self.query_one("#nextword", Prose), ""
        if not waiting:
            word.update(Content.styled(_("Nobody is waiting. A adds a name."), "$text-muted"))
            big.update("")
            self.query_one("#list", Prose).update(Content(""))
            return
        first = waiting[0]
        word.update(Content.assemble((_("NEXT"), "bold"), "  ", (self._reason(first), "$text-muted")))
        big.update(self._call(first.person))
        lines: list[Content | str | tuple[str, str]] = []
        room, rows = self.query_one("#list", Prose).content_size
        listed = LISTED if not rows else len(waiting) - 1 if len(waiting) - 1 <= rows else rows - 1
        for place in waiting[1 : 1 + listed]:
            name, reason = Content.styled(shown(self.desk.name(place.person)), "bold"), self._reason(place)
            if room:
                # The reason for a place on the list is worth more than the end of a long name.
                name = name.truncate(max(SHORTEST, room - len(reason) - 2), ellipsis=True)
            lines += [name, "  ", (reason, "$text-muted"), "\n"]
        more = len(waiting) - 1 - listed
        if more > 0:
            rest = ngettext("and {n} more", "and {n} more", more).format(n=more)
        self.query_one("#list", Prose).update(Content.assemble(*lines, rest))

    def _reason(self, place: Waiting) -> str:
        """Why somebody stands where they stand: lists show the reason for their order."""
        if place.kind == "order":
            return "! " + _("point of order")
        turns = self.state.floor.turns.get(place.person, 0)
        if turns == 0:
            return _("first time tonight")
        return ngettext("spoke once", "spoke {n} times", turns).format(n=turns)

    def _show_heard(self) -> None:
        told = floor.heard(self.state.floor, self.desk.room.present())
        if not told.heard:
            text = ""
        elif told.heard > 3:
            text = _(
                "Heard tonight: {heard} of the {present} here. The three longest hold {share} %."
            ).format(heard=told.heard, present=told.present, share=told.share)
        else:
            text = _("Heard tonight: {heard} of the {present} here.").format(
                heard=told.heard, present=told.present
            )
        self.query_one("#heard", Prose).update(Content(text))

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
        now, last = self.state, self.desk.room.stamp()
        item = agenda.open_item(now.agenda)
        title, box = self.query_one("#title", BigText), self.query_one("#timebox", Prose)
        told: list[Content | str | tuple[str, str]] = []
        if item is None:
            title.update(_("No item is open") if now.meeting.open else "")
        else:
            title.update(title_of(item))
            about = [kind_word(item.kind)]
            if item.presenter:
                about.append(self._call(item.presenter))
            told = [shown(", ".join(about)), "\n", *self._timebox(item, stamp, last)]
        if tuple(told) != self._box:
            self._box = tuple(told)
            box.update(Content.assemble(*told))

    def _timebox(self, item: agenda.Item, stamp: Stamp, last: Stamp) -> list[Content | str | tuple[str, str]]:
        """Minutes left of the item, and how the evening stands against its plan."""
        evening = self.state.agenda
        box, gone = agenda.timebox(evening, item), agenda.spent(item, stamp, last)
        left = agenda.left(evening, item, stamp, last)
        parts: list[Content | str | tuple[str, str]] = []
        if not box:
            parts.append(_("{n} min so far").format(n=gone // 60_000))
        elif left >= 0:
            parts.append(_("{n} of {m} min left").format(n=-(-left // 60_000), m=box // 60))
        else:
            parts.append(
                ("■ " + _("{n} min over {m}").format(n=-(left // 60_000), m=box // 60), "bold $accent")
            )
        late = agenda.lateness(evening, stamp, last)
        if late >= 1:
            parts.append(" · " + _("{n} min late").format(n=late))
        elif late <= -1:
            parts.append(" · " + _("{n} min early").format(n=-late))
        return parts

    def _call(self, person: str) -> str:
        return call_name(person, self.desk.room)

    def coach(self) -> tuple[str, str]:
        sitting, turn, waiting = self.state.meeting.open, self.state.floor.turn, self._queue()
        if sitting is None:
            return _("No meeting is open. F10, then SPACE opens one."), ""
        if sitting.break_until:
            return (
                _("When everybody is back, press SPACE."),
                _('Say: "We go on at {hour}."').format(hour=sitting.break_until),
            )
        nxt = self._call(waiting[0].person) if waiting else ""
        order = bool(waiting) and waiting[0].kind == "order"
        say = _('Say: "{name}, your point of order, please."') if order else _('Say: "{name}, please."')
        say = say.format(name=nxt)
        if turn is not None:
            name = self._call(turn.person)
            if turn.rebooted or turn.boot != self.desk.clock.boot():
                return _(
                    "The power was off, and {name}'s clock stands still. Press SPACE: it goes on."
                ).format(name=name), ""
            if turn.paused:
                return _("The clock stands still. Press SPACE: {name} goes on.").format(name=name), ""
            do = _("When {name} has finished, press SPACE.").format(name=name)
            return do, say if waiting else _('Say: "Who else would like to speak?" A adds a name.')
        if waiting:
            return _("Press SPACE: {name} speaks.").format(name=nxt), say
        if not self.desk.room.item():
            return self._coach_between(), ""
        return self._coach_idle(), _('Say: "Who would like to speak?"')

    def _coach_between(self) -> str:
        """No item is open, and nobody speaks or waits."""
        evening = self.state.agenda
        if not evening.items:
            return _("There is no agenda yet. Press SPACE to make one.")
        if agenda.next_item(evening) is None:
            return _("Nothing is left on the agenda. Press SPACE to read back what was decided.")
        return _("Press SPACE to open the next item of the agenda.")

    def _coach_idle(self) -> str:
        """Nobody speaks and nobody waits: what the open item asks for."""
        item, draw, sitting = (
            agenda.open_item(self.state.agenda),
            self.state.lot.draw,
            self.state.meeting.open,
        )
        drawn = draw is not None and sitting is not None and draw.n > sitting.n
        if lot.unfinished(self.state.lot) is not None:
            return _("The draw is not finished: F4 goes on with it. SPACE or A adds a name.")
        if item is not None and item.kind == "lot" and not drawn:
            return _("F4 begins the draw. SPACE or A adds a name. N opens the next item.")
        if item is not None and item.kind == "break":
            return _("B begins the break. SPACE or A adds a name. N opens the next item.")
        if item is not None and item.kind == "proposal":
            return _("F5 shows the proposal. SPACE or A adds a name. N opens the next item.")
        return _("SPACE or A adds whoever wants to speak. N opens the next item.")

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
