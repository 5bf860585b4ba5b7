"""An agenda from a file: how each line was understood, what people put right, who presents, then adopt.

One line is marked. A key makes it an item, a note, a section or nothing; another makes every line that begins
like it the same. Nothing is adopted before the room has seen it. It reads small regular files only.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from msgspec.structs import replace
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content

from kiosk.cleaning import has_visible, shown
from kiosk.errors import KioskError, Refused
from kiosk.language import N_, words
from kiosk.language.lists import listed
from kiosk.plain_names import plainly
from kiosk.practices.agenda.commands import Adopt
from kiosk.practices.agenda.events import Draft
from kiosk.practices.agenda.naming import kind_word
from kiosk.practices.roster.rules import AddGuest
from kiosk.practices.wording import in_minutes
from kiosk.terms import REASON, TITLE
from kiosk.typed.name_lookup import named_in
from screens.agenda.files import at_hand, read
from screens.dialogs.dialog import Dialog
from screens.keys.keymap import key
from screens.keys.shared import back, helping, next_step
from screens.moment import House, name_warning
from screens.twins import another
from screens.widgets.coach import Coach
from screens.widgets.keybar import KeyBar
from screens.widgets.notice import Notice
from screens.widgets.prose import Prose

if TYPE_CHECKING:
    from kiosk.practices.agenda.importer import Reading
    from kiosk.practices.agenda.importer.draft import DraftItem, Role, Taken

_, ngettext = words("agenda_import")


class AgendaImport(Dialog[bool], inherit_bindings=False):
    """Choose a file, look at how it was understood, adopt it."""

    CSS_PATH = "agenda.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        next_step("adopt", N_("adopt")),
        Binding("w,W", "who", N_("who presents"), key_display="W", id="import.who"),
        Binding("f,F", "choose", N_("another file"), key_display="F", id="import.file"),
        Binding("down", "mark(1)", N_("mark a line"), key_display="↑↓", id="import.down"),
        Binding("up", "mark(-1)", N_("mark a line"), show=False, id="import.up"),
        Binding("pagedown", "mark(10)", N_("a page on"), show=False, id="import.pagedown"),
        Binding("pageup", "mark(-10)", N_("a page back"), show=False, id="import.pageup"),
        Binding("i,I", "take('item')", N_("item"), key_display="I", id="import.item"),
        Binding("n,N", "take('note')", N_("note"), key_display="N", id="import.note"),
        Binding("s,S", "take('section')", N_("section"), key_display="S", id="import.section"),
        Binding("x,X", "take('nothing')", N_("nothing"), key_display="X", id="import.nothing"),
        Binding("e,E", "every", N_("every line like it"), key_display="E", id="import.every"),
        back(),
        helping("app.help"),
    ]

    def __init__(self) -> None:
        from kiosk.practices.agenda.importer.draft import Imported  # late: it brings the reader along

        super().__init__()
        self.path = ""
        self.reading: Reading | None = None
        self.found = Imported([], [], [])
        self.corrections: dict[int, Role] = {}
        """The roles that people gave to lines of the file, by the line's number."""
        self.by_hand: set[int] = set()
        """The lines that were given theirs one by one."""
        self.marked = -1
        """The marked line, an index of `found.lines`; -1 while the items at the top are shown."""
        self.drafts: list[Draft] = []
        self.presenters: dict[str, str] = {}
        self.adopting = False
        self.busy = False
        """True while a file is being read."""

    @property
    def house(self) -> House:
        return cast("House", self.app)

    def compose(self) -> ComposeResult:
        yield Prose(id="told")
        with VerticalScroll(id="lines", can_focus=False):
            yield Prose(id="taken")
        yield Prose(id="why")
        yield Notice(id="notice")
        yield Coach(id="coach")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        self._chrome()
        self.action_choose()

    def _chrome(self) -> None:
        do, say = _("Choose a file."), ""
        if self.marked >= 0:
            do = _(
                "{key[import.item]} item, {key[import.note]} note, {key[import.section]} section, "
                "{key[import.nothing]} nothing. {key[import.every]} does so with every line like it."
            )
        elif self.drafts and self._unknown():
            do = _("{key[import.who]} says who {name} is. {key[moment.next]} adopts.")
        elif self.drafts:
            do = _(
                "If the room agrees, press {key[moment.next]} to adopt. "
                "{key[import.down]} marks a line to put right."
            )
            say = _('Say: "Is this our agenda?"')
        self.query_one(Coach).show(do.format(key=key, name=next(iter(self._unknown()), "")), say)
        self.refresh_bindings()
        self.query_one(KeyBar).refresh_keys()

    @work(exclusive=True)
    async def action_choose(self) -> None:
        """Ask for a file: one that was found, by its number, or any path."""
        from screens.dialogs.prompt import Line

        found = at_hand(Path(getattr(self.app, "folder", ".")))
        files = {str(n): path for n, path in enumerate(found, start=1)}
        offered = "\n".join(f"{n}  {shown(str(path))}" for n, path in files.items())
        answer = await self.app.push_screen_wait(
            Line(_("Which file?"), offered or _("No agenda is at hand: type the path of a Markdown file."))
        )
        if not answer:
            if not self.drafts:
                self.answer(False)
            return
        chosen = files.get(answer) or Path(answer).expanduser()
        desk = self.house.desk
        roster = {person: desk.room.own_name(person) for person in desk.room.members()}
        self.busy = True
        try:
            self.reading, guessed = await asyncio.to_thread(read, chosen, roster)
            self.path, self.corrections, self.presenters, self.marked = chosen.name, {}, {}, -1
            self.by_hand.clear()
            self._read_again()
            self.query_one(Notice).clear()
            if guessed:
                self.query_one(Notice).say(guessed)
        except Refused as refused:
            self.query_one(Notice).say(refused.sentence)
        finally:
            self.busy = False
        self._chrome()

    def _read_again(self) -> None:
        """Compose the draft from the lines and their corrections, and show it."""
        if self.reading is None:
            return
        self.found = self.reading.compose(self.corrections)
        by_name: dict[str, list[str]] = {}
        for person in self.house.desk.room.members():
            by_name.setdefault(plainly(self.house.desk.room.own_name(person)), []).append(person)
        known, self.presenters = self.presenters, {}
        for written in filter(None, (item.presenter for item in self.found.items)):
            people = by_name.get(plainly(written), [])
            # Of two people of one name the room says which: nobody is guessed.
            self.presenters[written] = known.get(written) or (people[0] if len(people) == 1 else "")
        self.drafts = [
            Draft(
                title=item.title[:TITLE],
                kind=item.kind,
                planned=item.planned,
                starts=item.starts,
                notes=[note[:REASON] for note in item.notes if has_visible(note)],
                section=item.section[:TITLE],
            )
            for item in self.found.items
        ]
        self._show()
        self._chrome()

    def _show(self) -> None:
        """Show the items, then each line of the file with what it was taken for."""
        found, width = self.found, max(40, self.app.size.width - 8)
        told = ngettext("{file}: {n} item", "{file}: {n} items", len(found.items))
        parts = [told.format(file=shown(self.path), n=len(found.items))]
        if doubtful := len(found.doubtful):
            looks = ngettext("{n} line to look at", "{n} lines to look at", doubtful)
            parts.append("▲ " + looks.format(n=doubtful))
        self.query_one("#told", Prose).update(Content(" · ".join([*parts, *found.doubts])))
        rows = [self._item_row(item).truncate(width, ellipsis=True) for item in found.items]
        rows += [Content(""), Content.styled(_("What each line was taken for:"), "underline")]
        self._above = len(rows)
        numbers = {item.line: number for number, item in enumerate(found.items, start=1)}
        rows += [
            self._line_row(line, numbers.get(line.line, 0), at == self.marked).truncate(width, ellipsis=True)
            for at, line in enumerate(found.lines)
        ]
        self.query_one("#taken", Prose).update(Content("\n").join(rows))
        line = found.lines[self.marked] if self.marked >= 0 else None
        self.query_one("#why", Prose).update(Content(line.took_as if line else ""))

    def _item_row(self, item: DraftItem) -> Content:
        about = [_("{n} min").format(n=in_minutes(item.planned))] if item.planned else []
        about += [part for part in (item.starts, kind_word(item.kind), shown(item.presenter)) if part]
        return Content.assemble(("  " + shown(item.title), "bold"), ("   " + listed(about), "$text-muted"))

    def _line_row(self, line: Taken, number: int, here: bool) -> Content:
        from kiosk.practices.agenda.importer.sentences import role_word

        role = _("item {n}").format(n=number) if number else role_word(line.role)
        return Content.assemble(
            ("▸" if here else " ", "bold $accent"),
            ("▲" if line.doubtful else " ", "bold $text-warning"),
            (f"{line.line:>4}  ", "$text-muted"),
            (f"{role:<10}", "bold $primary" if number else "$text-muted"),
            (shown(line.source), "reverse" if here else "" if number else "$text-muted"),
        )

    def _unknown(self) -> list[str]:
        """Return the presenters whose identity is not known yet."""
        return [shown(name) for name, person in self.presenters.items() if not person]

    @work(exclusive=True)
    async def action_who(self) -> None:
        """Ask who each presenter is: a member, a guest, or no person."""
        from kiosk.typed.name_lookup import meant
        from screens.dialogs.prompt import Line

        for written in [name for name, person in self.presenters.items() if not person]:
            typed = await self.app.push_screen_wait(
                Line(
                    _("Who is {name}?").format(name=shown(written)),
                    _("A few letters of a member's name; g for a guest; a dash for nobody."),
                )
            )
            if not typed:
                break
            if typed in ("-", "–"):
                self.presenters[written] = "-"
                continue
            try:
                if typed.casefold() == "g":
                    two = await another(self.app, self.house.desk.room, written[:60])
                    if two is not None:
                        answer = await self.house.desk.submit(AddGuest(name=written[:60], another=two))
                        self.presenters[written] = str(getattr(answer.event, "guest", ""))
                else:
                    self.presenters[written] = meant(typed, self.house.desk.room)
            except KioskError as trouble:
                self.query_one(Notice).say(trouble.sentence)
        self._chrome()

    @work
    async def action_adopt(self) -> None:
        """Adopt these items with one entry. A presenter who was not identified is named in the item's
        notes."""
        from screens.dialogs.question import Question

        if not self.drafts or self.adopting:
            return
        items = [self._with_presenter(*pair) for pair in zip(self.drafts, self.found.items, strict=True)]
        command = Adopt(items=items)
        names = named_in(command, self.house.desk.room)
        self.adopting = True
        try:
            if names and not await self.app.push_screen_wait(Question(*name_warning(names))):
                return
            await self.house.desk.submit(command)
            self.answer(True)
        except KioskError as trouble:
            self.query_one(Notice).say(trouble.sentence)
        finally:
            self.adopting = False

    def _with_presenter(self, draft: Draft, item: DraftItem) -> Draft:
        written = item.presenter
        person = self.presenters.get(written, "")
        if person not in ("", "-"):
            return replace(draft, presenter=person)
        if written and not person:
            return replace(draft, notes=[*draft.notes, _("by {name}").format(name=written)[:REASON]])
        return draft

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "adopt":
            return True if self.drafts else None
        if action == "who":
            return True if self._unknown() else None
        if action in ("take", "every"):
            return True if self.marked >= 0 else None
        return True

    def action_mark(self, rows: int) -> None:
        """Mark another line; above the first one the items are shown."""
        self.marked = max(-1, min(self.marked + rows, len(self.found.lines) - 1))
        self._show()
        view = self.query_one("#lines")
        row = self._above + self.marked if self.marked >= 0 else 0
        view.scroll_to(y=max(0, row - view.size.height // 2), animate=False)

    def action_take(self, role: Role) -> None:
        """Make the marked line an item, a note, a section or nothing."""
        line = self.found.lines[self.marked].line
        self.by_hand.add(line)
        self.corrections[line] = role
        self._read_again()
        self.action_mark(0)

    def action_every(self) -> None:
        """Make every line that begins like the marked one what that is, but those put right one by one."""
        marked = self.found.lines[self.marked]
        others = self.by_hand - {marked.line}
        alike = [n.line for n in self.found.lines if n.like == marked.like and n.line not in others]
        self.corrections |= dict.fromkeys(alike, marked.role)
        self._read_again()
        self.action_mark(0)
        told = ngettext("{n} line begins like this.", "{n} lines begin like this.", len(alike))
        self.query_one(Notice).say(told.format(n=len(alike)))

    def action_leave(self) -> None:
        self.answer(False)
