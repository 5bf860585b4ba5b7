"""What every screen shares: one moment of an evening, with the same top line, coach lines and keys.

A moment composes its one main thing, says which parts of the state it shows (`PARTS`), redraws those when
an entry touched them, and names the next step. It never decides: it makes commands and asks the desk.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar, Protocol, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.events import ScreenResume
from textual.screen import Screen
from textual.worker import WorkerError, active_worker

from kiosk.cleaning import shown
from kiosk.errors import NotRecorded, Refused
from kiosk.language import words
from kiosk.language.lists import listed
from kiosk.practices.meeting.rules import called
from kiosk.practices.record.rules import Undo
from kiosk.terms import Stamp, local
from kiosk.typed.name_lookup import named_in
from screens.keys import keymap
from screens.keys.keymap import key
from screens.keys.shared import back
from screens.terminal.textual_version import is_tested
from screens.widgets.coach import Coach
from screens.widgets.keybar import KeyBar
from screens.widgets.notice import Notice
from screens.widgets.topline import Mark, TopLine

if TYPE_CHECKING:
    from kiosk.desk.desk import Answer, Desk
    from kiosk.desk.registry import State
    from kiosk.practices.agenda.state import Item
    from kiosk.practices.messages import Command
    from screens.hardware.attached_devices import Plugged
    from screens.minutes.minutes_sharing import Handout

_, ngettext = words("moment")

SLOW = 0.15
"""Seconds after which an entry that is still on its way to the card is said to be."""


def name_warning(names: list[str]) -> tuple[str, str]:
    """The question before a member's name goes into the record for ever, and what it means."""
    return (
        _("{names} stands in this text. Record it so?").format(names=shown(listed(names[:3]))),
        _(
            "What is recorded can never be taken out again; a person can only be forgotten elsewhere. "
            "{key[question.no]} records nothing."
        ).format(key=key),
    )


class House(Protocol):
    """What a moment may ask of the app."""

    desk: Desk
    handout: Handout
    unrecorded: str
    """What the card said when it last refused an entry, "" once one was recorded again."""
    plain: bool
    """True on a console without half blocks: symbols are their ASCII twins."""
    plugged: Plugged
    """What is heard in the room, and what else is plugged in."""

    def go(self, moment: str) -> None:
        """Show another moment."""

    def go_to_item(self, item: Item) -> None:
        """Show where an item of the agenda that was just opened is dealt with: else the floor."""

    def tick(self) -> None:
        """Show what the clock changes, the top line too, and go on with that."""

    def probe_devices(self) -> object:
        """Look again, off the loop."""

    def open_key(self) -> object:
        """Ask for the passphrase of a locked key, and show what is not yet signed."""

    def fill_shelf(self) -> object:
        """Make whatever minutes are missing, or lack their seal, off the loop."""

    def recording(self, more: int) -> None:
        """An entry is on its way to the card (+1), or has arrived (-1)."""

    def mark(self) -> Mark:
        """The journal's mark."""


class Moment(Screen[None], inherit_bindings=False):
    """Base of the screens. Subclasses set NAME, PARTS, BINDINGS, and override what they need."""

    AUTO_FOCUS = None
    NAME: ClassVar[str] = ""
    PARTS: ClassVar[frozenset[str] | None] = frozenset()
    """The parts of the state that it shows; None for all."""
    BINDINGS: ClassVar[list[BindingType]] = [
        back(show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._bindings = keymap.moved(self._bindings)
        if is_tested():
            from screens.terminal.painting import Sparing

            self._compositor = Sparing()
        self._styled_for: tuple[str, frozenset[str]] = ("", frozenset())

    @property
    def house(self) -> House:
        return cast("House", self.app)

    @property
    def desk(self) -> Desk:
        return self.house.desk

    @property
    def state(self) -> State:
        """The live state; read anew each time, never kept."""
        return self.house.desk.state

    def compose(self) -> ComposeResult:
        # Before there are widgets: each is styled once, for the height that the wall has.
        self._fit()
        self._styled_for = self._look()
        yield TopLine(id="top")
        with Container(id="body"):
            yield from self.body()
        yield Notice(id="notice")
        yield Coach(id="coach")
        yield KeyBar(id="keys")

    def body(self) -> ComposeResult:
        """The one main thing of this moment."""
        raise NotImplementedError

    def redraw(self, touched: frozenset[str]) -> None:
        """Show the state anew. `touched` names the practices that changed; all of them at a visit."""

    def coach(self) -> tuple[str, str]:
        """What to do, and what to say: whole sentences; "" for none."""
        return "", ""

    def heading(self) -> str:
        """The left of the top line: assembly, meeting, and where in the agenda it stands."""
        now = self.state
        parts = [now.record.assembly]
        if now.meeting.open:
            parts.append(called(now.meeting.open.number, now.meeting.open.title))
            ahead = now.agenda.items
            if now.agenda.open:
                place = next(k for k, item in enumerate(ahead, start=1) if item.id == now.agenda.open)
                parts.append(_("{k} of {n}").format(k=place, n=len(ahead)))
        return " · ".join(parts)

    def put_down(self) -> None:
        """Somebody goes to another moment: a line that waits for letters is shut, an item put down."""

    def tick(self, stamp: Stamp) -> int:
        """Show what the clock changes; gives the ms until the next change (60,000 at most)."""
        return 60_000 - local(stamp.at, stamp.offset).second * 1000

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Show the state. Textual styles all widgets again at each visit; only another look needs that."""
        self._fit()
        event.refresh_styles = self._look() != self._styled_for
        self._styled_for = self._look()
        self.refresh_all(frozenset())

    def _look(self) -> tuple[str, frozenset[str]]:
        """Return what styles depend on apart from the widgets themselves: the theme, and low or tall."""
        return self.app.theme, self.classes

    def _fit(self) -> None:
        """Be low or tall before the first layout; Textual says so after it, and lays everything out twice."""
        edges, rows = self.app.VERTICAL_BREAKPOINTS or [], self.app.size.height
        fitting = max((edge for edge, _name in edges if rows >= edge), default=0)
        self.update_classes({name: edge == fitting for edge, name in edges}, update=False)

    def on_descendant_focus(self) -> None:
        self._show_keys()

    def on_descendant_blur(self) -> None:
        # At once: a screen that a dialog covers by then is not refreshed any more.
        self._show_keys()

    def _show_keys(self) -> None:
        """The keys of the line that has the focus, or of the moment; and what to do with them."""
        if self.is_mounted:
            self._show_coach()
            self.query_one(KeyBar).refresh_keys()

    def _show_coach(self) -> None:
        do, say = self.coach()
        if self.desk.journal.failed:
            do, say = _("Go on with paper and pen. What is on the wall can still be read."), ""
        self.query_one(Coach).show(do, say)

    def refresh_all(self, touched: frozenset[str]) -> None:
        """Redraw this moment, its coach lines, its keys and the top line. No touched parts: all.

        After an entry the keys follow once the rest is painted, because the desk is asked about each of them.
        A key that stays in the row for a moment too long is refused in plain words.
        """
        if not self.is_mounted:
            return
        parts = touched or frozenset(self.desk.registry.practices)
        if self.PARTS is None or parts & self.PARTS or not touched:
            self.redraw(parts)
        self.house.tick()
        notice = self.query_one(Notice)
        if self.desk.journal.failed:
            notice.say(self.desk.refusal(Undo()), grave=True)
        elif self.house.unrecorded:
            notice.say(self.house.unrecorded, grave=True)
        elif self.desk.journal.damage and self.NAME != "journal":
            notice.say(
                _(
                    "Nothing is signed: something is damaged. {key[app.more]}, then "
                    "{key[more.journal]}, shows what."
                ).format(key=key),
                grave=True,
            )
        elif notice.grave:
            notice.clear(grave=True)
        self._show_coach()
        keys = self.query_one(KeyBar)
        if touched:
            keys.refresh_later()
        else:
            keys.refresh_keys()

    async def ask(self, command: Command) -> Answer | None:
        """Ask the desk; a refusal is shown in plain words and gives None."""
        notice = self.query_one(Notice)
        if not await self._names_may_stand(command):
            return None
        try:
            answer = await self._recorded(command)
        except Refused as refused:
            notice.say(refused.sentence)
            return None
        except NotRecorded as trouble:
            self.house.unrecorded = trouble.sentence
            notice.say(trouble.sentence, grave=True)
            self.house.tick()
            return None
        if self.house.unrecorded:
            self.house.unrecorded = ""
            self.house.tick()
        notice.clear(grave=True)
        return answer

    async def _names_may_stand(self, command: Command) -> bool:
        """Warn before a member's name goes into the record for ever; the room says whether it may."""
        names = named_in(command, self.desk.room)
        if not names:
            return True
        from screens.dialogs.question import Question

        asked = self.app.push_screen_wait(Question(*name_warning(names)))
        if active_worker.get(None) is not None:
            return bool(await asked)
        # Textual lets nobody but a worker wait for a screen; a line that is typed is handled in none.
        try:
            return bool(await self.run_worker(asked, group="names").wait())
        except WorkerError:
            return False

    async def _recorded(self, command: Command) -> Answer:
        """Submit; a card that takes its time is said in the top line."""
        said = False

        def slow() -> None:
            nonlocal said
            said = True
            self.house.recording(1)

        waiting = asyncio.get_running_loop().call_later(SLOW, slow)
        try:
            return await self.desk.submit(command)
        finally:
            waiting.cancel()
            if said:
                self.house.recording(-1)

    def tell(self, sentence: str) -> None:
        """Say one plain sentence where refusals are shown."""
        self.query_one(Notice).say(sentence)

    def badge(self, read: str) -> bool:
        """A badge was scanned: an open line for names takes it; False where it names nobody."""
        from screens.widgets.entry import NameEntry

        return any(entry.scan(read) for entry in self.query(NameEntry) if entry.is_open)

    def possible(self, command: Command) -> bool:
        """Whether the desk would accept this now (keys that are not possible are greyed)."""
        return not self.desk.refusal(command)

    def offers(self, action: str) -> bool:
        """Whether the row of keys shows the key of this action. One that is left out still says why."""
        return True

    def action_leave(self) -> None:
        """ESC: back, at last to the floor; between meetings to the lobby."""
        self.house.go("floor" if self.state.meeting.open else "lobby")
