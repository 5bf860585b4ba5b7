"""Tell meant keys from accidental ones: a key is about what was on the wall when it went down.

Ignored are keys that went down before the wall showed the last change, keys pressed at a dialog that is
closed by now, and auto-repeat: something may be lying on the key. The module knows keys and times, and no
screen.
"""

from __future__ import annotations

from time import monotonic

from textual.events import Key

from screens.keys.keymap import codes


class MeantKeys:
    """`repeat` is the longest time in seconds between two events of a key that is held down."""

    def __init__(self, repeat: float = 0.0) -> None:
        self.repeat = repeat
        self.changed = 0.0
        """When an entry last changed the wall, in seconds of the clock of key events."""
        self._moved = self._answered = 0.0
        self._last_key, self._last_time = "", 0.0

    def wall_changed(self) -> None:
        """Note that an entry was recorded and is shown."""
        self.changed = monotonic()

    def wall_moved(self) -> None:
        """Note that another moment is shown."""
        self._moved = monotonic()

    def dialog_answered(self) -> None:
        """Note that the dialog in front of the moment is closed."""
        self._answered = monotonic()

    def quiet(self, seconds: float) -> bool:
        """True if no key was pressed and nothing changed for so many seconds."""
        return monotonic() - max(self._last_time, self.changed, self._moved) >= seconds

    def for_dialog(self, key: Key) -> bool:
        """True if the key went down while a dialog was open that is closed by now."""
        return key.time < self._answered

    def held(self, key: Key) -> bool:
        """True if the key is held down. Call it exactly once for each key."""
        held = key.key == self._last_key and key.time - self._last_time < self.repeat
        self._last_key, self._last_time = key.key, key.time
        return held

    def early(self, key: Key) -> bool:
        """True if the key went down before the wall showed its subject.

        For the next step (SPACE) this includes the switch to another moment.
        """
        steps = key.key in codes("moment.next")
        return key.time < (max(self.changed, self._moved) if steps else self.changed)
