"""The floor: who speaks, the time left, the open item, who is next. It is the wall for most of the evening.

SPACE is always the next step: the next person on the list, the end of a turn, the next item, or the end of
a break. It is not the agenda (F3) and not the roster (F6).

    views.py coach.py      what the wall shows; what to do, and what to say
    keys.py                the keys, and which of them do something now
    next.py lists.py       the next step of the list; its order, and lists kept in memory
    speaking.py            the speaker and the clock
    naming.py choosing.py  the questions of the line for names; what for, on which side
    rules.py               questions to the room about rules, lengths and breaks
"""

from __future__ import annotations

from collections.abc import Awaitable
from typing import ClassVar, assert_never

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content

from kiosk.cleaning import shown
from kiosk.language import words
from kiosk.practices import agenda, floor
from kiosk.practices.agenda.commands import Open as OpenItem
from kiosk.practices.floor.commands import (
    Ask,
    BeginRound,
    CloseList,
    Extend,
    HandOver,
    Lower,
    MakeOrdinary,
    Pass,
    PauseTurn,
    PutBack,
    ReopenList,
    ResumeTurn,
    SetRule,
    Withdraw,
)
from kiosk.practices.floor.timing import stands_still
from kiosk.practices.meeting.rules import Resume
from kiosk.practices.messages import Command
from kiosk.terms import Stamp
from kiosk.typed.name_lookup import call_name
from screens.floor import choosing, coach, keys, lists, naming, rules, views
from screens.floor.keys import KEYS
from screens.floor.next import next_turn
from screens.floor.speaking import Speaking
from screens.keys.keymap import key
from screens.moment import Moment
from screens.widgets.bigtext import BigText
from screens.widgets.entry import Candidate, NameEntry
from screens.widgets.prose import Prose

_, ngettext = words("floor_screen")


class Floor(Moment):
    """The speaker, the clock, the item and the list, readable from the last row."""

    NAME = "floor"
    CSS_PATH = "floor.tcss"
    PARTS: ClassVar[frozenset[str]] = frozenset({"floor", "meeting", "agenda", "roster", "rules", "lot"})
    BINDINGS: ClassVar[list[BindingType]] = KEYS

    def __init__(self) -> None:
        super().__init__()
        self._about: list[views.Part] = []
        self._believed = 0

    def body(self) -> ComposeResult:
        with Horizontal(id="item"):
            yield BigText(id="title")
            yield Prose(id="timebox")
        yield Speaking(plain=self.house.plain, id="now")
        with Horizontal(id="then"):
            with Vertical(id="next"):
                yield Prose(id="nextword")
                yield BigText(id="nextname")
            yield Prose(id="list")
        yield Prose(id="heard")
        yield NameEntry(self._candidates, id="entry")

    # The wall

    def on_resize(self) -> None:
        self.call_after_refresh(self._show_next)

    def redraw(self, touched: frozenset[str]) -> None:
        self._show_next()
        self.query_one("#heard", Prose).update(Content(views.heard(self.state, self.desk.room)))

    def _show_next(self) -> None:
        state, waiting, chosen = self.state, lists.queue(self.desk), lists.lists_of(self.desk)
        word, rest = self.query_one("#nextword", Prose), self.query_one("#list", Prose)
        held, turn, name = state.floor.held, state.floor.turn, ""
        if held is not None and turn is not None:
            name = self._call(held.person)
            word.update(views.next_word(views.goes_on(turn)))
        elif waiting:
            first = waiting.pop(0)
            name = self._call(first.person)
            word.update(views.next_word(views.reason(state, first, chosen), first.note))
        else:
            word.update(views.nobody(state) if state.meeting.open else Content(""))
        self.query_one("#nextname", BigText).update(name)
        shows = state.meeting.open is not None
        listed = views.listed(state, self.desk.room, chosen, waiting, rest.content_size)
        rest.update(listed if shows else Content(""))

    def tick(self, stamp: Stamp) -> int:
        """Show the speaker's clock; returns the ms until its shown second changes."""
        self._show_item(stamp)
        shown_for = self.query_one(Speaking).show(self.state, self.desk.room, stamp)
        return min(shown_for, super().tick(stamp)) if shown_for > 1_000 else shown_for

    def _show_item(self, stamp: Stamp) -> None:
        self.query_one("#title", BigText).update(views.title(self.state, self.desk.room))
        told = views.about(self.state, self.desk.room, stamp)
        if told != self._about:
            self._about = told
            self.query_one("#timebox", Prose).update(Content.assemble(*told))

    def _call(self, person: str) -> str:
        return call_name(person, self.desk.room)

    def coach(self) -> tuple[str, str]:
        state, waiting = self.state, lists.queue(self.desk)
        do, say = coach.coach(state, self.desk.room, self.desk.stamp(), waiting)
        if self.query_one(NameEntry).is_open and state.floor.turn is None and not waiting:
            # The keys in the usual lines would type letters into the open line.
            do = _(
                "Type a few letters of a name, then {key[line.take]}. {key[line.leave]} leaves the line."
            ).format(key=key)
        return do, say

    # The row of keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Grey the keys that the desk would refuse now."""
        state = self.state
        if state.meeting.open is None or state.meeting.open.break_until:
            return True if action in ("next", "leave") else None
        turn = state.floor.turn
        if action == "extend":
            return None if turn is None or not turn.planned else True
        if action == "pause":
            return None if turn is None else True
        if action == "withdraw":
            return True if state.floor.waiting else None
        return True

    def offers(self, action: str) -> bool:
        """True if the key is used often, or does something now."""
        return keys.offered(action, self.desk)

    # SPACE, and the speaker's turn

    async def action_next(self) -> None:
        """Do the next step of the present moment."""
        state, sitting = self.state, self.state.meeting.open
        if sitting is None:
            self.house.go("lobby")
        elif sitting.break_until:
            await self.ask(Resume())
        elif (step := next_turn(self.desk)) is not None:
            await self.ask(step)
        elif coach.between(state):
            await self._go_on()
        elif coach.wants_round(state):
            await self.action_round()
        else:
            self.action_add("contribution")

    async def _go_on(self) -> None:
        """Open the next item, or go on to the end of the meeting."""
        if agenda.state.next_item(self.state.agenda) is None:
            self.house.go("minutes" if self.state.agenda.items else "agenda")
        else:
            await self.action_next_item()

    async def action_pause(self) -> None:
        turn = self.state.floor.turn
        if turn is None:
            return
        still = stands_still(turn, self.desk.stamp())
        command: Command = ResumeTurn(person=turn.person) if still else PauseTurn(person=turn.person)
        await self.ask(command)

    async def action_extend(self) -> None:
        if self.state.floor.turn:
            await self.ask(Extend(person=self.state.floor.turn.person, seconds=60))

    async def action_put_back(self) -> None:
        """Put the speaker, or the last speaker, back on the list."""
        turn = self.state.floor.turn or self.state.floor.before
        if turn is None:
            self.tell(_("Nobody has spoken who could go back to the list."))
        else:
            await self.ask(PutBack(person=turn.person))

    @work(exclusive=True)
    async def action_ordinary(self) -> None:
        """Make a point of order an ordinary contribution, which joins the ordinary list."""
        person = await choosing.order_asked(self.app, self.desk)
        if person:
            await self.ask(MakeOrdinary(person=person))
        elif not keys.offered("ordinary", self.desk):
            self.tell(_("Nobody has a point of order."))

    # Rounds, and the list as a whole

    async def action_round(self) -> None:
        await self.ask(BeginRound(round=self.state.floor.rounds + 1))

    async def action_pass(self) -> None:
        """Pass for the next person of the round."""
        asked = next((place for place in lists.queue(self.desk) if place.round), None)
        if asked is None:
            self.tell(_("No round is going on: nobody can pass."))
        else:
            await self.ask(Pass(person=asked.person))

    async def action_close(self) -> None:
        await self.ask(ReopenList() if self.state.floor.closed else CloseList())

    async def action_next_item(self) -> None:
        """Open the next item of the agenda, which ends the open one."""
        evening = self.state.agenda
        coming = agenda.state.next_item(evening)
        if coming is None:
            self.tell(
                _(
                    "Nothing is left on the agenda. {key[app.agenda]} adds an item; {key[app.minutes]} "
                    "closes the meeting."
                ).format(key=key)
            )
        elif await self.ask(OpenItem(item=coming.id, believes=evening.open)):
            match coming.kind:
                case "break":
                    self.action_break()
                case "discussion" | "report" | "proposal" | "lot" | "round" | "reflection":
                    self.house.go_to_item(coming)
                case _:
                    assert_never(coming.kind)

    # Questions to the room

    @work(exclusive=True)
    async def action_rule(self) -> None:
        """Ask in which order people speak."""
        if isinstance(done := await self._agreed(rules.rule_asked(self.app, self.desk)), SetRule):
            await choosing.lists_asked(self.app, self.desk)
            self.refresh_all(frozenset())
            if floor.state.ruling(self.state.floor).rule != done.rule:
                self.tell(_("What was agreed for this item or meeting holds until it ends."))

    @work(exclusive=True)
    async def action_timing(self) -> None:
        """Ask how turns are timed."""
        await self._agreed(rules.timing_asked(self.app, self.desk))

    @work(exclusive=True)
    async def action_late(self) -> None:
        """Ask to spread the delay over the rest of the agenda."""
        await self._agreed(rules.spread_asked(self.app, self.desk))

    @work(exclusive=True)
    async def action_break(self) -> None:
        """Ask until when the break lasts."""
        await self._agreed(rules.break_asked(self.app, self.desk))

    async def _agreed(self, asking: Awaitable[Command | str]) -> Command | None:
        """Ask the desk for the command of an answer, or show the sentence that refuses it."""
        answered = await asking
        if isinstance(answered, str):
            if answered:
                self.tell(answered)
            return None
        return answered if await self.ask(answered) else None

    # Names

    @work(exclusive=True)
    async def action_kind(self) -> None:
        """Ask for a kind of contribution other than the usual one, then for the name."""
        if purpose := await choosing.kind_asked(self.app, self.desk):
            self.action_add(purpose)

    def action_add(self, purpose: str) -> None:
        """Open the line for a name: of a person who wants to speak, or whose place on the list is meant."""
        floor_state = self.state.floor
        if trouble := naming.trouble(purpose, floor_state):
            self.tell(trouble)
            return
        self._believed = floor_state.turn.n if floor_state.turn else 0
        asked, nobody = naming.asked(purpose, floor_state.turn, self.desk.room)
        self.query_one(NameEntry).open(asked, purpose, nobody)

    def action_withdraw(self) -> None:
        self.action_add("withdraw")

    def badge(self, read: str) -> bool:
        """Open the line for a badge scanned while none is open, which puts the person on the list."""
        sitting, entry = self.state.meeting.open, self.query_one(NameEntry)
        if sitting is None or sitting.break_until or entry.is_open:
            return super().badge(read)
        self.action_add("contribution")
        if self.state.floor.closed:
            return True
        if taken := super().badge(read):
            return taken
        entry.shut()
        return False

    def put_down(self) -> None:
        self.query_one(NameEntry).shut()

    def _candidates(self) -> list[Candidate]:
        return naming.candidates(self.query_one(NameEntry).purpose, self.state, self.desk.room)

    @on(NameEntry.Left)
    async def _left(self, event: NameEntry.Left) -> None:
        self.query_one(NameEntry).shut()
        state = self.state
        if event.on and (next_turn(self.desk) or coach.between(state) or coach.wants_round(state)):
            await self.action_next()

    @on(NameEntry.Unknown)
    def _unknown(self, event: NameEntry.Unknown) -> None:
        told = _("{name} is not here: mark the arrival first ({key[app.arrive]}).")
        if event.entry.purpose in ("withdraw", "lower"):
            told = _("{name} is not on the list.")
        self.tell(told.format(name=shown(event.name), key=key))

    @on(NameEntry.Chosen)
    async def _chosen(self, event: NameEntry.Chosen) -> None:
        purpose, person = event.entry.purpose, event.person
        event.entry.shut()
        turn, kind = self.state.floor.turn, naming.kind_of(purpose)
        if purpose in ("handover", "interposed") and (turn is None or turn.n != self._believed):
            self.tell(_("That has ended already: look again."))
        elif purpose == "handover" and turn is not None:
            await self.ask(HandOver(person=turn.person, to=person))
        elif choosing.asks_more(purpose, person, self.desk):
            self._settle(purpose, person)
        elif kind is not None:
            await self.ask(Ask(person=person, kind=kind))
        elif places := naming.places_of(person, self.state):
            make = Lower if purpose == "lower" else Withdraw
            await self.ask(make(person=person, kind=places[0].kind))

    @work(exclusive=True)
    async def _settle(self, purpose: str, person: str) -> None:
        """Ask the other questions about a named person: which place, side or list, or a note."""
        if purpose == "list":
            await choosing.list_asked(self.app, self.desk, person)
        elif command := await choosing.more_asked(self.app, self.desk, purpose, person):
            await self.ask(command)
        self.refresh_all(frozenset())
