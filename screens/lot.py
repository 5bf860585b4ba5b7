"""The draw by lot, one step a view: who is in, the seal, the dice, who is drawn, yes or no.

The step comes from the journal, so a restart returns to it. Nothing here can choose anybody.
"""

from __future__ import annotations

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Static

from kiosk.cleaning import clean, shown
from kiosk.language import words
from kiosk.practices import lot
from kiosk.practices.lot.commands import (
    Abort,
    Accept,
    Commit,
    Correct,
    Decline,
    Reveal,
    Throw,
    Unfreeze,
    Word,
)
from kiosk.practices.lot.state import Draw
from screens import lot_hat
from screens import lot_views as views
from screens.lot_choosing import Choosing
from screens.suspense import Suspense
from screens.widgets.bigtext import BigText
from screens.widgets.field import Correcting
from screens.widgets.prose import Prose
from screens.widgets.qr import QrCode

_, ngettext = words("lot_screen")


class Lot(Choosing):
    """The ceremony on the wall."""

    NAME = "lot"
    CSS_PATH = "lot.tcss"
    PARTS: ClassVar[frozenset[str]] = frozenset({"lot", "roles", "meeting", "roster", "rules"})
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "next", "next", id="lot.next"),
        Binding("y,Y", "answer(True)", "yes", key_display="Y", id="lot.accept"),
        Binding("n,N", "answer(False)", "no", key_display="N", id="lot.decline"),
        Binding("r,R", "roles", "roles", key_display="R", id="lot.roles"),
        Binding("d,D", "quick", "quick draw", key_display="D", id="lot.quick"),
        Binding("x,X", "exclude", "leave somebody out", key_display="X", id="lot.exclude"),
        Binding("e,E", "cells", "one of each cell", key_display="E", id="lot.cells"),
        Binding("k,K", "quotas", "how many of a cell", key_display="K", id="lot.quotas"),
        Binding("c,C", "turns", "turns so far", key_display="C", id="lot.turns"),
        Binding("b,B", "unfreeze", "open the hat again", key_display="B", id="lot.unfreeze"),
        Binding("w,W", "word", "a word first", key_display="W", id="lot.word"),
        Binding("t,T", "throw", "type dice", key_display="T", id="lot.throw"),
        Binding("backspace", "correct", "correct", id="lot.correct"),
        Binding("g,G", "abort", "give it up", key_display="G", id="lot.abort"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.suspense = Suspense(self, lambda: self.refresh_all(frozenset()))
        self.photographed = ""
        self.typing = ""

    def body(self) -> ComposeResult:
        yield Prose(id="what")
        with Horizontal(id="view"):
            with Vertical(id="left"):
                yield BigText(id="drawn")
                yield Prose(id="text")
            yield QrCode(id="code", plain=self.house.plain)
        yield Prose(id="asked")
        yield Correcting(id="line", max_length=80)

    @property
    def draw(self) -> Draw | None:
        """The draw that the room is in the middle of, or has just finished."""
        return self.state.lot.draw

    @property
    def step(self) -> str:
        """Which view is due: "choose", the draw's own step, or "dice" once the seal was photographed."""
        draw = lot.unfinished(self.state.lot)
        if draw is None:
            return "done" if self.draw is not None and self._of_tonight(self.draw) else "choose"
        if draw.step == "committed" and self.photographed == draw.number:
            return "throwing"
        return draw.step

    def _of_tonight(self, draw: Draw) -> bool:
        sitting = self.state.meeting.open
        return sitting is not None and draw.n > sitting.n and not self.choice.wanted and draw.step == "done"

    # What is shown

    def redraw(self, touched: frozenset[str]) -> None:
        step, draw = self.step, self.draw
        code, drawn = self.query_one(QrCode), self.query_one("#drawn", BigText)
        code.display = step == "committed"
        drawn.display = step in ("asking", "throwing", "thrown")
        if not self.typing:
            self.query_one("#line").display = self.query_one("#asked").display = False
        self.query_one("#what", Prose).update(self._what(step, draw))
        text = self.query_one("#text", Prose)
        if step in ("choose", "unfrozen") or draw is None:
            text.update(self.choice_view())
        elif step == "frozen":
            text.update(lot_hat.hat(draw.pool, self.round_of(draw.cycles), self.desk.name))
        elif step == "committed":
            text.update(views.seal(draw))
            code.update(draw.commitment.upper())
        elif step in ("throwing", "thrown"):
            last = draw.lines[-1] if draw.lines else None
            drawn.update((" ".join(last.text) if last.kind == "throw" else last.text) if last else "")
            text.update(views.throws(draw))
        elif step == "asking":
            self._ask_one(draw, drawn, text)
        else:
            text.update(views.result(draw, self.desk.name))

    def _what(self, step: str, draw: Draw | None) -> Content:
        if step == "choose" or draw is None:
            return Content.styled(_("Draw by lot"), "bold $primary")
        return views.what(draw)

    def _ask_one(self, draw: Draw, drawn: BigText, text: Static) -> None:
        asked = draw.asked()
        if asked is None:
            return
        role, person = asked
        hidden, secret = self.suspense.hidden, self._secret(draw)
        drawn.update(f"{draw.title(role)} …" if secret else self.desk.name(person))
        rows: list[Content | str | tuple[str, str]] = ["\n"]
        if not secret:
            rows += [(shown(draw.title(role)).upper(), "bold $accent"), "   " + _("accepts? Y / N")]
        rows += ["\n\n", views.seats(draw, self.desk.name, hidden), *views.left_out(draw)]
        text.update(Content.assemble(*rows))

    def coach(self) -> tuple[str, str]:
        draw, step = self.draw, self.step
        if self.state.meeting.open is None:
            return _("No meeting is open. F10, then SPACE opens one."), ""
        if step == "asking":
            return self._coach_asking(draw)
        if step == "done" and self.choice.later:
            title = shown(self.choice.later[0].title)
            return _("SPACE goes on: {role} is drawn next.").format(role=title), ""
        room = draw.pool.room if draw is not None else None
        return views.coach(step, room.count) if room is not None else views.coach(step)

    def _coach_asking(self, draw: Draw | None) -> tuple[str, str]:
        asked = draw.asked() if draw is not None else None
        if draw is None or asked is None:
            return "", ""
        if self._secret(draw):
            return _("The secret is open. SPACE shows all names at once."), ""
        role, person = shown(draw.title(asked[0])), shown(self.desk.name(asked[1]))
        return (
            _("Y for yes, N for no. No reason is needed or recorded."),
            _('Say: "{name}, you are drawn: {role}. Do you accept?"').format(name=person, role=role),
        )

    # What is done

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only the keys of this step."""
        if self.state.meeting.open is None:
            return True if action == "leave" else None
        step, draw = self.step, self.draw
        early = (
            draw is not None and not draw.lines and step in ("unfrozen", "frozen", "committed", "throwing")
        )
        where = {
            "next": step != "asking" or self.suspense.hidden > 0,
            "answer": step == "asking",
            "roles": step in ("choose", "done"),
            "quick": step == "choose",
            "exclude": step in ("choose", "unfrozen"),
            "cells": step in ("choose", "unfrozen"),
            "quotas": step in ("choose", "unfrozen"),
            "turns": self.desk.room.rotation().scope != "none",
            "unfreeze": early and step != "unfrozen",
            "abort": early,
            "word": step in ("committed", "throwing") and draw is not None and not draw.thrown,
            "throw": step == "throwing",
            "correct": step in ("throwing", "thrown") and draw is not None and bool(draw.lines),
        }
        return where.get(action, True)

    async def action_next(self) -> None:
        """The next step of the ceremony."""
        draw = self.draw
        match self.step:
            case "choose" | "unfrozen":
                command = self.choice.freeze(self.state, self.desk.room, self.open_draw)
                self.choice.begun(self.state)
                await self.ask(command)
            case "frozen":
                await self.ask(Commit(draw=draw.number if draw else ""))
            case "committed":
                self.photographed = draw.number if draw else ""
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
                self.house.go("floor" if self.desk.room.item() else "agenda")
            case _:
                return

    async def action_answer(self, yes: bool) -> None:
        draw = self.draw
        asked = draw.asked() if draw is not None else None
        if draw is None or asked is None:
            return
        secret = self._secret(draw)
        self._all_names()
        if secret:
            return  # nobody has seen yet who is asked
        role, person = asked
        self.choice.wanted = []
        if yes:
            await self.ask(Accept(role=role, person=person))
        else:
            await self.ask(Decline(role=role, person=person))

    async def action_quick(self) -> None:
        """One key: the kiosk draws alone; the label says so."""
        command = self.choice.quick(self.state, self.desk.room)
        self.choice.begun(self.state)
        self.suspense.begin(len(command.roles))
        if await self.ask(command) is None:
            self.suspense.end()
        else:
            self.choice.excluded = {}

    def _secret(self, draw: Draw) -> bool:
        """Whether not even the first name is there yet."""
        return self.suspense.hidden == len(draw.pool.roles)

    def offers(self, action: str) -> bool:
        """Y and N are about a name that stands there."""
        return self.draw is None or not action.startswith("answer") or not self._secret(self.draw)

    def _all_names(self) -> None:
        """No more suspense."""
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

    # Typing dice

    def _open_line(self, purpose: str, asked: str, value: str = "") -> None:
        self.typing = purpose
        line, label = self.query_one("#line", Input), self.query_one("#asked", Prose)
        line.value = value
        line.cursor_position = len(value)
        label.update(Content(asked))
        line.display = label.display = True
        self.set_focus(line)

    def action_throw(self) -> None:
        draw = self.draw
        if draw is not None and draw.left_to_throw:
            hand = sum(line.kind == "throw" for line in draw.lines) + 1
            self._open_line("throw", _("Hand {n}: the dice as they lie, then ENTER").format(n=hand))

    def action_word(self) -> None:
        self._open_line("word", _("A word that somebody calls into the draw"))

    def action_correct(self) -> None:
        draw = self.draw
        if draw is not None and draw.lines:
            self._open_line("correct", _("The last line, as it should be"), " ".join(draw.lines[-1].text))

    @on(Correcting.Back)
    def _back(self) -> None:
        if self.check_action("correct", ()):
            self.action_correct()

    def action_leave(self) -> None:
        if self.typing:
            self._shut_line()
        else:
            super().action_leave()

    def put_down(self) -> None:
        self.suspense.end()
        if self.typing:
            self._shut_line()

    def _shut_line(self) -> None:
        self.typing = ""
        self.query_one("#line").display = self.query_one("#asked").display = False
        self.set_focus(None)

    @on(Input.Submitted, "#line")
    async def _typed(self, event: Input.Submitted) -> None:
        purpose, said = self.typing, clean(event.value).strip()
        if not said:
            self._shut_line()
            return
        line = self.query_one("#line", Correcting)
        line.take(event.value)
        draw = self.draw
        lines = len(draw.lines) if draw is not None else 0
        if purpose == "throw":
            done = await self.ask(Throw(symbols=said, line=lines + 1))
        elif purpose == "word":
            done = await self.ask(Word(word=said, line=lines + 1))
        else:
            done = await self.ask(Correct(text=said, line=lines))
        if done is None:
            line.value = event.value + line.value
            line.action_end()
            return
        ahead = line.value
        self._shut_line()
        if self.step == "throwing":
            self.action_throw()
            line.value = ahead
        self.refresh_all(frozenset())
