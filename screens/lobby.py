"""Between meetings: what expires soon, the last minutes, whether everything works; SPACE opens a meeting."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from kiosk.cleaning import shown
from kiosk.errors import Refused
from kiosk.journal.words import head_words
from kiosk.language import words
from kiosk.practices.meeting import Open, called
from kiosk.terms import local, said_time
from screens.moment import Moment
from screens.near import long_now, near

_, ngettext = words("lobby")


class Lobby(Moment):
    """The wall between meetings."""

    NAME = "lobby"
    CSS_PATH = "lobby.tcss"
    PARTS: ClassVar[frozenset[str]] = frozenset({"record", "roster", "meeting", "rules"})
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "open_meeting", "open a meeting", id="lobby.open"),
    ]

    def body(self) -> ComposeResult:
        with Horizontal(id="hall"):
            with Vertical(id="soon"):
                yield Static(id="assembly", markup=False)
                yield Static(id="expires", markup=False)
                yield Static(id="works", markup=False)
            yield Vertical(id="last")

    def redraw(self, touched: frozenset[str]) -> None:
        self.query_one("#assembly", Static).update(self._assembly())
        self.query_one("#expires", Static).update(self._expires())
        self.query_one("#works", Static).update(self._works())

    def _assembly(self) -> Content:
        now = self.state
        people, cells = len(now.roster.members), len({cell for cell in now.roster.members.values() if cell})
        told = ngettext("{n} member", "{n} members", people).format(n=people)
        if cells:
            told += " · " + ngettext("{n} cell", "{n} cells", cells).format(n=cells)
        if not people:
            told = _("Nobody is in the roster yet: F6 adds people.")
        return Content.assemble((shown(now.record.assembly), "bold $primary"), "\n", (told, "$text-muted"))

    def _expires(self) -> Content:
        lines: list[Content | str | tuple[str, str]] = []
        past = self.state.meeting.past
        if past:
            last = past[-1]
            when = near(date.fromisoformat(last.date), self._today())
            lines += [
                _("Last meeting: {title}, {when}").format(
                    title=shown(called(last.number, last.title)), when=when
                )
            ]
        return Content.assemble(*lines)

    def _works(self) -> Content:
        journal = self.desk.journal
        head = ngettext(
            "Journal: {n} entry, four words: {words}",
            "Journal: {n} entries, four words: {words}",
            journal.size,
        ).format(n=f"{journal.size:,}", words=" ".join(head_words(journal.root)))
        faults = self.house.faults()
        state = "\n".join(f"⚠ {shown(fault)}" for fault in faults) or _("Everything works.")
        return Content(f"{head}\n{state}")

    def _today(self) -> date:
        stamp = self.desk.stamp()
        return local(stamp.at, stamp.offset).date()

    def coach(self) -> tuple[str, str]:
        if self.state.meeting.open:
            return _("A meeting is open: F2 shows the floor."), ""
        return _("To open a meeting, press SPACE."), _("Or look around: ? shows all keys.")

    @work(exclusive=True)
    async def action_open_meeting(self) -> None:
        """Ask the room whether the clock is right (that attests it), then open the meeting."""
        from screens.dialogs.prompt import Line
        from screens.dialogs.question import Question

        if self.state.meeting.open:
            self.house.go("floor")
            return
        stamp = self.desk.stamp()
        moment = local(stamp.at, stamp.offset)
        right = await self.app.push_screen_wait(
            Question(_("Is it {now}?").format(now=long_now(moment)), _("N lets you type the right time."))
        )
        said = moment.strftime("%Y-%m-%dT%H:%M")
        while not right:
            said = await self.app.push_screen_wait(
                Line(_("What date and time is it?"), _("Like this: 2026-11-22 19:02. ESC leaves."))
            )
            if not said:
                return
            try:
                right = bool(said_time(said))
            except Refused:
                continue
        if await self.ask(Open(said=said)):
            self.house.go("arrive")
