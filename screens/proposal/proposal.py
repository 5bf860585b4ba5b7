"""A proposal on the wall: its text, what an amendment changed, the test by raised hands, the outcome.

SPACE is the next step: write, read out, count, read back, adopt. Nothing is decided before it is read back.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content

from kiosk.cleaning import shown
from kiosk.errors import Refused
from kiosk.language import N_, contexts, words
from kiosk.practices import proposal as proposals
from kiosk.practices.messages import Command
from kiosk.practices.proposal.commands import (
    Adopt,
    Amend,
    Choose,
    CountHands,
    Defer,
    GiveReason,
    ReadBack,
    ReadOut,
    Reject,
    Withdraw,
    Write,
)
from kiosk.practices.proposal.events import Position
from kiosk.practices.proposal.state import Outcome
from kiosk.practices.proposal.state import Proposal as OnTheWall
from kiosk.practices.rules.asked import rules as rules_of
from screens.keys.keymap import key
from screens.keys.shared import next_step
from screens.moment import Moment
from screens.proposal import coach, views
from screens.proposal.views import KEYS
from screens.widgets.bigtext import BigText
from screens.widgets.prose import Prose
from screens.widgets.statement import Statement

_, ngettext = words("proposal_screen")
pgettext, npgettext = contexts("proposal_screen")

SIGNS: dict[Position, str] = {"agree": "", "reservations": "", "stand-aside": "○ ", "block": "✕ "}
OUTCOMES: dict[Outcome, tuple[str, str]] = {
    "open": ("", "bold $accent"),
    "adopted": ("✓ ", "bold $success"),
    "rejected": ("✕ ", "bold $accent"),
    "deferred": ("→ ", "bold $accent"),
    "withdrawn": ("", "bold $accent"),
}


class Proposal(Moment):
    """The text above, the four positions below it."""

    NAME = "proposal"
    CSS_PATH = "proposal.tcss"
    PARTS: ClassVar[frozenset[str]] = frozenset(
        {"proposal", "decision", "agenda", "meeting", "rules", "roster"}
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        next_step("next", N_("next")),
        Binding("1", "count('1')", N_("agree"), id="proposal.agree"),
        Binding("2", "count('2')", N_("reservations"), id="proposal.reservations"),
        Binding("3", "count('3')", N_("stand aside"), id="proposal.stand-aside"),
        Binding("4", "count('4')", N_("block"), id="proposal.block"),
        Binding("w,W", "write", N_("write"), key_display="W", id="proposal.write"),
        Binding("e,E", "amend", N_("amend"), key_display="E", id="proposal.amend"),
        Binding("r,R", "read_out", N_("read out"), key_display="R", id="proposal.read"),
        Binding("b,B", "reason", N_("a reason"), key_display="B", id="proposal.reason"),
        Binding("n,N", "reject", N_("not adopted"), key_display="N", id="proposal.reject"),
        Binding("d,D", "defer", N_("put off"), key_display="D", id="proposal.defer"),
        Binding("x,X", "withdraw", N_("withdrawn"), key_display="X", id="proposal.withdraw"),
        Binding("o,O", "choose", N_("another proposal"), key_display="O", id="proposal.choose"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._drafts: dict[tuple[int, int], str] = {}
        """(proposal, version), or (0, 0) for a new one -> text that was not recorded, shown again at the next
        try."""

    def body(self) -> ComposeResult:
        yield Prose(id="which")
        yield Statement(id="statement")
        yield BigText(id="outcome", plain=self.house.plain)
        with Horizontal(id="hands"):
            for number, position in KEYS.items():
                with Vertical(classes="position"):
                    yield Prose(id=f"name-{position}", classes="name")
                    yield BigText(id=f"count-{position}", classes="count")
                    yield Prose(classes="meaning", id=f"key-{number}")
        yield Prose(id="total")

    @property
    def wall(self) -> OnTheWall | None:
        """Return the proposal on the wall; None if there is none."""
        state = self.state.proposal
        return state.proposals.get(state.current)

    # The wall

    def redraw(self, touched: frozenset[str]) -> None:
        wall = self.wall
        self.query_one("#which", Prose).update(self._heading(wall))
        test = wall.test if wall else None
        # Before the count show what is new; from then on, the reasons.
        below = self._reasons(wall) if test else views.changed_in(wall)
        self.query_one(Statement).show(
            views.large_text_of(wall), views.title_of(wall), views.text_of(wall), below
        )
        self.query_one("#hands").display = bool(wall and wall.read)
        outcome, called = self.query_one("#outcome", BigText), views.outcome(wall)
        outcome.display = bool(called)
        outcome.set_class(wall is not None and wall.outcome == "adopted", "adopted")
        outcome.update(called)
        for number, position in KEYS.items():
            name = proposals.state.called(position).upper()
            head = Content.assemble(
                (key[f"proposal.{position}"] + " ", "$text-muted"), (SIGNS[position] + name, "bold")
            )
            self.query_one(f"#name-{position}", Prose).update(head)
            self.query_one(f"#key-{number}", Prose).update(Content(views.meaning(position)))
            count = test.counts.get(position) if test else None
            self.query_one(f"#count-{position}", BigText).update("–" if count is None else str(count))
        self.query_one("#total", Prose).update(views.total(wall, self.desk.room))

    def _heading(self, wall: OnTheWall | None) -> Content:
        if wall is None:
            return Content.styled(_("No proposal is on the wall"), "$text-muted")
        sign, style = OUTCOMES[wall.outcome]
        outcome = (f"   {sign}{views.outcome(wall)}", style)
        told = _("Proposal {n}, version {v}").format(n=wall.number, v=wall.version)
        limit = rules_of(self.desk.room).stand_aside_limit()
        rule = pgettext("rule of a test", "consensus")
        if limit:
            rule += " · " + ngettext("at most {n} stands aside", "at most {n} stand aside", limit).format(
                n=limit
            )
        by = " · " + shown(self.desk.name(wall.proposer)) if wall.proposer else ""
        return Content.assemble((told, "bold $primary"), by, ("   " + rule, "$text-muted"), outcome)

    def _reasons(self, wall: OnTheWall | None) -> Content:
        test = wall.test if wall else None
        lines = (
            [
                # Translators: a position and the reason that was given for it: "block: the cost".
                _("{position}: {reason}").format(
                    position=proposals.state.called(reason.position), reason=shown(reason.text)
                )
                for reason in test.reasons
            ]
            if test
            else []
        )
        return Content("\n".join(lines))

    def coach(self) -> tuple[str, str]:
        sitting = self.state.meeting.open is not None
        drafted, again = bool(self._drafts.get((0, 0))), views.again(self.wall, self.desk.room)
        return coach.lines(self.wall, sitting=sitting, drafted=drafted, again=again)

    # The keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """True for keys that make sense for the proposal on the wall; None greys a key."""
        wall = self.wall
        if self.state.meeting.open is None:
            return True if action == "leave" else None
        is_open = wall is not None and wall.outcome == "open"
        read = is_open and wall is not None and wall.read
        tested = read and wall is not None and wall.test is not None
        back = tested and wall is not None and wall.test is not None and wall.test.read_back
        ways = {
            "count": read and not back,
            "amend": is_open,
            "read_out": is_open and (not read or back),
            "reason": tested and not back,
            "reject": tested,
            "defer": is_open,
            "withdraw": is_open,
            "choose": bool(self._others()),
        }
        return True if ways.get(action, True) else None

    def offers(self, action: str) -> bool:
        """Hide SPACE for a block that was read back, because there is no next step."""
        test = self.wall.test if self.wall and self.wall.outcome == "open" else None
        return action != "next" or not (test and test.read_back and test.counts.get("block"))

    async def action_next(self) -> None:
        """Do the next step of the proposal."""
        wall = self.wall
        if self.state.meeting.open is None:
            self.house.go("lobby")
        elif wall is None:
            self.action_write()
        elif wall.outcome != "open":
            self.house.go("floor")
        elif not wall.read:
            await self.action_read_out()
        elif wall.test is None or len(wall.test.counts) < len(KEYS):
            counted = wall.test.counts if wall.test else {}
            self.action_count(next(number for number, position in KEYS.items() if position not in counted))
        elif again := views.again(wall, self.desk.room):
            self.action_count(next(number for number, position in KEYS.items() if position == again[0]))
        elif not wall.test.read_back:
            await self.ask(ReadBack(proposal=wall.number, believes=wall.version))
        elif not wall.test.counts.get("block"):
            self._adopt()
        else:
            self.tell(
                _(
                    "It is blocked and cannot be adopted: amend it ({key[proposal.amend]}), put it off "
                    "({key[proposal.defer]}), or {key[proposal.reject]}."
                ).format(key=key)
            )

    @work(exclusive=True)
    async def action_write(self) -> None:
        text = await self._written(_("What do we propose?"), (0, 0))
        if text and await self.ask(Write(text=text, proposer=self._presenter())) is None:
            self._drafts[0, 0] = text
        self.refresh_all(frozenset())

    async def _written(self, question: str, of: tuple[int, int], text: str = "") -> str:
        """Ask for a text, beginning with the one that was not recorded; "" if the room leaves the page."""
        from screens.dialogs.text import Lines

        page = Lines(question, self._drafts.pop(of, "") or text)
        answer = await self.app.push_screen_wait(page)
        if not answer:
            self._drafts[of] = page.written
        return answer

    def _presenter(self) -> str | None:
        """Return the presenter of the open proposal item, who is its proposer by default."""
        from kiosk.practices import agenda

        item = agenda.state.open_item(self.state.agenda)
        return item.presenter or None if item and item.kind == "proposal" else None

    @work(exclusive=True)
    async def action_amend(self) -> None:
        wall = self.wall
        if wall is None:
            return
        number, version = wall.number, wall.version
        text = await self._written(_("The next version"), (number, version), wall.text)
        amend = Amend(text=text, proposal=number, believes=version)
        if text and text != wall.text and await self.ask(amend) is None:
            self._drafts[number, version] = text

    async def action_read_out(self) -> None:
        if self.wall:
            await self.ask(ReadOut(proposal=self.wall.number, believes=self.wall.version))

    @work(exclusive=True)
    async def action_count(self, digit: str) -> None:
        """Ask for the number of hands; a block also needs its reason."""
        from screens.dialogs.prompt import Line

        wall, position = self.wall, KEYS[digit]
        if wall is None:
            return
        number, version = wall.number, wall.version
        answer = await self.app.push_screen_wait(
            Line(
                _("{position}: how many hands?").format(
                    position=proposals.state.called(position).capitalize()
                ),
                views.meaning(position),
                limit=5,
            )
        )
        if not answer:
            return
        if not (answer.isascii() and answer.isdigit()):
            self.tell(_("Type the number of hands in figures, 0 for none."))
            return
        reason = ""
        if position == "block" and int(answer):
            reason = await self.app.push_screen_wait(
                Line(_("What is the reason?"), _("A block has a reason; no name is noted."))
            )
        await self.ask(
            CountHands(
                position=position, number=int(answer), reason=reason, proposal=number, believes=version
            )
        )

    @work(exclusive=True)
    async def action_reason(self) -> None:
        """Ask for the words of a reservation, a stand aside or a block; no name is recorded with them."""
        from screens.dialogs.prompt import Line

        wall = self.wall
        if wall is None:
            return
        number, version = wall.number, wall.version
        which = await self.app.push_screen_wait(
            Line(_("Whose reason?"), _("2 reservations, 3 stand aside, 4 block"), limit=1)
        )
        position = KEYS.get(which)
        if position is None or position == "agree":
            return
        text = await self.app.push_screen_wait(Line(_("In their words"), _("No name is noted.")))
        if text:
            await self.ask(GiveReason(position=position, text=text, proposal=number, believes=version))

    @work(exclusive=True)
    async def _adopt(self) -> None:
        """Ask for the day of the review, and adopt."""
        from screens.dialogs.prompt import Line

        wall, sitting = self.wall, self.state.meeting.open
        if wall is None or sitting is None:
            return
        number, version = wall.number, wall.version
        review = await self.app.push_screen_wait(
            Line(
                _("When do we look at this decision again?"),
                _("A date like 2027-02-22; in three months if you only press {key[line.take]}.").format(
                    key=key
                ),
                proposals.state.suggested_review(sitting.date),
            )
        )
        if review:
            await self._end(lambda: Adopt(review=review, proposal=number, believes=version))

    @work(exclusive=True)
    async def action_reject(self) -> None:
        from screens.dialogs.question import Question

        wall = self.wall
        sure = await self.app.push_screen_wait(Question(_("Is it not adopted?")))
        if wall and sure:
            await self._end(lambda: Reject(proposal=wall.number, believes=wall.version))

    async def action_defer(self) -> None:
        wall = self.wall
        if wall:
            await self._end(lambda: Defer(proposal=wall.number, believes=wall.version))

    @work(exclusive=True)
    async def action_withdraw(self) -> None:
        from screens.dialogs.question import Question

        wall = self.wall
        sure = await self.app.push_screen_wait(Question(_("Does whoever brought it take it back?")))
        if wall and sure:
            await self._end(lambda: Withdraw(proposal=wall.number, believes=wall.version))

    async def action_choose(self) -> None:
        """Put the next proposal of this meeting on the wall."""
        current, numbers = self.state.proposal.current, self._others()
        if numbers:
            await self.ask(Choose(proposal=next((n for n in numbers if n > current), numbers[0])))

    def _others(self) -> list[int]:
        """Return the open proposals that are not on the wall."""
        state = self.state.proposal
        return [
            n for n, proposal in state.proposals.items() if proposal.outcome == "open" and n != state.current
        ]

    async def _end(self, make: Callable[[], Command]) -> None:
        try:
            command = make()
        except Refused as refused:
            self.tell(refused.sentence)
            return
        await self.ask(command)
