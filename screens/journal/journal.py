"""The journal on the wall: its entries in plain words, to read, to check, and to copy.

The newest entry is first. It holds only one page of entries, for a journal of any length; slow work
(searching, checking every signature, copying) happens outside the loop, reports its progress, and ESC stops
it. It records nothing except the owner of a lost name.
"""

from __future__ import annotations

from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.worker import Worker

from kiosk.language import N_, contexts, words
from kiosk.telling.pages import Filter, Pages
from screens.app.unlocking import wanted
from screens.journal import views
from screens.journal.care import JournalCare
from screens.journal.search import Search
from screens.keys.keymap import key
from screens.keys.shared import next_step
from screens.widgets.entries import Entries
from screens.widgets.prose import Prose
from screens.widgets.symbols import plain

_, ngettext = words("journal")
pgettext, npgettext = contexts("journal")

_OLDER = N_("older and newer entries")
_LOOK = N_("one entry, its line, its proof")
_CHECK = N_("check every entry and every signature")
_BACK_UP = N_("copy entries, key and names to a stick")
_HEAD = N_("the head of the journal, for phones")
_FIND = N_("entries with these words")
_KIND = N_("entries about one thing only")
_LOST = N_("names that fit nobody: say whose, or delete them")
_NUMBER = N_("the entry of a number")


class JournalView(JournalCare):
    """The entries. Members can check them with other people's tools (`kiosk verify` is one)."""

    NAME = "journal"
    CSS_PATH = "journal.tcss"
    PARTS = None
    BINDINGS: ClassVar[list[BindingType]] = [
        next_step("back", N_("back")),
        Binding("down", "move(1)", N_("walk"), key_display="↑↓", tooltip=_OLDER, id="journal.down"),
        Binding("up", "move(-1)", N_("walk"), show=False, tooltip=_OLDER, id="journal.up"),
        Binding("enter", "look", N_("look"), tooltip=_LOOK, id="journal.look"),
        Binding("v,V", "verify", N_("check"), key_display="V", tooltip=_CHECK, id="journal.verify"),
        Binding("b,B", "back_up", N_("back up"), key_display="B", tooltip=_BACK_UP, id="journal.backup"),
        Binding("h,H", "head", N_("head"), key_display="H", tooltip=_HEAD, id="journal.head"),
        Binding("f,F", "find", N_("find"), key_display="F", tooltip=_FIND, id="journal.find"),
        Binding("k,K", "kind", N_("kind"), key_display="K", tooltip=_KIND, id="journal.kind"),
        Binding("g,G", "go_to", N_("number"), key_display="G", tooltip=_NUMBER, id="journal.number"),
        Binding("s,S", "see", N_("we saw it"), key_display="S", id="journal.see"),
        Binding("n,N", "lost", N_("names"), key_display="N", tooltip=_LOST, id="journal.names"),
        Binding("o,O", "open_key", N_("open the key"), key_display="O", id="journal.key"),
        Binding("pagedown", "page(1)", N_("a page on"), show=False, id="journal.pagedown"),
        Binding("pageup", "page(-1)", N_("a page back"), show=False, id="journal.pageup"),
        Binding("home", "end(0)", N_("the newest"), show=False, id="journal.newest"),
        Binding("end", "end(-1)", N_("the first"), show=False, id="journal.oldest"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._pages: Pages | None = None
        self._entries_seen = 0
        self._results: Search | None = None
        self._search: Worker[None] | None = None

    def body(self) -> ComposeResult:
        yield Prose(id="head")
        yield Prose(id="said")
        yield Prose(id="filter")
        yield Entries(id="entries")

    @property
    def busy(self) -> bool:
        """True while a search, a check or a copy is running."""
        return self._search is not None or self.check is not None or self.copying

    # The wall

    def redraw(self, touched: frozenset[str]) -> None:
        journal = self.desk.journal
        if self._pages is None:
            self._pages = Pages(
                journal,
                self.desk.name,
                lambda n: n in self.desk.room.journal.left_out(),
                cell=self.desk.room.cell_name,
            )
        if "roster" in touched:
            self._pages.forget()
        before, self._entries_seen = self._entries_seen, journal.size
        entries = self.query_one(Entries)
        if self._results is not None:
            self._results.add(map(self._pages.told, range(before, self._entries_seen)))
        elif entries.chosen:
            entries.chosen += self._entries_seen - before  # the chosen entry stays the same
        self.query_one("#head", Prose).update(views.head_of(journal, self._report, plain(self)))
        self._say(self._report)
        self._list()

    def _list(self) -> None:
        """Show the rows, and above them the filter."""
        entries, pages, line = self.query_one(Entries), self._pages, self.query_one("#filter", Prose)
        offset, size, sought = self.desk.assembly.offsets.at, self._entries_seen, self._results
        assert pages is not None
        line.display = sought is not None
        if sought is None:
            entries.show(size, lambda place: pages.told(size - 1 - place), offset)
        else:
            entries.show(len(sought.found), lambda place: sought.found[place], offset)
            line.update(
                views.filter_of(
                    sought.wanted,
                    self._about(sought.wanted),
                    len(sought.found),
                    sought.percent,
                    sought.full,
                    plain(self),
                )
            )

    def coach(self) -> tuple[str, str]:
        if self.desk.room.journal.left_out().waiting:
            return _(
                "{key[journal.key]} shows what this kiosk does not understand. Until then nothing "
                "is recorded."
            ).format(key=key), ""
        if self.desk.journal.damage:
            return (
                _(
                    "Put the files back from a copy, then press {key[journal.verify]}. "
                    "{key[journal.see]} records that you saw it."
                ).format(key=key),
                _('Say: "Something is not as it was recorded. Keep your minutes and your photographs."'),
            )
        if self.desk.journal.locked or self.desk.room.journal.unsigned():
            return _(
                "{key[journal.key]} opens the key: what is not signed is looked at, then signed."
            ).format(key=key), ""
        if (
            self._report is not None
            and self._report.good is False
            and (self.desk.journal.findings or self.desk.journal.damage)
        ):
            return _("Something is wrong with the record: photograph this, and compare it with a copy."), ""
        return (
            _(
                "{key[journal.verify]} checks every signature. {key[journal.backup]} copies "
                "everything onto a stick. {key[moment.next]} goes back."
            ).format(key=key),
            _(
                'Say: "Photograph the head ({key[journal.head]}): it shows any change. Words catch mistakes."'
            ).format(key=key),
        )

    def put_down(self) -> None:
        """End the search, so that the next visit begins with the newest entry; a check goes on."""
        self._stop_search()
        self._results = None
        if self._report is not None and self._report.good is False:
            self._report = None  # it is among the findings by now
        self.query_one(Entries).chosen = 0

    # Moving

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "open_key":
            return True if wanted(self.desk) else None
        if action == "see":
            return True if self.desk.journal.damage else None
        if action in ("verify", "back_up"):
            return not (self.check if action == "verify" else self.copying)
        if action == "lost":
            return self.any_lost
        return True

    def action_move(self, rows: int) -> None:
        self.query_one(Entries).move(rows)

    def action_page(self, pages: int) -> None:
        entries = self.query_one(Entries)
        entries.move(pages * entries.page)

    def action_end(self, place: int) -> None:
        entries = self.query_one(Entries)
        entries.choose(place if place >= 0 else entries.count - 1)

    def action_back(self) -> None:
        super().action_leave()

    def action_leave(self) -> None:
        """Stop a slow action, else show all entries again, else go back."""
        if self.check is not None:
            self.check.cancel()
        elif self._search is not None:
            self._stop_search()
        elif self._results is not None:
            self._look_for(Filter())
        else:
            super().action_leave()

    def action_look(self) -> None:
        """Show the chosen entry with all its fields."""
        from screens.journal.entry import EntryView

        told = self.query_one(Entries).entry()
        if told is not None and self._pages is not None:
            self.app.push_screen(EntryView(told.n, self._pages))

    @work(exclusive=True, group="asking")
    async def action_go_to(self) -> None:
        """Ask for the number of an entry, and go to it among all entries."""
        from screens.dialogs.prompt import Line

        answer = await self.app.push_screen_wait(
            Line(_("Which entry?"), _("Its number; the founding is 0."), limit=12)
        )
        figure = answer.replace(",", "").strip()
        if not answer:
            return
        if not (figure.isascii() and figure.isdigit()) or int(figure) >= self._entries_seen:
            self.tell(_("Type the number of an entry, up to {n}.").format(n=f"{self._entries_seen - 1:,}"))
            return
        self._look_for(Filter())
        self.query_one(Entries).choose(self._entries_seen - 1 - int(figure))

    # Searching

    @property
    def _wanted(self) -> Filter:
        return self._results.wanted if self._results is not None else Filter()

    @work(exclusive=True, group="asking")
    async def action_find(self) -> None:
        """Ask for a text, and list the entries with this text in their words."""
        from screens.dialogs.prompt import Line

        answer = await self.app.push_screen_wait(
            Line(
                _("Which words?"),
                _("A name, a title, a few words; accents and capitals do not matter."),
                self._wanted.text,
                limit=120,
            )
        )
        if answer:
            self._look_for(Filter(self._wanted.practice, answer))

    @work(exclusive=True, group="asking")
    async def action_kind(self) -> None:
        """Ask for a practice, and list its entries."""
        from screens.dialogs.choice import Choice

        recording = [practice for practice in self.desk.registry.practices.values() if practice.events]
        names = ["", *(practice.name for practice in recording)]
        everything = pgettext("entries about", "everything")
        rows = [everything, *(practice.title() for practice in recording)]
        place = await self.app.push_screen_wait(
            Choice(_("What about?"), rows, names.index(self._wanted.practice))
        )
        if place >= 0:
            self._look_for(Filter(names[place], self._wanted.text))

    def _about(self, wanted: Filter) -> str:
        """Return the practice of the filter in words; "" for all."""
        practice = self.desk.registry.practices.get(wanted.practice)
        return practice.title() if practice else ""

    def _look_for(self, wanted: Filter) -> None:
        """List the entries that fit as they are found, the newest first."""
        self._stop_search()
        self._results = None
        self.query_one(Entries).chosen = 0
        if wanted and self._pages is not None:
            self._results = Search(self._pages, wanted, self._entries_seen)
            self._search = self._go_through(self._results)
        self._list()

    def _stop_search(self) -> None:
        if self._search is not None:
            self._search.cancel()
        self._search = None

    @work(exclusive=True, group="search")
    async def _go_through(self, search: Search) -> None:
        try:
            await search.run(lambda: self._list() if self.is_current and search is self._results else None)
        finally:
            if search is self._results:
                self._search = None


def said(kind: str) -> str:
    """Return an entry's kind, `turn.paused/1`, in words: "turn paused"."""
    from kiosk.practices.wording import plain_kind

    return plain_kind(kind)
