"""A list of people before it holds: who it was understood to name, and keys that put it right.

The room looks at every row; nobody joins before ENTER. It reads no file and records nothing.
"""

from __future__ import annotations

from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content

from kiosk.cleaning import shown
from kiosk.language import N_, words
from kiosk.language.lists import listed
from kiosk.typed.member_list_file import MemberList, counted, judged, swapped, with_column
from screens.dialogs.dialog import Dialog
from screens.keys.keymap import key
from screens.keys.shared import helping, out
from screens.widgets.coach import Coach
from screens.widgets.keybar import KeyBar
from screens.widgets.people import PeopleRows
from screens.widgets.prose import Prose
from screens.widgets.symbols import plain, symbol

_, ngettext = words("members")


class Members(Dialog[MemberList | None], inherit_bindings=False):
    """Shows a list that was read; answers the list as it was put right, or None."""

    CSS_PATH = "members.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", N_("take them"), id="members.take"),
        Binding("h,H", "judge", N_("not a person"), key_display="H", id="members.judge"),
        Binding("x,X", "swap", N_("swap names"), key_display="X", id="members.swap"),
        Binding("c,C", "column('cell')", N_("cells"), key_display="C", id="members.cell"),
        Binding("n,N", "column('name')", N_("names"), key_display="N", id="members.name"),
        Binding("tab", "doubt", N_("next ▲"), id="members.doubt"),
        Binding("down", "move(1)", N_("choose a row"), key_display="↑↓", id="members.down"),
        Binding("up", "move(-1)", N_("choose a row"), show=False, id="members.up"),
        Binding("pagedown", "page(1)", N_("a page on"), show=False, id="members.pagedown"),
        Binding("pageup", "page(-1)", N_("a page back"), show=False, id="members.pageup"),
        out(),
        helping("app.help"),
    ]

    def __init__(self, members: MemberList) -> None:
        super().__init__()
        self.members = members

    def compose(self) -> ComposeResult:
        with Vertical(id="body"):
            yield Prose(id="told")
            yield Prose(id="doubts")
            yield PeopleRows(id="people")
        yield Coach(id="coach")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        self._show(self.members)

    def _show(self, members: MemberList) -> None:
        self.members = members
        sign = symbol("wrap up", plain(self))
        doubts = "\n".join(f"{sign} {shown(doubt)}" for doubt in members.doubts)
        self.query_one("#told", Prose).update(Content(listed(counted(members))))
        self.query_one("#doubts", Prose).update(Content.styled(doubts, "$text-warning"))
        self.query_one("#doubts").display = bool(doubts)  # no empty rows where there is none
        self.query_one(PeopleRows).show(members.lines)
        self.call_after_refresh(self._coach)
        self.refresh_bindings()
        self.query_one(KeyBar).refresh_keys()

    def _coach(self) -> None:
        take = _("Is every name right? Press {key[members.take]}, and these people belong to the assembly.")
        if self.query_one(PeopleRows).unseen:
            take = _("Is every name right? Press {key[members.take]}: the next page.")
        mend = _("{key[members.judge]} leaves a row out or takes it in. {key[dialog.back]}: nobody is taken.")
        if any(line.doubt for line in self.members.lines):
            mend = _(
                "{key[members.judge]} leaves a row out or takes it in. {key[members.doubt]}: the next ▲."
            )
        self.query_one(Coach).show(take.format(key=key), mend.format(key=key))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "take":
            return True if self.members.people else None
        if action == "doubt":
            return any(line.doubt for line in self.members.lines)
        if action == "column":
            return len(self.members.columns.holds) > 1
        return True

    def action_take(self) -> None:
        """Take these people; before that, show each page."""
        if self.query_one(PeopleRows).unseen:
            self.action_page(1)
        elif self.members.people:
            self.answer(self.members)

    def action_judge(self) -> None:
        self._show(judged(self.members, self.query_one(PeopleRows).chosen))

    def action_swap(self) -> None:
        self._show(swapped(self.members))

    def action_column(self, what: Literal["name", "cell"]) -> None:
        self._show(with_column(self.members, what))

    def action_doubt(self) -> None:
        self.query_one(PeopleRows).next_doubt()
        self.call_after_refresh(self._coach)

    def action_move(self, rows: int) -> None:
        self.query_one(PeopleRows).move(rows)
        self.call_after_refresh(self._coach)

    def action_page(self, pages: int) -> None:
        self.query_one(PeopleRows).turn(pages)
        self.call_after_refresh(self._coach)

    def action_leave(self) -> None:
        self.answer(None)
