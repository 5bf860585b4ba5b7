"""Painting of the kiosk's signs as plain ASCII, for a console whose font lacks them.

It is one filter over everything painted, so that no screen has to ask which console it is on. It changes
no width and no colour; letters of people's names are left alone.
"""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from screens.widgets.symbols import symbols

_OTHERS = {"→": ">", "←": "<", "↑": "^", "↓": "v", "↕": "I", "“": '"', "”": '"', "–": "-", "‖": "|", "…": "."}
_TWINS = str.maketrans(
    {**{sign: twin for sign, twin in symbols().values() if len(sign + twin) == 2}, **_OTHERS}
)


class PlainSigns(LineFilter):
    """Paints each sign as its one-character twin."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        return [
            segment if segment.text.isascii() else segment._replace(text=segment.text.translate(_TWINS))
            for segment in segments
        ]
