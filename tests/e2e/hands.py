"""Hands at the keyboard, one key after another, looking at the wall between them.

Each step is a key or a line of text and what the wall must show afterwards, as in the room. The wall is
read from tmux; nothing here uses the kiosk's code.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable

from tests.e2e.assembly import recorded
from tests.e2e.painted import codes
from tests.terminal import Screen, Terminal

PATIENCE = 20
"""Seconds that the wall may take on a busy machine."""

AGAIN = 0.1
"""Seconds between two presses of one key: sooner, the kiosk reads the second as the first, held down."""


class Hands:
    """Keys on a `terminal` that the kiosk runs in."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal
        self._last, self._at = "", 0.0

    def see(self, what: str | Callable[[Screen], object]) -> Screen:
        """Return the wall, once it shows this."""
        return self.terminal.wait_for(what, PATIENCE)

    def press(self, *keys: str, see: str | Callable[[Screen], object]) -> Screen:
        """Press keys, then wait. The same key is pressed again no sooner than a finger could."""
        if keys[0] == self._last:
            time.sleep(max(0.0, self._at + AGAIN - time.monotonic()))
        self.terminal.keys(*keys)
        self._last, self._at = keys[-1], time.monotonic()
        return self.see(see)

    def say(self, text: str, see: str | Callable[[Screen], object]) -> Screen:
        """Type a line and ENTER, then wait."""
        self.terminal.type(text)
        return self.press("enter", see=see)

    def record(self, *keys: str, entries: int = 1) -> Screen:
        """Press keys that make so many entries, and wait until the wall shows them as recorded."""
        before = recorded(self.see(lambda screen: recorded(screen) >= 0))
        return self.press(*keys, see=lambda screen: recorded(screen) == before + entries)

    def name(self, letters: str, whole: str) -> Screen:
        """Name a person by a few letters: wait for the match, take it, wait for the entry."""
        self.terminal.type(letters)
        self.see(lambda screen: any(re.search(rf"[▸>] {re.escape(whole)}", row) for row in screen))
        return self.record("enter")

    def out(self) -> Screen:
        """Leave the line for names with ESC, so that keys belong to the moment again."""
        self.see(lambda screen: "ESC" in screen[-1])
        return self.press("escape", see=lambda screen: "ESC" not in screen[-1])

    def scan(self) -> str:
        """Return what a phone reads off the code on the wall, once there is one."""
        until = time.monotonic() + PATIENCE
        while len(found := codes(self.terminal.colours())) != 1:
            if time.monotonic() > until:
                raise AssertionError("no code can be read on:\n" + "\n".join(self.terminal.screen()))
        return found[0]
