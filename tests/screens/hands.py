"""Hands at the keyboard of a kiosk under test: they look at the wall before the next key."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from screens.app.app import KioskApp
from screens.lobby.lobby import Lobby
from screens.minutes.minutes import Minutes
from screens.moment import Moment
from screens.widgets.coach import Coach
from screens.widgets.entry import NameEntry
from screens.widgets.notice import Notice
from tests.pictures import text_rows

if TYPE_CHECKING:
    from tests.screens.house import House


async def until(
    condition: Callable[[], object], trouble: str | Callable[[], str], seconds: float = 60
) -> None:
    """Wait until a condition is true, at most so many seconds of real time."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(trouble if isinstance(trouble, str) else trouble())
        await asyncio.sleep(0.002)


def joined(rows: Iterable[str]) -> str:
    """Return rows of the wall as running text, for sentences that wrap."""
    return " ".join(" ".join(rows).split())


class Hands:
    """A person at the keyboard, who looks at the wall before the next key."""

    def __init__(self, house: House, app: KioskApp, pilot: Pilot[int]) -> None:
        self.house, self.app, self.pilot = house, app, pilot

    # What is seen

    @property
    def moment(self) -> str:
        """Return the moment shown, under a dialog too; "welcome" at the first start."""
        shown = [screen for screen in self.app.screen_stack if isinstance(screen, Moment)]
        return shown[-1].NAME if shown else type(self.app.screen_stack[-1]).__name__.casefold()

    @property
    def dialog(self) -> str:
        """Return the dialog in front of the moment: "Line", "Question", "Keys"..., or ""."""
        return "" if len(self.app.screen_stack) < 2 else type(self.app.screen).__name__

    def wall(self) -> str:
        """Return the visible screen as text, one line per row."""
        return "\n".join(text_rows(self.app))

    def coach(self) -> tuple[str, str]:
        """Return the coach lines, complete."""
        return self.app.screen_stack[-1].query_one(Coach)._lines if not self.dialog else ("", "")

    def refusal(self) -> str:
        """Return the sentence shown where refusals are shown, or ""."""
        for screen in reversed(self.app.screen_stack):
            for notice in screen.query(Notice):
                return str(notice.visual) if notice.display else ""
        return ""

    def entry_open(self) -> bool:
        """True if a line for names waits for letters."""
        return any(entry.is_open for entry in self.app.screen.query(NameEntry))

    def still(self) -> tuple[object, ...]:
        """Return all that a key may change: entries, moment, dialog, line, look and words."""
        return (
            self.house.desk.journal.size,
            self.moment,
            self.dialog,
            self.entry_open(),
            self.app.focused is not None,
            self.app.theme,
            self.refusal(),
            self.wall(),
        )

    # What is done

    async def press(self, *keys: str) -> None:
        """Press keys, one after the other, each after the answer to the one before."""
        for key in keys:
            self.send(key)
            await self.rest()

    def send(self, key: str) -> None:
        """Send a key without waiting for the answer."""
        name = _character_to_key(key) if len(key) == 1 and not key.isalnum() else key
        character = key if len(key) == 1 else {"space": " ", "enter": "\r", "tab": "\t"}.get(key)
        driver = self.app._driver
        assert driver is not None
        driver.send_message(events.Key(name, character))

    async def type(self, text: str, then: str = "enter") -> None:
        """Type letters, then ENTER (or another key)."""
        for letter in text:
            self.send(letter)
        await self.press(then)

    async def paste(self, text: str) -> None:
        """Paste into the focused widget."""
        self.app.post_message(events.Paste(text))
        await self.rest()

    async def visit(self, moment: str) -> None:
        """Show a moment, without a key."""
        self.app.go(moment)
        await until(lambda: self.moment == moment, f"{moment} is not shown")
        await self.rest()

    async def out_of_the_line(self) -> None:
        """Leave an open line that waits for letters."""
        if self.app.focused is not None and not self.dialog:
            await self.press("escape")

    async def settled(self) -> None:
        """Wait until threads have made what this moment shows: the minutes, the devices found."""
        screen = self.app.screen
        closed = self.app.has_desk and self.house.state.meeting.past and not self.house.state.meeting.open
        if closed and isinstance(screen, Minutes):
            await until(lambda: screen.published, "the minutes are not made")
            await until(
                lambda: screen.house.handout.fault(screen.desk) or screen._codes(),
                "the minutes are not served",
            )
            screen._take_home()
        if closed and isinstance(screen, Lobby):
            handout = screen.house.handout
            self.app.fill_shelf()
            await until(
                lambda: handout.fault(screen.desk) or handout.last(screen.desk), "the minutes are not served"
            )
            screen._scan()
        await until(lambda: self.app.plugged.lines, "the devices are not known")
        await self.rest()

    async def rest(self) -> None:
        """Wait until everything that was begun is finished and painted; blinking is off."""
        await self.pilot.pause()
        while self._begun():  # an answer may lead to the next question
            await until(lambda: not self._begun(), "what was begun is not finished")
            await self.pilot.pause()
        for field in self.app.screen.query(Input):
            field.cursor_blink = False
        for page in self.app.screen.query(TextArea):
            page.cursor_blink = False
        await self.pilot.pause()

    def _begun(self) -> bool:
        """True if the desk was asked something, or a screen waits for a worker."""
        asked = bool(self.app.has_desk and self.app.desk._asked)
        return asked or bool(getattr(self.app.screen, "busy", False))

    async def comes_to(self, moment: str) -> None:
        """Wait until this moment is shown."""
        await until(
            lambda: self.moment == moment and not self.dialog, lambda: f"{self.moment}:\n{self.wall()}"
        )
        await self.rest()

    async def same_wall(self, wall: str) -> None:
        """Wait until the wall shows exactly this."""
        await until(lambda: self.wall() == wall, lambda: f"now:\n{self.wall()}\nbefore:\n{wall}")

    async def wait(self, milliseconds: int) -> None:
        """Let time pass, and show it on the wall."""
        self.house.clock.advance(milliseconds)
        self.app.tick()
        await self.rest()

    async def sees(self, words: str, seconds: float = 60) -> None:
        """Wait until the wall shows these words."""
        await until(lambda: words in self.wall(), lambda: f"{words!r} is not on the wall:\n{self.wall()}")
