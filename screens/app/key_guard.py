"""Which keys are meant: each is about what was on the wall when it went down, and counts once.

A key that went down before the wall had changed is about what nobody has seen yet; one that repeats because
something lies on it is nobody's wish; one that was pressed at a dialog is about that dialog alone. It knows
keys and times, and no screen.
"""

from __future__ import annotations

from time import monotonic

from textual.events import Key

from screens.keys.keymap import codes


class MeantKeys:
    """`repeat`: the same key again within so many seconds is one that is held down."""

    def __init__(self, repeat: float = 0.0) -> None:
        self.repeat = repeat
        self.changed = 0.0
        """When an entry last changed the wall, in seconds of the clock that keys have."""
        self._moved = self._answered = 0.0
        self._last, self._at = "", 0.0

    def wall_changed(self) -> None:
        """An entry was recorded, and is shown."""
        self.changed = monotonic()

    def wall_moved(self) -> None:
        """Another moment is shown."""
        self._moved = monotonic()

    def dialog_answered(self) -> None:
        """What stood in front of the moment is gone."""
        self._answered = monotonic()

    def quiet(self, seconds: float) -> bool:
        """Whether nobody pressed a key, and nothing changed, for so long."""
        return monotonic() - max(self._at, self.changed, self._moved) >= seconds

    def for_dialog(self, key: Key) -> bool:
        """Whether a key went down while a dialog stood there that has been answered since."""
        return key.time < self._answered

    def held(self, key: Key) -> bool:
        """Whether something lies on this key. To be asked once for each key."""
        held = key.key == self._last and key.time - self._at < self.repeat
        self._last, self._at = key.key, key.time
        return held

    def early(self, key: Key) -> bool:
        """Whether a key went down before the wall showed what it is about; SPACE, before the moment stood."""
        steps = key.key in codes("moment.next")
        return key.time < (max(self.changed, self._moved) if steps else self.changed)
