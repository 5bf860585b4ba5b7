"""The questions before a draw: which roles, who is left out, quotas of cells, and the page of turns.

The answers are kept on the screen alone; the ceremony and its entries are in `lot`.
"""

from __future__ import annotations

from contextlib import suppress

from textual import work

from kiosk.errors import Refused
from kiosk.language import words
from kiosk.practices import lot
from kiosk.practices.lot import rotation
from kiosk.practices.lot.commands import Freeze
from kiosk.practices.lot.freeze import drafted, held_then
from kiosk.practices.lot.pool import Pool
from kiosk.practices.lot.state import Draw, View
from kiosk.practices.roles.asked import offices
from kiosk.practices.rules.asked import rules as rules_of
from kiosk.typed.name_lookup import meant
from screens.keys.keymap import key
from screens.lot import hat
from screens.lot.cells import as_typed
from screens.lot.hat import Cycle
from screens.lot.roles import Choice, as_said
from screens.moment import Moment
from screens.widgets.pages import Block

_, ngettext = words("lot_screen")


class Choosing(Moment):
    """The questions of the draw's screen before the hat is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.choice = Choice()
        self._refused: tuple[Freeze | None, int, str] = (None, 0, "")
        self.hat: Pool | None = None

    @property
    def draw(self) -> Draw | None:
        """Return the draw that is under way or has just finished; None if there is none."""
        return self.state.lot.draw

    @property
    def step(self) -> View:
        """Return the view of the present step."""
        raise NotImplementedError

    @property
    def open_draw(self) -> Draw | None:
        """Return the draw whose hat was opened again; None if there is none."""
        draw = lot.state.unfinished(self.state.lot)
        return draw if draw is not None and draw.step == "unfrozen" else None

    def choice_view(self) -> list[Block]:
        """Return the roles, and the hat as it would be closed now."""
        state, room, draw = self.state, self.desk.room, self.open_draw
        self.choice.remember(state, room)
        roles = self.choice.roles(state, draw)
        command = self.choice.freeze(state, room, draw)
        pool: Pool | None = None
        cycles: dict[str, int] = {}
        with suppress(Refused):  # the desk's reason is shown below
            pool, cycles = drafted(state.lot.rotation, room, "001", command)
        self.hat = pool
        later = self.choice.listed(state, draw)[len(roles) :]
        return hat.choice(
            roles,
            later,
            command.quotas,
            pool,
            self.cycle_of(cycles),
            self._trouble(command),
            self.desk.name,
            room.cell_name,
        )

    def trouble(self) -> str:
        """Return why the present choice cannot be drawn; "" if it can."""
        return self._trouble(self.choice.freeze(self.state, self.desk.room, self.open_draw))

    def _trouble(self, command: Freeze) -> str:
        """Return the refusal of this command. It is cached, because the search for a possible change takes a
        moment."""
        size = self.desk.journal.size
        if self._refused[:2] != (command, size):
            refusal = self.desk.refusal(command) if self.state.meeting.open else ""
            self._refused = (command, size, refusal)
        return self._refused[2]

    def cycle_of(self, cycles: dict[str, int]) -> Cycle:
        """Return the cycle in which a draw counts."""
        if not cycles:
            return Cycle(held=self.held())
        state, rule = self.state.lot.rotation, rules_of(self.desk.room).rotation()
        key, number = next(iter(cycles.items()))
        cycle = state.cycles.get(key, rotation.Cycle())
        new = number > cycle.number
        return Cycle(number, new, self.held(), lambda who: rotation.rests(state, rule, key, who))

    def held(self) -> dict[str, str]:
        """Return member -> a role that the member holds, other than those that are drawn."""
        draw = lot.state.unfinished(self.state.lot)
        if draw is not None and draw.frozen:
            return held_then(draw.pool, self.state.roles.holders)
        drawn = [role.role for role in self.choice.roles(self.state, draw)]
        return offices(self.desk.room).held(drawn)

    def action_cells(self) -> None:
        """Wish for at least one of each present cell, or drop that wish."""
        room = self.desk.room
        self.choice.cells, self.choice.quotas = not self.choice.cells, []
        if self.choice.cells and not self.choice.has_cells(room):
            self.choice.cells = False
            self.tell(_("Nobody here belongs to a cell."))
        elif self.choice.cells and (cells := self.choice.cells_beyond(self.state, room, self.open_draw)):
            self.choice.cells = False
            sentence = _(
                "{n} cells are here, and no role has so many seats: {key[lot.roles]}, then say {n} "
                "behind a role."
            )
            self.tell(sentence.format(n=cells, key=key))
        self.refresh_all(frozenset())

    @work(exclusive=True)
    async def action_quotas(self) -> None:
        """Ask for quotas of cells: `north 1-2, south 1`."""
        from screens.dialogs.prompt import Line

        room, draw = self.desk.room, self.open_draw
        seats = {role.role: role.seats for role in self.choice.roles(self.state, draw)}
        answer = await self.app.push_screen_wait(
            Line(
                _("How many of which cell?"),
                _("With commas, at least and at most: north 1-2, south 1. A dash: no quotas."),
                as_typed(self.choice.wishes(self.state, room, draw), seats, room.cell_name),
            )
        )
        if not answer:
            return
        try:
            self.choice.hear_quotas(answer, self.state, room, draw)
        except Refused as refused:
            self.tell(refused.sentence)
            return
        self.refresh_all(frozenset())

    @work(exclusive=True)
    async def action_roles(self) -> None:
        """Ask for the roles: `facilitator, timekeeper 2, media contact 1 30 days`."""
        from screens.dialogs.prompt import Line

        known = self.choice.listed(self.state)
        present = ", ".join(as_said(role) for role in known)
        answer = await self.app.push_screen_wait(
            Line(
                _("Which roles are drawn?"),
                _(
                    "With commas; seats and a term may follow: media contact 2 30 days, "
                    "treasurer 4 meetings, gardener 1 moon, council 3 90 days staggered, cook tonight. "
                    "Without a term: a month; facilitator, timekeeper, minutes and door: this meeting."
                ),
                present,
            )
        )
        if not answer:
            return
        if self.step == "done":
            self.choice.over()  # what was typed for the finished draw is done with
        self.choice.hear(answer, known)
        self.refresh_all(frozenset())

    @work(exclusive=True)
    async def action_exclude(self) -> None:
        """Leave a person out, or take the person in again, also one who holds a role; the wall shows it."""
        from screens.dialogs.prompt import Line

        answer = await self.app.push_screen_wait(
            Line(
                _("Who is left out tonight, or let in?"),
                _(
                    "A few letters of a name; with a comma why, in a word that may stand in the record for "
                    "ever: eva, travels. The same name again: in. Who is out for holding a role: in; "
                    "* lets in all of them."
                ),
            )
        )
        if not answer:
            return
        if answer.strip() == "*":
            self.choice.also = list(self.held())
            self.refresh_all(frozenset())
            return
        letters, _comma, why = answer.partition(",")
        try:
            person = meant(letters.strip(), self.desk.room)
        except Refused as refused:
            self.tell(refused.sentence)
            return
        self.choice.leave_out(person, why, person in self.held())
        self.refresh_all(frozenset())

    @work(exclusive=True)
    async def action_turns(self) -> None:
        """Show every member's turns in this cycle."""
        from screens.lot.turns import Turns, tables

        draw, wanted = lot.state.unfinished(self.state.lot), self.choice.listed(self.state)
        first = draw.pool.roles[0].id if draw is not None else wanted[0].role
        await self.app.push_screen_wait(Turns(tables(self.state, self.desk.room, first)))
