"""The four looks: enough contrast for a projector, and a console that rounds nothing."""

from __future__ import annotations

from itertools import product

import pytest
from rich._palettes import STANDARD_PALETTE
from rich.color import Color as RichColor
from rich.color import ColorSystem
from textual.color import Color
from textual.theme import Theme

from screens.themes import CONSOLE, CONTRAST, THEMES

TEXTS = ("foreground", "text", "text-muted", "primary", "accent", "success", "warning", "error")
GROUNDS = ("background", "surface", "panel")


def _contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2: 1 for equal colours, 21 for black on white."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [part / 255 for part in Color.parse(colour).rgb]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_every_text_stands_out_from_every_ground(theme: Theme) -> None:
    """4.5:1 in every look, 7:1 in high contrast and on the console (WCAG 2 AA and AAA)."""
    colours = theme.to_color_system().generate()
    least = 7.0 if theme in (CONTRAST, CONSOLE) else 4.5
    for text, ground in product(TEXTS, GROUNDS):
        assert _contrast(colours[text], colours[ground]) >= least, (text, ground)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_the_cursor_can_be_read(theme: Theme) -> None:
    """The chosen row and the typed letter keep the contrast of text."""
    colours = theme.to_color_system().generate()
    for part in ("block-cursor", "input-cursor"):
        assert _contrast(colours[f"{part}-foreground"], colours[f"{part}-background"]) >= 4.5


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_there_are_two_accents_and_no_more(theme: Theme) -> None:
    """Calm: one colour for what goes on, one for what needs an eye."""
    names = ("primary", "accent", "warning", "error", "success")
    colours = theme.to_color_system().generate()
    assert len({colours[name] for name in names}) == 2


def test_the_console_has_its_own_colours_already() -> None:
    """Each colour of the console's look is one of its sixteen, so nothing is rounded to a neighbour."""
    colours = CONSOLE.to_color_system().generate()
    for name in (*TEXTS, *GROUNDS):
        wanted = RichColor.parse(colours[name])
        nearest = wanted.downgrade(ColorSystem.STANDARD).number
        assert nearest is not None
        assert STANDARD_PALETTE[nearest] == wanted.triplet, name
