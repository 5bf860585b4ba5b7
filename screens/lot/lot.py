"""The draw by lot, with a view for each step: who is in, the seal, the dice, who is drawn, yes or no.

The step comes from the journal, so a restart returns to it. Nothing here can choose anybody.
"""

from __future__ import annotations

from typing import ClassVar, assert_never

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content

from kiosk.cleaning import shown
from kiosk.language import N_, words
from kiosk.language.lists import listed, sentences
from kiosk.practices import lot
from kiosk.practices.agenda.asked import agenda as agenda_of
from kiosk.practices.lot.commands import (
    Abort,
    Accept,
    Commit,
    Decline,
    Reveal,
    Unfreeze,
)
from kiosk.practices.lot.state import Draw, View
from kiosk.practices.rules.asked import rules as rules_of
from screens.keys.keymap import key
from screens.keys.shared import next_step
from screens.lot import hat, views
from screens.lot.roles import due
from screens.lot.suspense import Suspense
from screens.lot.throwing import Throwing
from screens.widgets.bigtext import BigText
from screens.widgets.field import Correcting
from screens.widgets.pages import Block, Pages
from screens.widgets.prose import Prose
from screens.widgets.qr import QrCode

_, ngettext = words("lot_screen")


WHEN: dict[str, set[View]] = {
    "next": {"choose", "unfrozen", "frozen", "committed", "throwing", "thrown", "asking", "done"},
    "answer": {"asking"},
    "roles": {"choose", "done"},
    "quick": {"choose"},
    "exclude": {"choose", "unfrozen"},
    "cells": {"choose", "unfrozen"},
    "quotas": {"choose", "unfrozen"},
    "unfreeze": {"frozen", "committed", "throwing"},
    "abort": {"unfrozen", "frozen", "committed", "throwing"},
    "word": {"committed", "throwing"},
    "throw": {"throwing"},
    "seal": {"throwing", "thrown"},
    "correct": {"throwing", "thrown"},
}
"""Key of the ceremony -> the steps at which it may do something."""


TALL, WIDE, NARROW = 42, 86, 45
"""Rows of a wall on which a seal fits in large modules; columns for its code there, and elsewhere."""


class Lot(Throwing):
    """The ceremony on the wall."""

    NAME = "lot"
    CSS_PATH = "lot.tcss"
    PARTS: ClassVar[frozenset[str]] = frozenset({"lot", "roles", "meeting", "roster", "rules"})
    BINDINGS: ClassVar[list[BindingType]] = [
        next_step("next", N_("next")),
        Binding("y,Y", "answer(True)", N_("yes"), key_display="Y", id="lot.accept"),
        Binding("n,N", "answer(False)", N_("no"), key_display="N", id="lot.decline"),
        Binding("r,R", "roles", N_("roles"), key_display="R", id="lot.roles"),
        Binding("d,D", "quick", N_("quick"), key_display="D", id="lot.quick"),
        Binding("x,X", "exclude", N_("leave out"), key_display="X", id="lot.exclude"),
        Binding("e,E", "cells", N_("each cell"), key_display="E", id="lot.cells"),
        Binding("k,K", "quotas", N_("quotas"), key_display="K", id="lot.quotas"),
        Binding("down,pagedown", "page(1)", N_("more"), key_display="↓", id="lot.page"),
        Binding("up,pageup", "page(-1)", N_("back"), show=False, id="lot.page-back"),
        Binding("b,B", "unfreeze", N_("open the hat again"), key_display="B", id="lot.unfreeze"),
        Binding("w,W", "word", N_("a word first"), key_display="W", id="lot.word"),
        Binding("t,T", "throw", N_("type dice"), key_display="T", id="lot.throw"),
        Binding("s,S", "seal", N_("the seal again"), key_display="S", id="lot.seal"),
        Binding("c,C", "turns", N_("turns"), key_display="C", id="lot.turns"),
        Binding("backspace", "correct", N_("correct"), id="lot.correct"),
        Binding("g,G", "abort", N_("give it up"), key_display="G", id="lot.abort"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.suspense = Suspense(self, lambda: self.refresh_all(frozenset()))
        self.photographed = ""
        self.sealing = False

    def body(self) -> ComposeResult:
        yield Prose(id="what")
        with Horizontal(id="view"):
            with Vertical(id="left"):
                yield BigText(id="drawn")
                yield Pages(id="text", plain=self.house.plain)
            yield QrCode(id="code", plain=self.house.plain)
        yield Prose(id="asked")
        yield Correcting(id="line", max_length=80)

    @property
    def step(self) -> View:
        """Return the present view: "choose", the draw's own step, or "dice" once the seal was
        photographed."""
        draw = lot.state.unfinished(self.state.lot)
        if draw is None:
            return "done" if self.draw is not None and self._of_tonight(self.draw) else "choose"
        if self.sealing and draw.step in ("throwing", "thrown"):
            return "committed"
        if draw.step == "committed" and self.photographed == draw.number:
            return "throwing"
        return draw.step

    def _of_tonight(self, draw: Draw) -> bool:
        """True for a finished draw of this meeting that is no older than the open item, if that is a draw."""
        sitting, agenda = self.state.meeting.open, self.state.agenda
        of_before = any(
            item.id == agenda.open and item.kind == "lot" and item.opened > draw.at for item in agenda.items
        )
        tonight = sitting is not None and draw.n > sitting.n
        return tonight and not of_before and not self.choice.wanted and draw.step == "done"

    # The wall

    def redraw(self, touched: frozenset[str]) -> None:
        self.go_on()
        step, draw = self.step, self.draw
        code, drawn, summary = (
            self.query_one(QrCode),
            self.query_one("#drawn", BigText),
            self.query_one("#what"),
        )
        code.display = step == "committed" and not self.typing
        code.styles.width = WIDE if self.app.size.height >= TALL else NARROW
        drawn.display = step in ("asking", "throwing", "thrown")
        summary.display = step != "committed"  # the code needs every row, so the roles are next to it
        self.show_line(step)
        self.query_one("#what", Prose).update(self._summary(step, draw))
        self.query_one(Pages).show(self._blocks(step, draw), step)

    def _blocks(self, step: View, draw: Draw | None) -> list[Block]:
        """Return the blocks of this step, below the large letters or next to the code."""
        drawn = self.query_one("#drawn", BigText)
        if draw is None:
            return self.choice_view()
        match step:
            case "choose" | "unfrozen":
                return self.choice_view()
            case "frozen":
                return hat.hat(draw.pool, self.cycle_of(draw.cycles), self.desk.name)
            case "committed":
                self.query_one(QrCode).update(draw.commitment.upper())
                return views.seal(draw)
            case "throwing" | "thrown":
                drawn.update(draw.laid(draw.lines[-1]) if draw.lines else "")
                return views.throws(draw)
            case "asking":
                return self._ask_one(draw, drawn)
            case "done" | "aborted":
                return views.result(draw, self.desk.name)
            case _:
                assert_never(step)

    def _summary(self, step: View, draw: Draw | None) -> Content:
        if step == "choose" or draw is None:
            return Content.styled(_("Draw by lot"), "bold $primary")
        return views.heading(draw)

    def _ask_one(self, draw: Draw, drawn: BigText) -> list[Block]:
        asked = draw.asked()
        if asked is None:
            return []
        role, person = asked
        hidden, secret = self.suspense.hidden, self._secret(draw)
        drawn.update(f"{draw.title(role)} …" if secret else self.desk.name(person))
        blocks: list[Block] = [Content("")]
        if not secret:
            title = (shown(draw.title(role)).upper(), "bold $accent")
            blocks += [
                Content.assemble(
                    title, "   " + _("accepts? {key[lot.accept]} / {key[lot.decline]}").format(key=key)
                ),
                Content(""),
            ]
        blocks += [views.seats(draw, self.desk.name, hidden), *views.left_out(draw)]
        return blocks if secret else [*blocks, *views.many_noes(draw)]

    def coach(self) -> tuple[str, str]:
        draw, step = self.draw, self.step
        if self.state.meeting.open is None:
            return _("No meeting is open. {key[app.lobby]}, then {key[moment.next]} opens one.").format(
                key=key
            ), ""
        if step == "asking":
            return self._coach_asking(draw)
        if step == "done" and self.choice.later:
            title = shown(self.choice.later[0].title)
            return _("{key[moment.next]} goes on: {role} is drawn next.").format(role=title, key=key), ""
        if step in ("choose", "unfrozen") and self.trouble():
            return hat.ways(self.hat, self.held()), _('Say: "Which of these do we change?"')
        do, say = views.coach(step, draw.pool.room if draw is not None else None)
        if step in ("choose", "unfrozen") and (asked := hat.asks_in(self.hat, self.held(), self.desk.name)):
            say = asked
        if step == "done" and (vacant := due(self.state)):
            titles = listed(shown(role.title) for role in vacant)
            do = _("Still to be drawn: {roles}. {key[lot.roles]} draws, {key[moment.next]} goes on.").format(
                roles=titles, key=key
            )
        if self.query_one(Pages).count > 1 and step in ("choose", "unfrozen", "frozen"):
            others = _("{key[lot.page]} and {key[lot.page-back]} show the other names.").format(key=key)
            do = sentences((others, do))
        return do, say

    def _coach_asking(self, draw: Draw | None) -> tuple[str, str]:
        asked = draw.asked() if draw is not None else None
        if draw is None or asked is None:
            return "", ""
        if self._secret(draw):
            return _("The secret is open. {key[moment.next]} shows all names at once.").format(key=key), ""
        role, person = shown(draw.title(asked[0])), shown(self.desk.name(asked[1]))
        return (
            _(
                "{key[lot.accept]} for yes, {key[lot.decline]} for no. A no is published as {id}, never why."
            ).format(id=asked[1], key=key),
            _('Say: "{name}, you are drawn: {role}. Do you accept?"').format(name=person, role=role),
        )

    # The keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """True for the keys of this step."""
        if self.state.meeting.open is None:
            return True if action == "leave" else None
        if action == "page":
            return self.query_one(Pages).count > 1
        if action == "turns":
            return rules_of(self.desk.room).rotation().scope != "none"
        if action not in WHEN:
            return True
        step, draw = self.step, self.draw
        if step not in WHEN[action]:
            return False
        match action:
            case "next":
                return step != "asking" or self.suspense.hidden > 0
            case "unfreeze" | "abort":
                return draw is not None and not draw.lines
            case "word":
                return draw is not None and not draw.thrown
            case "correct":
                return draw is not None and bool(draw.lines)
            case _:
                return True

    async def action_next(self) -> None:
        """Do the next step of the ceremony."""
        draw = self.draw
        match self.step:
            case "choose" | "unfrozen":
                command = self.choice.freeze(self.state, self.desk.room, self.open_draw)
                self.choice.begun(self.state)
                await self.ask(command)
            case "frozen":
                await self.ask(Commit(draw=draw.number if draw else ""))
            case "committed":
                self.photographed, self.sealing = draw.number if draw else "", False
                self.refresh_all(frozenset())
                self.action_throw()
            case "throwing":
                self.action_throw()
            case "thrown":
                self.suspense.begin(len(draw.pool.roles) if draw else 0)
                if await self.ask(Reveal(draw=draw.number if draw else "")) is None:
                    self.suspense.end()
            case "asking":
                self._all_names()
            case "done" if self.choice.over():
                self.refresh_all(frozenset())
            case "done":
                self.house.go("floor" if agenda_of(self.desk.room).open_item() else "agenda")
            case "aborted":
                return
            case _:
                assert_never(self.step)

    async def action_answer(self, yes: bool) -> None:
        draw = self.draw
        asked = draw.asked() if draw is not None else None
        if draw is None or asked is None:
            return
        secret = self._secret(draw)
        self._all_names()
        if secret:
            return  # the room has not seen yet who is asked
        role, person = asked
        self.choice.wanted = []
        if yes:
            await self.ask(Accept(role=role, person=person))
        else:
            await self.ask(Decline(role=role, person=person))

    async def action_quick(self) -> None:
        """Let the kiosk draw alone, with one key; the label shows it."""
        command = self.choice.quick(self.state, self.desk.room)
        self.choice.begun(self.state)
        self.suspense.begin(len(command.roles))
        if await self.ask(command) is None:
            self.suspense.end()

    def _secret(self, draw: Draw) -> bool:
        """True while not even the first name is shown."""
        return self.suspense.hidden == len(draw.pool.roles)

    def offers(self, action: str) -> bool:
        """Offer Y and N for a shown name, E and K if a member of a cell is present."""
        if action in ("cells", "quotas"):
            return self.choice.has_cells(self.desk.room)
        return self.draw is None or not action.startswith("answer") or not self._secret(self.draw)

    def action_page(self, step: int) -> None:
        """Show other names."""
        self.query_one(Pages).turn(step)
        self.refresh_all(frozenset())

    @on(Pages.Changed)
    def _paged(self) -> None:
        """Update the coach and the keys: the wall now has more pages, or fewer."""
        self.refresh_all(frozenset())

    def action_seal(self) -> None:
        """Show the seal again, for people who were too slow with the photograph."""
        self.sealing = True
        self.refresh_all(frozenset())

    def put_down(self) -> None:
        self.suspense.end()
        self.sealing = False
        super().put_down()

    def _all_names(self) -> None:
        """Show all names at once."""
        if self.suspense.hidden:
            self.suspense.end()
            self.refresh_all(frozenset())

    async def action_unfreeze(self) -> None:
        if self.draw is not None:
            await self.ask(Unfreeze(draw=self.draw.number))

    @work(exclusive=True)
    async def action_abort(self) -> None:
        from screens.dialogs.question import Question

        draw = self.draw
        sure = await self.app.push_screen_wait(
            Question(
                _("Give this draw up?"),
                _("It stays visible in the minutes, and its number is not used again."),
            )
        )
        if draw is not None and sure:
            await self.ask(Abort(draw=draw.number))
