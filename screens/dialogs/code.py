"""A code on the whole wall, for phones in the last row: the head of the journal, the proof of an entry.

It shows the first of several texts whose code fits: the full one on a projector, a shorter one with larger
letters. Words next to the code say what it is.
"""

from __future__ import annotations

from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content

from kiosk.cleaning import shown
from kiosk.language import N_, words
from screens.dialogs.dialog import Dialog
from screens.keys.keymap import key
from screens.keys.shared import helping, next_step, out
from screens.widgets.bigtext import BigText
from screens.widgets.prose import Prose
from screens.widgets.qr import QrCode
from screens.widgets.symbols import plain

_, ngettext = words("dialogs")


class Text(NamedTuple):
    """The content of a code, and the words shown next to it."""

    data: str
    called: str


class Code(Dialog[None], inherit_bindings=False):
    """`texts`, the fullest first; `title` and `large` words next to it; `without` is shown if none fits."""

    DEFAULT_CSS = """
    Code #code { width: 3fr; height: 1fr; }
    Code #beside { width: 2fr; min-width: 34; height: 1fr; padding: 0 1; }
    Code #beside BigText { height: 3; width: 1fr; margin-bottom: 1; }
    Code.-tall #beside BigText { height: 5; margin-bottom: 2; }
    Code #called, Code #title { height: auto; padding-bottom: 1; }
    Code #keys { height: 1; padding: 0 2; color: $accent; text-style: bold; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        out(),
        helping("app.help"),
        next_step("leave", N_("back")),
        Binding("enter", "leave", N_("back"), id="code.leave"),
        Binding("c,C", "leave", N_("back"), id="entry.code"),
        Binding("h,H", "leave", N_("back"), id="journal.head"),
    ]

    def __init__(self, title: str, texts: list[Text], large: tuple[str, ...] = (), without: str = "") -> None:
        super().__init__()
        self._title, self._texts, self._large, self._without = title, texts, large, without

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield QrCode(id="code", plain=plain(self))
            with Vertical(id="beside"):
                yield Prose(Content.styled(shown(self._title), "bold $primary"), id="title")
                for word in self._large:
                    yield BigText(word, plain=plain(self))
                yield Prose(id="called")
        yield Prose(Content(_("{key[moment.next]}  back").format(key=key)), id="keys")

    def on_resize(self) -> None:
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        """Show the first text whose code fits, or `without` if none does."""
        code = self.query_one(QrCode)
        called = self._without
        for text in self._texts:
            code.update(text.data)
            if code.fits():
                called = text.called
                break
        else:
            code.update("")
        self.query_one("#called", Prose).update(Content(shown(called, multiline=True)))

    def action_leave(self) -> None:
        self.answer(None)
