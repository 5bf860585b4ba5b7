"""All keys of a moment, written from the bindings themselves, so that the list is never out of date.

Keys of the moment, or of the focused line, come first, then those that work everywhere.
"""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static, TextArea

from kiosk.language import N_, contexts, words
from screens.dialogs.dialog import Dialog
from screens.keys.keymap import key, key_name
from screens.keys.labels import meaning, told
from screens.keys.names import written
from screens.keys.shared import helping, next_step, out
from screens.widgets.keybar import offered, typing

_, ngettext = words("dialogs")
pgettext, npgettext = contexts("dialogs")

Rows = list[tuple[str, str]]
"""A key as it is written, and what it does."""


def groups(screen: Screen[object]) -> list[tuple[str, Rows]]:
    """Return the keys that do something on this screen now, under their headings."""
    enter, *moving = _of_the_line(screen) or [("", "")]
    line, here, everywhere, back = Rows(), Rows(), Rows(), Rows()
    for active in offered(screen):
        name = active.binding.id or ""
        if not name or not active.binding.description:  # Textual's own keys, for moving the cursor
            continue
        row = key_name(active.binding, line=bool(moving)), meaning(active)
        if name.startswith(("line.", "correcting.")):
            line.append(row)
        elif active.node is screen.app:
            everywhere.append(row)
        else:
            (back if name in ("moment.back", "dialog.back") else here).append(row)
    moving = [row for row in moving if row[0] not in dict(line)]
    found = [
        (_("In the line"), [enter, *line, *moving] if moving else []),
        (pgettext("where keys work", "Here"), here + back),
        (pgettext("where keys work", "Everywhere"), everywhere),
    ]
    return [(title, list(dict.fromkeys(rows))) for title, rows in found if rows]


def _of_the_line(screen: Screen[object]) -> Rows:
    """Return the few keys for writing a text, ENTER first; none where no letters are typed."""
    if screen.focused is None or not typing(screen):
        return []
    arrows = written("left") + written("right")
    rows = [(arrows, _("to another letter")), (written("backspace"), _("delete a letter"))]
    if isinstance(screen.focused, TextArea):
        return [
            (written("enter"), _("a new line")),
            (written("up") + written("down"), _("up or down")),
            *rows,
        ]
    for node in screen.focused.ancestors:
        for binding in node._bindings.key_to_bindings.get("enter", []):
            if binding.id == "line.take":
                return [(written("enter"), told(type(node), binding)), *rows]
    return [(written("enter"), _("take what is written")), *rows]


class Keys(Dialog[None], inherit_bindings=False):
    """A page of keys: `shown` are headings with (key, what it does) below; ESC, ? or SPACE closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        out(),
        next_step("leave", N_("back")),
        helping("leave", N_("back")),
        Binding("down,pagedown", "scroll(8)", N_("read on"), show=False, id="keys.on"),
        Binding("up,pageup", "scroll(-8)", N_("read on"), show=False, id="keys.back"),
    ]

    def __init__(self, shown: list[tuple[str, Rows]]) -> None:
        super().__init__()
        self._shown = shown

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog tall"):
            yield Static(Content(_("All keys")), classes="question")
            with VerticalScroll():
                yield Static(self._text(), markup=False)
            legend = _("{key[dialog.back]}  back      {key[keys.back+keys.on]}  read on")
            yield Static(Content(legend.format(key=key)), classes="answers")

    def _text(self) -> Content:
        width = max((len(name) for _title, rows in self._shown for name, _what in rows), default=0)
        parts: list[Content | str | tuple[str, str]] = []
        for title, rows in self._shown:
            parts += ["\n\n" if parts else "", (title, "bold $accent")]
            for name, what in rows:
                parts += ["\n", (name.ljust(width), "bold"), f"   {what}"]
        return Content.assemble(*parts)

    def action_leave(self) -> None:
        self.answer(None)

    def action_scroll(self, rows: int) -> None:
        self.query_one(VerticalScroll).scroll_relative(y=rows, animate=False)
