"""What was heard of the keyboard that is no key: counted, so that the devices screen can say it."""

from __future__ import annotations


class Heard:
    """`ignored` reports that nobody understood; `badges` that stood where no person was asked for.

    `late` is when keys were last read after the reading thread had been kept waiting, in seconds of the clock
    of key events.
    """

    def __init__(self) -> None:
        self.ignored, self.badges = 0, 0
        self.late = float("-inf")
