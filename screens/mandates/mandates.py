"""Who holds what and until when: roles drawn by lot, and decisions with their review dates.

Expiry is computed on reading; nothing renews by itself. A single key gives a role back, or keeps or repeals a
decision, without an agenda slot.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content

from kiosk.cleaning import shown
from kiosk.language import N_, contexts, words
from kiosk.practices import decision, roles
from kiosk.practices.proposal.state import suggested_review
from kiosk.practices.roles.asked import role_title
from kiosk.practices.wording import short
from kiosk.terms import local_date
from screens.keys.keymap import key
from screens.keys.shared import next_step
from screens.moment import Moment
from screens.relative_dates import near
from screens.widgets.prose import Prose

_, ngettext = words("mandates")
pgettext, npgettext = contexts("mandates")


class Mandates(Moment):
    """A list; the letters act on its marked row."""

    NAME = "mandates"
    CSS_PATH = "mandates.tcss"
    PARTS: ClassVar[frozenset[str]] = frozenset({"roles", "decision", "meeting", "roster"})
    BINDINGS: ClassVar[list[BindingType]] = [
        next_step("leave", N_("back")),
        Binding("up", "mark(-1)", N_("mark"), key_display="↑↓", id="mandates.up"),
        Binding("down", "mark(1)", N_("mark"), show=False, id="mandates.down"),
        Binding("r,R", "release", N_("give back, recall"), key_display="R", id="mandates.release"),
        Binding("k,K", "keep", N_("keep a decision"), key_display="K", id="mandates.keep"),
        Binding("x,X", "repeal", N_("repeal it"), key_display="X", id="mandates.repeal"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.marked = 0

    def body(self) -> ComposeResult:
        with VerticalScroll(id="rows", can_focus=False):
            yield Prose(id="lines")

    def _rows(self) -> list[roles.rules.Held | decision.rules.Decision]:
        decisions = sorted(
            self.state.decision.live.values(), key=lambda adopted: (adopted.review, adopted.number)
        )
        return [*self.state.roles.held, *decisions]

    def redraw(self, touched: frozenset[str]) -> None:
        rows, stamp = self._rows(), self.desk.stamp()
        self.marked = max(0, min(self.marked, len(rows) - 1))
        today = date.fromisoformat(local_date(stamp.at, stamp.offset))
        parts: list[Content | str | tuple[str, str]] = []
        if not rows and not self.state.roles.vacant:
            parts.append(
                _(
                    "Nobody holds a role, and no decision is to be looked at again.\n{key[app.lot]} "
                    "draws, {key[app.proposal]} decides."
                ).format(key=key)
            )
        for place, row in enumerate(rows):
            if place == len(self.state.roles.held):
                parts += self._vacant()
            parts.append(("▸ " if place == self.marked else "  ", "bold $accent"))
            if isinstance(row, roles.rules.Held):
                parts += self._role(row, today)
            else:
                due = row.review <= today.isoformat()
                text = shown(row.title or row.text)
                parts += [_("decision {n}").format(n=row.number), "  ", (short(text), "bold")]
                when = near(date.fromisoformat(row.review), today)
                told = _("review is due, {when}") if due else _("looked at again {when}")
                parts += [("   " + told.format(when=when), "bold $accent" if due else "$text-muted")]
            parts.append("\n")
        if len(rows) == len(self.state.roles.held):
            parts += self._vacant()
        self.query_one("#lines", Prose).update(Content.assemble(*parts))

    def _vacant(self) -> list[Content | str | tuple[str, str]]:
        """Return a line for each role with a seat that was given back, left, or not taken."""
        parts: list[Content | str | tuple[str, str]] = []
        for role, seats in self.state.roles.vacant.items():
            told = ngettext(
                "vacant: {key[app.lot]} draws it", "{n} seats vacant: {key[app.lot]} draws them", len(seats)
            )
            title = shown(seats[0].title or role_title(role))
            parts += [f"  {title}  ", ("■ " + told.format(n=len(seats), key=key), "bold $accent"), "\n"]
        return parts

    def _role(self, held: roles.rules.Held, today: date) -> list[Content | str | tuple[str, str]]:
        stamp = self.desk.stamp()
        standing = roles.rules.standing_of(held, self.state.record.trusted, stamp)
        title = shown(held.title or role_title(held.role))
        parts: list[Content | str | tuple[str, str]] = [
            f"{title}  ",
            (shown(self.desk.name(held.person)), "bold"),
            "   ",
        ]
        if not held.until:
            parts.append((self._sittings(held.meetings), "$text-muted"))
        elif standing == "expired":
            parts.append(("■ " + pgettext("a mandate", "ended"), "bold $accent"))
        elif standing == "doubtful":
            parts.append(
                (
                    "? "
                    + _("nobody knows what day it is: {key[app.more]}, then {key[more.clock]}").format(
                        key=key
                    ),
                    "bold $accent",
                )
            )
        else:
            parts.append(
                (_("ends {when}").format(when=near(date.fromisoformat(held.until), today)), "$text-muted")
            )
        if held.shadow:
            beside = _("with {name} beside").format(name=shown(self.desk.name(held.shadow)))
            parts += ["   ", (beside, "$accent")]
        return parts

    def _sittings(self, meetings: int) -> str:
        """Return in words a term counted in meetings; 0 is tonight's."""
        if self.state.meeting.open:
            return ngettext(
                "until the meeting ends", "for {n} meetings, this one counted", max(1, meetings)
            ).format(n=meetings)
        return ngettext("until the next meeting ends", "for {n} more meetings", max(1, meetings)).format(
            n=meetings
        )

    def coach(self) -> tuple[str, str]:
        return _(
            "Everything here ends or is looked at again by itself. {key[mandates.release]} "
            "gives a role back, or recalls it."
        ).format(key=key), ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        rows = self._rows()
        row = rows[self.marked] if self.marked < len(rows) else None
        if action == "release":
            return True if isinstance(row, roles.rules.Held) else None
        if action in ("keep", "repeal"):
            return True if isinstance(row, decision.rules.Decision) and self.state.meeting.open else None
        return True if rows or action != "mark" else None

    def action_mark(self, step: int) -> None:
        self.marked = max(0, min(self.marked + step, len(self._rows()) - 1))
        self.refresh_all(frozenset())

    @work(exclusive=True)
    async def action_release(self) -> None:
        from screens.dialogs.question import Question

        row = self._rows()[self.marked]
        if not isinstance(row, roles.rules.Held):
            return
        sure = await self.app.push_screen_wait(
            Question(
                _("Does {name} stop being {role} now?").format(
                    name=self.desk.name(row.person), role=row.title or role_title(row.role)
                ),
                _("It is recorded, never why. Minutes of an open meeting say it by name."),
            )
        )
        if sure:
            await self.ask(roles.rules.Release(role=row.role, person=row.person))

    @work(exclusive=True)
    async def action_keep(self) -> None:
        """Ask for a new review date, and keep the decision until then."""
        from screens.dialogs.prompt import Line

        row, stamp = self._rows()[self.marked], self.desk.stamp()
        if not isinstance(row, decision.rules.Decision):
            return
        review = await self.app.push_screen_wait(
            Line(
                _("When do we look at it again?"),
                _("A date like 2027-02-22."),
                suggested_review(local_date(stamp.at, stamp.offset)),
            )
        )
        if review:
            await self.ask(
                decision.rules.Review(decision=row.number, outcome="keep", review=review, believes=row.review)
            )

    @work(exclusive=True)
    async def action_repeal(self) -> None:
        from screens.dialogs.question import Question

        row = self._rows()[self.marked]
        if not isinstance(row, decision.rules.Decision):
            return
        if await self.app.push_screen_wait(Question(_("Is this decision repealed?"), row.title or row.text)):
            await self.ask(decision.rules.Review(decision=row.number, outcome="repeal", believes=row.review))
