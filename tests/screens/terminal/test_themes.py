"""The four looks: enough contrast for a projector, and a console that rounds nothing."""

from __future__ import annotations

from itertools import product
from typing import get_args, get_type_hints

import pytest
from rich._palettes import STANDARD_PALETTE
from rich.color import Color as RichColor
from rich.color import ColorSystem
from textual.color import Color
from textual.theme import Theme

from kiosk.settings import Settings
from screens.more.more import LOOKS
from screens.terminal.themes import CONSOLE, CONTRAST, NIGHT, THEMES

TEXTS = ("foreground", "text", "text-muted", "primary", "accent", "success", "warning", "error")
GROUNDS = ("background", "surface", "panel")


def _contrast(one: str, other: str) -> float:
    """Return the contrast ratio of WCAG 2: 1 for equal colours, 21 for black on white."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _linear(colour: str) -> list[float]:
    parts = [part / 255 for part in Color.parse(colour).rgb]
    return [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def _luminance(colour: str) -> float:
    linear = _linear(colour)
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


Eye = tuple[tuple[float, float, float], ...]
EYES: dict[str, Eye] = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
"""The matrices for linear red, green and blue: Machado, Oliveira and Fernandes 2009, severity 1."""


def _seen(colour: str, eye: Eye) -> str:
    """Return a colour as a person sees it who lacks one kind of cone."""
    linear = _linear(colour)
    light = [min(1.0, max(0.0, sum(a * b for a, b in zip(row, linear, strict=True)))) for row in eye]
    parts = [part * 12.92 if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055 for part in light]
    red, green, blue = (round(255 * part) for part in parts)
    return Color(red, green, blue).hex


def test_every_look_has_a_word_and_can_be_asked_for() -> None:
    """A row of everything else names it, and kiosk.toml takes it."""
    names = [theme.name for theme in THEMES]
    assert sorted(LOOKS) == sorted(names)
    taken = get_args(get_type_hints(Settings)["theme"])
    assert sorted(f"kiosk-{name}" for name in taken) == sorted(names)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_every_text_stands_out_from_every_ground(theme: Theme) -> None:
    """The contrast is 4.5:1 in every look, 7:1 in high contrast and on the console (WCAG 2 AA and AAA)."""
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
    """One colour marks what is in progress, one marks what needs attention."""
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


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_the_clock_can_be_read_without_one_kind_of_cone(theme: Theme, eye: str) -> None:
    """Both inks of its phases keep the contrast of text; between each other they have too little."""
    colours = {name: _seen(value, EYES[eye]) for name, value in _plain(theme).items()}
    assert _contrast(colours["primary"], colours["background"]) >= 4.5
    assert _contrast(colours["accent"], colours["background"]) >= 4.5
    # So a phase is never shown by its colour alone: word, sign and bar show it (tests/e2e/test_colours).
    assert _contrast(colours["primary"], colours["accent"]) < 1.5


def test_what_they_see_at_night() -> None:
    """The night look has 9.7 and 10.7 to 1 without green cones, and 1.1 between the two inks."""
    colours = {name: _seen(value, EYES["deuteranopia"]) for name, value in _plain(NIGHT).items()}
    calm, eye, ground = (colours[name] for name in ("primary", "accent", "background"))
    told = (_contrast(calm, ground), _contrast(eye, ground), _contrast(calm, eye))
    assert [round(ratio, 1) for ratio in told] == [9.7, 10.7, 1.1]


def _plain(theme: Theme) -> dict[str, str]:
    colours = theme.to_color_system().generate()
    return {name: colours[name] for name in ("primary", "accent", "background")}
