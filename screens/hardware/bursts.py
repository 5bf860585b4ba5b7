"""Keys that come faster than people type: a scanned badge, whatever its keyboard layout makes of it.

At least `LEAST` printable keys, each at most `gap` seconds after the one before, and ENTER: that is a badge,
and no key of it is a command. So a printable key is held back until the next one or until `gap` is over. A
key that is pressed twice, or held down, is not held back again. Where the kiosk itself was late, keys that
people typed look like a burst: then nothing is dropped. It knows keys and times, no screens and no people.
"""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import NamedTuple

from textual.events import Key

from kiosk.terms import NAME

LEAST = 6
LATE = 0.1
"""Seconds after which a key that is only now seen shows that the loop was late."""
AGAIN = 0.6
"""Seconds within which the same key is pressed again or held down: the longest delay before keys repeat."""
ENDS = ("enter", "ctrl+j", "tab")


class Came(NamedTuple):
    """What a key makes of the keys so far: those that count now, and the text of a badge if it ends one."""

    keys: list[Key]
    badge: str | None = None


class Bursts:
    """`gap` is the longest time between two keys of a badge; 0 holds nothing back.

    `now` is the clock of key events.
    """

    def __init__(self, gap: float = 0.0, now: Callable[[], float] = monotonic) -> None:
        self.gap, self._now = gap, now
        self._held: list[Key] = []
        self._last_key, self._last_time = "", float("-inf")

    def hear(self, key: Key, typing: bool = False, read_late: bool = False) -> Came:
        """Take a key; `typing` if a text field has the cursor, `read_late` if the reader was kept waiting."""
        if self.gap <= 0 or (typing and not self._held):
            return Came([key])
        if read_late or self._now() - key.time > LATE:
            return Came([*self.let_go(), *self._go(key)])
        before = [] if self._follows(key) else self.let_go()
        if self._held and key.key in ENDS and sum(held.is_printable for held in self._held) >= LEAST:
            return Came([], self._badge())
        if self._held and (key.is_printable or key.key.startswith("ctrl+")) and key.key not in ENDS:
            self._held.append(key)
            return Came(before)
        if not self._held and key.is_printable and not self._again(key):
            self._held.append(key)
            return Came(before)
        return Came([*before, *self.let_go(), *self._go(key)])

    def _follows(self, key: Key) -> bool:
        """True if the key came soon enough after those that are held back."""
        return bool(self._held) and key.time - self._held[-1].time <= self.gap + 1e-6

    def _again(self, key: Key) -> bool:
        """True if this key was the last one too, a moment ago."""
        return key.key == self._last_key and key.time - self._last_time < AGAIN

    def _go(self, *keys: Key) -> list[Key]:
        if keys:
            self._last_key, self._last_time = keys[-1].key, keys[-1].time
        return list(keys)

    def _badge(self) -> str:
        text = "".join(key.character or "" for key in self._held if key.is_printable)
        self._held = []
        return text[: NAME + 1].strip()

    def let_go(self) -> list[Key]:
        """Return the keys that were held back, which count now."""
        held, self._held = self._held, []
        return self._go(*held)

    def waits(self) -> float:
        """Return the seconds until the held keys count if none follows; 0 when nothing is held back."""
        return max(0.001, self._held[-1].time + self.gap - self._now()) if self._held else 0.0
