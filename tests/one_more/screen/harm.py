"""The rows of the harm ledger that is open."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from kiosk.cleaning import shown
from kiosk.language import N_, words
from screens.moment import Moment
from screens.widgets.prose import Prose
from tests.one_more.harm.rules import Close, State

_, ngettext = words("harm_screen")


class Harm(Moment):
    """One row for each group of people who could be hurt."""

    NAME = "harm"
    CSS_PATH = "harm.tcss"
    PARTS: ClassVar[frozenset[str]] = frozenset({"harm"})
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c,C", "close_ledger", N_("close"), key_display="C", id="harm.close")
    ]

    def body(self) -> ComposeResult:
        yield Prose(id="rows")

    def redraw(self, touched: frozenset[str]) -> None:
        state: State = self.state.harm  # type: ignore[attr-defined]
        rows = [_("No ledger is open.")]
        if state.open is not None:
            rows = [_("Ledger {n}: {action}").format(n=state.open.number, action=shown(state.open.action))]
            rows += [f"{shown(row.who)}: {shown(row.harm)}" for row in state.open.rows]
        self.query_one("#rows", Prose).update(Content("\n".join(rows)))

    async def action_close_ledger(self) -> None:
        await self.ask(Close())
