"""Between meetings: what expires soon, the last minutes, whether everything works; SPACE opens a meeting."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content

from kiosk.cleaning import shown
from kiosk.journal.words import head_words
from kiosk.language import N_, contexts, words
from kiosk.language.lists import listed
from kiosk.practices import decision, roles
from kiosk.practices.meeting.rules import Open, called
from kiosk.practices.roles.asked import role_title
from kiosk.practices.roles.rules import Held
from kiosk.terms import Stamp, local
from screens.keys.keymap import key
from screens.keys.shared import next_step
from screens.moment import Moment
from screens.relative_dates import near
from screens.widgets.prose import Prose
from screens.widgets.qr import QrCode

_, ngettext = words("lobby")
pgettext, npgettext = contexts("lobby")

SOON, MOST, FEW = 31, 6, 2
"""Days that count as soon; most of these rows, and most next to a code on a small wall."""


class Lobby(Moment):
    """The wall between meetings."""

    NAME = "lobby"
    CSS_PATH = "lobby.tcss"
    PARTS: ClassVar[frozenset[str]] = frozenset({"record", "roster", "meeting", "rules", "roles", "decision"})
    BINDINGS: ClassVar[list[BindingType]] = [
        next_step("open_meeting", N_("next")),
    ]

    def body(self) -> ComposeResult:
        with Horizontal(id="hall"):
            with Vertical(id="soon"):
                yield Prose(id="assembly")
                yield Prose(id="scan")
                yield Prose(id="expires")
                yield Prose(id="works")
            yield QrCode(id="code", plain=self.house.plain)

    def redraw(self, touched: frozenset[str]) -> None:
        self.query_one("#assembly", Prose).update(self._assembly())
        self.query_one("#expires", Prose).update(self._expires())
        self.query_one("#works", Prose).update(self._works())
        self._scan()

    def _assembly(self) -> Content:
        state = self.state
        people, cells = (
            len(state.roster.members),
            len({cell for cell in state.roster.members.values() if cell}),
        )
        told = ngettext("{n} member", "{n} members", people).format(n=people)
        if cells:
            told += " · " + ngettext("{n} cell", "{n} cells", cells).format(n=cells)
        if not people:
            told = _("Nobody is in the roster yet: {key[app.arrive]} adds people.").format(key=key)
        return Content.assemble((shown(state.record.assembly), "bold $primary"), "\n", (told, "$text-muted"))

    def _expires(self) -> Content:
        """Return what ends or is reviewed within a month, and what is to be drawn next time."""
        state, today = self.state, self._today()
        lines: list[Content | str | tuple[str, str]] = []
        if state.meeting.past:
            last = state.meeting.past[-1]
            when = near(date.fromisoformat(last.date), today)
            title = shown(called(last.number, last.title))
            lines += [_("Last meeting: {title}, {when}").format(title=title, when=when), "\n"]
        soon = [
            (
                held.until,
                self._holder(held),
                pgettext("a mandate, on a date", "ends"),
            )
            for held in roles.rules.soon(state.roles, today.isoformat(), SOON)
        ]
        soon += [
            (
                found.review,
                _("Decision {n}, {title}").format(n=found.number, title=shown(found.title)),
                pgettext("a decision, on a date", "review"),
            )
            for found in decision.rules.soon(state.decision, today.isoformat(), SOON)
        ]
        sitting = [] if state.meeting.open else [held for held in state.roles.held if held.meetings == 1]
        if soon or sitting:
            lines += ["\n", (_("Expires soon"), "bold $accent"), "\n"]
        most = MOST if self.has_class("-tall") or not self.house.handout.last(self.desk) else FEW
        for held in sitting[:most]:
            ends = (_("ends next meeting"), "$text-muted")
            lines += ["  ", (self._holder(held), "bold"), "   ", ends, "\n"]
        # Next to the code a small wall is too narrow for both: break here, so that the date is not split.
        between = "   " if self.has_class("-tall") else "\n    "
        for day, subject, how in sorted(soon)[: max(0, most - len(sitting))]:
            when = near(date.fromisoformat(day), today)
            lines += ["  ", (subject, "bold"), f"{between}{how} ", (when, "$text-muted"), "\n"]
        due = roles.rules.to_be_drawn(state.roles, today.isoformat())
        if due:
            drawn = listed(shown(found.title) for found in due)
            lines += ["\n", (_("To be drawn next time:"), "bold"), f" {drawn}"]
        return Content.assemble(*lines)

    def _holder(self, held: Held) -> str:
        """Return a name and the role that ends."""
        role = shown(held.title or role_title(held.role))
        return _("{name}, {role}").format(name=shown(self.desk.name(held.person)), role=role)

    def _scan(self) -> None:
        """Show the last minutes as a code and as an address."""
        address = self.house.handout.last(self.desk)
        code = self.query_one(QrCode)
        code.display = bool(address)
        code.update(self.house.handout.last_code(self.desk), address.upper())
        told = Content("")
        if address:
            typed = address.removeprefix("http://")
            told = Content.assemble(
                (_("Last minutes:"), "bold"), " ", _("scan, or type"), "\n", (typed, "bold $accent")
            )
        self.query_one("#scan", Prose).update(told)

    def tick(self, stamp: Stamp) -> int:
        self._scan()
        return min(5_000, super().tick(stamp))

    def _works(self) -> Content:
        journal = self.desk.journal
        head = ngettext(
            "Journal: {n} entry, four words: {words}",
            "Journal: {n} entries, four words: {words}",
            journal.size,
        ).format(n=f"{journal.size:,}", words=" ".join(head_words(journal.root)))
        faults = self.house.plugged.faults()
        state = "\n".join(f"⚠ {shown(fault)}" for fault in faults) or _("Everything works.")
        return Content(f"{state}\n{head}")

    def _now(self) -> datetime:
        stamp = self.desk.stamp()
        return local(stamp.at, stamp.offset)

    def _today(self) -> date:
        return self._now().date()

    def coach(self) -> tuple[str, str]:
        sitting = self.state.meeting.open
        if sitting and self.desk.left_open(self.desk.stamp()):
            told = _("The meeting of {date} was left open. Press {key[moment.next]}: there it is closed.")
            return told.format(date=sitting.date, key=key), ""
        if sitting:
            return _("A meeting is open. Press {key[moment.next]}: the floor.").format(key=key), ""
        return _("To open a meeting, press {key[moment.next]}.").format(key=key), _(
            "Or look around: {key[app.help]} shows all keys."
        ).format(key=key)

    @work(exclusive=True)
    async def action_open_meeting(self) -> None:
        """Ask the room whether the clock is right (which attests it), then open the meeting."""
        from screens.app.confirm_clock import agreed_time

        if self.state.meeting.open:
            self.house.go("floor")
            return
        time = await agreed_time(self.app, self._now)
        if time and await self.ask(Open(said=time)):
            self.house.go("arrive")
