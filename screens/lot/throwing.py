"""The line for the room's words and dice, typed one hand after another, and corrected.

ENTER records the line; until then it is on the wall only. Who throws is up to the room.
"""

from __future__ import annotations

from textual import on
from textual.content import Content
from textual.reactive import Reactive
from textual.widget import Widget
from textual.widgets import Input

from kiosk.cleaning import clean
from kiosk.language import words
from kiosk.practices.lot.commands import Correct, Throw, Word
from kiosk.practices.lot.corrections import would_doubt
from kiosk.practices.lot.state import View
from screens.keys.keymap import key
from screens.lot.choosing import Choosing
from screens.widgets.field import Correcting
from screens.widgets.prose import Prose

_, ngettext = words("lot_screen")


class Throwing(Choosing):
    """The typing line of the draw's screen. `typing` is "throw", "word", "correct", or "" while no line is
    open."""

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    """Textual would paint the whole screen when the cursor leaves a line; the line paints itself."""
    typing = ""
    _begun = False
    """True once something was typed into the open line, even if it was deleted since."""
    _entered = -1
    """The draw's last entry when the line was submitted; -1 while no line is on its way to the journal."""

    def _open_line(self, purpose: str, asked: str, value: str = "") -> None:
        self._set_line(purpose, asked, value)
        self.redraw(frozenset())
        self.set_focus(self.query_one("#line"))

    def _set_line(self, purpose: str, asked: str, value: str) -> None:
        self.typing, self._begun = purpose, False
        line, label = self.query_one("#line", Input), self.query_one("#asked", Prose)
        line.value = value
        line.cursor_position = len(value)
        label.update(Content(asked))

    def _next_hand(self) -> str:
        draw = self.draw
        hands = sum(line.kind == "throw" for line in draw.lines) if draw is not None else 0
        return _("Hand {n}: the dice as they lie, then {key[line.take]}").format(n=hands + 1, key=key)

    def action_throw(self) -> None:
        draw = self.draw
        if draw is not None and draw.left_to_throw:
            self._open_line("throw", self._next_hand())

    def action_word(self) -> None:
        self._open_line("word", _("A word that somebody calls into the draw"))

    def action_correct(self) -> None:
        draw = self.draw
        if draw is not None and draw.lines:
            asked = _("The last line, as it should be")
            if would_doubt(draw):
                asked = _("The last line, as it should be. The label is B then.")
            self._open_line("correct", asked, draw.laid(draw.lines[-1]))

    @on(Input.Changed, "#line")
    def _changed(self, event: Input.Changed) -> None:
        self._begun = self._begun or bool(event.value)

    @on(Correcting.Back)
    def _back(self) -> None:
        """Correct the last line. Ignored if something was typed before: a held BACKSPACE would go on into
        that line."""
        if self.typing != "correct" and not self._begun and self.check_action("correct", ()):
            self.action_correct()

    def action_leave(self) -> None:
        if self.typing:
            self._shut_line()
            self.refresh_all(frozenset())
        else:
            super().action_leave()

    def put_down(self) -> None:
        if self.typing:
            self._shut_line()

    def show_line(self, step: View) -> None:
        """Show the line while it is open. Its rows stay free while dice are thrown, so that nothing else
        moves."""
        line, label = self.query_one("#line"), self.query_one("#asked", Prose)
        line.display = label.display = bool(self.typing) or step in ("throwing", "thrown")
        line.set_class(not self.typing, "shut")
        line.can_focus = bool(self.typing)  # or the cursor returns with the terminal's window
        if not self.typing:
            label.update("")

    def _shut_line(self) -> None:
        self.typing = ""
        line = self.query_one("#line", Input)
        line.value, line.can_focus = "", False
        self.set_focus(None)

    @on(Input.Submitted, "#line")
    async def _typed(self, event: Input.Submitted) -> None:
        purpose, text = self.typing, clean(event.value).strip()
        if not text or not purpose:
            self._shut_line()
            self.refresh_all(frozenset())
            return
        line = self.query_one("#line", Correcting)
        line.take(event.value)
        draw = self.draw
        lines, self._entered = (len(draw.lines), draw.last) if draw is not None else (0, -1)
        if purpose == "throw":
            done = await self.ask(Throw(symbols=text, line=lines + 1))
        elif purpose == "word":
            done = await self.ask(Word(word=text, line=lines + 1))
        else:
            done = await self.ask(Correct(text=text, line=lines))
        if done is None:
            self._entered = -1
            line.value = event.value + line.value
            line.action_end()
        elif self._entered >= 0:
            self.refresh_all(frozenset())

    def go_on(self) -> None:
        """Open the line for the next hand, or close it, in the frame that shows the recorded entry."""
        draw = self.draw
        if draw is None or not 0 <= self._entered < draw.last:
            return
        self._entered = -1
        if self.typing and self.step == "throwing":
            self._set_line("throw", self._next_hand(), self.query_one("#line", Input).value)
        elif self.typing:
            self._shut_line()
