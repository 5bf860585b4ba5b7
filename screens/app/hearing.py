"""The keys on their way to the wall: what a badge scanner types is no command, and no key comes too late.

It shows nothing. What a badge means is the moment's matter, what a key does is decided by bindings.
"""

from __future__ import annotations

import asyncio

from textual.await_complete import AwaitComplete
from textual.events import AppBlur, AppFocus, Event, Key

from kiosk.cleaning import shown
from kiosk.language import words
from screens.app.key_guard import MeantKeys
from screens.dialogs.dialog import Dialog
from screens.hardware.attached_devices import Plugged
from screens.hardware.bursts import LATE, Came
from screens.moment import Moment
from screens.terminal.dressed import Dressed

_, ngettext = words("app")


class Hearing(Dressed, inherit_bindings=False):
    """An app that hears keys: `plugged` has the scanner, `meant` knows what was on the wall."""

    plugged: Plugged
    meant: MeantKeys
    _releasing: asyncio.TimerHandle | None = None

    def pop_screen(self) -> AwaitComplete:
        """Close the dialog in front of a moment. Of two keys pressed at once, it took only the first."""
        self.meant.dialog_answered()
        return super().pop_screen()

    async def on_event(self, event: Event) -> None:
        """Drop keys that were pressed for a dialog which is closed by now, and keys of a scanned badge.

        AppBlur and AppFocus are dropped too: a terminal that loses the keyboard for a while reports it, and
        the open line must keep the cursor and its keys.
        """
        if isinstance(event, AppBlur | AppFocus):
            return
        if not isinstance(event, Key):
            await super().on_event(event)
            return
        scanner = self.plugged.scanner
        if scanner.takes(event):
            if badge := scanner.read(event):
                self.scanned(badge)
            return
        read_late = 0 <= event.time - self.heard.late < LATE
        await self._came(self.plugged.bursts.hear(event, self.focused is not None, read_late))

    async def _came(self, came: Came) -> None:
        """Hand on the keys that count, and see to the others in a moment."""
        for key in came.keys:
            if not (self.meant.for_dialog(key) and isinstance(self.screen, Moment)):
                await super().on_event(key)
        if came.badge is not None:
            self.scanned(came.badge)
        if self._releasing is not None:
            self._releasing.cancel()
        self._releasing = None
        if waits := self.plugged.bursts.waits():
            loop = asyncio.get_running_loop()
            self._releasing = loop.call_later(waits, self.call_later, self._let_go)

    async def _let_go(self) -> None:
        """Hand on the keys that nothing followed. Keys that came meanwhile are ahead of this in the queue."""
        bursts = self.plugged.bursts
        due = bursts.waits() <= 0.001
        await self._came(Came(bursts.let_go() if due else []))

    def scanned(self, read: str) -> None:
        """Give a scanned badge to the moment or the dialog in front; count and say one that is nobody's."""
        screen, badge = self.screen, self.plugged.scanner.meant(read)
        if isinstance(screen, Dialog) and screen.scanned(read):
            return
        asked = isinstance(screen, Moment) and screen.is_mounted and self.is_running and self.meeting_people()
        if isinstance(screen, Moment) and asked and screen.badge(badge):
            return
        self.heard.badges += 1
        front = next((each for each in reversed(self.screen_stack) if isinstance(each, Moment)), None)
        if front is not None and front.is_mounted and self.meeting_people():
            told = _("Nobody who is asked for here has this badge: {badge}.")
            front.tell(told.format(badge=shown(badge)))

    def meeting_people(self) -> bool:
        """True if there is an assembly whose people can have badges."""
        raise NotImplementedError
