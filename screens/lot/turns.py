"""How many turns each member had, and who is still owed one in this cycle.

People say that a draw does not feel random: here they can count. It changes nothing, and gives nobody more
weight.
"""

from __future__ import annotations

from typing import ClassVar

from msgspec import Struct
from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from kiosk.cleaning import shown
from kiosk.desk.registry import State
from kiosk.language import N_, contexts, words
from kiosk.practices.lot import rotation
from kiosk.practices.lot.rotation import ALL, Cycle, Standing
from kiosk.practices.roles.asked import role_title
from kiosk.practices.room import Room
from kiosk.practices.rules.asked import rules as rules_of
from screens.dialogs.dialog import Dialog
from screens.keys.keymap import key
from screens.keys.shared import helping, next_step, out
from screens.widgets.cut_name import cut_name

_, ngettext = words("lot_screen")
pgettext, npgettext = contexts("lot_screen")

COLUMN = 35
"""Columns of the wall for one member: two fit side by side on the smallest wall."""
NAME = 17
"""How many of these columns are for the name and the blank after it."""


class Row(Struct, frozen=True):
    """A member: name, number of turns; whether a turn is owed or was had in this cycle; the same in words."""

    name: str
    turns: int
    owed: bool
    had: bool
    why: str


class Table(Struct, frozen=True):
    """The members in a cycle of this number; `role` is "" for the cycle of all roles together."""

    role: str
    number: int
    rows: list[Row]


def tables(state: State, room: Room, first: str) -> list[Table]:
    """Return a table for each running cycle; the one of role `first` comes first."""
    rule, counts = rules_of(room).rotation(), state.lot.rotation
    keys = [ALL] if rule.scope == "all" else list(dict.fromkeys([first, *counts.cycles]))
    found = []
    for drawn in keys:
        if drawn == ALL and rule.scope == "role":
            continue
        cycle = counts.cycles.get(drawn, Cycle())
        rows = [
            Row(
                room.name(standing.person),
                standing.turns,
                standing.owed,
                standing.person in cycle.served,
                _why(cycle, standing, rotation.rests(counts, rule, drawn, standing.person)),
            )
            for standing in rotation.standings(counts, rule, drawn, room.members())
        ]
        title = "" if drawn == ALL else role_title(drawn)
        found.append(Table(title, cycle.number, sorted(rows, key=lambda row: (not row.owed, row.turns))))
    return found


def _why(cycle: Cycle, standing: Standing, rests: int) -> str:
    if standing.owed:
        return _("owed, rests") if rests else pgettext("a turn of a role", "owed")
    if standing.person in cycle.served:
        return _("had it")
    return pgettext("a turn of a role", "declined") if standing.person in cycle.declined else _("next cycle")


class Turns(Dialog[None], inherit_bindings=False):
    """`tables`, page by page; SPACE turns the page, and closes the last one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        out(),
        helping("app.help"),
        Binding("c,C", "leave", N_("back"), id="lot.turns"),
        next_step("page(1, True)", N_("next")),
        Binding("down,right,pagedown", "page(1)", N_("next"), show=False, id="turns.on"),
        Binding("up,left,pageup", "page(-1)", N_("before"), show=False, id="turns.back"),
    ]

    def __init__(self, tables: list[Table]) -> None:
        super().__init__()
        self._tables, self._shown_page = tables, 0

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog tall wide"):
            yield Static(classes="question", markup=False)
            yield Static(id="turns", markup=False)
            yield Static(classes="answers", markup=False)

    def on_mount(self) -> None:
        self._show()

    def on_resize(self) -> None:
        self._show()

    def _pages(self) -> list[tuple[Table, list[Row], int]]:
        """Return the pages that fit the wall: table, rows, and the number of rows in a column."""
        across = max(1, (self.size.width - 10) // COLUMN)
        down = max(4, self.size.height - 12)
        return [
            (table, table.rows[at : at + across * down], down)
            for table in self._tables
            for at in range(0, max(1, len(table.rows)), across * down)
        ]

    def _show(self) -> None:
        pages = self._pages()
        self._shown_page = max(0, min(self._shown_page, len(pages) - 1))
        table, rows, down = pages[self._shown_page]
        title, body, answers = self.query(Static)
        owed = sum(row.owed for row in table.rows)
        of = shown(table.role) or _("all roles")
        title.update(Content(_("Turns of {role}, cycle {n}").format(role=of, n=table.number)))
        told = ngettext(
            "{n} of {all} is still owed a turn in this cycle. The number: turns so far.",
            "{n} of {all} are still owed a turn in this cycle. The number: turns so far.",
            owed,
        ).format(n=owed, all=len(table.rows))
        parts: list[Content | str | tuple[str, str]] = [(told, "$text-muted"), "\n"]
        for line in range(min(down, len(rows))):
            parts.append("\n")
            for row in rows[line::down]:
                parts += _cell(row)
        body.update(Content.assemble(*parts))
        page = _("page {k} of {n}").format(k=self._shown_page + 1, n=len(pages)) if len(pages) > 1 else ""
        keys = _("{key[moment.next]}  on     {key[dialog.back]}  back").format(key=key)
        answers.update(Content("    ").join(Content(standing) for standing in (page, keys) if standing))

    def action_page(self, step: int, leaves: bool = False) -> None:
        """Turn the page."""
        if leaves and self._shown_page + step >= len(self._pages()):
            self.answer(None)
            return
        self._shown_page += step
        self._show()

    def action_leave(self) -> None:
        self.answer(None)


def _cell(row: Row) -> list[Content | str | tuple[str, str]]:
    """Return a member for one column of the page."""
    name = cut_name(shown(row.name), NAME - 1)
    sign = ("○ ", "bold $accent") if row.owed else ("✓ " if row.had else "  ", "$text-muted")
    gap = " " * (NAME - cell_len(name))
    why = row.why + " " * max(1, COLUMN - NAME - 6 - cell_len(row.why))
    return [sign, (name, "bold" if row.owed else ""), gap, f"{row.turns:>2}  ", (why, "$text-muted")]
