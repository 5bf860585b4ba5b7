"""The made-up assembly: Maple Street 4, a house whose people refuse a rent increase together.

The times of its evenings. Their events are in the `scene.py` of each practice; `playing` plays them.
"""

from __future__ import annotations

NAME = "Maple Street 4"

DAY = 86_400_000
FOUNDED_AGO = 37
"""Days before the present at which the assembly is founded, the evening before its first meeting."""
AGO = {1: 36, 2: 22, 3: 8}
"""Evening -> its distance in days before the present, at 19:02."""
TONIGHT_BEGAN = 14
"""Minutes before the present at which tonight's meeting began."""


def began(present: int) -> int:
    """Return when the clock has to begin for the story to end at `present` (ms since 1970)."""
    return present - FOUNDED_AGO * DAY
