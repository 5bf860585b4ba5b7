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
from kiosk.errors import Refused
from kiosk.language import words
from kiosk.people import meant
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
from screens import lot_views as views
from screens.lot_roles import Choice, as_said
from screens.moment import Moment
from screens.widgets.bigtext import BigText
from screens.widgets.field import Correcting
from screens.widgets.prose import Prose
from screens.widgets.qr import QrCode

_, ngettext = words("lot_screen")


class Lot(Moment):
    """The ceremony on the wall."""

    NAME = "lot"
    CSS_PATH = "lot.tcss"
    PARTS: ClassVar[frozenset[str]] = frozenset({"lot", "roles", "meeting", "roster"})
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "next", "next", id="lot.next"),
        Binding("y,Y", "answer(True)", "yes", key_display="Y", id="lot.accept"),
        Binding("n,N", "answer(False)", "no", key_display="N", id="lot.decline"),
        Binding("r,R", "roles", "roles", key_display="R", id="lot.roles"),
        Binding("d,D", "quick", "quick draw", key_display="D", id="lot.quick"),
        Binding("x,X", "exclude", "leave somebody out", key_display="X", id="lot.exclude"),
        Binding("b,B", "unfreeze", "open the hat again", key_display="B", id="lot.unfreeze"),
        Binding("w,W", "word", "a word first", key_display="W", id="lot.word"),
        Binding("t,T", "throw", "type dice", key_display="T", id="lot.throw"),
        Binding("backspace", "correct", "correct", id="lot.correct"),
        Binding("g,G", "abort", "give it up", key_display="G", id="lot.abort"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.choice = Choice()
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
        if step == "choose" or draw is None:
            text.update(self._choice())
        elif step in ("frozen", "unfrozen"):
            text.update(views.hat(draw, self.desk.name))
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

    def _choice(self) -> Content:
        inside = [p for p in self.desk.room.present() if p in self.state.roster.members]
        return views.choice(
            self.choice.listed(self.state),
            sum(1 for person in inside if person not in self.choice.excluded),
            [self.desk.name(person) for person in self.choice.excluded],
        )

    def _ask_one(self, draw: Draw, drawn: BigText, text: Static) -> None:
        asked = draw.asked()
        if asked is None:
            return
        role, person = asked
        drawn.update(self.desk.name(person))
        rows: list[Content | str | tuple[str, str]] = [
            "\n",
            (shown(draw.title(role)).upper(), "bold $accent"),
        ]
        rows.append("   " + _("accepts? Y / N"))
        rows += ["\n\n", views.seats(draw, self.desk.name), *views.left_out(draw)]
        text.update(Content.assemble(*rows))

    def coach(self) -> tuple[str, str]:
        draw, step = self.draw, self.step
        if self.state.meeting.open is None:
            return _("No meeting is open. F10, then SPACE opens one."), ""
        if step == "asking":
            return self._coach_asking(draw)
        room = draw.pool.room if draw is not None else None
        return views.coach(step, room.count) if room is not None else views.coach(step)

    def _coach_asking(self, draw: Draw | None) -> tuple[str, str]:
        asked = draw.asked() if draw is not None else None
        if draw is None or asked is None:
            return "", ""
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
            "next": step != "asking",
            "answer": step == "asking",
            "roles": step in ("choose", "done"),
            "quick": step == "choose",
            "exclude": step in ("choose", "unfrozen"),
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
                await self.ask(self.choice.freeze(self.state, draw if self.step == "unfrozen" else None))
            case "frozen":
                await self.ask(Commit(draw=draw.number if draw else ""))
            case "committed":
                self.photographed = draw.number if draw else ""
                self.refresh_all(frozenset())
                self.action_throw()
            case "throwing":
                self.action_throw()
            case "thrown":
                await self.ask(Reveal(draw=draw.number if draw else ""))
            case "done":
                self.choice.wanted, self.choice.excluded = {}, {}
                self.house.go("floor" if self.desk.room.item() else "agenda")
            case _:
                return

    async def action_answer(self, yes: bool) -> None:
        asked = self.draw.asked() if self.draw is not None else None
        if asked is None:
            return
        role, person = asked
        self.choice.wanted = {}
        if yes:
            await self.ask(Accept(role=role, person=person))
        else:
            await self.ask(Decline(role=role, person=person))

    async def action_quick(self) -> None:
        """One key: the kiosk draws alone; the label says so."""
        if await self.ask(self.choice.quick(self.state)):
            self.choice.excluded = {}

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

    @work(exclusive=True)
    async def action_roles(self) -> None:
        """Type the roles: `facilitator, timekeeper 2, media contact 1 30 days`."""
        from screens.dialogs.prompt import Line

        listed = self.choice.listed(self.state)
        now = ", ".join(as_said(role) for role in listed)
        said = await self.app.push_screen_wait(
            Line(
                _("Which roles are drawn?"),
                _("With commas; seats and a term may follow: facilitator, media contact 2 30 days"),
                now,
            )
        )
        if not said:
            return
        self.choice.hear(said)
        self.refresh_all(frozenset())

    @work(exclusive=True)
    async def action_exclude(self) -> None:
        """Leave somebody out, or take them in again; the wall says who is out."""
        from screens.dialogs.prompt import Line

        said = await self.app.push_screen_wait(
            Line(_("Who is left out of this draw?"), _("A few letters of a name; the same name again: in."))
        )
        if not said:
            return
        try:
            person = meant(said, self.desk.room)
        except Refused as refused:
            self.tell(refused.sentence)
            return
        self.choice.leave_out(person)
        self.refresh_all(frozenset())

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
