"""Entries that this kiosk does not understand, shown to the room before it goes on without them.

A later version of the kiosk wrote them, or a fault keeps them from being read. Nothing is recorded until the
room answers; its answer is an entry, and every later version leaves out the same entries.
"""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content

from kiosk.language import N_, words
from kiosk.language.lists import listed
from kiosk.left_out import LeftOut
from kiosk.practices.wording import plain_kind
from screens.dialogs.dialog import Dialog
from screens.keys.keymap import key
from screens.keys.shared import helping, no, out, yes
from screens.widgets.prose import Prose

_, ngettext = words("dialogs")

MOST = 8
"""Most kinds, and most ranges, that are named."""


class GoingOn(Dialog[bool], inherit_bindings=False):
    """True to go on without these entries for ever; False to change nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        yes("answer(True)", N_("go on without")),
        no("answer(False)", N_("not now")),
        out("answer(False)", N_("not now")),
        helping("app.help"),
    ]

    def __init__(self, left_out: LeftOut) -> None:
        super().__init__()
        self._left_out = left_out

    def compose(self) -> ComposeResult:
        count = self._left_out.waiting
        with Vertical(classes="dialog wide"):
            yield Prose(
                Content(
                    ngettext(
                        "{n} entry is not understood by this kiosk. Go on without it?",
                        "{n} entries are not understood by this kiosk. Go on without them?",
                        count,
                    ).format(n=f"{count:,}")
                ),
                classes="question",
            )
            yield Prose(Content(self._which()), classes="detail")
            yield Prose(
                Content(
                    _(
                        "A newer kiosk may understand them: try that first. If you go on, they stay in "
                        "the journal, and no kiosk ever acts on them."
                    )
                ),
                classes="detail",
            )
            yield Prose(
                Content(
                    _(
                        "{key[question.yes]}  go on without them      {key[question.no]}  not now: nothing "
                        "is recorded"
                    ).format(key=key)
                ),
                classes="answers",
            )

    def _which(self) -> str:
        """Return the ranges of the entries and the names of their kinds, as a sentence."""
        ranges = self._left_out.ranges()
        kinds = [plain_kind(kind) for kind in self._left_out.waiting_kinds()]
        where = listed(str(a) if a == b else f"{a}-{b}" for a, b in ranges[:MOST])
        whole = len(ranges) <= MOST and len(kinds) <= MOST
        pattern = (
            _("In the journal: {where} ({kinds})") if whole else _("In the journal: {where} ({kinds})...")
        )
        return pattern.format(where=where, kinds=listed(kinds[:MOST]))

    def action_answer(self, go_on: bool) -> None:
        self.answer(go_on)
