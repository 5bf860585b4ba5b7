"""An agenda from a file: how each line was understood, who the presenters are, then adopt.

Nothing is adopted before the room has seen it. It reads small regular files only.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
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
from kiosk.terms import REASON, TITLE
from kiosk.typed.name_lookup import named_in
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
    from kiosk.practices.agenda.importer.draft import Imported

_, ngettext = words("agenda_import")

OFFERED = 9


class AgendaImport(Dialog[bool], inherit_bindings=False):
    """Choose a file, look at how it was understood, adopt it."""

    CSS_PATH = "agenda.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        next_step("adopt", N_("adopt")),
        Binding("w,W", "who", N_("who presents"), key_display="W", id="import.who"),
        Binding("f,F", "choose", N_("another file"), key_display="F", id="import.file"),
        Binding("down", "scroll(1)", N_("scroll"), key_display="↑↓", id="import.down"),
        Binding("up", "scroll(-1)", N_("scroll"), show=False, id="import.up"),
        Binding("pagedown", "scroll(10)", N_("a page on"), show=False, id="import.pagedown"),
        Binding("pageup", "scroll(-10)", N_("a page back"), show=False, id="import.pageup"),
        back(),
        helping("app.help"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.path = ""
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
        yield Notice(id="notice")
        yield Coach(id="coach")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        self._chrome()
        self.action_choose()

    def _chrome(self) -> None:
        if not self.drafts:
            do, say = _("Choose a file."), ""
        elif self._unknown():
            do, say = (
                _("{key[import.who]} says who {name} is. {key[moment.next]} adopts.").format(
                    name=self._unknown()[0], key=key
                ),
                "",
            )
        else:
            do, say = (
                _("If the room agrees, press {key[moment.next]} to adopt.").format(key=key),
                _('Say: "Is this our agenda?"'),
            )
        self.query_one(Coach).show(do, say)
        self.refresh_bindings()
        self.query_one(KeyBar).refresh_keys()

    @work(exclusive=True)
    async def action_choose(self) -> None:
        """Ask for a file: one that was found, by its number, or any path."""
        from screens.dialogs.prompt import Line

        files = list(at_hand(Path(getattr(self.app, "folder", "."))))
        offered = "\n".join(f"{n}  {shown(str(path))}" for n, path in enumerate(files, start=1))
        answer = await self.app.push_screen_wait(
            Line(_("Which file?"), offered or _("No agenda is at hand: type the path of a Markdown file."))
        )
        if not answer:
            if not self.drafts:
                self.answer(False)
            return
        chosen = (
            files[int(answer) - 1]
            if answer in {str(n + 1) for n in range(len(files))}
            else Path(answer).expanduser()
        )
        desk = self.house.desk
        roster = {person: desk.name(person) for person in desk.room.members()}
        self.busy = True
        try:
            self._take(chosen, roster, await asyncio.to_thread(_parsed, chosen, roster))
            self.query_one(Notice).clear()
        except Refused as refused:
            self.query_one(Notice).say(refused.sentence)
        finally:
            self.busy = False
        self._chrome()

    def _take(self, path: Path, roster: dict[str, str], found: Imported) -> None:
        """Show how each line of a file was understood."""
        by_name = {plainly(name): person for person, name in roster.items()}
        self.presenters = {
            item.presenter: by_name.get(plainly(item.presenter), "") for item in found.items if item.presenter
        }
        self._as_written = [item.presenter for item in found.items]
        self.drafts = [
            Draft(
                title=item.title[:TITLE],
                kind=item.kind,
                planned=item.planned,
                starts=item.starts,
                notes=[note[:REASON] for note in item.notes if has_visible(note)],
                section=item.section[:TITLE],
            )
            for item in found.items
        ]
        doubtful = len(found.doubtful)
        told = ngettext("{file}: {n} item", "{file}: {n} items", len(self.drafts)).format(
            file=shown(path.name), n=len(self.drafts)
        )
        if doubtful:
            told += " · ▲ " + ngettext("{n} line to look at", "{n} lines to look at", doubtful).format(
                n=doubtful
            )
        self.query_one("#told", Prose).update(Content(told))
        parts: list[Content | str | tuple[str, str]] = []
        for item in found.items:
            about = [_("{n} min").format(n=item.planned // 60)] if item.planned else []
            about += [part for part in (item.starts, kind_word(item.kind), shown(item.presenter)) if part]
            parts += [("  " + shown(item.title), "bold"), ("   " + listed(about), "$text-muted"), "\n"]
        parts += ["\n", (_("What each line was taken for:"), "underline"), "\n"]
        for line in found.lines:
            mark = ("▲", "bold $text-warning") if line.doubtful else (" ", "")
            parts += [mark, (f"{line.line:>4}  ", "$text-muted"), shown(line.source.strip())[:60]]
            parts += [("   " + line.took_as, "$text-warning" if line.doubtful else "$text-muted"), "\n"]
        self.query_one("#taken", Prose).update(Content.assemble(*parts))

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
        items = [self._with_presenter(*pair) for pair in zip(self.drafts, self._as_written, strict=True)]
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

    def _with_presenter(self, draft: Draft, written: str) -> Draft:
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
        return True

    def action_scroll(self, rows: int) -> None:
        self.query_one("#lines").scroll_relative(y=rows, animate=False)

    def action_leave(self) -> None:
        self.answer(False)


def _parsed(path: Path, roster: dict[str, str]) -> Imported:
    """Read and understand a file; in a thread, because a hostile one may take seconds."""
    from kiosk.practices.agenda.importer import read_agenda
    from kiosk.typed.text_file import read_file

    return read_agenda(read_file(path, links=True).text, roster)


def at_hand(folder: Path) -> Iterator[Path]:
    """Yield agenda files that can be chosen by number: in the data folder, here, at home, on a stick."""
    places = [folder / "agenda", Path.cwd(), Path.home()]
    for media in (Path("/media"), Path("/run/media")):
        try:
            places += [place for owner in media.iterdir() for place in (owner, *owner.iterdir())]
        except OSError:
            continue
    seen: list[Path] = []
    for place in dict.fromkeys(places):
        try:
            files = sorted(path for path in place.iterdir() if path.suffix in (".md", ".markdown", ".txt"))
        except OSError:
            continue
        wanted = [path for path in files if "agenda" in path.name.casefold() or place == folder / "agenda"]
        seen += [path for path in wanted if path.is_file()]
    yield from seen[:OFFERED]
