"""The agenda on the wall: its order and lengths, what is done, and every change to it.

One item is marked; the letters act on it. It is not the floor: SPACE opens the next item and goes there.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content

from kiosk.cleaning import shown
from kiosk.language import N_, words
from kiosk.language.lists import listed
from kiosk.practices import agenda
from kiosk.practices.agenda.commands import Add, Carry, Close, Edit, Extend, Move, Open, PutBack, Remove, Skip
from kiosk.practices.agenda.events import KINDS
from kiosk.practices.agenda.naming import kind_word, status_word, title_of
from kiosk.practices.agenda.state import Item
from kiosk.practices.agenda.timing import lateness, predicted_end, spent, timebox
from kiosk.practices.messages import Command
from kiosk.practices.wording import in_minutes
from kiosk.terms import Stamp
from screens.agenda.lengths import minutes_said, with_length
from screens.keys.keymap import key
from screens.keys.shared import next_step
from screens.moment import Moment
from screens.widgets.prose import Prose

_, ngettext = words("agenda_screen")

SIGNS: dict[agenda.state.Status, str] = {
    "waiting": "  ",
    "open": "▶ ",
    "done": "✓ ",
    "skipped": "✕ ",
    "carried": "→ ",
}


class Agenda(Moment):
    """Rows of items, one of them marked."""

    NAME = "agenda"
    CSS_PATH = "agenda.tcss"
    PARTS: ClassVar[frozenset[str]] = frozenset({"agenda", "meeting", "roster"})
    BINDINGS: ClassVar[list[BindingType]] = [
        next_step("next", N_("next")),
        Binding("up", "mark(-1)", N_("mark"), key_display="↑↓", id="agenda.up"),
        Binding("down", "mark(1)", N_("mark"), show=False, id="agenda.down"),
        Binding("enter", "open_marked", N_("open this one"), id="agenda.open"),
        Binding("a,A", "add", N_("add"), key_display="A", id="agenda.add"),
        Binding("i,I", "import_file", N_("from a file"), key_display="I", id="agenda.import"),
        Binding("m,M", "move", N_("move"), key_display="M", id="agenda.move"),
        Binding("e,E", "edit", N_("title"), key_display="E", id="agenda.edit"),
        Binding("t,T", "length", N_("length"), key_display="T", id="agenda.length"),
        Binding("k,K", "kind", N_("kind"), key_display="K", id="agenda.kind"),
        Binding("w,W", "presenter", N_("who presents"), key_display="W", id="agenda.presenter"),
        Binding("n,N", "note", N_("note"), key_display="N", id="agenda.note"),
        Binding("plus", "extend", N_("5 min more"), id="agenda.extend"),
        Binding("s,S", "skip", N_("skip"), key_display="S", id="agenda.skip"),
        Binding("c,C", "carry", N_("to the next meeting"), key_display="C", id="agenda.carry"),
        Binding("p,P", "put_back", N_("put back"), key_display="P", id="agenda.putback"),
        Binding("x,X", "remove", N_("take off"), key_display="X", id="agenda.remove"),
        Binding("d,D", "close_item", N_("done"), key_display="D", id="agenda.close"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.marked = 0
        self.moving = False

    def body(self) -> ComposeResult:
        yield Prose(id="forecast")
        with VerticalScroll(id="rows", can_focus=False):
            yield Prose(id="items")
            yield Prose(id="notes")

    # The wall

    def redraw(self, touched: frozenset[str]) -> None:
        items = self.state.agenda.items
        if agenda.state.find(self.state.agenda, self.marked) is None:
            coming = agenda.state.open_item(self.state.agenda) or agenda.state.next_item(self.state.agenda)
            self.marked = coming.id if coming else (items[0].id if items else 0)
        self._show_items()

    def on_resize(self) -> None:
        self.call_after_refresh(self._show_items)

    def tick(self, stamp: Stamp) -> int:
        evening, last = self.state.agenda, self.desk.room.stamp()
        parts: list[Content | str | tuple[str, str]] = []
        ends = predicted_end(evening, stamp, last)
        if ends is not None and self.state.meeting.open:
            parts.append((_("ends about {hour}").format(hour=ends.strftime("%H:%M")), "bold"))
            late = lateness(evening, stamp, last)
            if late >= 1:
                parts.append(("  ▲ " + _("{n} min late").format(n=late), "$text-warning"))
            elif late <= -1:
                parts.append(("  " + _("{n} min early").format(n=-late), "$success"))
            else:
                parts.append(("  " + _("on time"), "$success"))
        left = sum(1 for item in evening.items if item.status == "waiting")
        parts.append(
            ("   " + ngettext("{n} item left", "{n} items left", left).format(n=left), "$text-muted")
        )
        self.query_one("#forecast", Prose).update(Content.assemble(*parts))
        return super().tick(stamp)

    def _show_items(self) -> None:
        items, stamp, last = self.state.agenda.items, self.desk.stamp(), self.desk.room.stamp()
        if not items:
            self.query_one("#items", Prose).update(
                Content(
                    _(
                        "The agenda says what tonight is about, in which order and for how long.\n"
                        "{key[agenda.add]} adds an item, {key[agenda.import]} reads a file."
                    ).format(key=key)
                )
            )
            self.query_one("#notes", Prose).update(Content(""))
            return
        width = max(20, (self.query_one("#rows").size.width or self.app.size.width - 4) - 2)
        rows: list[Content] = []
        section = ""
        for place, item in enumerate(items, start=1):
            if item.section != section:
                section = item.section
                if section:
                    rows.append(Content.styled(shown(section), "$text-muted underline"))
            rows.append(self._row(place, item, width, stamp, last))
        self.query_one("#items", Prose).update(Content("\n").join(rows))
        marked = agenda.state.find(self.state.agenda, self.marked)
        notes = "\n".join(shown(note) for note in marked.notes) if marked else ""
        self.query_one("#notes", Prose).update(Content(notes))
        line = next((k for k, item in enumerate(items) if item.id == self.marked), 0)
        self.query_one("#rows").scroll_to(y=max(0, line - 4), animate=False)

    def _row(self, place: int, item: Item, width: int, stamp: Stamp, last: Stamp) -> Content:
        here = item.id == self.marked
        box = timebox(self.state.agenda, item)
        planned = in_minutes(box)
        about = [item.starts] if item.starts else []
        if item.kind != "discussion":
            about.append(kind_word(item.kind))
        if item.presenter:
            about.append(shown(self.desk.name(item.presenter)))
        if item.origin is not None:
            about.append(
                {"carried": _("carried over"), "review": _("review is due")}.get(item.origin.kind, "")
            )
        if item.status in ("skipped", "carried"):
            about.append(status_word(item.status))
        if item.status in ("done", "open"):
            gone = spent(item, stamp, last) // 60_000
            length = _("{n} of {m} min").format(n=gone, m=planned) if box else _("{n} min").format(n=gone)
        else:
            length = _("{n} min").format(n=planned) if box else ""
        mark = ("↕ " if self.moving else "▸ ") if here else "  "
        style = "bold" if here or item.status == "open" else ""
        if item.status in ("done", "skipped", "carried"):
            style += " $text-muted"
        left = Content.assemble(
            (mark, "bold $accent"),
            (SIGNS[item.status], "bold $primary"),
            (f"{place:>2}  {shown(title_of(item, self.desk.room.called))}", style),
            ("   " + listed(part for part in about if part), "$text-muted"),
        ).truncate(width - len(length) - 2, ellipsis=True)
        return Content.assemble(left, " " * max(1, width - left.cell_length - len(length)), (length, style))

    def coach(self) -> tuple[str, str]:
        evening, sitting = self.state.agenda, self.state.meeting.open
        if sitting is None:
            return _("No meeting is open. {key[app.lobby]}, then {key[moment.next]} opens one.").format(
                key=key
            ), ""
        if self.moving:
            return _(
                "{key[agenda.up]} and {key[agenda.down]} move this item. {key[moment.next]} or "
                "{key[agenda.open]} puts it down."
            ).format(key=key), ""
        if not evening.items:
            return _(
                "Press {key[moment.next]} or {key[agenda.add]} to add an item, or "
                "{key[agenda.import]} to read a file."
            ).format(key=key), _('Say: "What do we talk about tonight?"')
        coming = agenda.state.next_item(evening)
        if coming is None:
            return _("Nothing is left. Press {key[moment.next]} to read back what was decided.").format(
                key=key
            ), ""
        title = shown(title_of(coming, self.desk.room.called))
        if evening.open == 0 and all(item.status == "waiting" for item in evening.items):
            return (
                _("If the room agrees, press {key[moment.next]}: {title}.").format(title=title, key=key),
                _('Say: "Is this our agenda? Anything missing?"'),
            )
        return _("{key[moment.next]} opens the next item: {title}.").format(title=title, key=key), ""

    # The keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Grey the keys that make no sense for the marked item."""
        if self.state.meeting.open is None:
            return True if action in ("leave", "mark") else None
        item = self._marked()
        ways = {
            "open_marked": ("waiting", "done", "skipped", "carried"),
            "move": ("waiting",),
            "remove": ("waiting",),
            "skip": ("waiting", "open"),
            "carry": ("waiting", "open"),
            "put_back": ("done", "skipped", "carried", "open"),
            "extend": ("waiting", "open"),
            "close_item": ("open",),
        }
        if action in ways:
            return True if item is not None and item.status in ways[action] else None
        if action in ("edit", "length", "kind", "presenter", "note"):
            return True if item is not None else None
        return True

    def _marked(self) -> Item | None:
        return agenda.state.find(self.state.agenda, self.marked)

    async def action_next(self) -> None:
        """Open the next item and go to the floor; with nothing left, to the minutes."""
        coming = agenda.state.next_item(self.state.agenda)
        if self.moving:
            self.action_move()
        elif self.state.meeting.open is None:
            self.house.go("lobby")
        elif not self.state.agenda.items:
            self.action_add()
        elif coming is None:
            self.house.go("minutes")
        elif await self.ask(Open(item=coming.id, believes=self.state.agenda.open)):
            self.house.go_to_item(coming)

    async def action_open_marked(self) -> None:
        if self.moving:
            self.action_move()
            return
        item = self._marked()
        if item and await self.ask(Open(item=item.id, believes=self.state.agenda.open)):
            self.house.go_to_item(item)

    async def action_mark(self, step: int) -> None:
        """Mark another item, or move the marked one along while it is being moved."""
        items = self.state.agenda.items
        places = [place for place, item in enumerate(items) if item.id == self.marked]
        if not places:
            return
        to = places[0] + step
        if not 0 <= to < len(items):
            return
        if self.moving:
            after = to + 1 if step > 0 else to
            await self.ask(Move(item=self.marked, before=items[after].id if after < len(items) else 0))
            return
        self.marked = items[to].id
        self.refresh_all(frozenset())

    def action_move(self) -> None:
        self.moving = not self.moving
        self.refresh_all(frozenset())

    def put_down(self) -> None:
        self.moving = False

    def action_leave(self) -> None:
        if self.moving:
            self.action_move()
        else:
            super().action_leave()

    @work(exclusive=True)
    async def action_add(self) -> None:
        """Ask for another item: a title, with or without a length (`Roof repairs 15 min`)."""
        line = await self._line(
            _("What do we talk about?"), _("A title; a length may follow: Roof repairs 15 min")
        )
        if not line:
            return
        title, planned = with_length(line)
        answer = await self.ask(Add(title=title, planned=planned))
        if answer is not None:
            self.marked = self.state.agenda.last
            self.refresh_all(frozenset())

    @work(exclusive=True)
    async def action_edit(self) -> None:
        item = self._marked()
        if item:
            answer = await self._line(_("What is it called?"), "", item.title)
            if answer and answer != item.title:
                await self.ask(Edit(item=item.id, title=answer))

    @work(exclusive=True)
    async def action_length(self) -> None:
        """Ask for the length: minutes, or any form that `minutes_said` reads."""
        item = self._marked()
        if item is None:
            return
        answer = await self._line(
            _("How long?"), _("In minutes: 15 is a quarter of an hour. 0 takes the length away.")
        )
        if answer:
            length = minutes_said(answer)
            if length is None:
                self.tell(_("Type a length in minutes, such as 15."))
            else:
                await self.ask(Edit(item=item.id, planned=length))

    @work(exclusive=True)
    async def action_kind(self) -> None:
        item = self._marked()
        if item is None:
            return
        choices = "  ".join(f"{n} {kind_word(kind)}" for n, kind in enumerate(KINDS, start=1))
        answer = await self._line(_("What kind of item is it?"), choices)
        if answer.isascii() and answer.isdigit() and 1 <= int(answer) <= len(KINDS):
            await self.ask(Edit(item=item.id, kind=KINDS[int(answer) - 1]))

    @work(exclusive=True)
    async def action_presenter(self) -> None:
        """Ask for the presenter: a name from the roster, or an empty line for no person."""
        from kiosk.errors import Refused
        from kiosk.typed.name_lookup import meant

        item = self._marked()
        if item is None:
            return
        answer = await self._line(_("Who presents it?"), _("A few letters of a name; a dash for nobody."))
        if not answer:
            return
        try:
            person = "" if answer in ("-", "–") else meant(answer, self.desk.room)
        except Refused as refused:
            self.tell(refused.sentence)
            return
        await self.ask(Edit(item=item.id, presenter=person))

    @work(exclusive=True)
    async def action_note(self) -> None:
        item = self._marked()
        if item:
            answer = await self._line(_("A note to this item"), "", " / ".join(item.notes))
            if answer:
                await self.ask(Edit(item=item.id, note=answer.replace(" / ", "\n")))

    async def action_extend(self) -> None:
        await self._on_marked(lambda item: Extend(item=item.id, seconds=300))

    async def action_skip(self) -> None:
        await self._on_marked(lambda item: Skip(item=item.id))

    async def action_carry(self) -> None:
        await self._on_marked(lambda item: Carry(item=item.id))

    async def action_put_back(self) -> None:
        await self._on_marked(lambda item: PutBack(item=item.id))

    async def action_remove(self) -> None:
        await self._on_marked(lambda item: Remove(item=item.id))

    async def action_close_item(self) -> None:
        await self._on_marked(lambda item: Close(item=item.id))

    async def _on_marked(self, make: Callable[[Item], Command]) -> None:
        item = self._marked()
        if item is not None:
            await self.ask(make(item))

    def action_import_file(self) -> None:
        from screens.agenda.importing import AgendaImport

        self.app.push_screen(AgendaImport())

    async def _line(self, question: str, detail: str, value: str = "") -> str:
        from screens.dialogs.prompt import Line

        return await self.app.push_screen_wait(Line(question, detail, value))
