"""The base of all moments of an evening: the same top line, coach lines and keys on every screen.

A moment composes its one main thing, names the parts of the state it shows (`PARTS`), redraws them after an
entry that touched them, and names the next step. It never decides: it asks the desk for commands.
"""

from __future__ import annotations

import asyncio
import unicodedata
from typing import TYPE_CHECKING, ClassVar, Protocol, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.events import Key, ScreenResume
from textual.screen import Screen
from textual.worker import WorkerError, active_worker

from kiosk.cleaning import MARK, shown, unreadable_in
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
"""Seconds after which the top line says that an entry is still on its way to the card."""


def name_warning(names: list[str]) -> tuple[str, str]:
    """Return the question before a member's name is recorded for ever, and what that means."""
    return (
        _("{names} stands in this text. Record it so?").format(names=shown(listed(names[:3]))),
        _(
            "What is recorded can never be taken out again; a person can only be forgotten elsewhere. "
            "{key[question.no]} records nothing."
        ).format(key=key),
    )


def unreadable_warning(names: list[str]) -> tuple[str, str]:
    """Return the question before a name is taken in which something could not be shown."""
    return (
        _("Is the name {names} right?").format(names=shown(listed(names[:3]))),
        _(
            "{mark} stands for a sign that cannot be shown. {key[question.no]} takes nothing: type the name "
            "again."
        ).format(mark=MARK, key=key),
    )


class House(Protocol):
    """The part of the app that moments use."""

    desk: Desk
    handout: Handout
    unrecorded: str
    """The sentence of the last NotRecorded, "" once an entry was recorded again."""
    plain: bool
    """True on a console without half blocks: symbols are then their ASCII twins."""
    plugged: Plugged
    """The attached devices: the chime, the talking piece, the scanner and the others."""

    def go(self, moment: str) -> None:
        """Show another moment."""

    def go_to_item(self, item: Item) -> None:
        """Show the place for an agenda item that was just opened, the floor if it has none."""

    def tick(self) -> None:
        """Show what the clock changes, also in the top line, and plan the next tick."""

    def probe_devices(self) -> object:
        """Look for attached devices again, outside the loop."""

    def open_key(self) -> object:
        """Ask for the passphrase of a locked key, and show the unsigned entries."""

    def fill_shelf(self) -> object:
        """Make all minutes that are missing or lack their seal, outside the loop."""

    def recording(self, more: int) -> None:
        """Count an entry that is slow to reach the card (+1), or has reached it (-1)."""

    def mark(self) -> Mark:
        """Return the journal's mark."""


class Moment(Screen[None], inherit_bindings=False):
    """The base of the screens. Subclasses set NAME, PARTS and BINDINGS, and override what they need."""

    AUTO_FOCUS = None
    NAME: ClassVar[str] = ""
    PARTS: ClassVar[frozenset[str] | None] = frozenset()
    """The practices whose state this moment shows; None for all."""
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
        """Return the live state. Read it again each time; never keep it."""
        return self.house.desk.state

    def compose(self) -> ComposeResult:
        # Before there are widgets, so that each is styled once, for the height of the wall.
        self._fit()
        self._styled_for = self._look()
        yield TopLine(id="top")
        with Container(id="body"):
            yield from self.body()
        yield Notice(id="notice")
        yield Coach(id="coach")
        yield KeyBar(id="keys")

    def body(self) -> ComposeResult:
        """Yield the widgets between the top line and the notice."""
        raise NotImplementedError

    def redraw(self, touched: frozenset[str]) -> None:
        """Show the present state. `touched` names the practices that changed; at a visit, all of them."""

    def coach(self) -> tuple[str, str]:
        """Return what to do and what to say, in whole sentences; "" for none."""
        return "", ""

    def heading(self) -> str:
        """Return the left part of the top line: assembly, meeting, and number of the open agenda item."""
        state = self.state
        parts = [state.record.assembly]
        if state.meeting.open:
            parts.append(called(state.meeting.open.number, state.meeting.open.title))
            ahead = state.agenda.items
            if state.agenda.open:
                place = next(k for k, item in enumerate(ahead, start=1) if item.id == state.agenda.open)
                parts.append(_("{k} of {n}").format(k=place, n=len(ahead)))
        return " · ".join(parts)

    def put_down(self) -> None:
        """Leave for another moment: close an open line, and put down an item that is being moved."""

    def tick(self, stamp: Stamp) -> int:
        """Show what the clock changes; returns the ms until the next change, at most 60,000."""
        return 60_000 - local(stamp.at, stamp.offset).second * 1000

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Show the state, and restyle only after a change of theme or height.

        Textual would style all widgets again at each visit.
        """
        self._fit()
        event.refresh_styles = self._look() != self._styled_for
        self._styled_for = self._look()
        self.refresh_all(frozenset())

    def _look(self) -> tuple[str, frozenset[str]]:
        """Return what styles depend on apart from the widgets: the theme, and low or tall."""
        return self.app.theme, self.classes

    def _fit(self) -> None:
        """Set low or tall before the first layout.

        Textual does so after it, and then lays out everything twice.
        """
        edges, rows = self.app.VERTICAL_BREAKPOINTS or [], self.app.size.height
        fitting = max((edge for edge, _name in edges if rows >= edge), default=0)
        self.update_classes({name: edge == fitting for edge, name in edges}, update=False)

    def on_descendant_focus(self) -> None:
        self._show_keys()

    def on_descendant_blur(self) -> None:
        # Now, not after a refresh: a screen covered by a dialog is not refreshed.
        self._show_keys()

    def _show_keys(self) -> None:
        """Show the keys of the focused line, or of the moment, and its coach lines."""
        if self.is_mounted:
            self._show_coach()
            self.query_one(KeyBar).refresh_keys()

    def _show_coach(self) -> None:
        do, say = self.coach()
        if self.desk.journal.failed:
            do, say = _("Go on with paper and pen. What is on the wall can still be read."), ""
        self.query_one(Coach).show(do, say)

    def refresh_all(self, touched: frozenset[str]) -> None:
        """Redraw this moment, its coach lines, its keys and the top line. An empty `touched` redraws all.

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
        """Ask the desk and return its answer; after a refusal, show the sentence and return None."""
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
        """Warn before a member's name is recorded for ever, or one that cannot be read is taken.

        Returns True if the room agrees to it.
        """
        if unreadable := unreadable_in(command):
            return await self._room_agrees(*unreadable_warning(unreadable))
        names = named_in(command, self.desk.room)
        return not names or await self._room_agrees(*name_warning(names))

    async def _room_agrees(self, question: str, detail: str) -> bool:
        """Ask the room; returns True for yes."""
        from screens.dialogs.question import Question

        asked = self.app.push_screen_wait(Question(question, detail))
        if active_worker.get(None) is not None:
            return bool(await asked)
        # Textual lets only workers wait for a screen, and the keys of an open line are handled outside one.
        try:
            return bool(await self.run_worker(asked, group="names").wait())
        except WorkerError:
            return False

    async def _recorded(self, command: Command) -> Answer:
        """Submit the command; after `SLOW` seconds the top line shows that it is being recorded."""
        announced = False

        def slow() -> None:
            nonlocal announced
            announced = True
            self.house.recording(1)

        waiting = asyncio.get_running_loop().call_later(SLOW, slow)
        try:
            return await self.desk.submit(command)
        finally:
            waiting.cancel()
            if announced:
                self.house.recording(-1)

    def tell(self, sentence: str) -> None:
        """Show one plain sentence at the place of refusals."""
        self.query_one(Notice).say(sentence)

    def on_key(self, event: Key) -> None:
        """Tell why nothing happens at a letter of another script: no key is one unless it was moved there."""
        letter = event.character or ""
        if len(letter) != 1 or not letter.isalpha() or event.key in self.active_bindings:
            return
        if not unicodedata.name(letter, "LATIN").startswith("LATIN"):
            said = _(
                "This keyboard writes {letter}. The keys are Latin letters: switch the keyboard over to them."
            )
            self.tell(said.format(letter=letter))

    def badge(self, read: str) -> bool:
        """Give a scanned badge to the open line for names; False if no open line knows the person."""
        from screens.widgets.entry import NameEntry

        return any(entry.scan(read) for entry in self.query(NameEntry) if entry.is_open)

    def possible(self, command: Command) -> bool:
        """True if the desk would accept this command now."""
        return not self.desk.refusal(command)

    def offers(self, action: str) -> bool:
        """True if the row of keys shows the key of this action. A hidden key still answers why not."""
        return True

    def action_leave(self) -> None:
        """Go back to the floor, or between meetings to the lobby."""
        self.house.go("floor" if self.state.meeting.open else "lobby")
