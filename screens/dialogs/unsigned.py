"""The entries that no signature covers yet, shown to the room before anything after them is signed.

A person who had the card could have changed them without a trace (journal/1), so people check whether they
are what happened. The dialog signs nothing itself.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content

from kiosk.language import N_, words
from kiosk.telling.pages import Pages
from screens.dialogs.dialog import Dialog
from screens.keys.keymap import key
from screens.keys.shared import helping, next_step, no, out, yes
from screens.widgets.entries import Entries
from screens.widgets.prose import Prose

_, ngettext = words("dialogs")


class Unsigned(Dialog[bool], inherit_bindings=False):
    """Shows entries `first` to before `stop`, the oldest first; True to sign them.

    `offset(n)` returns the minutes of local time east of UTC at entry n.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        next_step("answer(True)", N_("sign")),
        yes("answer(True)", N_("sign")),
        no("answer(False)", N_("not yet")),
        out("answer(False)", N_("not yet")),
        helping("app.help"),
        Binding("down", "move(1)", N_("read on"), show=False, id="unsigned.down"),
        Binding("up", "move(-1)", N_("read on"), show=False, id="unsigned.up"),
        Binding("pagedown", "page(1)", N_("read on"), show=False, id="unsigned.page-down"),
        Binding("pageup", "page(-1)", N_("read on"), show=False, id="unsigned.page-up"),
    ]

    def __init__(self, pages: Pages, first: int, stop: int, offset: Callable[[int], int]) -> None:
        super().__init__()
        self._pages, self._first, self._stop, self._offset = pages, first, stop, offset

    def compose(self) -> ComposeResult:
        count = self._stop - self._first
        with Vertical(classes="dialog tall wide"):
            yield Prose(
                Content(
                    ngettext(
                        "{n} entry has no signature yet. Is this what happened?",
                        "{n} entries have no signature yet. Is this what happened?",
                        count,
                    ).format(n=f"{count:,}")
                ),
                classes="question",
            )
            yield Entries(id="entries", whole=True)
            why = ngettext(
                "Until it is signed, whoever had the card could have changed it.",
                "Until they are signed, whoever had the card could have changed them.",
                count,
            )
            yield Prose(Content(why), classes="detail")
            yield Prose(
                Content(
                    _(
                        "{key[moment.next]}  sign      {key[question.no]}  not yet      "
                        "{key[unsigned.up+unsigned.down]}  read on"
                    ).format(key=key)
                ),
                classes="answers",
            )

    def on_mount(self) -> None:
        self.query_one(Entries).show(
            self._stop - self._first, lambda place: self._pages.told(self._first + place), self._offset
        )

    def action_answer(self, sign: bool) -> None:
        self.answer(sign)

    def action_move(self, rows: int) -> None:
        self.query_one(Entries).move(rows)

    def action_page(self, pages: int) -> None:
        entries = self.query_one(Entries)
        entries.move(pages * entries.page)
